/** Widths of the buckets we keep, in milliseconds. All buckets are half-open, UTC, named by their start. */
export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const QUARTER_MS = 15 * MINUTE_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
export const WEEK_MS = 7 * DAY_MS

/** Width of the finest stored bucket. */
export const BUCKET_MS = MINUTE_MS

/** One reporter has one voice per provider and slot. Slots divide the day, so the day key changes at a slot's edge. */
export const SLOT_MS = 30 * MINUTE_MS

/** Start, in epoch milliseconds, of the bucket of width `widthMs` that holds the instant `at` (epoch milliseconds). */
export function bucketStart(at: number, widthMs: number = BUCKET_MS): number {
  return Math.floor(at / widthMs) * widthMs
}

/** The starts of all buckets that begin in [from, to), from the bucket that holds `from`. */
export function bucketStarts(from: number, to: number, widthMs: number = BUCKET_MS): number[] {
  const starts: number[] = []
  for (let start = bucketStart(from, widthMs); start < to; start += widthMs) starts.push(start)
  return starts
}
