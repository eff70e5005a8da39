import type { Cause, Evidence } from '../../shared/incident.ts'
import type { Database } from './db.ts'
import { fillOutbox } from './outbox.ts'
import { logVerdicts, published } from './verdicts.ts'

/** Those of `ids` that a person has withdrawn, and when (epoch milliseconds). */
export async function readWithdrawn(db: Database, ids: readonly string[]): Promise<{ id: string; at: number }[]> {
  return await db.sql<{ id: string; at: number }[]>`
    select id, (extract(epoch from withdrawn_at) * 1000)::float8 as at from incidents
    where id = any(${[...ids]}::uuid[]) and withdrawn_at is not null`
}

/** What is to be said of an incident from now on; instants are epoch milliseconds, undefined: as it was. */
export type NewFacts = { startedAt?: number; endedAt?: number; cause?: Cause }
/** The incident as it was when the person looked at it. */
type Seen = { id: string; startedAt: number; resolvedAt: number | null }
type Act = { at: number; reason: string; evidence: Evidence }

/**
 * Says that there was nothing: an incident that is open ends at `at`, and the detector lets go of it. False: it was withdrawn already, or
 * there is none.
 */
export async function withdrawIncident(db: Database, id: string, act: Act): Promise<boolean> {
  const at = new Date(act.at).toISOString()
  const rows = await db.sql`
    with before as (select id, state, resolved_at from incidents where id = ${id}::uuid for update),
    closed as (
      update incidents i set withdrawn_at = greatest(${at}::timestamptz, i.confirmed_at),
        resolved_at = coalesce(i.resolved_at, greatest(${at}::timestamptz, i.confirmed_at)), state = 'ok'
      from before b where i.id = b.id and i.withdrawn_at is null returning i.id, i.provider_id, i.withdrawn_at, b.state, b.resolved_at is null as was_open
    ),
    -- Until the detector lets go of it, what it believes is told without an incident.
    said as (
      select ${published(db)}, date_trunc('milliseconds', c.withdrawn_at) as at
      from closed c join detector_states s on s.provider_id = c.provider_id left join incidents o on false where c.was_open
    ),
    published as (${logVerdicts(db, 'said')}),
    told as (
      insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
      select id, provider_id, withdrawn_at, 'withdrawn', state, 'ok', ${JSON.stringify(act.evidence)}::text::jsonb, ${act.reason}
      from closed returning id, incident_id, provider_id, at, type
    ),
    outbox as (${fillOutbox(db, 'told', db.sql`select null::uuid`)})
    select id from told`
  return rows.length > 0
}

/** False: it is not, or no longer, as it was `seen`: somebody else has changed or withdrawn it meanwhile. */
export async function correctIncident(db: Database, seen: Seen, facts: NewFacts, act: Act): Promise<boolean> {
  const instant = (at: number | null | undefined) => (typeof at === 'number' ? new Date(at).toISOString() : null)
  const [startedAt, endedAt] = [instant(facts.startedAt), instant(facts.endedAt)]
  const cause = facts.cause ? JSON.stringify(facts.cause) : null
  const fixed = [...(startedAt ? ['started_at'] : []), ...(cause ? ['cause'] : [])]
  const rows = await db.sql`
    with corrected as (
      update incidents i set started_at = coalesce(${startedAt}::timestamptz, started_at),
        started_from = case when ${startedAt}::timestamptz is null then started_from end,
        started_to = case when ${startedAt}::timestamptz is null then started_to end,
        resolved_at = coalesce(${endedAt}::timestamptz, resolved_at),
        -- Whoever says when it ended knows that it did, also where nobody had seen it.
        state = case when ${endedAt}::timestamptz is null then state else 'ok' end, cause = coalesce(${cause}::text::jsonb, cause),
        fixed = array(select distinct unnest(fixed || ${fixed}::text[]))
      where id = ${seen.id}::uuid and withdrawn_at is null
        and date_trunc('milliseconds', started_at) = ${instant(seen.startedAt)}::timestamptz
        and date_trunc('milliseconds', resolved_at) is not distinct from ${instant(seen.resolvedAt)}::timestamptz
      returning id, provider_id, state, started_at, started_from, started_to, verified, cause, resolved_at
    ),
    said as (
      select ${published(db)}, ${instant(act.at)}::timestamptz as at
      from corrected o join detector_states s on s.provider_id = o.provider_id where o.resolved_at is null
    ),
    published as (${logVerdicts(db, 'said')}),
    told as (
      insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
      select id, provider_id, ${instant(act.at)}::timestamptz, 'corrected', state, state, ${JSON.stringify(act.evidence)}::text::jsonb,
        ${act.reason}
      from corrected returning id, incident_id, provider_id, at, type
    ),
    outbox as (${fillOutbox(db, 'told', db.sql`select null::uuid`)})
    select id from told`
  return rows.length > 0
}
