import type { SharedFacet } from '../shares.ts'

/** The page of a provider beside verdict and chart: shares, map, matrix, dependencies, what one can do. */
export type ProviderTexts = {
  /** What people type; the answer is the page's. */
  providerTitle(name: string): string
  /** Of the figures at an instant: the sentence is found and quoted later. */
  providerDescription(name: string, moment: string, sentence: string): string

  whoReports: string
  whoLead: string
  /** Around the time at which what is open began. */
  whoSince: [before: string, after: string]
  whoUsual: string
  tooFewVoices(isOpen: boolean): string
  facetHeading(facet: SharedFacet): string
  /** At the top of the columns. */
  shareNow: string
  shareUsual: string
  voicesSaid(count: number, shown: string): string
  allTheRest: string

  /** Of these parts and devices nothing can be said: too few voices, or it is not known how many are usual. */
  matrixUnknown(names: string): string
  mapHeading: string
  mapTitle(name: string): string
  mapDescription(most: string | null, few: number): string
  mapNote: string
  mapTable: string
  mapRegion: string
  mapRatio: string
  /** As the legend says it: as usual, twice and more, … of so many steps. */
  mapStep(from: number | null, to: number | null): string
  mapFew: string
  timesTheUsual(times: string): string
  mapCredit: string

  /** Of the checks from one place. */
  probesAnswer(count: number): string

  adviceHeading: string
  adviceSource: string

  dependsHeading(name: string): string
  dependentsHeading(name: string): string
  operatorHeading(operator: string): string
  dependsNote: string
  notJudged: string
  whereWritten: string

  moreHeading: string
  moreHistory: string
  moreOperator(operator: string): string
  moreData: string
  moreEmbed: string
}
