import type { Cause, Evidence, ScopeCell } from '../../shared/incident.ts'
import type { Database } from './db.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Instants are epoch milliseconds. */
export type ArchivedIncident = {
  id: string
  provider: string
  state: string
  verified: boolean
  startedAt: number
  startedFrom: number | null
  startedTo: number | null
  detectedAt: number
  confirmedAt: number
  resolvedAt: number | null
  withdrawnAt: number | null
  peak: number
  rule: string
  cause: Cause | null
  scope: ScopeCell[]
  fixed: string[]
  corrections: { at: number; type: string; reason: string }[]
}
export type ArchivedEvent = {
  incident: string
  provider: string
  at: number
  type: string
  fromState: string
  toState: string
  reason: string | null
  evidence: Evidence
}

/** When the first of all incidents began, as it is known now; undefined: there was none. */
export async function readFirstStart(db: Database): Promise<number | undefined> {
  const [row] = await db.sql<{ at: number | null }[]>`
    select (extract(epoch from min(started_at)) * 1000)::float8 as at from incidents`
  return row?.at ?? undefined
}

/** Where a page ended. */
export type Place = { at: number; id: string }

/** Those that began in [from, to), in order, `limit` at a time. */
export async function readIncidentPage(
  db: Database,
  query: { from: number; to: number; after?: Place | undefined; limit: number },
): Promise<ArchivedIncident[]> {
  const { sql } = db
  const { from, to, after, limit } = query
  const ms = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`
  return await sql<ArchivedIncident[]>`
    select i.id, p.slug as provider, i.state, i.verified, ${ms('i.started_at')} as "startedAt", ${ms('i.started_from')} as "startedFrom",
      ${ms('i.started_to')} as "startedTo", ${ms('i.detected_at')} as "detectedAt", ${ms('i.confirmed_at')} as "confirmedAt",
      ${ms('i.resolved_at')} as "resolvedAt", ${ms('i.withdrawn_at')} as "withdrawnAt", i.peak, i.rule, i.cause, i.scope, i.fixed,
      (select coalesce(jsonb_agg(jsonb_build_object('at', ${ms('c.at')}, 'type', c.type, 'reason', c.reason) order by c.at, c.id), '[]')
        from incident_events c where c.provider_id = i.provider_id and c.incident_id = i.id and c.reason is not null) as corrections
    from incidents i join providers p on p.id = i.provider_id
    where i.started_at >= ${iso(from)}::timestamptz and i.started_at < ${iso(to)}::timestamptz
      ${after === undefined ? sql`` : sql`and (i.started_at, i.id) > (${iso(after.at)}::timestamptz, ${after.id}::uuid)`}
    order by i.started_at, i.id limit ${limit}`
}

/** Everything that happened in these incidents and in the suspicions they grew from, in the order of `ids`. */
export async function readEventsOf(db: Database, ids: readonly string[]): Promise<ArchivedEvent[]> {
  return await db.sql<ArchivedEvent[]>`
    select i.id as incident, p.slug as provider, (extract(epoch from e.at) * 1000)::float8 as at, e.type, e.from_state as "fromState",
      e.to_state as "toState", e.reason, e.evidence
    from unnest(${[...ids]}::uuid[]) with ordinality as asked(id, place)
    join incidents i on i.id = asked.id
    join providers p on p.id = i.provider_id
    join incident_events e on e.provider_id = i.provider_id
      and (e.incident_id = i.id or (e.incident_id is null and e.at between i.detected_at and i.confirmed_at))
    order by asked.place, e.at, e.id`
}
