import type { Range } from '../chart/model.ts'
import { chartWords as chartEn } from './en.ts'
import { chartWords as chartIt } from './it.ts'
import type { Lang } from './language.ts'

/** What the chart says, drawn by the server or by its script. Numbers arrive formatted. */
export type ChartTexts = {
  /** Its 7.5 times and 25 minutes are the rule's (a test beside `/rule` holds them to it). */
  blindness(perMinute: string, minutes: string, usualPerHour: string): string
  /** `day` null: it goes without saying. */
  bucket(from: string, to: string, day: string | null): string
  /** A bucket of a whole day, which is one of UTC. */
  bucketDay(day: string): string
  bucketNumbers(count: number, shown: string, expected: string | null): string
  bucketGap: string
  /** On the gap itself, and in the legend. */
  gapLabel: string
  open: string
  /** Of what is not over. */
  ongoing: string
  noticeMark(number: number, author: string): string
  forecastMark(author: string): string
  incidentLabel: string
  suspectedLabel: string
  collateralLabel: string
  withdrawnLabel: string
  probesFailedLabel: string
  /** `range` null: the time about an incident. */
  chartSummary(range: Range | null, peak: string, when: string): string
  chartEmpty: string
  /** What the chart is, for those who hear it, and which keys move on it. */
  chartRole: string
  chartKeys: string
  connecting: string
  /** In seconds; null: just now. */
  liveAgo(seconds: string | null): string
  /** The time of what the page shows, and the same once it stands still. */
  asOf(clock: string): string
  paused(clock: string): string
  lostAgo(age: string): string
  /** Arrivals as the page heard them. */
  pulse(count: number, shown: string, span: string): string
}

export const chartTexts: Record<Lang, ChartTexts> = { it: chartIt, en: chartEn }
