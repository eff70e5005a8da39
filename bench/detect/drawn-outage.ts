import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { normal, type Piece, poissonProcess, type Random } from './draw.ts'

/** 10 %, 50 % and 90 % of what outages on outage.report did (12 services, 18 months). */
const RISE_MS = [15, 30, 165].map((minutes) => minutes * MINUTE_MS) as Quantiles
const HALF_MS = [15, 30, 105].map((minutes) => minutes * MINUTE_MS) as Quantiles
const PEAK = [23, 139, 1_048] as Quantiles
/** Standard deviations from the middle to either of the outer ones. */
const OUTER = 1.2816
/** It is over when this share of the peak is left. */
const OVER_SHARE = 0.1

type Quantiles = [low: number, middle: number, high: number]

/** Reports an hour on top of the usual: a straight rise to the peak, then a fall that halves every `halfMs`. */
export type Outage = { startAt: number; riseMs: number; halfMs: number; peakPerHour: number; overAt: number }

/** An outage whose peak is a multiple of `usualPerHour`; the three figures are drawn each for itself. */
export function drawOutage(random: Random, startAt: number, usualPerHour: number): Outage {
  const riseMs = skewed(random, RISE_MS)
  const halfMs = skewed(random, HALF_MS)
  const peakPerHour = usualPerHour * skewed(random, PEAK)
  return { startAt, riseMs, halfMs, peakPerHour, overAt: startAt + riseMs - Math.log2(OVER_SHARE) * halfMs }
}

/** The instants of its reports until it is over, minute by minute a Poisson process. */
export function reportsOf(random: Random, outage: Outage): number[] {
  const pieces: Piece[] = []
  for (let from = outage.startAt; from < outage.overAt; from += MINUTE_MS)
    pieces.push({ from, to: from + MINUTE_MS, perHour: excess(outage, from + MINUTE_MS / 2) })
  return poissonProcess(random, pieces)
}

export function excess({ startAt, riseMs, halfMs, peakPerHour }: Outage, at: number): number {
  const since = at - startAt
  if (since < 0) return 0
  return peakPerHour * (since < riseMs ? since / riseMs : 2 ** (-(since - riseMs) / halfMs))
}

/** Lognormal on either side of the middle, with a width of its own. */
function skewed(random: Random, [low, middle, high]: Quantiles): number {
  const z = normal(random)
  const width = Math.log(z < 0 ? middle / low : high / middle) / OUTER
  return middle * Math.exp(z * width)
}

/** How big a peak a voice-by-voice rule is told to look for: half of it is there for most of the outage. */
export function typicalPerMinute({ peakPerHour }: Outage): number {
  return (peakPerHour / 2) * (MINUTE_MS / HOUR_MS)
}
