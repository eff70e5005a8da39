/** Numbers of the rule, as it stands in the program, formatted: the page can say no others. */
export type MethodNumbers = {
  rule: string
  /** One person counts once in so many minutes. */
  slotMinutes: string
  fewestPeople: string
  mostFewestPeople: string
  confirmedNetworks: string
  confirmedMultiple: string
  suspectedPerYear: string
  confirmedYears: string
  probeNetworks: string
  probedPeople: string
  calmMinutes: string
  tiredHours: string
  worksNetworks: string
  worksShare: string
  reopenHours: string
  youngHours: string
  onsetCover: string
  wildest: string
  kin: string
  amplifiedShare: string
  amplifiedMinutes: string
}

export type MethodSection = { id: string; heading: string; paragraphs: string[] }

/** How we decide, for readers. */
export type MethodTexts = {
  methodTitle: string
  methodDescription: string
  methodLead: string
  methodSections: (n: MethodNumbers) => MethodSection[]
  methodRule: (version: string) => string
  methodRuleLink: string
  methodFigures: string
}
