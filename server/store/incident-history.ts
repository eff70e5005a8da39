import type { Database } from './db.ts'
import { incidentRows, type IncidentRow } from './incidents.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Where a page ended: what it was sorted by (epoch milliseconds, or milliseconds of length) and whose line it was. */
export type HistoryPlace = { key: number; id: string }

export type HistoryQuery = {
  sort: 'time' | 'duration'
  providerId?: number
  /** Of incidents that began in [from, to): epoch milliseconds. */
  from?: number
  to?: number
  after?: HistoryPlace
  /** Epoch milliseconds: what goes on has lasted until then. The same on every page of one reading. */
  now: number
  limit: number
}

/** Newest or longest first. `next`: where the next page begins; null: there is none. */
export async function readHistory(
  db: Database,
  query: HistoryQuery,
): Promise<{ rows: IncidentRow[]; next: HistoryPlace | null }> {
  const { sql } = db
  const { sort, providerId, from, to, after, now, limit } = query
  const length = sql`floor(extract(epoch from coalesce(i.resolved_at, greatest(${iso(now)}::timestamptz, i.started_at)) - i.started_at) * 1000)`
  const beyond =
    after === undefined
      ? sql``
      : sort === 'time'
        ? sql`and (i.started_at, i.id) < (${iso(after.key)}::timestamptz, ${after.id}::uuid)`
        : sql`and (${length}, i.id) < (${after.key}::float8::numeric, ${after.id}::uuid)`
  const rows = await sql<IncidentRow[]>`${incidentRows(db)} where true
    ${providerId === undefined ? sql`` : sql`and i.provider_id = ${providerId}`}
    ${from === undefined ? sql`` : sql`and i.started_at >= ${iso(from)}::timestamptz`}
    ${to === undefined ? sql`` : sql`and i.started_at < ${iso(to)}::timestamptz`}
    ${beyond}
    order by ${sort === 'time' ? sql`i.started_at` : length} desc, i.id desc limit ${limit + 1}`
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  if (rows.length <= limit || last === undefined) return { rows: shown, next: null }
  const key =
    sort === 'time' ? last.startedAt : Math.floor((last.resolvedAt ?? Math.max(now, last.startedAt)) - last.startedAt)
  return { rows: shown, next: { key, id: last.id } }
}

/** Start of the oldest incident, epoch milliseconds; undefined: there is none yet. */
export async function readOldestStart(db: Database): Promise<number | undefined> {
  const [row] = await db.sql<{ at: number | null }[]>`
    select (extract(epoch from min(started_at)) * 1000)::float8 as at from incidents`
  return row?.at ?? undefined
}

export type ProviderHistory = {
  slug: string
  name: string
  archived: boolean
  incidents: number
  /** All together, and the longest; what goes on counts until now. */
  totalMs: number
  longestMs: number
  newestAt: number
}

/**
 * Providers by how many incidents they had; of those that began in [from, to). Neither what was withdrawn nor what only followed somebody
 * else's counts against anybody.
 */
export async function readHistoryByProvider(
  db: Database,
  { from, to, now, limit }: { from?: number; to?: number; now: number; limit: number },
): Promise<ProviderHistory[]> {
  const { sql } = db
  return await sql<ProviderHistory[]>`
    with counted as (
      select i.provider_id, i.started_at,
        extract(epoch from coalesce(i.resolved_at, greatest(${iso(now)}::timestamptz, i.started_at)) - i.started_at) * 1000 as length
      from incidents i
      where i.withdrawn_at is null and i.cause->>'kind' is distinct from 'collateral'
        ${from === undefined ? sql`` : sql`and i.started_at >= ${iso(from)}::timestamptz`}
        ${to === undefined ? sql`` : sql`and i.started_at < ${iso(to)}::timestamptz`}
    )
    select p.slug, p.name, p.archived_at is not null as archived, count(*)::int as incidents,
      sum(c.length)::float8 as "totalMs", max(c.length)::float8 as "longestMs",
      (extract(epoch from max(c.started_at)) * 1000)::float8 as "newestAt"
    from counted c join providers p on p.id = c.provider_id
    group by p.id order by incidents desc, "totalMs" desc, p.name limit ${limit}`
}

/** What began so long before an incident and went on beside it may be of the same cause still. */
const BEFORE_MS = 14 * 86_400_000

/** Incidents of others beside this one: of those its cause names, of those whose cause names it, and of its own operator. Oldest first. */
export async function readSisters(
  db: Database,
  of: Pick<IncidentRow, 'id' | 'providerId' | 'slug' | 'startedAt' | 'resolvedAt' | 'cause'>,
  { now, limit }: { now: number; limit: number },
): Promise<IncidentRow[]> {
  const { sql } = db
  const end = iso(of.resolvedAt ?? Math.max(now, of.startedAt))
  const named = of.cause?.of ?? []
  return await sql<IncidentRow[]>`${incidentRows(db)}
    where i.started_at >= ${iso(of.startedAt - BEFORE_MS)}::timestamptz and i.started_at <= ${end}::timestamptz
      and coalesce(i.resolved_at, 'infinity') >= ${iso(of.startedAt)}::timestamptz
      and i.provider_id <> ${of.providerId}
      and ((${JSON.stringify(named)}::text)::jsonb @> to_jsonb(p.slug) or i.cause @> (${JSON.stringify({ of: [of.slug] })}::text)::jsonb
        or p.operator_id = (select operator_id from providers where id = ${of.providerId}))
    order by i.started_at, i.id limit ${limit}`
}

/**
 * Voices that told of a problem from the minute of `from` until `to`; beyond the oldest heartbeat only whole hours are kept, and those that
 * begin in that time count.
 */
export async function countVoices(
  db: Database,
  { providerId, from, to }: { providerId: number; from: number; to: number },
): Promise<number> {
  const { sql } = db
  const start = iso(Math.floor(from / 60_000) * 60_000)
  const end = iso(to)
  const whole = (table: string) => sql`select coalesce(sum(problems), 0) from ${sql(table)}
    where provider_id = ${providerId} and facet = 'all' and value = ''`
  const [row] = await sql<[{ voices: number }]>`
    with kept as (select coalesce(date_trunc('hour', min(minute), 'UTC'), 'infinity') as at from heartbeats)
    select ((${whole('report_counts_minute')}
        and bucket_start >= greatest(${start}::timestamptz, (select at from kept)) and bucket_start < ${end}::timestamptz)
      + (${whole('report_counts_hour')} and bucket_start >= date_trunc('hour', ${start}::timestamptz, 'UTC')
        and bucket_start < least(${end}::timestamptz, (select at from kept))))::float8 as voices`
  return row.voices
}
