import { DAY_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'

/** Who was not told until then is forgotten: nobody waits longer for a service. */
export const PUSH_KEPT_MS = 30 * DAY_MS
/** Of one browser: as many services may it wait for. */
export const MAX_PUSH_PER_ENDPOINT = 50
/** Who waits for one service. */
export const MAX_PUSH_PER_PROVIDER = 50_000

export type PushRow = {
  endpoint: string
  providerId: number
  p256dh: string
  auth: string
  lang: 'it' | 'en'
}

const instant = (at: number) => new Date(at).toISOString()
/** There is at most one a provider. */
const isOpen = (db: Database, providerId: ReturnType<Database['sql']>) =>
  db.sql`exists (select from incidents i where i.provider_id = ${providerId} and i.resolved_at is null)`

/**
 * Somebody waits for the end of what is open now: a row that is there means that something was open when it was made, so it is due when
 * nothing is any more. Who asks again keeps the day of the first time. As many more as come in the same instant may pass the limits.
 */
export async function subscribePush(
  db: Database,
  row: PushRow,
  now: number,
  { perEndpoint = MAX_PUSH_PER_ENDPOINT, perProvider = MAX_PUSH_PER_PROVIDER } = {},
): Promise<'subscribed' | 'over' | 'too-many'> {
  const { endpoint, providerId } = row
  const [said] = await db.sql<[{ open: boolean; room: boolean }]>`
    with asked as (
      select ${isOpen(db, db.sql`${providerId}`)} as open,
        (select count(*) from push_subscriptions where endpoint = ${endpoint} and provider_id <> ${providerId}) < ${perEndpoint}
        and (select count(*) from push_subscriptions where provider_id = ${providerId} and endpoint <> ${endpoint}) < ${perProvider} as room
    ),
    put as (
      insert into push_subscriptions (endpoint, provider_id, p256dh, auth, lang, created_at)
      select ${endpoint}::text, ${providerId}::int, ${row.p256dh}::text, ${row.auth}::text, ${row.lang}::text, ${instant(now)}::text::timestamptz
      from asked where open and room
      on conflict (endpoint, provider_id) do update
        set p256dh = excluded.p256dh, auth = excluded.auth, lang = excluded.lang, attempts = 0, next_at = null
    )
    select open, room from asked`
  return !said.open ? 'over' : said.room ? 'subscribed' : 'too-many'
}

/** Whoever knows the endpoint is the browser that it was given to. */
export async function unsubscribePush(db: Database, endpoint: string, providerId: number): Promise<void> {
  await db.sql`delete from push_subscriptions where endpoint = ${endpoint} and provider_id = ${providerId}`
}

/** A message that is ours to send. `withdrawn`: what was waited for turned out to be none. */
export type PushClaim = PushRow & { attempts: number; withdrawn: boolean }

/**
 * Takes who is to be told: nothing is open at their provider. Nobody else gets them before `holdUntil`, so a process that dies in between
 * tells them late, or twice, but not never. One statement, whoever else claims at the same time. Instants are real time.
 */
export async function claimPushes(
  db: Database,
  { now, holdUntil, limit }: { now: number; holdUntil: number; limit: number },
): Promise<PushClaim[]> {
  return db.sql<PushClaim[]>`
    with due as materialized (
      select s.endpoint, s.provider_id from push_subscriptions s
      where (s.next_at is null or s.next_at <= ${instant(now)}::text::timestamptz) and not ${isOpen(db, db.sql`s.provider_id`)}
      order by s.next_at nulls first limit ${limit} for update of s skip locked
    )
    update push_subscriptions s set attempts = s.attempts + 1, next_at = ${instant(holdUntil)}::text::timestamptz
    from due d where s.endpoint = d.endpoint and s.provider_id = d.provider_id
    returning s.endpoint, s.provider_id as "providerId", s.p256dh, s.auth, s.lang, s.attempts, coalesce((
      select i.withdrawn_at is not null from incidents i where i.provider_id = s.provider_id order by i.started_at desc, i.id desc limit 1
    ), false) as withdrawn`
}

type Claimed = Pick<PushClaim, 'endpoint' | 'providerId' | 'attempts'>

/** It was told, or cannot be: gone, unless it has asked anew meanwhile. */
export async function dropPush(db: Database, { endpoint, providerId, attempts }: Claimed): Promise<void> {
  await db.sql`
    delete from push_subscriptions where endpoint = ${endpoint} and provider_id = ${providerId} and attempts = ${attempts}`
}

/** Once more at `nextAt`, while nothing else opens. */
export async function delayPush(db: Database, { endpoint, providerId, attempts }: Claimed, nextAt: number) {
  await db.sql`
    update push_subscriptions set next_at = ${instant(nextAt)}::text::timestamptz
    where endpoint = ${endpoint} and provider_id = ${providerId} and attempts = ${attempts}`
}

/** Forgets who has waited for `PUSH_KEPT_MS`. */
export async function dropOldPushes(db: Database, now: number): Promise<void> {
  await db.sql`delete from push_subscriptions where created_at <= ${instant(now - PUSH_KEPT_MS)}::text::timestamptz`
}
