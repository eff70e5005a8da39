import type { FrontTexts } from './front.ts'

const plural = new Intl.PluralRules('en')
const one = (count: number, singular: string, several: string) => (plural.select(count) === 'one' ? singular : several)

export const frontEn: FrontTexts = {
  frontTitle: 'What is not working right now? Live problem reports · Brusio',
  languages: 'Language',
  sections: 'Sections',
  sectionReport: 'Report',
  sectionHistory: 'Archive',
  findYours: 'Name or site of the service…',
  slashKey: 'The / key leads to the search: press to take it away or give it back',
  meToo: 'Me too',
  last15Reports: 'In 15 minutes:',
  usuallyAbout: 'usually',
  pause: 'Pause the figures',
  resume: 'Resume',
  murmurHeading: 'The murmur of 24 hours',
  murmur: (count, shown, services) =>
    count === 0
      ? 'No reports.'
      : `${shown} ${one(count, 'report', 'reports')} on ${services} ${one(services, 'service', 'services')}.`,
  murmurIncidents: (incidents, open) =>
    incidents === 0
      ? 'No incidents.'
      : `${incidents} ${one(incidents, 'incident', 'incidents')}${open === 0 ? '' : open === incidents ? ', still going on' : `, ${open} of them still going on`}.`,
  murmurNow: 'now',
  mostElse: 'Most reported of the others',
  endedIncidents: 'Recently back to normal',
  allIncidents: 'All incidents',
  byCategory: 'All services, by category',
  services: (count) => `${count} ${one(count, 'service', 'services')}`,
  noisy: (count) => `${count} making noise`,
  categoryTitle: (category) => `${category}: what is not working right now? · Brusio`,
  categoryDescription: (category) =>
    `${category}: the state of every service right now, from live reports by people. No cookies.`,
  otherCategories: 'Other categories',
  stateColumn: 'State',
  didYouMean: 'Perhaps you were looking for',
}
