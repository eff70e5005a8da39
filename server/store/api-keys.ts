import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Database } from './db.ts'

/** What a key may do; `read` only that which anybody may, more often. */
export const SCOPES = ['probe-results', 'webhooks', 'read'] as const
export type Scope = (typeof SCOPES)[number]

/** `perMinute`: reads a minute; null: as many as everybody. */
export type ApiKey = { id: number; name: string; scope: string; perMinute: number | null }

export type ListedKey = {
  prefix: string
  name: string
  scope: string
  perMinute: number | null
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const PREFIX_BYTES = 4
const SECRET_BYTES = 32
/** brusio_, 8 characters that may be shown, 256 random bits. */
const TOKEN = /^brusio_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/
/** Written down at most so often. */
const LAST_USED_STEP_MS = 60_000

// The secret is 256 random bits: there is no dictionary to try, so a slow hash would protect nothing.
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Makes a key. `token` is nowhere stored and cannot be shown again. `now` is domain time. */
export async function createApiKey(
  db: Database,
  { name, scope, perMinute = null, now }: { name: string; scope: Scope; perMinute?: number | null; now: number },
): Promise<{ token: string; prefix: string }> {
  const prefix = randomBytes(PREFIX_BYTES).toString('hex')
  const token = `brusio_${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`
  await db.sql`insert into api_keys (name, prefix, hash, scope, per_minute, created_at)
    values (${name}, ${prefix}, decode(${hashOf(token).toString('hex')}, 'hex'), ${scope}, ${perMinute}, ${now}::timestamptz)`
  return { token, prefix }
}

/** The key of a token, unless it is unknown, wrong or revoked. */
export async function useApiKey(db: Database, token: string, now: number): Promise<ApiKey | undefined> {
  const prefix = TOKEN.exec(token)?.[1]
  if (prefix === undefined) return undefined
  const [row] = await db.sql<(ApiKey & { hash: string; lastUsedAt: Date | null })[]>`
    select id, name, scope, per_minute as "perMinute", encode(hash, 'hex') as hash, last_used_at as "lastUsedAt" from api_keys
    where prefix = ${prefix} and revoked_at is null`
  if (!row || !timingSafeEqual(Buffer.from(row.hash, 'hex'), hashOf(token))) return undefined
  if (row.lastUsedAt === null || row.lastUsedAt.getTime() < now - LAST_USED_STEP_MS)
    await db.sql`update api_keys set last_used_at = ${now}::timestamptz where id = ${row.id}`
  return { id: row.id, name: row.name, scope: row.scope, perMinute: row.perMinute }
}

/** All keys, newest first. */
export async function listApiKeys(db: Database): Promise<ListedKey[]> {
  return db.sql<ListedKey[]>`
    select prefix, name, scope, per_minute as "perMinute", created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_keys order by created_at desc, id desc`
}

/** False where no such key works. What it posted stays; its webhooks are told nothing more, their addresses and secrets forgotten. */
export async function revokeApiKey(db: Database, prefix: string, now: number): Promise<boolean> {
  const rows = await db.sql`
    with revoked as (
      update api_keys set revoked_at = ${now}::timestamptz where prefix = ${prefix} and revoked_at is null returning id
    ),
    ended as (
      update webhooks set url = '', secret = '', old_secret = null, old_until = null, challenge = '', confirmed_at = null,
        off_at = ${now}::timestamptz, off_for = 'key'
      where api_key_id in (select id from revoked) and off_for is distinct from 'deleted'
    ),
    dropped as (
      update deliveries set next_at = null, failure = 'off' where next_at is not null
        and webhook_id in (select w.id from webhooks w join revoked r on r.id = w.api_key_id)
    )
    select id from revoked`
  return rows.length > 0
}
