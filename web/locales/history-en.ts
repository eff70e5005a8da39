import type { HistoryTexts } from './history.ts'

const ZONE = {
  'Europe/Rome': 'Italian time',
  'Europe/Paris': 'French time',
  'America/Toronto': 'Toronto time',
  UTC: 'UTC',
} as const

export const historyEn: HistoryTexts = {
  historyTitle: 'Archive of incidents',
  historyTitleOf: (name) => `Incidents of ${name}`,
  historyLead:
    'Every incident that the rule has found, those that we have withdrawn as well. A high peak says that many people reported, not how many were affected.',
  historySortLabel: 'Order',
  historySort: { time: 'Newest first', duration: 'Longest first', provider: 'By service' },
  historyYearLabel: 'Year',
  historyAllYears: 'all',
  historyNone: 'No incident on record in this time.',
  historyNoneOf: (name) => `No incident of ${name} on record in this time.`,
  historyMore: 'Next',
  historyOnly: (name) => `${name} only`,
  historyAllProviders: 'All services',
  historyWhen: 'Start',
  historyWho: 'Service',
  historyHow: 'How we know',
  historyLength: 'Length',
  historyPeak: 'Peak in 15 min',
  historyCaption: 'Incidents',
  historyVerified: 'Verified',
  historyCrowd: 'People alone',
  historyCollateral: 'Collateral',
  historyCount: 'Incidents',
  historyTotal: 'In all',
  historyLongest: 'Longest',
  historyNewest: 'Latest',
  historyByProviderNote:
    'Withdrawn ones and reports that only follow others do not count. A service that many follow has more reports, and so more incidents found: this does not rank who works worst.',
  historyLink: 'Archive of incidents',

  docHeading: 'Before our time',
  docLead:
    'Incidents that others have documented, with their sources. We have no reports of our own of them: no curve.',
  docKicker: 'Documented by others',
  docNoReports:
    'We have no reports of our own from this time: no curve, no peak, no verdict. Here is only what the sources say, in our words.',
  docBegan: 'Start',
  docEnded: 'End',
  docEndUnknown: 'no source gives a single end',
  docWho: 'Services',
  docTimeline: 'How it went',
  docUndated: 'no date',
  docUnknownHeading: 'What is not known',
  docSources: 'Sources',
  docSourcesNote: 'The sentences are ours; who quotes should quote the source.',
  docZone: (zone) => `Times: ${ZONE[zone]}.`,
  docAbout: (when) => `about ${when}`,
}
