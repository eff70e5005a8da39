import { bucketStart, DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../../shared/time.ts'
import { toChartPoint } from '../../../web/chart/model.ts'
import { upperLimit } from '../../detect/limits.ts'
import type { Database } from '../../store/db.ts'
import { PARTITIONED } from '../../store/partitions.ts'
import { readSeries } from '../../store/series.ts'
import type { OldCurve } from './readings.ts'

/** What an incident's own curve shows before its start. */
const BEFORE_MS = 2 * HOUR_MS
/** Longer than this, quarters of an hour are too many for a small curve. */
const LONG_MS = 2 * DAY_MS

/** Of buckets that ends with the one that holds the instant before `until`. */
export type Window = { from: number; to: number; widthMs: number; isHourly: boolean }

/** Narrower buckets than hours cannot be told of a time as long ago as this. */
export const isBeforeMinutes = (from: number, now: number) => from < now - PARTITIONED.report_counts_minute.keptMs

/** The time about an incident, in buckets that suit its length. */
export function stretchOf(startedAt: number, until: number, now: number): Window {
  const start = startedAt - BEFORE_MS
  const isOld = isBeforeMinutes(start, now)
  const isLong = until - startedAt > LONG_MS
  const widthMs = isOld || isLong ? HOUR_MS : QUARTER_MS
  const from = bucketStart(start, widthMs)
  return { from, to: Math.max(from, bucketStart(until - 1, widthMs)) + widthMs, widthMs, isHourly: isOld && !isLong }
}

export const ceilMinute = (at: number) => Math.ceil(at / MINUTE_MS) * MINUTE_MS

/** Buckets of a window; with `until` nothing that came later is in them. */
export async function readStretch(
  db: Database,
  { isHourly, now, ...query }: Window & { providerId: number; until?: number; now: number },
): Promise<OldCurve> {
  const series = await readSeries(db, { ...query, upperLimit })
  const { from, to, widthMs } = query
  return { from, to, widthMs, now: query.until ?? now, points: series.map(toChartPoint), isHourly }
}
