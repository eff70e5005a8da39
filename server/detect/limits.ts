import type { Usual } from '../../shared/series.ts'
import { HOUR_MS } from '../../shared/time.ts'
import { sizeOf, varianceOf } from './negative-binomial.ts'
import { BAND } from './rule.ts'

/** Beyond this mean the sum is long and the normal curve close enough. */
const SUM_LIMIT = 1_000
const NORMAL_QUANTILE = 1.96

/**
 * Upper edge of the usual for a bucket of `widthMs`: the smallest whole number of voices that at least 97.5 % of usual
 * buckets do not pass.
 */
export function upperLimit(usual: Usual, widthMs: number): number {
  const mean = (usual.ratePerHour * widthMs) / HOUR_MS
  if (!(mean > 0)) return 0
  if (mean > SUM_LIMIT) return Math.ceil(mean + NORMAL_QUANTILE * Math.sqrt(varianceOf(mean, usual)))
  const r = sizeOf(mean, usual)
  let chance = r === Infinity ? Math.exp(-mean) : Math.exp(-r * Math.log1p(mean / r))
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
