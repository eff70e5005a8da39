import {
  IncidentEventType,
  State,
  type Cause,
  type Correction,
  type Evidence,
  type Incident,
  type IncidentEvent,
  type ScopeCell,
} from '../../shared/incident.ts'
import { namedCause } from './cause.ts'
import type { Database } from './db.ts'

/** Instants are epoch milliseconds. */
export type IncidentRow = {
  id: string
  providerId: number
  slug: string
  name: string
  state: string
  verified: boolean
  startedAt: number
  startedBetween: [number, number] | null
  detectedAt: number
  confirmedAt: number
  resolvedAt: number | null
  peak: number
  cause: Cause | null
  scope: ScopeCell[]
  corrections: { at: number; type: Correction['type']; reason: string }[]
}

type EventRow = {
  at: number
  type: string
  fromState: string
  toState: string
  evidence: Evidence
  reason: string | null
}

const iso = (at: number) => new Date(at).toISOString()
const ms = (db: Database, column: string) => db.sql`(extract(epoch from ${db.sql(column)}) * 1000)::float8`

/** What the detector and people say of incident `i` of provider `p`, column by column. */
const judged = (db: Database) => db.sql`
  i.id, i.state, i.verified, i.peak, ${namedCause(db, 'i.cause')} as cause, i.scope, ${ms(db, 'i.started_at')} as "startedAt",
  case when i.started_from is not null then
    jsonb_build_array(${ms(db, 'i.started_from')}, ${ms(db, 'i.started_to')}) end as "startedBetween",
  ${ms(db, 'i.detected_at')} as "detectedAt", ${ms(db, 'i.confirmed_at')} as "confirmedAt",
  ${ms(db, 'i.resolved_at')} as "resolvedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('at', ${ms(db, 'c.at')}, 'type', c.type, 'reason', c.reason) order by c.at, c.id), '[]')
    from incident_events c where c.provider_id = i.provider_id and c.incident_id = i.id and c.reason is not null) as corrections`

/** Every incident `i` of its provider `p`, as an IncidentRow; a condition and an order may follow. */
export const incidentRows = (db: Database) => db.sql`
  select i.provider_id as "providerId", p.slug, p.name, ${judged(db)}
  from incidents i join providers p on p.id = i.provider_id`

/** An incident `i` of provider `p` of a statement as JSON, all but whose it is. */
export const incidentJson = (db: Database) => db.sql`(select to_jsonb(j) from (select ${judged(db)}) j)`

/**
 * Newest first; closed ones in the order in which they ended. `since` (epoch milliseconds): those that were open then or later. `open`: only open ones, or only closed ones.
 * `after`: those behind this one in that order, whether it is still there or not.
 */
export async function readIncidents(
  db: Database,
  query: {
    providerId?: number
    providerIds?: readonly number[]
    open?: boolean
    since?: number
    after?: { at: number; id: string }
    limit: number
  },
): Promise<IncidentRow[]> {
  const { sql } = db
  const { providerId, providerIds, open, since, after, limit } = query
  const order = open === false ? sql`i.resolved_at` : sql`i.started_at`
  return await sql<IncidentRow[]>`${incidentRows(db)} where true
    ${providerId === undefined ? sql`` : sql`and i.provider_id = ${providerId}`}
    ${providerIds === undefined ? sql`` : sql`and i.provider_id = any(${[...providerIds]}::int[])`}
    ${open === undefined ? sql`` : sql`and (i.resolved_at is null) = ${open}`}
    ${since === undefined ? sql`` : sql`and coalesce(i.resolved_at, 'infinity') >= ${new Date(since).toISOString()}::timestamptz`}
    ${after === undefined ? sql`` : sql`and (${order}, i.id) < (${iso(after.at)}::timestamptz, ${after.id}::uuid)`}
    order by ${order} desc, i.id desc limit ${limit}`
}

export async function readIncident(db: Database, id: string): Promise<IncidentRow | undefined> {
  const [row] = await db.sql<IncidentRow[]>`${incidentRows(db)} where i.id = ${id}::uuid`
  return row
}

/** Oldest first; of an incident, the suspicion it grew from as well. */
export async function readIncidentEvents(
  db: Database,
  of: { incidentId: string } | { providerId: number; since: number; newest?: number },
): Promise<IncidentEvent[]> {
  const { sql } = db
  const events = sql`select ${ms(db, 'e.at')} as at, e.type, e.from_state as "fromState", e.to_state as "toState", e.evidence, e.reason
    from incident_events e`
  const rows = await ('incidentId' in of
    ? sql<EventRow[]>`${events} join incidents i on i.provider_id = e.provider_id
        and (e.incident_id = i.id or (e.incident_id is null and e.at between i.detected_at and i.confirmed_at))
        where i.id = ${of.incidentId}::uuid order by e.at, e.id`
    : sql<
        EventRow[]
      >`${events} where e.provider_id = ${of.providerId} and e.at >= ${new Date(of.since).toISOString()}::timestamptz
        order by e.at desc, e.id desc limit ${of.newest ?? null}`.then((newestFirst) => newestFirst.toReversed()))
  return rows.map((row) => ({
    at: new Date(row.at).toISOString(),
    type: IncidentEventType.parse(row.type),
    from: State.parse(row.fromState),
    to: State.parse(row.toState),
    evidence: row.evidence,
    ...(row.reason === null ? {} : { reason: row.reason }),
  }))
}

/** The wire form. */
export function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    provider: row.slug,
    name: row.name,
    state: State.parse(row.state),
    verified: row.verified,
    started_at: iso(row.startedAt),
    detected_at: iso(row.detectedAt),
    confirmed_at: iso(row.confirmedAt),
    resolved_at: row.resolvedAt === null ? null : iso(row.resolvedAt),
    peak: row.peak,
    started_between: row.startedBetween && [iso(row.startedBetween[0]), iso(row.startedBetween[1])],
    cause: row.cause,
    scope: row.scope,
    corrections: row.corrections.map((correction) => ({ ...correction, at: iso(correction.at) })),
  }
}
