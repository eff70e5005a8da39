import type { ProviderLive } from '../../shared/live.ts'
import { bucketStart, bucketStarts, MINUTE_MS } from '../../shared/time.ts'
import { openBands, rangeWindow, toChartPoint, type ChartPoint, type RangeModel } from './model.ts'
import type { PackedMinutes } from './packed.ts'

/** A chart and the counts of the minutes its newest buckets are made of; null: we were away. */
export type Feed = { model: RangeModel; minutes: ReadonlyMap<number, number | null> }

export function createFeed(model: RangeModel, { from, counts }: PackedMinutes): Feed {
  return { model, minutes: new Map(counts.map((count, i) => [from + i * MINUTE_MS, count])) }
}

/**
 * The chart a live message later. Buckets whose minutes we all have are counted again; a new bucket borrows its baseline
 * from the one before. `stale`: something is missing or borrowed, so the page should be read again soon.
 */
export function followFeed(feed: Feed, live: ProviderLive, realNow: number): { feed: Feed; stale: boolean } {
  const { range, widthMs } = feed.model
  const now = Math.max(realNow, feed.model.now)
  const window = rangeWindow(range, now)
  const lastKnown = Math.max(-Infinity, ...feed.minutes.keys())
  const hole = feed.minutes.size > 0 && (live.tail[0]?.t ?? -Infinity) > lastKnown + MINUTE_MS
  const minutes = new Map(feed.minutes)
  for (const { t, problems } of live.tail) minutes.set(t, problems)
  const end = Math.min(window.to, Math.max(lastKnown, live.tail.at(-1)?.t ?? -Infinity) + MINUTE_MS)

  const told = new Map(widthMs === MINUTE_MS ? live.tail.map((point) => [point.t, point]) : [])
  const before = new Map(feed.model.points.map((point) => [point.t, point]))
  let last: ChartPoint | undefined
  let borrowed = false
  const points = bucketStarts(window.from, window.to, widthMs).map((t) => {
    const known = before.get(t)
    const counted = told.get(t)
    if (known === undefined && widthMs !== MINUTE_MS) borrowed = true
    last = counted === undefined ? recount(known ?? borrow(t, last), widthMs, minutes, end) : toChartPoint(counted)
    return last
  })
  const keepFrom = bucketStart(window.to - 1, widthMs) - widthMs
  for (const t of minutes.keys()) if (t < keepFrom) minutes.delete(t)
  const bands = [...feed.model.bands.filter((band) => band.to !== null && band.to > window.from), ...openBands(live)]
  const model: RangeModel = { ...feed.model, from: window.from, to: window.to, now, points, bands }
  return { feed: { model, minutes }, stale: hole || borrowed }
}

const borrow = (t: number, last: ChartPoint | undefined): ChartPoint => ({
  t,
  n: null,
  expected: last?.expected ?? null,
  upper: last?.upper ?? null,
})

/** The bucket with the sum of its minutes up to the newest, `end`; as it was where one of them is not known. */
function recount(
  bucket: ChartPoint,
  widthMs: number,
  minutes: ReadonlyMap<number, number | null>,
  end: number,
): ChartPoint {
  let n: number | null = null
  for (let minute = bucket.t; minute < Math.min(bucket.t + widthMs, end); minute += MINUTE_MS) {
    const count = minutes.get(minute)
    if (count === undefined) return bucket
    if (count !== null) n = (n ?? 0) + count
  }
  return n === null ? bucket : { ...bucket, n }
}
