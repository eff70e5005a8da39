import { MINUTE_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'
import { ensurePartitions } from './partitions.ts'

const ROWS_PER_STATEMENT = 20_000

/**
 * Puts a history of problem voices by the minute in, as if they had been taken then, and the heartbeats of [heartbeatFrom,
 * heartbeatTo): what is not in `rows` is silence there, and a gap outside. What is stored already stays as it is.
 */
export async function importMinutes(
  db: Database,
  rows: readonly { providerId: number; minute: number; problems: number }[],
  heartbeatFrom: number,
  heartbeatTo: number,
): Promise<void> {
  await ensurePartitions(db, heartbeatFrom, heartbeatTo, ['report_counts_minute', 'heartbeats'])
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
    await db.sql`
      insert into report_counts_minute (bucket_start, provider_id, facet, value, reports, problems, works)
      select to_timestamp(minute / 1000), provider_id, 'all', '', problems, problems, 0
      from (select "providerId" as provider_id, minute, problems
        from jsonb_to_recordset(${JSON.stringify(rows.slice(i, i + ROWS_PER_STATEMENT))}::jsonb)
          as r("providerId" int, minute float8, problems int)) r
      order by 2, 1 on conflict do nothing`
  }
  const [from, to] = [bucketStart(heartbeatFrom), heartbeatTo - MINUTE_MS].map((at) => new Date(at).toISOString())
  await db.sql`
    insert into heartbeats (minute)
    select minute from generate_series(${from!}::timestamptz, ${to!}::timestamptz, interval '1 minute') as minute
    on conflict do nothing`
}
