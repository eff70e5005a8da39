import { MINUTE_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'

/**
 * The beat of a minute is written within it, in a fast replay a little later: so short a silence at the end is no gap yet. `jobs/prune.ts` beats
 * often enough for that at any speed.
 */
export const LATE_BEATS_MS = 2 * MINUTE_MS

/** Starts of the buckets that were lived through: those with a beat, and those whose beat may be on its way. */
export function livedBuckets(withBeat: readonly number[], lastBeatAt: number | null, widthMs: number): Set<number> {
  const lived = new Set(withBeat)
  if (lastBeatAt === null) return lived
  for (let at = lastBeatAt; at <= lastBeatAt + LATE_BEATS_MS; at += MINUTE_MS) lived.add(bucketStart(at, widthMs))
  return lived
}

/** Says that this instance was up and taking reports in these minutes (their starts, epoch milliseconds). */
export async function writeHeartbeats(db: Database, minutes: number[]): Promise<void> {
  const rows = minutes.map((minute) => new Date(minute).toISOString())
  await db.sql`
    insert into heartbeats (minute)
    select minute::timestamptz from jsonb_array_elements_text(${JSON.stringify(rows)}::jsonb) as minute order by 1
    on conflict do nothing`
}

/** How many minutes of [from, to] we were there. */
export async function countHeartbeats(db: Database, from: number, to: number): Promise<number> {
  const [row] = await db.sql<{ n: number }[]>`
    select count(*) as n from heartbeats where minute between ${from}::timestamptz and ${to}::timestamptz`
  return row?.n ?? 0
}
