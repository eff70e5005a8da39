import type { SharedFacet } from '../shares.ts'
import type { ProviderTexts } from './provider.ts'

const SHARES: Record<SharedFacet, string> = {
  problem: 'Che cosa non va',
  component: 'Quale parte',
  device: 'Con che cosa',
  began: 'Da quando, secondo chi lo dice',
  region: 'Da quale regione',
  network: 'Su quale rete',
  country: 'Da quale Paese',
}

export const providerIt: ProviderTexts = {
  providerTitle: (name) => `${name} non funziona? Le segnalazioni, adesso`,
  providerDescription: (name, moment, sentence) =>
    `${name}, ${moment}: ${sentence} Segnalazioni in diretta, sonde e parola ufficiale.`,

  whoReports: 'Chi segnala, che cosa, da dove',
  whoLead: 'Quote di chi l’ha detto nelle ultime 24 ore.',
  whoSince: ['Quote di chi l’ha detto da quando è cominciato, alle ', '.'],
  whoUsual: 'La tacca sulla barra è la quota di quando tutto è calmo.',
  tooFewVoices: (isOpen) =>
    `Meno di cinque voci ${isOpen ? 'da quando è cominciato' : 'nelle ultime 24 ore'}: troppo poche per dire che cosa non va, con che cosa e da dove.`,
  facetHeading: (facet) => SHARES[facet],
  shareNow: 'ora',
  shareUsual: 'di solito',
  voicesSaid: (count, shown) => (count === 1 ? '1 voce' : `${shown} voci`),
  allTheRest: 'Tutto il resto',

  matrixUnknown: (names) => `Di ${names} non possiamo dire se siano colpiti.`,
  mapHeading: 'Dove, rispetto al solito',
  mapTitle: (name) => `Segnalazioni su ${name} per regione, rispetto al solito`,
  mapDescription: (most, few) =>
    `${most === null ? 'Nessuna regione segnala molto più del solito.' : `Più del solito: ${most}.`}${
      few === 0
        ? ''
        : few === 1
          ? ' Di una regione le voci sono troppo poche.'
          : ` Di ${few} regioni le voci sono troppo poche.`
    }`,
  mapNote: 'Quante volte il solito di quella regione a queste ore: non quante segnalazioni, né quanti utenti.',
  mapTable: 'La mappa in tabella',
  mapRegion: 'Regione',
  mapRatio: 'Rispetto al solito',
  mapStep: (from, to) =>
    from === null ? 'come al solito' : to === null ? `${from} volte e oltre` : `da ${from} a ${to} volte`,
  mapFew: 'troppo poche voci',
  timesTheUsual: (times) => `${times} volte il solito`,
  mapCredit: 'Contorni: MapSVG e @svg-maps/italy, CC BY 4.0, semplificati.',

  probesAnswer: (count) => `${count} prove rispondono`,

  adviceHeading: 'Che cosa puoi fare',
  adviceSource: 'fonte',

  dependsHeading: (name) => `Da che cosa dipende ${name}`,
  dependentsHeading: (name) => `Chi dipende da ${name}`,
  operatorHeading: (operator) => `Anche di ${operator}`,
  dependsNote: 'Solo ciò che sta scritto da qualche parte: ogni riga ha la sua fonte.',
  notJudged: 'Dati insufficienti',
  whereWritten: 'dove sta scritto',

  moreHeading: 'Altro su questo servizio',
  moreHistory: 'Tutti i disservizi',
  moreOperator: (operator) => `I servizi di ${operator}`,
  moreData: 'Gli stessi dati in JSON',
  moreEmbed: 'Riquadro per il tuo sito',
}
