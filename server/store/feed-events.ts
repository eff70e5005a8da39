import { IncidentEventType, State, type Backing, type Evidence, type IncidentEvent } from '../../shared/incident.ts'
import type { Database } from './db.ts'
import { incidentJson, type IncidentRow } from './incidents.ts'

/** What happened to an incident, and the incident as it is told now. `backing`: whose word was published while it was verified. */
export type FeedEventRow = { id: number; event: IncidentEvent; incident: IncidentRow; backing: Backing | null }

/** `incident` has all but whose it is; `at` is epoch milliseconds. */
type Row = Pick<IncidentRow, 'providerId' | 'slug' | 'name'> & {
  id: number
  at: number
  type: string
  fromState: string
  toState: string
  evidence: Evidence
  reason: string | null
  probesSpoke: boolean | null
  operatorSpoke: boolean | null
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
      select i.id, i.provider_id, p.slug, p.name, ${incidentJson(db)} as incident, spoke.*
      from incidents i join providers p on p.id = i.provider_id
      left join lateral (
        select bool_or(testimony->>'probes' in ('failing', 'mixed')) as probes, bool_or(testimony->>'official' = 'problem') as operator
        from verdicts v where v.provider_id = i.provider_id and v.verified and v.at >= i.detected_at and v.at <= coalesce(i.resolved_at, 'infinity')
      ) spoke on true
      where i.id in (select incident_id from newest)
    )
    select e.id::float8 as id, (extract(epoch from e.at) * 1000)::float8 as at, e.type, e.from_state as "fromState",
      e.to_state as "toState", e.evidence, e.reason, t.provider_id as "providerId", t.slug, t.name, t.incident,
      t.probes as "probesSpoke", t.operator as "operatorSpoke"
    from newest e join told t on t.id = e.incident_id
    order by e.at desc, e.id desc`
  return rows.map(
    ({ id, at, type, fromState, toState, evidence, reason, incident, probesSpoke, operatorSpoke, ...whose }) => ({
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
      backing: backingOf(probesSpoke === true, operatorSpoke === true),
    }),
  )
}

/** An operator that said nothing leaves the probes alone with it; of both, it is not told which would have been enough. */
function backingOf(probes: boolean, operator: boolean): Backing | null {
  if (operator) return probes ? 'both' : 'operator'
  return probes ? 'probes' : null
}
