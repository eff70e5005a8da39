import type { State } from '../../../shared/incident.ts'
import { bucketStart, MINUTE_MS } from '../../../shared/time.ts'
import { createDetector } from '../../detect/detector.ts'
import { createSite, type Relations } from '../../detect/site.ts'
import { createListener, type Turn } from './listener.ts'
import type { Series } from './series-file.ts'
import { bucketRandom, spread } from './spread.ts'

/** A change of state as it is printed; instants are RFC 3339, `reports` and `expected` are of the window that carried it. */
export type Line = {
  provider: string
  at: string
  from: State
  to: State
  startedAt: string
  reports: number
  expected: number
  score: number
  collateralOf?: string
}

/** So many reports wait to be judged at once, at most; or those of one minute. */
const WAITING_REPORTS = 50_000
/** Parts of an hour in which a bucket is judged: it changes no verdict, only how many reports wait. */
const PARTS_MS = [60, 30, 20, 10, 5, 2, 1].map((minutes) => minutes * MINUTE_MS)

/**
 * Hears a series bucket by bucket and gives each change of state as it comes about. Nothing that begins after an instant has a say in what is
 * given up to it. An empty cell, and a hole between rows, is an absence of ours, not silence.
 */
export function* judgeSeries(series: Series, options: { relations: Relations; seed: number }): Generator<Line> {
  const startAt = series.rows[0]!.at
  const site = createSite({ relations: options.relations })
  const listeners = series.providers.map((key) => createListener(key, createDetector({ startAt })))
  const advance = (until: number) => linesOf(site.advance(until, listeners), series.providers)
  let heardUntil = startAt
  for (const { at, counts } of series.rows) {
    // A day in local time may be an hour short: it begins when the one before is over.
    const from = Math.max(at, heardUntil)
    const to = at + series.widthMs
    for (const listener of listeners) listener.missing(heardUntil, from)
    for (const until of cuts(heardUntil, from, 0)) yield* advance(until)
    for (const [i, listener] of listeners.entries()) {
      const count = counts[i]!
      if (count === null) listener.missing(from, to)
      else listener.expect(spread(count, from, to, bucketRandom(options.seed, listener.key, at)))
    }
    const reports = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
    for (const until of cuts(from, to, reports)) {
      for (const listener of listeners) listener.hearUntil(until)
      yield* advance(until)
    }
    heardUntil = to
  }
}

/** Instants of (from, to] at which what was heard is judged: `to`, and full hours or parts of them. */
function cuts(from: number, to: number, reports: number): number[] {
  if (from >= to) return []
  const allowedMs = ((to - from) * WAITING_REPORTS) / Math.max(1, reports)
  const partMs = PARTS_MS.find((ms) => ms <= allowedMs) ?? MINUTE_MS
  const ends: number[] = []
  for (let at = bucketStart(from, partMs) + partMs; at < to; at += partMs) ends.push(at)
  return [...ends, to]
}

/** In order of time, then of the columns. */
function linesOf(changes: { key: string; change: Turn }[], providers: readonly string[]): Line[] {
  const place = new Map(providers.map((key, i) => [key, i]))
  return changes
    .toSorted((a, b) => a.change.at - b.change.at || place.get(a.key)! - place.get(b.key)!)
    .map(({ key, change }) => toLine(key, change))
}

function toLine(provider: string, { at, from, to, startedAt, observed, expected, score, cause }: Turn): Line {
  return {
    provider,
    at: new Date(at).toISOString(),
    from,
    to,
    startedAt: new Date(startedAt).toISOString(),
    reports: rounded(observed),
    expected: rounded(expected),
    score: rounded(score),
    ...(cause.kind === 'collateral' && cause.of[0] !== undefined && { collateralOf: cause.of[0] }),
  }
}

/** Six digits say all that is known, however small the number. */
function rounded(value: number): number {
  return Number(value.toPrecision(6))
}
