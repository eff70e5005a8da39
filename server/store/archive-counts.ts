import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Of facet `all` by the minute and by the hour, and of part and device by the hour. `at`: epoch milliseconds. */
export type CountRow = {
  kind: 'minute' | 'hour' | 'pair'
  at: number
  value: string
  reports: number
  problems: number
  works: number
}
export type UsualRow = { at: number; rate: number; dispersion: number; shape: number; blind: number | null }

/**
 * What was counted of one provider in one day, a few thousand rows at most. Of parts and devices only what at least `fewest` voices told:
 * from the minutes, or, where an archive was read in, from the hours.
 */
export async function readDayCounts(
  db: Database,
  { providerId, from, fewest }: { providerId: number; from: number; fewest: number },
): Promise<{ counts: CountRow[]; usual: UsualRow[] }> {
  const { sql } = db
  const within = (column: string) =>
    sql`${sql(column)} >= ${iso(from)}::timestamptz and ${sql(column)} < ${iso(from + DAY_MS)}::timestamptz`
  const ms = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8 as at`
  const counts = await sql<CountRow[]>`
    select 'minute' as kind, ${ms('bucket_start')}, '' as value, reports, problems, works from report_counts_minute
    where provider_id = ${providerId} and facet = 'all' and value = '' and ${within('bucket_start')}
    union all
    select case facet when 'all' then 'hour' else 'pair' end, ${ms('bucket_start')}, value, reports, problems, works from report_counts_hour
    where provider_id = ${providerId} and facet in ('all', 'component_device') and ${within('bucket_start')}
    union all
    select 'pair', ${ms('hour')}, value, sum(reports)::int, sum(problems)::int, sum(works)::int
    from (
      select date_trunc('hour', bucket_start, 'UTC') as hour, value, reports, problems, works from report_counts_minute
      where provider_id = ${providerId} and facet = 'component_device' and ${within('bucket_start')}
    ) as minutes
    group by hour, value having sum(problems) + sum(works) >= ${fewest}
    order by 2, 1, 3`
  const usual = await sql<UsualRow[]>`
    select ${ms('hour')}, rate_per_hour as rate, dispersion, shape, blind_per_minute as blind from baselines
    where provider_id = ${providerId} and ${within('hour')} order by hour`
  return { counts, usual }
}

export type Span = { from: number; to: number }

/** When in [from, to) this instance was up and taking reports, in order; whole minutes. */
export async function readUpSpans(db: Database, from: number, to: number): Promise<Span[]> {
  return await db.sql<Span[]>`
    with beats as (
      select (extract(epoch from minute) * 1000)::float8 as at from heartbeats
      where minute >= ${iso(from)}::timestamptz and minute < ${iso(to)}::timestamptz
    )
    select min(at) as from, max(at) + ${MINUTE_MS} as to
    from (select at, at - ${MINUTE_MS} * row_number() over (order by at) as run from beats) as runs
    group by run order by 1`
}

/** The first thing that is known at all, epoch milliseconds; undefined: nothing yet. Reads a whole table: for a first time only. */
export async function readFirstInstant(db: Database): Promise<number | undefined> {
  const [row] = await db.sql<{ at: number | null }[]>`
    select (extract(epoch from least((select min(bucket_start) from report_counts_hour), (select min(bucket_start) from report_counts_minute),
      (select min(minute) from heartbeats), (select min(started_at) from incidents))) * 1000)::float8 as at`
  return row?.at ?? undefined
}

export type ArchivedProvider = {
  id: number
  slug: string
  name: string
  category: string
  operator: string | null
  operatorName: string | null
  homepage: string
  countries: string
  archived: boolean
}

/** Everybody there ever was, by name of address. */
export async function readAllProviders(db: Database): Promise<ArchivedProvider[]> {
  return await db.sql<ArchivedProvider[]>`
    select p.id, p.slug, p.name, p.category, o.slug as operator, o.name as "operatorName", p.homepage,
      array_to_string(p.countries, ' ') as countries, p.archived_at is not null as archived
    from providers p left join operators o on o.id = p.operator_id order by p.slug collate "C"`
}
