import { State } from '../../shared/incident.ts'
import type { OverviewEntry, OverviewLive } from '../../shared/live.ts'
import { HOUR_MS, MINUTE_MS, QUARTER_MS, bucketStart, bucketStarts } from '../../shared/time.ts'
import { namedCause } from './cause.ts'
import type { Database } from './db.ts'
import { LATE_BEATS_MS, livedBuckets } from './heartbeats.ts'
import { between, isJudged, recentFrom, toTrouble, type Present, type Trouble } from './live.ts'
import { toFigure } from './figure.ts'

const SPARKLINE_QUARTERS = 24
const MOST_REPORTED = 12
/** More than this at once and the list is no longer read; the API has them all. */
const MOST_FAILING = 100

const iso = (at: number) => new Date(at).toISOString()

type Row = Trouble & {
  slug: string
  name: string
  state: string | null
  problems: number
  expected: number | null
  failing: boolean
  quarters: [start: number, problems: number][] | null
  beats: number[] | null
  lastBeat: number | null
}

/**
 * What is failing (the worst first, then the newest; nobody on collateral alone), and of the rest what stands out most in the last 15 minutes: ordered
 * by how far the voices are above the usual in units of its spread, or the biggest providers would always lead. One statement (and a count);
 * curves are read for those shown only. Figures as in `readLive`.
 */
export async function readOverview(db: Database, present: Present): Promise<OverviewLive> {
  const { sql } = db
  const counting = sql<{ judged: number }[]>`
    select count(*) as judged from detector_states s join providers p on p.id = s.provider_id and p.archived_at is null
    where s.state <> 'unknown' and ${isJudged(db, present)}`
  const reading = sql<Row[]>`
    with present as (${presentOf(db, present)}), shown as (
      (select *, 0::float8 as surprise from present where severity is not null
        order by severity, since desc, slug limit ${MOST_FAILING})
      union all
      (select *, (problems - coalesce(expected, 0)) / sqrt(coalesce(expected, 0) + 1) as surprise
        from present where severity is null and problems > 0 order by surprise desc, slug limit ${MOST_REPORTED})
    )
    select ${columns(db, present)} from shown p
    order by severity nulls last, (case when severity is not null then since end) desc, surprise desc, slug`
  const [rows, [count]] = await Promise.all([reading, counting])
  const entries = (failing: boolean) =>
    rows.filter((row) => row.failing === failing).map((row) => toEntry(row, present.now))
  return { judged: count?.judged ?? 0, failing: entries(true), most_reported: entries(false) }
}

/** The same of given providers, by slug; ids that are not there are left out. */
export async function readEntries(
  db: Database,
  providerIds: readonly number[],
  present: Present,
): Promise<Map<string, OverviewEntry>> {
  if (providerIds.length === 0) return new Map()
  const { sql } = db
  const rows = await sql<Row[]>`
    with present as (${presentOf(db, present)} and p.id = any(${[...providerIds]}::int[]))
    select ${columns(db, present)} from present p`
  return new Map(rows.map((row) => [row.slug, toEntry(row, present.now)]))
}

/** What is said and heard of listed providers now. `severity`: its place among those that fail; null: it does not. */
export function presentOf(db: Database, present: Present) {
  const { now } = present
  const [from, to, hour] = [iso(recentFrom(now)), iso(bucketStart(now) + MINUTE_MS), iso(bucketStart(now, HOUR_MS))]
  return db.sql`
    select p.id, p.slug, p.name, p.operator_id, s.state, coalesce(r.problems, 0)::int as problems,
      case when i.id is null then s.since else i.started_at end as since,
      case when i.id is null then ${between(db, 's')} else ${between(db, 'i')} end as "startedBetween",
      case when i.id is null then s.verified else i.verified end as verified,
      case when i.id is null then s.cause else i.cause end as cause,
      u.rate_per_hour * ${QUARTER_MS / HOUR_MS}::float8 as expected,
      case when case when i.id is null then s.cause else i.cause end->>'kind' is distinct from 'collateral'
        then array_position(array['confirmed', 'suspected', 'recovering'], s.state) end as severity
    from providers p
    left join detector_states s on s.provider_id = p.id and ${isJudged(db, present)}
    left join incidents i on i.provider_id = p.id and i.resolved_at is null
    left join lateral (
      select sum(problems) as problems from report_counts_minute
      where provider_id = p.id and bucket_start >= ${from}::timestamptz and bucket_start < ${to}::timestamptz
        and facet = 'all' and value = ''
    ) r on true
    left join lateral (
      select rate_per_hour from baselines
      where provider_id = p.id and hour >= ${hour}::timestamptz - interval '1 hour' and hour <= ${hour}::timestamptz
      order by hour desc limit 1
    ) u on true
    where p.archived_at is null`
}

/** The columns of a row, of a `p` of `present`. */
function columns(db: Database, { now }: Present) {
  const { sql } = db
  const [from, to] = [iso(firstQuarter(now)), iso(bucketStart(now) + MINUTE_MS)]
  const beating = sql`minute >= ${iso(firstQuarter(now) - LATE_BEATS_MS)}::timestamptz and minute < ${to}::timestamptz`
  return sql`slug, name, state, (extract(epoch from since) * 1000)::float8 as since, problems, expected, verified,
    "startedBetween", ${namedCause(db, 'p.cause')} as cause, severity is not null as failing,
    (select jsonb_agg(jsonb_build_array((extract(epoch from quarter) * 1000)::float8, problems)) from (
      select date_bin('15 minutes', bucket_start, 'epoch'::timestamptz) as quarter, sum(problems) as problems
      from report_counts_minute
      where provider_id = p.id and bucket_start >= ${from}::timestamptz
        and bucket_start < ${to}::timestamptz and facet = 'all' and value = ''
      group by 1
    ) q) as quarters,
    (select jsonb_agg(distinct (extract(epoch from date_bin('15 minutes', minute, 'epoch'::timestamptz)) * 1000)::float8)
      from heartbeats where ${beating}) as beats,
    (select (extract(epoch from max(minute)) * 1000)::float8 from heartbeats where ${beating}) as "lastBeat"`
}

const firstQuarter = (now: number) => bucketStart(now, QUARTER_MS) - (SPARKLINE_QUARTERS - 1) * QUARTER_MS

function toEntry(row: Row, now: number): OverviewEntry {
  const counts = new Map(row.quarters)
  const lived = livedBuckets(row.beats ?? [], row.lastBeat, QUARTER_MS)
  const state = State.catch('unknown').parse(row.state)
  return {
    slug: row.slug,
    name: row.name,
    state,
    ...toTrouble(state, row),
    reports_15m: row.problems,
    expected_15m: toFigure(row.expected),
    sparkline: bucketStarts(firstQuarter(now), now + 1, QUARTER_MS).map((start) =>
      lived.has(start) ? (counts.get(start) ?? 0) : null,
    ),
  }
}
