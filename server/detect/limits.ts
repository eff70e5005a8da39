import type { Usual } from '../../shared/series.ts'
import { HOUR_MS } from '../../shared/time.ts'
import { sizeOf, varianceOf } from './negative-binomial.ts'
import { upperNormal } from './normal.ts'
import { BAND } from './rule.ts'

/** Beyond this mean the sum is long and the normal curve close enough; it is too where the sum would begin with less than any number. */
const SUM_LIMIT = 1_000
const LEAST_LOG = -700
const DEVIATIONS = upperNormal(1 - BAND)

/**
 * Upper edge of the usual for a bucket of `widthMs`: the smallest whole number of voices that at least 97.5 % of usual
 * buckets do not pass.
 */
export function upperLimit(usual: Usual, widthMs: number): number {
  const mean = (usual.ratePerHour * widthMs) / HOUR_MS
  if (!(mean > 0)) return 0
  const r = sizeOf(mean, usual)
  const none = r === Infinity ? -mean : -r * Math.log1p(mean / r)
  if (mean > SUM_LIMIT || none < LEAST_LOG) return largeLimit(mean, varianceOf(mean, usual))
  let chance = Math.exp(none)
  let sum = chance
  // A size far below 1 has a tail so long that the sum would crawl; twenty standard deviations are past any band.
  const end = mean + 20 * Math.sqrt(varianceOf(mean, usual))
  let count = 0
  while (sum < BAND && count < end) {
    chance *= r === Infinity ? mean / (count + 1) : ((r + count) / (count + 1)) * (mean / (mean + r))
    sum += chance
    count += 1
  }
  return count
}

/** The normal curve, leaning as far as the counts do (Cornish and Fisher's first term). */
function largeLimit(mean: number, variance: number): number {
  const lean = ((DEVIATIONS ** 2 - 1) / 6) * ((2 * variance) / mean - 1)
  return Math.ceil(mean + DEVIATIONS * Math.sqrt(variance) + lean - 0.5)
}
