import { MINUTE_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'
import { LATE_BEATS_MS } from './heartbeats.ts'

/** `of`: how many of them said which part and device ('webmail/ios'); `-` where one was not said. */
export type MinuteProblems = { minute: number; problems: number; of?: [value: string, problems: number][] }
export type Gap = { from: number; to: number }

/** Problem voices of providers by the minute in [from, to), in order; minutes without any are left out, as are providers. */
export async function readMinutes(
  db: Database,
  providerIds: readonly number[],
  from: number,
  to: number,
): Promise<Map<number, MinuteProblems[]>> {
  const rows = await db.sql<{ id: number; minute: number; value: string; problems: number }[]>`
    select provider_id as id, (extract(epoch from bucket_start) * 1000)::float8 as minute, value, problems
    from report_counts_minute
    where provider_id = any(${[...providerIds]}::int[]) and problems > 0
      and (facet = 'all' and value = '' or facet = 'component_device' and value <> '-/-')
      and bucket_start >= ${new Date(from).toISOString()}::timestamptz and bucket_start < ${new Date(to).toISOString()}::timestamptz
    order by provider_id, bucket_start, facet, value`
  const minutes = new Map<number, MinuteProblems[]>()
  for (const { id, minute, value, problems } of rows) {
    const known = minutes.get(id) ?? []
    minutes.set(id, known)
    const last = known.at(-1)
    if (value === '') known.push({ minute, problems })
    else if (last?.minute === minute) (last.of ??= []).push([value, problems])
  }
  return minutes
}

/** When in [from, to) nobody was there to take reports, in order. */
export async function readGaps(db: Database, from: number, to: number): Promise<Gap[]> {
  const rows = await db.sql<Gap[]>`
    with beats as (
      select (extract(epoch from minute) * 1000)::float8 as at from heartbeats
      where minute >= ${new Date(from).toISOString()}::timestamptz and minute < ${new Date(to).toISOString()}::timestamptz
      union all values (${from - MINUTE_MS}::float8)
    )
    select at + ${MINUTE_MS} as from, next as to
    from (select at, coalesce(lead(at) over (order by at), ${to}::float8) as next from beats) b
    where next > at + ${MINUTE_MS} order by at`
  return rows.filter((gap) => gap.to < to || gap.to - gap.from > LATE_BEATS_MS)
}
