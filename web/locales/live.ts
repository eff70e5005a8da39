import type { State } from '../../shared/incident.ts'
import type { ReportOutcome } from '../../shared/report.ts'
import type { Lang } from './language.ts'
import { liveEn } from './live-en.ts'
import { liveIt } from './live-it.ts'

/** What became of a press, and of one that did not get through. */
export type Receipt = ReportOutcome | 'sending' | 'offline' | 'rate-limited' | 'refused' | 'unavailable'

/** The words that page and script both write: the script rewrites them as numbers come in. Numbers arrive formatted. */
export type LiveTexts = {
  state(state: State, verified: boolean): string
  /** Joins the state's words to the moment it all began: "Many problem reports since 07:02". `day` null: today. */
  since(state: State, clock: string, day: string | null): string
  /** `expected` null: nothing is known of what is usual. */
  numbers(count: number, shown: string, expected: string | null): string
  fewerThanOne: string
  hint(state: State): string | null
  bucket(from: string, to: string): string
  bucketNumbers(count: number, shown: string, expected: string | null): string
  bucketGap: string
  open: string
  incidentLabel: string
  suspectedLabel: string
  receipt(receipt: Receipt, provider: string): { title: string; text: string }
  countsFrom(clock: string): string
  offlineStrip: string
  oldNumbers: string
  zone(name: string): string
}

export const liveTexts: Record<Lang, LiveTexts> = { it: liveIt, en: liveEn }
