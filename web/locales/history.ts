export type HistorySort = 'time' | 'duration' | 'provider'
export type DocumentedZone = 'Europe/Rome' | 'Europe/Paris' | 'America/Toronto' | 'UTC'

/** The list of all incidents, and those of before our time that others have documented. Numbers and times arrive formatted. */
export type HistoryTexts = {
  historyTitle: string
  historyTitleOf: (name: string) => string
  historyLead: string
  historySortLabel: string
  historySort: Record<HistorySort, string>
  historyYearLabel: string
  historyAllYears: string
  historyNone: string
  historyNoneOf: (name: string) => string
  historyMore: string
  historyAllProviders: string
  historyWhen: string
  historyWho: string
  historyHow: string
  historyLength: string
  ongoingFor(length: string): string
  historyPeak: string
  historyVerified: string
  historyCrowd: string
  historyCollateral: string
  historyCount: string
  historyTotal: string
  historyLongest: string
  historyNewest: string
  historyByProviderNote: string
  historyLink: string

  docHeading: string
  docLead: string
  docKicker: string
  docNoReports: string
  docBegan: string
  docEnded: string
  docEndUnknown: string
  docWho: string
  docTimeline: string
  docUndated: string
  docUnknownHeading: string
  docSources: string
  docSourcesNote: string
  docZone: (zone: DocumentedZone) => string
  docAbout: (when: string) => string
}
