import type { ProviderLive } from '../../shared/live.ts'
import type { SeriesPoint } from '../../shared/series.ts'
import { bucketStart, bucketStarts, MINUTE_MS } from '../../shared/time.ts'
import { openBands, rangeWindow, toChartPoint, type ChartModel, type ChartPoint } from './model.ts'

/** A chart and the minutes its newest buckets are made of. */
export type Feed = { model: ChartModel; minutes: Map<number, SeriesPoint> }

export function createFeed(model: ChartModel, minutes: readonly SeriesPoint[]): Feed {
  return { model, minutes: new Map(minutes.map((point) => [point.t, point])) }
}

/**
 * The chart a live message later. Buckets whose minutes we all have are counted again; a new bucket borrows its baseline
 * from the one before. `stale`: something is missing or borrowed, so the page should be read again soon.
 */
export function followFeed(feed: Feed, live: ProviderLive, now: number): { feed: Feed; stale: boolean } {
  const { range, widthMs } = feed.model
  const window = rangeWindow(range, Math.max(now, feed.model.now))
  const minutes = new Map(feed.minutes)
  const lastKnown = Math.max(...minutes.keys(), -Infinity)
  for (const point of live.tail) minutes.set(point.t, point)
  const firstNew = live.tail[0]?.t ?? Infinity
  const hole = minutes.size > live.tail.length && firstNew > lastKnown + MINUTE_MS

  const before = new Map(feed.model.points.map((point) => [point.t, point]))
  let last: ChartPoint | undefined
  let borrowed = false
  const points = bucketStarts(window.from, window.to, widthMs).map((t) => {
    const known = before.get(t)
    const counted = widthMs === MINUTE_MS ? minutes.get(t) : undefined
    if (known === undefined && widthMs !== MINUTE_MS) borrowed = true
    last =
      counted === undefined ? recount(known ?? borrow(t, last), widthMs, minutes, window.to) : toChartPoint(counted)
    return last
  })
  const keepFrom = bucketStart(window.to - 1, widthMs) - widthMs
  for (const t of minutes.keys()) if (t < keepFrom) minutes.delete(t)
  const bands = [...feed.model.bands.filter((band) => band.to !== null && band.to > window.from), ...openBands(live)]
  const model: ChartModel = {
    ...feed.model,
    from: window.from,
    to: window.to,
    now: Math.max(now, feed.model.now),
    points,
    bands,
  }
  return { feed: { model, minutes }, stale: hole || borrowed }
}

const borrow = (t: number, last: ChartPoint | undefined): ChartPoint => ({
  t,
  n: null,
  expected: last?.expected ?? null,
  upper: last?.upper ?? null,
})

/** The bucket with the sum of its minutes up to the newest; as it was where one of them is not known. */
function recount(bucket: ChartPoint, widthMs: number, minutes: Map<number, SeriesPoint>, end: number): ChartPoint {
  const { t } = bucket
  const newest = Math.max(...minutes.keys(), -Infinity)
  let n = 0
  let listened = false
  for (let minute = t; minute < Math.min(t + widthMs, newest + MINUTE_MS, end); minute += MINUTE_MS) {
    const point = minutes.get(minute)
    if (point === undefined) return bucket
    if (point.problems !== null) listened = true
    n += point.problems ?? 0
  }
  return listened ? { ...bucket, n } : bucket
}
