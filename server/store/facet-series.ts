import { MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'
import type { FacetCount } from './series.ts'

/** What voices are told apart by over time, and the least width, in milliseconds. Not by network or page: few people may be behind one. */
export const SERIES_FACETS = {
  problem: QUARTER_MS,
  began: QUARTER_MS,
  country: QUARTER_MS,
  region: QUARTER_MS,
  component_device: MINUTE_MS,
} as const
export type SeriesFacet = keyof typeof SERIES_FACETS

export type FacetSeries = { value: string; points: (Omit<FacetCount, 'value'> & { t: number })[] }

type Row = { value: string; points: [t: number, reports: number, problems: number, works: number][] }

/**
 * By value, most problems first, and of each the buckets in which there was something, in order. `from` and `to` are epoch milliseconds, `from`
 * the start of a bucket; at most `limit` values.
 */
export async function readFacetSeries(
  db: Database,
  query: { providerId: number; facet: SeriesFacet; from: number; to: number; widthMs: number; limit: number },
): Promise<FacetSeries[]> {
  const { sql } = db
  const { providerId, facet, from, to, widthMs, limit } = query
  const table = facet === 'component_device' ? 'report_counts_minute' : 'report_counts_quarter'
  const rows = await sql<Row[]>`
    select value, jsonb_agg(jsonb_build_array((extract(epoch from bucket) * 1000)::float8, reports, problems, works) order by bucket) as points
    from (
      select value, date_bin(${`${widthMs} milliseconds`}::interval, bucket_start, 'epoch'::timestamptz) as bucket,
        sum(reports) as reports, sum(problems) as problems, sum(works) as works
      from ${sql(table)}
      where provider_id = ${providerId} and facet = ${facet}
        and bucket_start >= ${new Date(from).toISOString()}::timestamptz and bucket_start < ${new Date(to).toISOString()}::timestamptz
      group by 1, 2
      having sum(reports) <> 0 or sum(problems) <> 0 or sum(works) <> 0
    ) b
    group by value order by sum(problems) desc, sum(reports) desc, value limit ${limit}`
  return rows.map(({ value, points }) => ({
    value,
    points: points.map(([t, reports, problems, works]) => ({ t, reports, problems, works })),
  }))
}
