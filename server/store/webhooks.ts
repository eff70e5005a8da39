import type { WebhookAbout, WebhookEvent } from '../../shared/webhook.ts'
import type { Database } from './db.ts'
import { isUnderWay } from './outbox.ts'

/** Instants are epoch milliseconds. */
export type WebhookRow = {
  id: string
  url: string
  events: WebhookEvent[]
  about: WebhookAbout
  secret: string
  oldSecret: string | null
  oldUntil: number | null
  createdAt: number
  confirmedAt: number | null
  offAt: number | null
  offFor: 'gone' | 'failed' | 'owner' | 'key' | null
}

const ms = (db: Database, column: string) => db.sql`(extract(epoch from ${db.sql(column)}) * 1000)::float8`
const columns = (db: Database) => db.sql`
  id, url, to_jsonb(events) as events, about, secret, old_secret as "oldSecret", ${ms(db, 'old_until')} as "oldUntil",
  ${ms(db, 'created_at')} as "createdAt", ${ms(db, 'confirmed_at')} as "confirmedAt", ${ms(db, 'off_at')} as "offAt", off_for as "offFor"`
const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** Of one key; one that was deleted is none. Oldest first. */
export async function readWebhooks(db: Database, apiKeyId: number, id?: string): Promise<WebhookRow[]> {
  return await db.sql<WebhookRow[]>`
    select ${columns(db)} from webhooks where api_key_id = ${apiKeyId} and off_for is distinct from 'deleted'
      and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    order by created_at, id`
}

type NewRow = Pick<WebhookRow, 'id' | 'url' | 'events' | 'about' | 'secret' | 'createdAt' | 'confirmedAt'> & {
  apiKeyId: number
  challenge: string
}

/** Undefined: the key has `most` already (as many more as are made in the same instant may pass). */
export async function createWebhook(db: Database, row: NewRow, most: number): Promise<WebhookRow | undefined> {
  const [made] = await db.sql<WebhookRow[]>`
    insert into webhooks (id, api_key_id, url, events, about, secret, challenge, created_at, confirmed_at)
    select ${row.id}::uuid, ${row.apiKeyId}::int, ${row.url}::text, array(select jsonb_array_elements_text(${JSON.stringify(row.events)}::text::jsonb)),
      ${JSON.stringify(row.about)}::text::jsonb, ${row.secret}::text, ${row.challenge}::text, ${instant(row.createdAt)}::text::timestamptz,
      ${instant(row.confirmedAt)}::text::timestamptz
    where (select count(*) from webhooks where api_key_id = ${row.apiKeyId} and off_for is distinct from 'deleted') < ${most}
    returning ${columns(db)}`
  return made
}

/** What is undefined stays. With `challenge` it is not confirmed any more, or from `confirmedAt` on. */
export type WebhookEdit = {
  url?: string | undefined
  events?: readonly WebhookEvent[] | undefined
  about?: WebhookAbout | undefined
  on?: boolean | undefined
  asked?: { challenge: string; confirmedAt: number | null } | undefined
}

/**
 * Undefined: the key has no such receiver. One that is turned off lets go of what waits; one that was just confirmed is told it at once, with
 * all its attempts before it. `now`: real time.
 */
export async function changeWebhook(
  db: Database,
  { apiKeyId, id, now }: { apiKeyId: number; id: string; now: number },
  edit: WebhookEdit,
): Promise<WebhookRow | undefined> {
  const events = edit.events === undefined ? null : JSON.stringify(edit.events)
  const about = edit.about === undefined ? null : JSON.stringify(edit.about)
  const on = edit.on ?? null
  const [changed] = await db.sql<WebhookRow[]>`
    with changed as (
      update webhooks set url = coalesce(${edit.url ?? null}::text, url), about = coalesce(${about}::text::jsonb, about),
        events = case when ${events}::text is null then events else array(select jsonb_array_elements_text(${events}::text::jsonb)) end,
        challenge = coalesce(${edit.asked?.challenge ?? null}::text, challenge),
        confirmed_at = case when ${edit.asked !== undefined} then ${instant(edit.asked?.confirmedAt ?? null)}::text::timestamptz else confirmed_at end,
        off_at = case when ${on}::boolean is null then off_at when ${on}::boolean then null else coalesce(off_at, ${instant(now)}::text::timestamptz) end,
        off_for = case when ${on}::boolean is null then off_for when ${on}::boolean then null else coalesce(off_for, 'owner') end
      where id = ${id}::uuid and api_key_id = ${apiKeyId} and off_for is distinct from 'deleted'
      returning *
    ),
    dropped as (
      update deliveries set next_at = null, failure = 'off'
      where ${on}::boolean is false and next_at is not null and webhook_id in (select id from changed)
    ),
    hastened as (
      update deliveries d set next_at = ${instant(now)}::text::timestamptz, attempts = 0
      where ${typeof edit.asked?.confirmedAt === 'number'} and ${on}::boolean is distinct from false and next_at is not null
        and not ${isUnderWay(db, 'd')} and webhook_id in (select id from changed)
    )
    select ${columns(db)} from changed`
  return changed
}

/** Signs with `secret` from now on, and with the one before until `oldUntil`. Undefined: there is no such receiver. */
export async function rotateSecret(
  db: Database,
  { apiKeyId, id, secret, oldUntil }: { apiKeyId: number; id: string; secret: string; oldUntil: number },
): Promise<WebhookRow | undefined> {
  const [row] = await db.sql<WebhookRow[]>`
    update webhooks set old_secret = secret, old_until = ${instant(oldUntil)}::text::timestamptz, secret = ${secret}
    where id = ${id}::uuid and api_key_id = ${apiKeyId} and off_for is distinct from 'deleted'
    returning ${columns(db)}`
  return row
}

/** Forgets those that sign no more. */
export async function dropOldSecrets(db: Database, now: number): Promise<void> {
  await db.sql`
    update webhooks set old_secret = null, old_until = null where old_until <= ${instant(now)}::text::timestamptz`
}

/**
 * It is told nothing more; address and secrets are gone at once. The row goes with its last delivery: a change that is being written at this
 * moment may still point to it.
 */
export async function deleteWebhook(
  db: Database,
  { apiKeyId, id, now }: { apiKeyId: number; id: string; now: number },
): Promise<boolean> {
  const rows = await db.sql`
    with deleted as (
      update webhooks set url = '', secret = '', old_secret = null, old_until = null, challenge = '', confirmed_at = null,
        off_at = ${instant(now)}::text::timestamptz, off_for = 'deleted'
      where id = ${id}::uuid and api_key_id = ${apiKeyId} and off_for is distinct from 'deleted'
      returning id
    ),
    dropped as (
      update deliveries set next_at = null, failure = 'off' where next_at is not null and webhook_id in (select id from deleted)
    )
    select id from deleted`
  return rows.length > 0
}
