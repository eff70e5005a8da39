import { bucketStart, DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../../shared/time.ts'
import { toChartPoint } from '../../../web/chart/model.ts'
import { upperLimit } from '../../detect/limits.ts'
import type { Database } from '../../store/db.ts'
import { PARTITIONED } from '../../store/partitions.ts'
import { readFrozen } from '../../store/dossiers.ts'
import { readSeries } from '../../store/series.ts'
import { dossierPoints } from './dossier-curve.ts'
import type { OldCurve } from './readings.ts'

/** What an incident's own curve shows before its start. */
const BEFORE_MS = 2 * HOUR_MS
/** Longer than this, quarters of an hour are too many for a small curve. */
const LONG_MS = 2 * DAY_MS

/** Of buckets that ends with the one that holds the instant before `until`. */
export type Window = { from: number; to: number; widthMs: number; isHourly: boolean }

/** Narrower buckets than hours cannot be told of a time as long ago as this. */
export const isBeforeMinutes = (from: number, now: number) => from < now - PARTITIONED.report_counts_minute.keptMs

/** The time about an incident, in buckets that suit its length; where the minutes of then are gone, in hours. */
export function stretchOf(startedAt: number, until: number, now: number): Window {
  const isLong = until - startedAt > LONG_MS
  const isHourly = !isLong && isBeforeMinutes(startedAt - BEFORE_MS, now)
  return { ...windowOf(startedAt, until, isLong || isHourly ? HOUR_MS : QUARTER_MS), isHourly }
}

function windowOf(startedAt: number, until: number, widthMs: number) {
  const from = bucketStart(startedAt - BEFORE_MS, widthMs)
  return { from, to: Math.max(from, bucketStart(until - 1, widthMs)) + widthMs, widthMs }
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

/** The time about an incident up to `until`, out of its dossier where the minutes of then are kept nowhere else. */
export async function readAbout(
  db: Database,
  incident: { id: string; providerId: number; startedAt: number },
  until: number,
  now: number,
): Promise<OldCurve> {
  const window = stretchOf(incident.startedAt, until, now)
  const frozen = window.isHourly ? await readFrozen(db, incident.id) : undefined
  if (frozen === undefined || frozen.minutes.length === 0)
    return await readStretch(db, { providerId: incident.providerId, ...window, until, now })
  const finer = windowOf(incident.startedAt, until, QUARTER_MS)
  return { ...finer, now: until, points: dossierPoints(frozen, { ...finer, until }), isHourly: false }
}
