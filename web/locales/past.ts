import type { Backing } from '../../shared/incident.ts'
import type { HistoryTexts } from './history.ts'
import type { MethodTexts } from './method.ts'

/** What happened: the page of an incident, how it is cited and shared, and who else was hit. Numbers and times arrive formatted. */
type StoryTexts = {
  /** How long it has gone on, or did go on: the words of a span. */
  storyOpen: (span: string) => string
  /** `isLetGo`: nobody knows when it ended. */
  storyOver: (span: string, isLetGo: boolean) => string
  /** `drawn`: the highest quarter of the curve beside it, where that is less, for 15 minutes may begin at any moment; else null. */
  storyPeak: (count: string, usual: string | null, drawn: string | null) => string
  /** On what it rests, now and once it is over; null: on one of the two, and nobody wrote down on which. */
  storyVerified: (isOver: boolean, by: Backing | null) => string
  storyCrowd: (isOver: boolean) => string
  /** The same where nobody has ever reported it, or hardly anybody. */
  storySilent: (isOver: boolean, by: Backing | null, isNobody: boolean) => string
  /** For search engines and shared links: all of it in one line. */
  storyIn: (name: string, when: string, span: string, isOver: boolean, isSilent: boolean) => string
  allIncidentsOf: (name: string) => string
  notRuleAlone: string

  daysHeading: string
  daysLead: string
  daysZone: (zone: string) => string
  dayColumn: string
  dayReports: string
  dayUsual: string
  dayNight: string
  dayWhat: string
  dayBack: (names: string) => string
  daySaid: (count: number) => string
  daysGap: string

  sistersHeading: string
  sistersLead: string
  sistersQuiet: (names: string) => string
  sistersQuietNote: string

  citeHeading: string
  citeLead: string
  /** `day` null: that of the other end. */
  citeMoment: (clock: string, day: string | null) => string
  cite: (count: number, shown: string, name: string, from: string, to: string, zone: string) => string
  /** Of people alone: no verdict is cited. */
  citeReports: (count: number, shown: string, name: string, from: string, to: string, zone: string) => string
  citeNot: Record<'replay' | 'simulation' | 'withdrawn' | 'collateral' | 'silent' | 'quiet', string>
  passOnHeading: string
  passOnLead: string
  passOnBy: Record<'mail' | 'whatsapp' | 'telegram' | 'x' | 'bluesky' | 'mastodon', string>
  passOnAddress: string

  operatorTitle: (name: string) => string
  operatorLead: (count: number, shown: string) => string
  operatorNowTogether: (names: string) => string
  operatorQuiet: string
  /** In place of it, where nobody judges some of them. */
  operatorUnknown: string
  operatorStates: string
  operatorState: string
  operatorIncidents: string
  operatorNoIncidents: string
  operatorSources: string
  operatorSource: (name: string) => string
  operatorSourceNote: string
  operatorPage: (name: string) => string
}

/** Incidents, history, operators: what happened. */
export type PastTexts = StoryTexts & HistoryTexts & MethodTexts
