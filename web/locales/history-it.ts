import type { HistoryTexts } from './history.ts'

const ZONE = {
  'Europe/Rome': 'ora italiana',
  'Europe/Paris': 'ora francese',
  'America/Toronto': 'ora di Toronto',
  UTC: 'UTC (in Italia un’ora in più, due d’estate)',
} as const

export const historyIt: HistoryTexts = {
  historyTitle: 'Archivio dei disservizi',
  historyTitleOf: (name) => `I disservizi di ${name}`,
  historyLead:
    'Ogni disservizio che la regola ha trovato, anche quelli che abbiamo ritirato. Una punta alta dice che in molti hanno segnalato, non quanti erano colpiti.',
  historySortLabel: 'Ordine',
  historySort: { time: 'Dal più recente', duration: 'Dal più lungo', provider: 'Per servizio' },
  historyYearLabel: 'Anno',
  historyAllYears: 'tutti',
  historyNone: 'Nessun disservizio registrato in questo periodo.',
  historyNoneOf: (name) => `Nessun disservizio di ${name} registrato in questo periodo.`,
  historyMore: 'Avanti',
  historyOnly: (name) => `Solo ${name}`,
  historyAllProviders: 'Tutti i servizi',
  historyWhen: 'Inizio',
  historyWho: 'Servizio',
  historyHow: 'Come lo sappiamo',
  historyLength: 'Durata',
  historyPeak: 'Punta in 15 min',
  historyCaption: 'Disservizi',
  historyVerified: 'Verificato',
  historyCrowd: 'Solo dalla gente',
  historyCollateral: 'Di riflesso',
  historyCount: 'Disservizi',
  historyTotal: 'In tutto',
  historyLongest: 'Il più lungo',
  historyNewest: 'L’ultimo',
  historyByProviderNote:
    'Non contano quelli ritirati né le segnalazioni di riflesso. Chi è più seguito ha più segnalazioni, e così anche più disservizi trovati: non è una classifica di chi funziona peggio.',
  historyLink: 'Archivio dei disservizi',

  docHeading: 'Prima di noi',
  docLead:
    'Disservizi che altri hanno documentato, con le loro fonti. Non ne abbiamo segnalazioni nostre: nessuna curva.',
  docKicker: 'Documentato da altri',
  docNoReports:
    'Di quel tempo non abbiamo segnalazioni nostre: niente curva, niente punta, nessun verdetto. Qui c’è solo ciò che le fonti dicono, con parole nostre.',
  docBegan: 'Inizio',
  docEnded: 'Fine',
  docEndUnknown: 'nessuna fonte dà una fine sola',
  docWho: 'Servizi',
  docTimeline: 'Come è andata',
  docUndated: 'senza data',
  docUnknownHeading: 'Che cosa non si sa',
  docSources: 'Fonti',
  docSourcesNote: 'Le frasi sono nostre; chi cita citi la fonte.',
  docZone: (zone) => `Orari: ${ZONE[zone]}.`,
  docAbout: (when) => `${when} circa`,
}
