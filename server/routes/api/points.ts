import type { SeriesPoint } from '../../../shared/series.ts'
import { bucketStart } from '../../../shared/time.ts'
import { OBSERVED_BACK_MS, PATIENCE_MS } from '../../ingest/limits.ts'
import type { Point } from './wire.ts'

/** A report may tell of so long ago, and waits so long for its place. */
const LATE_MS = OBSERVED_BACK_MS + PATIENCE_MS

/** Buckets that end by then change no more. */
export const finalBefore = (now: number, widthMs: number): number => bucketStart(now - LATE_MS, widthMs)

/**
 * A bucket as it is told. Whatever changes one adds a press to it and none is ever taken away, so their number is the revision of one that is
 * over and not yet final: more of them is newer, and as many is the same. (`facets` are not counted by it: a detail that is told later moves a
 * voice from one value to another.)
 */
export function toPoint(point: SeriesPoint, widthMs: number, now: number): Point {
  const end = point.t + widthMs
  const isLate = end <= now && end > finalBefore(now, widthMs)
  const { t, reports, problems, works, expected, upper } = point
  const told: Point = { t, reports, problems, works, expected, upper, complete: end <= now }
  if (isLate && reports !== null) told.revision = reports
  return told
}
