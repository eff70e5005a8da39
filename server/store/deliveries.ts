import type { WebhookEvent } from '../../shared/webhook.ts'
import type { Database } from './db.ts'
import { storedEventName } from './outbox.ts'
import type { DeliveryAttempt } from './schema-webhooks.ts'

/** Instants are epoch milliseconds. `attempts`: all that were made. */
export type DeliveryRow = {
  id: string
  type: WebhookEvent
  incident: string
  sequence: number
  at: number
  attempts: number
  nextAt: number | null
  deliveredAt: number | null
  status: number | null
  failure: string | null
  redelivery: boolean
  history: DeliveryAttempt[]
}

const ms = (db: Database, column: string) => db.sql`(extract(epoch from ${db.sql(column)}) * 1000)::float8`
const columns = (db: Database) => db.sql`
  d.id, ${storedEventName(db)} as type, e.incident_id as incident, e.id as sequence, ${ms(db, 'd.created_at')} as at, d.made as attempts,
  ${ms(db, 'd.next_at')} as "nextAt", ${ms(db, 'd.delivered_at')} as "deliveredAt", d.status, d.failure, d.redelivery, d.history`

/** Newest first. */
export async function readDeliveries(db: Database, webhookId: string, limit: number): Promise<DeliveryRow[]> {
  return await db.sql<DeliveryRow[]>`
    select ${columns(db)} from deliveries d join incident_events e on e.id = d.event_id
    where d.webhook_id = ${webhookId}::uuid order by d.created_at desc, e.id desc, d.id limit ${limit}`
}

/**
 * The same message once more, with a whole round of attempts before it. `busy`: it is waiting already; undefined: there is no such delivery.
 * `now`: real time.
 */
export async function redeliver(
  db: Database,
  { webhookId, id, now }: { webhookId: string; id: string; now: number },
): Promise<DeliveryRow | 'busy' | undefined> {
  const at = new Date(now).toISOString()
  const [row] = await db.sql<DeliveryRow[]>`
    with d as (
      update deliveries set created_at = ${at}::timestamptz, next_at = ${at}::timestamptz, attempts = 0, delivered_at = null, status = null,
        failure = null, redelivery = true
      where id = ${id}::uuid and webhook_id = ${webhookId}::uuid and next_at is null
      returning *
    )
    select ${columns(db)} from d join incident_events e on e.id = d.event_id`
  if (row) return row
  const there = await db.sql`select 1 from deliveries where id = ${id}::uuid and webhook_id = ${webhookId}::uuid`
  return there.length > 0 ? 'busy' : undefined
}
