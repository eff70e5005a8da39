import { HOUR_MS } from '../../shared/time.ts'
import type { Bucket } from './counted.ts'

/** The busiest buckets of a service are its outages, whatever else they are: at most this share. */
const TOP_SHARE = 0.005
/** Whoever is nearer to one of them hears its beginning or its end. */
const FAR_MS = 12 * HOUR_MS

/** [from, to) in which nothing much was wrong with the service, as far as anybody can know. */
export type Stretch = { from: number; to: number }

/** The smallest count that at most `TOP_SHARE` of the buckets reach. */
export function topCount(buckets: readonly Bucket[]): number {
  const counts = buckets.flatMap(({ count }) => (count === null ? [] : [count])).toSorted((a, b) => b - a)
  const allowed = Math.floor(TOP_SHARE * counts.length)
  const first = counts[allowed]
  return first === undefined ? 0 : first + 1
}

/** More than 12 hours from every bucket of the top; where nobody knows the count nothing is quiet. */
export function quietStretches(buckets: readonly Bucket[]): Stretch[] {
  const top = topCount(buckets)
  const loud = buckets.filter(({ count }) => count !== null && count >= top)
  const stretches: Stretch[] = []
  let [behind, ahead] = [-1, 0]
  for (const { from, to, count } of buckets) {
    while (ahead < loud.length && loud[ahead]!.to <= from) ahead += 1
    while (behind + 1 < loud.length && loud[behind + 1]!.to <= from) behind += 1
    const isNear = (one?: Bucket) => one !== undefined && from - one.to <= FAR_MS && one.from - to <= FAR_MS
    if (count === null || isNear(loud[behind]) || isNear(loud[ahead])) continue
    const last = stretches.at(-1)
    if (last?.to === from) last.to = to
    else stretches.push({ from, to })
  }
  return stretches
}

export function isWithin(stretches: readonly Stretch[], at: number): boolean {
  return stretches.some(({ from, to }) => at >= from && at < to)
}

export function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0)
}
