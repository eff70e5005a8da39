/** Home, categories, search, what the site is called and what search engines are told. Numbers arrive formatted. */
export type FrontTexts = {
  /** Of the tab and of search results: the question that people type. */
  frontTitle: string
  languages: string
  sections: string
  sectionReport: string
  sectionHistory: string
  findYours: string
  /** On a key cap beside the search: what the key does, and that a press takes it away or gives it back. */
  slashKey: string
  meToo: string
  /** Label and figures, not a sentence: they move, and the script of this page has no plurals. */
  last15Reports: string
  usuallyAbout: string
  pause: string
  resume: string
  murmurHeading: string
  murmur: (count: number, shown: string, services: number) => string
  murmurIncidents: (incidents: number, open: number) => string
  murmurNow: string
  mostElse: string
  endedIncidents: string
  allIncidents: string
  byCategory: string
  services: (count: number) => string
  noisy: (count: number) => string
  categoryTitle: (category: string) => string
  categoryDescription: (category: string) => string
  otherCategories: string
  didYouMean: string
}
