import { IncidentEventType, State, type Evidence, type Incident, type IncidentEvent } from '../../shared/incident.ts'
import type { Database } from './db.ts'

export type IncidentRow = {
  id: string
  providerId: number
  slug: string
  name: string
  state: string
  verified: boolean
  startedAt: number
  detectedAt: number
  confirmedAt: number
  resolvedAt: number | null
  peak: number
}

type EventRow = { at: number; type: string; fromState: string; toState: string; evidence: Evidence }

const iso = (at: number) => new Date(at).toISOString()
const ms = (db: Database, column: string) => db.sql`(extract(epoch from ${db.sql(column)}) * 1000)::float8`

const rowsOf = (db: Database) => db.sql`
  select i.id, i.provider_id as "providerId", p.slug, p.name, i.state, i.verified, i.peak,
    ${ms(db, 'i.started_at')} as "startedAt", ${ms(db, 'i.detected_at')} as "detectedAt",
    ${ms(db, 'i.confirmed_at')} as "confirmedAt", ${ms(db, 'i.resolved_at')} as "resolvedAt"
  from incidents i join providers p on p.id = i.provider_id`

/** Newest first. `since` (epoch milliseconds): those that were open then or later. `open`: only open ones, or only closed ones. */
export async function readIncidents(
  db: Database,
  query: { providerId?: number; open?: boolean; since?: number; limit: number },
): Promise<IncidentRow[]> {
  const { sql } = db
  const { providerId, open, since, limit } = query
  return await sql<IncidentRow[]>`${rowsOf(db)} where true
    ${providerId === undefined ? sql`` : sql`and i.provider_id = ${providerId}`}
    ${open === undefined ? sql`` : sql`and (i.resolved_at is null) = ${open}`}
    ${since === undefined ? sql`` : sql`and coalesce(i.resolved_at, 'infinity') >= ${new Date(since).toISOString()}::timestamptz`}
    order by i.started_at desc, i.id desc limit ${limit}`
}

export async function readIncident(db: Database, id: string): Promise<IncidentRow | undefined> {
  const [row] = await db.sql<IncidentRow[]>`${rowsOf(db)} where i.id = ${id}::uuid`
  return row
}

/** Oldest first; of an incident, the suspicion it grew from as well. */
export async function readIncidentEvents(
  db: Database,
  of: { incidentId: string } | { providerId: number; since: number },
): Promise<IncidentEvent[]> {
  const { sql } = db
  const events = sql`select ${ms(db, 'e.at')} as at, e.type, e.from_state as "fromState", e.to_state as "toState", e.evidence
    from incident_events e`
  const rows = await ('incidentId' in of
    ? sql<EventRow[]>`${events} join incidents i on i.provider_id = e.provider_id
        and (e.incident_id = i.id or (e.incident_id is null and e.at between i.detected_at and i.confirmed_at))
        where i.id = ${of.incidentId}::uuid order by e.at, e.id`
    : sql<
        EventRow[]
      >`${events} where e.provider_id = ${of.providerId} and e.at >= ${new Date(of.since).toISOString()}::timestamptz
        order by e.at, e.id`)
  return rows.map((row) => ({
    at: new Date(row.at).toISOString(),
    type: IncidentEventType.parse(row.type),
    from: State.parse(row.fromState),
    to: State.parse(row.toState),
    evidence: row.evidence,
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
    started_between: null,
    cause: null,
    scope: [],
    corrections: [],
  }
}
