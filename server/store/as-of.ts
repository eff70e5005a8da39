import { State, type Testimony } from '../../shared/incident.ts'
import type { Verdict } from '../../shared/series.ts'
import { HOUR_MS, MINUTE_MS, QUARTER_MS, bucketStart } from '../../shared/time.ts'
import { namedCause } from './cause.ts'
import type { Database } from './db.ts'
import { toTrouble, type Trouble } from './live.ts'
import { PARTITIONED } from './partitions.ts'
import { toFigure } from './figure.ts'

/** Without a heartbeat for so long nobody judged, and what had been published before was not said any more. */
const SILENT_MS = 5 * MINUTE_MS

/** What was published of a provider then. `isCounted` false: the minutes of then are kept no longer, and the count says nothing. */
export type VerdictThen = { verdict: Verdict; isCounted: boolean }

type Row = Trouble & {
  id: number
  state: string | null
  testimony: Testimony | null
  problems: number
  rate: number | null
}

/**
 * The verdicts of providers as they were published at an instant (epoch milliseconds, whole minutes): the newest row of by then, with the counts of the 15 minutes
 * up to it and what was usual. Nothing written down of by then: unknown. Late reports (a phone may be offline for 48 hours) fill minutes of the past, here as
 * everywhere.
 */
export async function readVerdictsThen(
  db: Database,
  providerIds: readonly number[],
  at: number,
  now: number,
): Promise<Map<number, VerdictThen>> {
  const { sql } = db
  const [then, from, hour, silent] = [at, at - QUARTER_MS, bucketStart(at, HOUR_MS), at - SILENT_MS].map(iso) as [
    string,
    string,
    string,
    string,
  ]
  const isCounted = from >= iso(now - PARTITIONED.report_counts_minute.keptMs)
  const rows = await sql<Row[]>`
    select p.id, v.state, v.testimony, ${ms(db, 'v.since')} as since, v.verified, ${namedCause(db, 'v.cause')} as cause,
      ${intervalOf(db, 'v')} as "startedBetween",
      (select coalesce(sum(problems), 0)::float8 from report_counts_minute
        where provider_id = p.id and bucket_start >= ${from}::timestamptz and bucket_start < ${then}::timestamptz
          and facet = 'all' and value = '') as problems,
      (select rate_per_hour from baselines
        where provider_id = p.id and hour >= ${hour}::timestamptz - interval '1 hour' and hour <= ${hour}::timestamptz
        order by hour desc limit 1) as rate
    from providers p
    left join lateral (
      select * from verdicts w where w.provider_id = p.id and w.at <= ${then}::timestamptz order by w.at desc limit 1
    ) v on exists (select from heartbeats where minute between ${silent}::timestamptz and ${then}::timestamptz)
      or ${then}::timestamptz < (select min(minute) from heartbeats)
    where p.id = any(${[...providerIds]}::int[])`
  return new Map(rows.map((row) => [row.id, { verdict: toVerdict(row, isCounted), isCounted }]))
}

function toVerdict(row: Row, isCounted: boolean): Verdict {
  const state = State.catch('unknown').parse(row.state)
  return {
    state,
    ...toTrouble(state, row),
    reports_15m: row.problems,
    expected_15m: row.rate === null || !isCounted ? null : toFigure((row.rate * QUARTER_MS) / HOUR_MS),
    testimony: row.testimony,
  }
}

export const iso = (at: number) => new Date(at).toISOString()

export const ms = (db: Database, column: string) => db.sql`(extract(epoch from ${db.sql(column)}) * 1000)::float8`

/** The 90 % interval of the start in row `of`. */
export const intervalOf = (
  db: Database,
  of: string,
) => db.sql`case when ${db.sql(`${of}.started_from`)} is not null then
  jsonb_build_array(${ms(db, `${of}.started_from`)}, ${ms(db, `${of}.started_to`)}) end`
