import type { State, Testimony } from '../../shared/incident.ts'
import type { Lang } from './language.ts'
import { liveWords as liveEn } from './en.ts'
import { liveWords as liveIt } from './it.ts'

/** Who confirms what the crowd says; `either`: one of them did, which one is not told. */
export type Backing = 'probes' | 'official' | 'both' | 'either'

/** The words that page and script both write: the script rewrites them as numbers come in. Numbers arrive formatted. */
export type LiveTexts = {
  state(state: State, verified: boolean): string
  /** In place of `ok`, where there are clearly more reports than usual all the same. */
  raised: string
  raisedHint: string
  /** In place of the state, where reports follow somebody else's incident. */
  collateral: string
  risesWith(names: string): string
  follows(names: string, share: string | null): string
  /** `operator` null: they are of several. */
  together(names: string, operator: string | null): string
  others(count: number): string
  /** Joins the state's words to the moment it all began: "Many problem reports since about 07:02 on 3 July"; `day` null: today. */
  since(state: State, clock: string, day: string | null, about: boolean): string
  began(from: string, to: string): string
  /** `expected` null: nothing is known of what is usual. */
  numbers(count: number, shown: string, expected: string | null): string
  /** `isLong`: it has lasted for a day, and fewer reports prove nothing any more. `backing`: who says so now beside the crowd, if it does (`isHeard`). */
  hint(state: State, verified: boolean, isLong: boolean, backing: Backing, isHeard: boolean): string | null
  /** In place of `recovering`, where not only reports say so. */
  recovers: string
  /** Of `official`: nothing that we know of, which is not the same as silence. */
  crowdSays: Record<Testimony['crowd'], string>
  probesSay: Record<Testimony['probes'], string>
  officialSays: Record<Testimony['official'], string>
  /** `reports`, `probes`: they go on saying that something is wrong. */
  disputed(speaker: string, reports: boolean, probes: boolean): string
  /** Two days or instants that something lies between. */
  between(from: string, to: string): string
  betweenClocks(day: string, from: string, to: string): string
  offlineStrip: string
  /** How old the numbers are, beside that. */
  numbersAge(age: string): string
  oldNumbers: string
  zone(name: string): string
}

export const liveTexts: Record<Lang, LiveTexts> = { it: liveIt, en: liveEn }
