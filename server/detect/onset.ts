import { HOUR_MS } from '../../shared/time.ts'
import { type Heard, logPosterior, type Span } from './onset-likelihood.ts'
import { ONSET_COVER } from './rule.ts'

export type Onset = { at: number; between: [from: number, to: number] }

/** No rise is one of these shapes to better than this share of it, so many voices say less than their number. */
const SHAPE_ERROR = 0.1
/** Less than this makes no difference. */
const LEAST_DOUBT = 1.2
/** Moments looked at to begin with, from the newest back, the last ones this close; then between them where the posterior is. */
const MOMENTS = 80
const NEWEST_MS = 20
const FINEST_MS = 2
const ROUNDS = 14
/** A stretch with more than this share of the posterior is cut in two. */
const SHARE = 1 / 80

type Moment = { at: number; log: number }

/**
 * When the rise began, with its interval: the posterior over beginnings, steps and ramps, each moment since `from` and each surge (on a
 * logarithmic scale) as likely as any other. `voices` oldest first, none before `from`; `tempers` is 1/phi over each of the rule's surges'
 * windows. The estimate is the median.
 */
export function estimateOnset(voices: readonly Heard[], span: Span, tempers: readonly number[]): Onset {
  const first = quantiles(span, logPosterior(voices, span, tempers))
  const doubt = 1 + SHAPE_ERROR ** 2 * excessSince(voices, first.at, span.now)
  if (doubt < LEAST_DOUBT) return first
  const tempered = tempers.map((temper) => temper / doubt)
  return quantiles(span, logPosterior(voices, span, tempered))
}

/** Voices beyond the usual. */
function excessSince(voices: readonly Heard[], from: number, now: number): number {
  const since = voices.filter(({ at }) => at >= from)
  const usual = ((since[0]?.ratePerHour ?? 0) * (now - from)) / HOUR_MS
  return Math.max(0, since.reduce((sum, { weight }) => sum + weight, 0) - usual)
}

function quantiles({ from, now }: Span, logOf: (at: number) => number): Onset {
  const moments = settle(from, now, logOf)
  const most = Math.max(...moments.map(({ log }) => log))
  const masses = moments.slice(1).map((moment, i) => massOf(moments[i]!, moment, most))
  const total = masses.reduce((sum, mass) => sum + mass, 0)

  /** The moment before which this share of the posterior lies. */
  function before(share: number): number {
    let left = total * share
    for (const [i, mass] of masses.entries()) {
      const [older, newer] = [moments[i]!.at, moments[i + 1]!.at]
      if (left <= mass) return Math.round(older + (newer - older) * (left / Math.max(mass, Number.MIN_VALUE)))
      left -= mass
    }
    return now
  }
  const tail = (1 - ONSET_COVER) / 2
  return { at: before(0.5), between: [before(tail), before(1 - tail)] }
}

/** Moments, oldest first, close to each other where the posterior is. */
function settle(from: number, now: number, logOf: (at: number) => number): Moment[] {
  const length = Math.max(NEWEST_MS, now - from)
  const ages = Array.from({ length: MOMENTS }, (_, i) => NEWEST_MS * (length / NEWEST_MS) ** (i / (MOMENTS - 1)))
  let moments = [0, ...ages].toReversed().map((age) => ({ at: now - age, log: logOf(now - age) }))
  for (let round = 0; round < ROUNDS; round += 1) {
    const most = Math.max(...moments.map(({ log }) => log))
    const masses = moments.slice(1).map((moment, i) => massOf(moments[i]!, moment, most, Math.max))
    const total = masses.reduce((sum, mass) => sum + mass, 0)
    const finer = moments.flatMap((moment, i) => {
      const next = moments[i + 1]
      if (!next || masses[i]! < SHARE * total || next.at - moment.at < FINEST_MS) return [moment]
      const middle = (moment.at + next.at) / 2
      return [moment, { at: middle, log: logOf(middle) }]
    })
    if (finer.length === moments.length) break
    moments = finer
  }
  return moments
}

function massOf(older: Moment, newer: Moment, most: number, of = (a: number, b: number) => (a + b) / 2): number {
  return (newer.at - older.at) * of(Math.exp(older.log - most), Math.exp(newer.log - most))
}
