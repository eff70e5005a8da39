import { MINUTE_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'
import { ensurePartitions } from './partitions.ts'

const ROWS_PER_STATEMENT = 20_000

/** `of`: how many of the problems named which part and device ('webmail/ios', '-' where one was not said). */
export type ImportedMinute = {
  providerId: number
  minute: number
  problems: number
  of?: Readonly<Record<string, number>>
}

/**
 * Puts a history of problem voices by the minute in, as if they had been taken then, and the heartbeats of [heartbeatFrom,
 * heartbeatTo): what is not in `minutes` is silence there, and a gap outside. What is stored already stays as it is.
 */
export async function importMinutes(
  db: Database,
  minutes: readonly ImportedMinute[],
  heartbeatFrom: number,
  heartbeatTo: number,
): Promise<void> {
  await ensurePartitions(db, heartbeatFrom, heartbeatTo, ['report_counts_minute', 'heartbeats'])
  const rows = minutes.flatMap(({ providerId, minute, problems, of = {} }) => [
    { providerId, minute, problems, facet: 'all', value: '' },
    ...Object.entries(of).map(([value, n]) => {
      return { providerId, minute, problems: n, facet: 'component_device', value }
    }),
  ])
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
    await db.sql`
      insert into report_counts_minute (bucket_start, provider_id, facet, value, reports, problems, works)
      select to_timestamp(minute / 1000), provider_id, facet, value, problems, problems, 0
      from (select "providerId" as provider_id, minute, problems, facet, value
        from jsonb_to_recordset(${JSON.stringify(rows.slice(i, i + ROWS_PER_STATEMENT))}::jsonb)
          as r("providerId" int, minute float8, problems int, facet text, value text)) r
      order by 2, 1, 3, 4 on conflict do nothing`
  }
  const [from, to] = [bucketStart(heartbeatFrom), heartbeatTo - MINUTE_MS].map((at) => new Date(at).toISOString())
  await db.sql`
    insert into heartbeats (minute)
    select minute from generate_series(${from!}::timestamptz, ${to!}::timestamptz, interval '1 minute') as minute
    on conflict do nothing`
}
