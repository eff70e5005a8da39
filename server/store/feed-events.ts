import { IncidentEventType, State, type Evidence, type IncidentEvent } from '../../shared/incident.ts'
import type { Database } from './db.ts'
import { incidentJson, type IncidentRow } from './incidents.ts'

/** What happened to an incident, and the incident as it is told now. */
export type FeedEventRow = { id: number; event: IncidentEvent; incident: IncidentRow }

/** `incident` has all but whose it is; `at` is epoch milliseconds. */
type Row = Pick<IncidentRow, 'providerId' | 'slug' | 'name'> & {
  id: number
  at: number
  type: string
  fromState: string
  toState: string
  evidence: Evidence
  reason: string | null
  incident: Omit<IncidentRow, 'providerId' | 'slug' | 'name'>
}

/** A suspicion is told to nobody, nor that it came to nothing. */
const UNTOLD = ['suspected', 'faded']

/** Newest first, of all providers or of some. Each provider gives its newest by the index, so that long histories cost nothing. */
export async function readFeedEvents(
  db: Database,
  { providerIds, limit }: { providerIds?: readonly number[] | undefined; limit: number },
): Promise<FeedEventRow[]> {
  const { sql } = db
  const rows = await sql<Row[]>`
    with newest as (
      select e.* from providers p cross join lateral (
        select * from incident_events e
        where e.provider_id = p.id and e.incident_id is not null and e.type <> all(${UNTOLD}::text[])
        order by e.at desc, e.id desc limit ${limit}
      ) e
      where ${providerIds === undefined ? sql`true` : sql`p.id = any(${[...providerIds]}::int[])`}
      order by e.at desc, e.id desc limit ${limit}
    ),
    told as materialized (
      select i.id, i.provider_id, p.slug, p.name, ${incidentJson(db)} as incident
      from incidents i join providers p on p.id = i.provider_id where i.id in (select incident_id from newest)
    )
    select e.id::float8 as id, (extract(epoch from e.at) * 1000)::float8 as at, e.type, e.from_state as "fromState",
      e.to_state as "toState", e.evidence, e.reason, t.provider_id as "providerId", t.slug, t.name, t.incident
    from newest e join told t on t.id = e.incident_id
    order by e.at desc, e.id desc`
  return rows.map(({ id, at, type, fromState, toState, evidence, reason, incident, ...whose }) => ({
    id,
    event: {
      at: new Date(at).toISOString(),
      type: IncidentEventType.parse(type),
      from: State.parse(fromState),
      to: State.parse(toState),
      evidence,
      ...(reason === null ? {} : { reason }),
    },
    incident: { ...whose, ...incident },
  }))
}
