import type { FrontTexts } from './front.ts'

const plural = new Intl.PluralRules('it')
const one = (count: number, singular: string, several: string) => (plural.select(count) === 'one' ? singular : several)

export const frontIt: FrontTexts = {
  frontTitle: 'Che cosa non funziona adesso? Disservizi in diretta · Brusio',
  languages: 'Lingua',
  sections: 'Sezioni',
  sectionReport: 'Segnala',
  sectionHistory: 'Archivio',
  findYours: 'Nome o sito del servizio…',
  slashKey: 'Il tasto / porta alla ricerca: premi per toglierlo o rimetterlo',
  meToo: 'Anche a me',
  last15Reports: 'In 15 minuti:',
  usuallyAbout: 'di solito',
  pause: 'Ferma i numeri',
  resume: 'Riprendi',
  murmurHeading: 'Il brusio di 24 ore',
  murmur: (count, shown, services) =>
    count === 0
      ? 'Nessuna segnalazione.'
      : `${shown} ${one(count, 'segnalazione', 'segnalazioni')} su ${services} ${one(services, 'servizio', 'servizi')}.`,
  murmurIncidents: (incidents, open) =>
    incidents === 0
      ? 'Nessun disservizio.'
      : `${incidents} ${one(incidents, 'disservizio', 'disservizi')}${open === 0 ? '' : open === incidents ? ', ancora in corso' : `, di cui ${open} in corso`}.`,
  murmurNow: 'adesso',
  mostElse: 'Gli altri più segnalati',
  endedIncidents: 'Rientrati di recente',
  allIncidents: 'Tutti i disservizi',
  byCategory: 'Tutti i servizi, per categoria',
  services: (count) => `${count} ${one(count, 'servizio', 'servizi')}`,
  noisy: (count) => `${count} ${one(count, 'fa rumore', 'fanno rumore')}`,
  categoryTitle: (category) => `${category}: che cosa non funziona adesso? · Brusio`,
  categoryDescription: (category) =>
    `${category}: lo stato di ogni servizio adesso, dalle segnalazioni della gente in diretta. Senza cookie.`,
  otherCategories: 'Altre categorie',
  stateColumn: 'Stato',
  didYouMean: 'Forse cercavi',
}
