import { DAY_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'

/** Who was not told until then is forgotten: nobody waits longer for a service. */
export const PUSH_KEPT_MS = 30 * DAY_MS
/** Of one browser: as many services may it wait for. */
export const MAX_PUSH_PER_ENDPOINT = 50
/** Who waits for one service. */
export const MAX_PUSH_PER_PROVIDER = 50_000
/** At one host that is no known push service, and at all of those: it may be anybody, who would get as many messages at once. */
export const MAX_PUSH_PER_OTHER_HOST = 20
export const MAX_PUSH_ELSEWHERE = 1_000

export type PushRow = {
  endpoint: string
  providerId: number
  p256dh: string
  auth: string
  lang: 'it' | 'en'
}

type Sql = ReturnType<Database['sql']>

/** Endpoints are kept as `URL` writes them, so this is what follows `https://`. */
const hostOf = ({ sql }: Database, endpoint: Sql) => sql`split_part(split_part(${endpoint}, '/', 3), ':', 1)`
/** That of `known` which an endpoint is at, or beneath; null: at another. */
const serviceOf = (db: Database, endpoint: Sql, known: readonly string[]) => db.sql`(
  select k from unnest(${[...known]}::text[]) k where right('.' || ${hostOf(db, endpoint)}, length(k) + 1) = '.' || k limit 1)`

const instant = (at: number) => new Date(at).toISOString()
/** There is at most one a provider. */
const isOpen = (db: Database, providerId: Sql) =>
  db.sql`exists (select from incidents i where i.provider_id = ${providerId} and i.resolved_at is null)`

const MOST = {
  perEndpoint: MAX_PUSH_PER_ENDPOINT,
  perProvider: MAX_PUSH_PER_PROVIDER,
  perOtherHost: MAX_PUSH_PER_OTHER_HOST,
  elsewhere: MAX_PUSH_ELSEWHERE,
}

/**
 * Somebody waits for the end of what is open now: a row that is there means that something was open when it was made, so it is due when
 * nothing is any more. Who asks again keeps the day of the first time. As many more as come in the same instant may pass the limits.
 * `known`: hosts of push services.
 */
export async function subscribePush(
  db: Database,
  row: PushRow,
  { now, known, most = {} }: { now: number; known: readonly string[]; most?: Partial<typeof MOST> },
): Promise<'subscribed' | 'over' | 'too-many'> {
  const { endpoint, providerId } = row
  const { perEndpoint, perProvider, perOtherHost, elsewhere } = { ...MOST, ...most }
  const given: Sql = db.sql`${endpoint}::text`
  const [said] = await db.sql<[{ open: boolean; room: boolean }]>`
    with others as materialized (
      select ${hostOf(db, db.sql`s.endpoint`)} as host from push_subscriptions s
      where ${serviceOf(db, given, known)} is null and s.endpoint <> ${endpoint} and ${serviceOf(db, db.sql`s.endpoint`, known)} is null
    ),
    asked as (
      select ${isOpen(db, db.sql`${providerId}`)} as open,
        (select count(*) from push_subscriptions where endpoint = ${endpoint} and provider_id <> ${providerId}) < ${perEndpoint}
        and (select count(*) from push_subscriptions where provider_id = ${providerId} and endpoint <> ${endpoint}) < ${perProvider}
        and (select count(*) from others) < ${elsewhere}
        and (select count(*) from others where host = ${hostOf(db, given)}) < ${perOtherHost} as room
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

export type PushQuery = {
  now: number
  holdUntil: number
  limit: number
  known: readonly string[]
  except: readonly (string | null)[]
}

/** A message that is ours to send. `withdrawn`: what was waited for turned out to be none. */
export type PushClaim = PushRow & { attempts: number; withdrawn: boolean }

/**
 * Takes who is to be told: nothing is open at their provider. Nobody else gets them before `holdUntil`, so a process that dies in between
 * tells them late, or twice, but not never. One statement, whoever else claims at the same time. Nobody of the push services in `except`;
 * null among them: none of those at another than the `known`. Instants are real time.
 */
export async function claimPushes(
  db: Database,
  { now, holdUntil, limit, known, except }: PushQuery,
): Promise<PushClaim[]> {
  const all = except.length === 0
  return db.sql<PushClaim[]>`
    with over as materialized (
      select p.id from providers p
      where exists (select from push_subscriptions s where s.provider_id = p.id) and not ${isOpen(db, db.sql`p.id`)}
    ),
    due as materialized (
      select s.endpoint, s.provider_id from push_subscriptions s
      where s.provider_id = any(array(select id from over)) and (s.next_at is null or s.next_at <= ${instant(now)}::text::timestamptz)
        and (${all} or coalesce(${serviceOf(db, db.sql`s.endpoint`, known)}, '') <> all(${except.map((one) => one ?? '')}::text[]))
      limit ${limit} for update of s skip locked
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
