import type { Cause, IncidentEventType } from '../../shared/incident.ts'
import { DAY_MS } from '../../shared/time.ts'
import { MAX_ATTEMPTS_KEPT } from '../../shared/webhook.ts'
import type { WebhookEvent } from '../../shared/webhook.ts'
import type { Database } from './db.ts'
import { incidentJson } from './incidents.ts'
import type { IncidentRow } from './incidents.ts'

/**
 * What receivers call a change of type `type`. An incident is opened by its first event and whenever it is opened again; `isFirst` says
 * whether one is the first.
 */
const eventName = (db: Database, type: string, isFirst: ReturnType<Database['sql']>) => db.sql`
  case ${db.sql(type)} when 'reopened' then 'incident.opened' when 'resolved' then 'incident.resolved'
    when 'corrected' then 'incident.corrected' when 'withdrawn' then 'incident.withdrawn'
    when 'confirmed' then case when ${isFirst} then 'incident.opened' else 'incident.updated' end
    else 'incident.updated' end`

/** The same of a stored event `e`. A suspicion has no incident, so it is told to nobody. */
export const storedEventName = (db: Database) =>
  eventName(
    db,
    'e.type',
    db.sql`not exists (select from incident_events f where f.provider_id = e.provider_id
      and f.incident_id = e.incident_id and f.type in ('confirmed', 'reopened') and f.id < e.id)`,
  )

/**
 * The insert that belongs in the statement of a change: a delivery for every event of `told` (id, incident_id, provider_id, at, type) and
 * every receiver that wants it. `opened`: query of the incidents that this statement opens. Due at once.
 */
export const fillOutbox = (db: Database, told: string, opened: ReturnType<Database['sql']>) => db.sql`
  insert into deliveries (id, webhook_id, event_id, created_at, next_at)
  select gen_random_uuid(), w.id, t.id, t.at, t.at
  from ${db.sql(told)} t join providers p on p.id = t.provider_id left join operators o on o.id = p.operator_id
  join webhooks w on w.confirmed_at is not null and w.off_at is null
    and ${eventName(db, 't.type', db.sql`t.incident_id in (${opened})`)} = any(w.events)
    and coalesce(w.about->>'provider', p.slug) = p.slug and coalesce(w.about->>'category', p.category) = p.category
    and (w.about->>'operator' is null or w.about->>'operator' = o.slug)
  where t.incident_id is not null
  order by t.id, w.id`

/** A delivery that is ours to send, until `holdUntil`. Instants are epoch milliseconds. */
export type Claim = {
  id: string
  webhookId: string
  attempts: number
  url: string
  secret: string
  oldSecret: string | null
  name: WebhookEvent
  sequence: number
  at: number
  type: IncidentEventType
  from: string
  to: string
  reason: string | null
  incident: IncidentRow
}

/** Of what waits: it was claimed, and what came of it is not written down (until it is due again, by whoever has claimed it). */
export const isUnderWay = ({ sql }: Database, d: string) => sql`(${sql(d)}.attempts > 0 and ${sql(d)}.failure is null)`

/** Instants are real time, epoch milliseconds. `fresh`: those that were not tried yet, or only those that were. */
export type ClaimQuery = { now: number; holdUntil: number; limit: number; fresh: boolean }

/**
 * Takes what is due, of each receiver only what comes first, while nothing else of it is under way: nobody else gets it before `holdUntil`,
 * so a process that dies in between delays it and loses nothing. One statement, whoever else claims at the same time.
 */
export async function claimDeliveries(db: Database, query: ClaimQuery): Promise<Claim[]> {
  const now = new Date(query.now).toISOString()
  const rows = await db.sql<(Claim & { providerId: number; slug: string; provider: string; cause: Cause | null })[]>`
    -- What waits is looked at once, not each against each: a dead receiver may have thousands.
    with heads as materialized (
      select d.webhook_id, (array_agg(d.id order by d.event_id, d.id))[1] as id from deliveries d where d.next_at is not null
      group by d.webhook_id having not bool_or(d.next_at > ${now}::timestamptz and ${isUnderWay(db, 'd')})
    ),
    due as materialized (
      select d.id from heads h join deliveries d on d.id = h.id
      join webhooks w on w.id = d.webhook_id and w.confirmed_at is not null and w.off_at is null
      where d.next_at <= ${now}::timestamptz and (d.attempts = 0) = ${query.fresh}
      order by d.next_at, d.id limit ${query.limit} for update of d skip locked
    ),
    claimed as (
      update deliveries d set attempts = d.attempts + 1, made = d.made + 1, status = null, failure = null, next_at = ${new Date(query.holdUntil).toISOString()}::timestamptz
      from due where d.id = due.id
      returning d.id, d.webhook_id, d.event_id, d.attempts
    )
    select c.id, c.webhook_id as "webhookId", c.attempts, w.url, w.secret,
      case when w.old_until > ${now}::timestamptz then w.old_secret end as "oldSecret",
      ${storedEventName(db)} as name, e.id as sequence, (extract(epoch from e.at) * 1000)::float8 as at, e.type,
      e.from_state as "from", e.to_state as "to", e.reason,
      p.id as "providerId", p.slug, p.name as provider, ${incidentJson(db)} as incident
    from claimed c join webhooks w on w.id = c.webhook_id join incident_events e on e.id = c.event_id
    join incidents i on i.id = e.incident_id join providers p on p.id = i.provider_id
    order by c.event_id, c.id`
  return rows.map(({ providerId, slug, provider, incident, ...claim }) => ({
    ...claim,
    incident: { ...incident, providerId, slug, name: provider },
  }))
}

/** What came of an attempt. `nextAt` null: it was the last. `off`: nothing more is to be sent to this receiver. */
export type Settled = {
  id: string
  attempts: number
  /** Where it went: what another address answers says nothing of the one that it has now. */
  url: string
  at: number
  delivered: boolean
  nextAt: number | null
  status: number | null
  failure: string | null
  off: 'gone' | 'failed' | null
  /** When it was begun, and how long it took. */
  begunAt: number
  ms: number
}

/**
 * Writes down what came of attempts, wholly or not at all; of one that somebody else has claimed meanwhile, nothing. What waits behind one
 * that failed is due when that is.
 */
export async function settleDeliveries(db: Database, settled: readonly Settled[]): Promise<void> {
  await db.sql`
    with given as materialized (
      select g.*, g.off is not null and g.url <> w.url as moved from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb)
        as g(id uuid, attempts int, url text, at float8, delivered boolean, "nextAt" float8, status int, failure text, off text, "begunAt" float8, ms float8)
      join deliveries d on d.id = g.id join webhooks w on w.id = d.webhook_id
    ),
    outcome as (
      update deliveries d set next_at = to_timestamp(case when g.moved then g.at else g."nextAt" end / 1000), status = g.status,
        failure = g.failure, attempts = case when g.moved then 0 else d.attempts end,
        history = case when jsonb_array_length(d.history) < ${MAX_ATTEMPTS_KEPT} then d.history else d.history - 0 end
          || jsonb_build_object('attempt', d.made, 'at', g."begunAt", 'ms', g.ms, 'status', g.status, 'failure', g.failure),
        delivered_at = case when g.delivered then to_timestamp(g.at / 1000) end
      from given g where d.id = g.id and d.attempts = g.attempts and d.next_at is not null
      returning d.id, d.webhook_id, d.next_at, case when not g.moved then g.off end as off, g.at
    ),
    ended as (
      update webhooks w set off_at = to_timestamp(o.at / 1000), off_for = o.off
      from outcome o where w.id = o.webhook_id and o.off is not null and w.off_at is null
    )
    update deliveries d set next_at = o.next_at, failure = case when o.off is null then d.failure else 'off' end
    from outcome o where d.webhook_id = o.webhook_id and d.id <> o.id and (o.off is not null or o.next_at > d.next_at)
      and d.next_at is not null`
}

/** Counted up to here: more is as bad. */
export const MOST_WAITING_COUNTED = 100_000

/** Deliveries that are to be made, now or at a later attempt, to receivers that are on. */
export async function countWaiting({ sql }: Database): Promise<number> {
  const [row] = await sql<[{ waiting: number }]>`
    select count(*)::int as waiting from (
      select from deliveries d join webhooks w on w.id = d.webhook_id and w.confirmed_at is not null and w.off_at is null
      where d.next_at is not null limit ${MOST_WAITING_COUNTED}
    ) counted`
  return row.waiting
}

/** Deliveries are kept so long (domain time). */
export const DELIVERIES_KEPT_MS = 30 * DAY_MS

/** Lets go of what is older, and of receivers that were deleted, or their key revoked, once nothing points to them. How many. */
export async function dropDeliveries(db: Database, now: number): Promise<number> {
  const before = new Date(now - DELIVERIES_KEPT_MS).toISOString()
  const [row] = await db.sql<[{ dropped: number }]>`
    with dropped as (delete from deliveries where created_at < ${before}::timestamptz returning 1)
    select count(*)::int as dropped from dropped`
  await db.sql`
    delete from webhooks w where w.off_for in ('deleted', 'key') and w.off_at < ${before}::timestamptz
      and not exists (select from deliveries d where d.webhook_id = w.id)`
  return row.dropped
}
