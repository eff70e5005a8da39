import { IncidentEventType, State } from '../../shared/incident.ts'
import type { IncidentNews } from '../../shared/live-topics.ts'
import { WebhookEvent } from '../../shared/webhook.ts'
import type { Database } from './db.ts'
import { incidentJson, toIncident, type IncidentRow } from './incidents.ts'
import { storedEventName } from './outbox.ts'

type Row = Pick<IncidentRow, 'providerId' | 'slug' | 'name'> & {
  sequence: number
  at: number
  title: string
  type: string
  from: string
  to: string
  reason: string | null
  incident: Omit<IncidentRow, 'providerId' | 'slug' | 'name'>
}

/** A suspicion is told to nobody, nor that it came to nothing. */
const UNTOLD = ['suspected', 'faded']

/** The newest events, and of every open incident its last one, in the order in which they were written. */
export async function readNewestNews(db: Database, limit: number): Promise<IncidentNews[]> {
  const { sql } = db
  return await readNews(
    db,
    sql`select e.id from (
        select e.id from incident_events e where ${isTold(db)} order by e.id desc limit ${limit}
      ) e
      union select max(e.id) from incidents i join incident_events e on e.provider_id = i.provider_id and e.incident_id = i.id
        where i.resolved_at is null and ${isTold(db)} group by i.id`,
  )
}

/**
 * Those above `after` that are not `known`, oldest first, at most `limit`. A number is taken before its statement commits, so one may come
 * that is smaller than others that were read.
 */
export async function readNewsAfter(
  db: Database,
  { after, known, limit }: { after: number; known: readonly number[]; limit: number },
): Promise<IncidentNews[]> {
  const { sql } = db
  return await readNews(
    db,
    sql`select e.id from incident_events e
      where e.id > ${after} and e.id <> all(${[...known]}::bigint[]) and ${isTold(db)} order by e.id limit ${limit}`,
  )
}

const isTold = ({ sql }: Database) => sql`e.incident_id is not null and e.type <> all(${UNTOLD}::text[])`

async function readNews(db: Database, ids: ReturnType<Database['sql']>): Promise<IncidentNews[]> {
  const rows = await db.sql<Row[]>`
    select e.id::float8 as sequence, (extract(epoch from e.at) * 1000)::float8 as at, ${storedEventName(db)} as title, e.type,
      e.from_state as "from", e.to_state as "to", e.reason, p.id as "providerId", p.slug, p.name, ${incidentJson(db)} as incident
    from incident_events e join incidents i on i.id = e.incident_id join providers p on p.id = i.provider_id
    where e.id in (${ids}) order by e.id`
  return rows.map(toNews)
}

function toNews({ sequence, at, title, type, from, to, reason, incident, ...whose }: Row): IncidentNews {
  return {
    type: WebhookEvent.parse(title),
    sequence,
    timestamp: new Date(at).toISOString(),
    event: {
      type: IncidentEventType.parse(type),
      from: State.parse(from),
      to: State.parse(to),
      ...(reason === null ? {} : { reason }),
    },
    incident: toIncident({ ...whose, ...incident }),
  }
}
