import type { Line } from '../page/limits.ts'

/** What is measured; the last line of the bench is this and nothing else. Null: that part was not asked for, or cannot be known here. */
export type Figures = {
  bench: 'api'
  /** The worst of the routes: what lies in the cache, of a bare handler that sends the same JSON. */
  readRatio: number | null
  /** The worst of the routes, at 100 connections. */
  readP99Ms: number | null
  /** All of a year of minutes, the slower of JSON and CSV. */
  seriesYearMs: number | null
  /** How much the server has grown while it wrote one, at most; 1 MB = 1,000,000 bytes. */
  seriesYearMb: number | null
  /** From before a change was written until the last of all listeners had heard it, in 99 of a hundred changes. */
  liveP99Ms: number | null
  /** From before an incident's change was written until the last receiver that lives had it. */
  webhooksSeconds: number | null
}

/** Beside the figures: the first byte of a year, and what did not come at all. */
export type Aside = { firstByteMs: number | null; unheard: number; undelivered: number }

/** Garbage that nobody has collected yet. Held as a whole, points and text, a year takes twice as much. */
const FLAT_MB = 128

/** Each figure that there is beside what it must reach. */
export function compare(figures: Figures, { firstByteMs, unheard, undelivered }: Aside): Line[] {
  const { readRatio, readP99Ms, seriesYearMs, seriesYearMb, liveP99Ms, webhooksSeconds } = figures
  const line = (what: string, value: number | null, limit: string, holds: (value: number) => boolean): Line[] =>
    value === null ? [] : [{ what, measured: String(value), limit, holds: holds(value) }]
  const below = (limit: number) => [`< ${limit}`, (value: number) => value < limit] as const
  return [
    ...line('read, of a bare handler', readRatio, '>= 0.6', (value) => value >= 0.6),
    ...line('read, 99 of a hundred, ms', readP99Ms, ...below(50)),
    ...line('a year of minutes, first byte, ms', firstByteMs, ...below(100)),
    ...line('a year of minutes, all of it, ms', seriesYearMs, ...below(3_000)),
    ...line('memory it takes, MB', seriesYearMb, ...below(FLAT_MB)),
    ...line('a change to the last listener, ms', liveP99Ms, ...below(1_500)),
    ...line('listeners that did not hear one', liveP99Ms === null ? null : unheard, '0', (value) => value === 0),
    ...line('webhooks of an incident, s', webhooksSeconds, ...below(10)),
    ...line('that did not come', webhooksSeconds === null ? null : undelivered, '0', (value) => value === 0),
  ]
}
