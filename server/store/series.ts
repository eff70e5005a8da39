import type { SeriesPoint, Usual } from '../../shared/series.ts'
import { HOUR_MS, MINUTE_MS, QUARTER_MS, SLOT_MS, bucketStart, bucketStarts } from '../../shared/time.ts'
import type { Database } from './db.ts'
import { livedBuckets } from './heartbeats.ts'
import { HOURS_BACK_MS } from './hours.ts'
import { toFigure } from './figure.ts'

export type UpperLimit = (usual: Usual, widthMs: number) => number

export type SeriesQuery = {
  providerId: number
  /** Epoch milliseconds; the first bucket is the one that holds `from`, the last begins before `to`. */
  from: number
  to: number
  widthMs: number
  /** Epoch milliseconds, whole minutes: what came later is not there, and the bucket that holds it is filled up to here. */
  until?: number
  /** From `detect/limits.ts`; the store keeps to SQL and takes the mathematics as a function. */
  upperLimit: UpperLimit
}

type CountRow = { bucket: number; reports: number; problems: number; works: number }
type UsualRow = { bucket: number; hours: number; rate: number; dispersion: number; shape: number }
type Row = {
  counts: CountRow[] | null
  usual: UsualRow[] | null
  beats: number[] | null
  lastBeat: number | null
}

/**
 * Buckets in order. A bucket none of whose minutes has a heartbeat is null (we were away), a partly missing one keeps what
 * it has. Widths of whole hours are summed of hours, and of minutes where hours may still change. Older than the oldest heartbeat only hours are kept, so only widths of whole hours reach that far, and there an
 * hour without a row is unknown, thus null. Widths below a minute are counted of voices, so for the last two days only. `expected` is the mean rate of the hours known times the width; null where
 * fewer than half of the bucket's hours have a baseline.
 */
export async function readSeries(db: Database, query: SeriesQuery): Promise<SeriesPoint[]> {
  const { widthMs, upperLimit } = query
  const starts = bucketStarts(query.from, query.to, widthMs)
  const [first, last] = [starts[0], starts.at(-1)]
  if (first === undefined || last === undefined) return []

  const end = Math.min(last + widthMs, query.until ?? Infinity)
  const row = await readRow(db, query.providerId, first, end, widthMs)
  const counts = new Map((row.counts ?? []).map((c) => [c.bucket, c]))
  const beatMs = Math.max(widthMs, MINUTE_MS)
  const lived = livedBuckets(row.beats ?? [], row.lastBeat, beatMs)
  const band = bandsOf(row.usual ?? [], widthMs, upperLimit)

  return starts.map((t) => {
    const count = counts.get(t)
    const { expected, upper } = band(t)
    if (!lived.has(bucketStart(t, beatMs))) return { t, reports: null, problems: null, works: null, expected, upper }
    const { reports, problems, works } = count ?? { reports: 0, problems: 0, works: 0 }
    return { t, reports, problems, works, expected, upper }
  })
}

function bandsOf(rows: UsualRow[], widthMs: number, upperLimit: UpperLimit) {
  const usualWidthMs = Math.max(widthMs, HOUR_MS)
  const none = { expected: null, upper: null }
  const bands = new Map(
    rows
      .filter((row) => row.hours * 2 * HOUR_MS >= usualWidthMs)
      .map((row) => {
        const usual = { ratePerHour: row.rate, dispersion: row.dispersion, shape: row.shape }
        const expected = toFigure((row.rate * widthMs) / HOUR_MS)
        return [row.bucket, { expected, upper: toFigure(upperLimit(usual, widthMs)) }]
      }),
  )
  const newest = Math.max(...bands.keys())
  return (t: number) => {
    const start = Math.floor(t / usualWidthMs) * usualWidthMs
    // Just after the hour nobody has written it down yet: the one before stands in.
    return bands.get(start === newest + usualWidthMs ? newest : start) ?? none
  }
}

async function readRow(db: Database, providerId: number, from: number, to: number, widthMs: number): Promise<Row> {
  const { sql } = db
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()]
  // An hour that goes on beyond the end is told of its minutes alone.
  const wholeHours = sql`least((select at from settled), ${new Date(bucketStart(to, HOUR_MS)).toISOString()}::timestamptz)`
  const width = `${widthMs} milliseconds`
  const beatWidth = `${Math.max(widthMs, MINUTE_MS)} milliseconds`
  const usualWidthMs = Math.max(widthMs, HOUR_MS)
  const usualStart = new Date((Math.floor(from / usualWidthMs) - 1) * usualWidthMs).toISOString()
  const bin = (column: string, size: string) => sql`date_bin(${size}::interval, ${sql(column)}, 'epoch'::timestamptz)`
  // Of whole buckets, not of each of their rows: this arithmetic is the dearest part.
  const ms = sql`(extract(epoch from bucket) * 1000)::float8 as bucket`

  // Looked up bucket by bucket where buckets are wide: a year of beats is half a million rows, its days are 365. By `limit`, not
  // `exists`, which the planner takes for so dear that it would compile the statement first.
  const beats =
    widthMs < HOUR_MS
      ? sql`select distinct ${bin('minute', beatWidth)} as bucket from heartbeats
          where minute >= ${new Date(bucketStart(from, MINUTE_MS)).toISOString()}::timestamptz and minute < ${end}::timestamptz`
      : sql`select b as bucket
          from generate_series(${start}::timestamptz, ${end}::timestamptz - interval '1 millisecond', ${width}::interval) as b,
            lateral (select from heartbeats where minute >= b and minute < least(b + ${width}::interval, ${end}::timestamptz) limit 1) as beat`
  const minutes = (since: ReturnType<typeof sql>) => sql`
    select bucket_start, reports, problems, works from report_counts_minute
    where provider_id = ${providerId} and facet = 'all' and value = '' and bucket_start >= ${since} and bucket_start < ${end}::timestamptz`
  const hours = sql`
    select bucket_start, reports, problems, works from report_counts_hour
    where provider_id = ${providerId} and facet = 'all' and value = '' and bucket_start >= ${start}::timestamptz
      and bucket_start < ${wholeHours}`
  // Slot by slot, for their index has the provider behind the slot. Of who spoke again only the first press is known here.
  const voices = sql`
    select v.observed_at as bucket_start, 1 as reports, (v.answer = 'problem')::int as problems, (v.answer = 'works')::int as works
    from generate_series(${new Date(bucketStart(from, SLOT_MS)).toISOString()}::timestamptz, ${end}::timestamptz, ${`${SLOT_MS} milliseconds`}::interval) as s(slot)
    join voices v on v.slot = s.slot and v.provider_id = ${providerId} and v.turn = 0
    where v.observed_at >= ${start}::timestamptz and v.observed_at < ${end}::timestamptz`
  const source =
    widthMs < MINUTE_MS
      ? voices
      : widthMs % HOUR_MS === 0
        ? sql`${minutes(sql`greatest(${start}::timestamptz, ${wholeHours})`)} union all ${hours}`
        : minutes(sql`${start}::timestamptz`)

  const [row] = await sql<[Row]>`
    with
      kept as (select coalesce(date_trunc('hour', min(minute), 'UTC'), 'infinity') as at from heartbeats),
      -- A year of minutes may be half a million rows: where the hours will not change any more they stand for them.
      settled as (
        select greatest((select at from kept), max(bucket_start) - ${`${HOURS_BACK_MS} milliseconds`}::interval) as at
        from report_counts_hour where provider_id = ${providerId}
      ),
      counts as (
        select ${bin('bucket_start', width)} as bucket, sum(reports)::float8 as reports, sum(problems)::float8 as problems, sum(works)::float8 as works
        from (${source}) as source group by 1
      ),
      usual as (
        select ${bin('hour', `${usualWidthMs} milliseconds`)} as bucket, count(*)::int as hours, avg(rate_per_hour) as rate,
          coalesce(sum(rate_per_hour * dispersion) / nullif(sum(rate_per_hour), 0), avg(dispersion)) as dispersion, avg(shape) as shape
        from baselines where provider_id = ${providerId} and hour >= ${usualStart}::timestamptz and hour < ${end}::timestamptz group by 1
      ),
      beats as (${beats}),
      -- An hour that was rolled up was lived through, also where its beats are no longer kept.
      lived as (
        select bucket from beats
        union select bucket from counts where bucket < (select at from kept)
      )
    select
      (select json_agg(c) from (select ${ms}, reports, problems, works from counts) c) as counts,
      (select json_agg(u) from (select ${ms}, hours, rate, dispersion, shape from usual) u) as usual,
      (select json_agg(bucket) from (select ${ms} from lived) l) as beats,
      (select (extract(epoch from max(minute)) * 1000)::float8 from heartbeats) as "lastBeat"`
  return row
}

export type FacetCount = { value: string; reports: number; problems: number; works: number }

/** Voices by what is wrong, since when, from where, over which network, with which part and device; most problems first. '-': not said. */
export type Facets = {
  problem: FacetCount[]
  began: FacetCount[]
  country: FacetCount[]
  region: FacetCount[]
  /** `value` is the ASN. */
  network: FacetCount[]
  /** `value` is component/device, as in webmail/ios. */
  component_device: FacetCount[]
}

/** Sums over the quarters of an hour that begin before `to`, from the one that holds `from`; minutes for component × device. */
export async function readFacets(
  db: Database,
  query: { providerId: number; from: number; to: number },
): Promise<Facets> {
  const { sql } = db
  const { providerId } = query
  const from = new Date(Math.floor(query.from / QUARTER_MS) * QUARTER_MS).toISOString()
  const to = new Date(query.to).toISOString()
  const rows = await sql<(FacetCount & { facet: keyof Facets })[]>`
    select facet, value, sum(reports)::float8 as reports, sum(problems)::float8 as problems, sum(works)::float8 as works
    from (
      select facet, value, reports, problems, works from report_counts_quarter
      where provider_id = ${providerId} and bucket_start >= ${from}::timestamptz and bucket_start < ${to}::timestamptz
      union all
      select facet, value, reports, problems, works from report_counts_minute
      where provider_id = ${providerId} and facet = 'component_device'
        and bucket_start >= ${from}::timestamptz and bucket_start < ${to}::timestamptz
    ) as source
    group by 1, 2 order by problems desc, reports desc, value`
  const facets: Facets = { problem: [], began: [], country: [], region: [], network: [], component_device: [] }
  for (const { facet, ...count } of rows) facets[facet].push(count)
  return facets
}
