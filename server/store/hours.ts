import { HOUR_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'

/** Reports come this late, so hours change this late: each roll-up makes those again that began since. */
export const HOURS_BACK_MS = 50 * HOUR_MS

/**
 * Makes the hours that begin in [from, to) anew from their minutes (facet `all`), the one that holds `from` whole. The same minutes give the same
 * hours, so it may run twice and in two processes. Hours whose minutes were dropped stay as they are.
 */
export async function rollUpHours(db: Database, from: number, to: number): Promise<void> {
  await db.sql`
    insert into report_counts_hour (bucket_start, provider_id, facet, value, reports, problems, works)
    select date_trunc('hour', bucket_start, 'UTC'), provider_id, facet, value, sum(reports), sum(problems), sum(works)
    from report_counts_minute
    where facet = 'all' and bucket_start >= ${bucketStart(from, HOUR_MS)}::timestamptz and bucket_start < ${to}::timestamptz
    group by 1, 2, 3, 4
    order by 2, 1, 3, 4
    on conflict (provider_id, bucket_start, facet, value) do update
      set reports = excluded.reports, problems = excluded.problems, works = excluded.works
      where (report_counts_hour.reports, report_counts_hour.problems, report_counts_hour.works)
        is distinct from (excluded.reports, excluded.problems, excluded.works)`
}

/** From where hours may be missing: the newest hour there is, else the first minute; undefined where there is nothing to roll up.
 * One look at the index a provider: the table is kept for ever. */
export async function hoursKnownUntil(db: Database): Promise<number | undefined> {
  const [row] = await db.sql<{ at: Date | null }[]>`
    select coalesce((select max(newest) from providers p, lateral (
                      select max(bucket_start) as newest from report_counts_hour where provider_id = p.id) h),
                    (select min(bucket_start) from report_counts_minute)) as at`
  return row?.at?.getTime()
}
