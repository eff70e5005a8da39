import { MINUTE_MS, QUARTER_MS, bucketStart, bucketStarts } from '../../shared/time.ts'
import type { Database } from './db.ts'
import { livedBuckets } from './heartbeats.ts'

/** All problem voices together, per quarter of an hour, oldest first. Null: we were away. The last one is open. */
export type Murmur = {
  /** Epoch milliseconds: the start of the first quarter. */
  from: number
  counts: (number | null)[]
  /** How many listed providers anybody reported on. */
  providers: number
}

const iso = (at: number) => new Date(at).toISOString()

/** What was heard of all listed providers in the `ms` before `now`. Reads every minute row of that time: not for every visitor. */
export async function readMurmur(db: Database, now: number, ms: number): Promise<Murmur> {
  const { sql } = db
  const from = bucketStart(now, QUARTER_MS) - ms + QUARTER_MS
  const [first, end] = [iso(from), iso(bucketStart(now) + MINUTE_MS)]
  const [row] = await sql<[MurmurRow]>`
    with heard as materialized (
      select c.provider_id, date_bin('15 minutes', c.bucket_start, 'epoch'::timestamptz) as quarter, sum(c.problems) as problems
      from report_counts_minute c join providers p on p.id = c.provider_id and p.archived_at is null
      where c.bucket_start >= ${first}::timestamptz and c.bucket_start < ${end}::timestamptz
        and c.facet = 'all' and c.value = '' and c.problems > 0
      group by 1, 2
    ), beats as (
      select minute from heartbeats where minute >= ${first}::timestamptz and minute < ${end}::timestamptz
    )
    select (select count(distinct provider_id) from heard)::int as providers,
      (select jsonb_agg(jsonb_build_array((extract(epoch from quarter) * 1000)::float8, problems)) from (
        select quarter, sum(problems) as problems from heard group by 1) q) as quarters,
      (select jsonb_agg(distinct (extract(epoch from date_bin('15 minutes', minute, 'epoch'::timestamptz)) * 1000)::float8)
        from beats) as beats,
      (select (extract(epoch from max(minute)) * 1000)::float8 from beats) as "lastBeat"`
  const counts = new Map(row.quarters)
  const lived = livedBuckets(row.beats ?? [], row.lastBeat, QUARTER_MS)
  return {
    from,
    counts: bucketStarts(from, now + 1, QUARTER_MS).map((at) => (lived.has(at) ? (counts.get(at) ?? 0) : null)),
    providers: row.providers,
  }
}

type MurmurRow = {
  providers: number
  quarters: [start: number, problems: number][] | null
  beats: number[] | null
  lastBeat: number | null
}
