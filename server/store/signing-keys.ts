import type { Database } from './db.ts'

/** A private key as a JWK; `kid` is its thumbprint. */
export type SigningKey = { kid: string; privateJwk: Record<string, string> }

/** Far more than anybody rotates; a list that is published has an end. */
const MOST_KEYS = 100

/**
 * The newest key, or `made` where there is none yet. One statement: two processes that begin in the same moment may both leave theirs, and
 * either may sign, because all keys are published.
 */
export async function takeSigningKey(db: Database, made: SigningKey, now: number): Promise<SigningKey> {
  const [row] = await db.sql<SigningKey[]>`
    with made as (
      insert into signing_keys (kid, private_jwk, created_at)
      select ${made.kid}::text, ${JSON.stringify(made.privateJwk)}::text::jsonb, ${new Date(now).toISOString()}::text::timestamptz
      where not exists (select from signing_keys)
      on conflict (kid) do nothing
      returning kid, private_jwk
    ), newest as (
      select kid, private_jwk from signing_keys order by created_at desc, kid limit 1
    )
    select kid, private_jwk as "privateJwk" from made union all select kid, private_jwk from newest limit 1`
  return row ?? made
}

/** All of them, newest first. */
export async function readSigningKeys(db: Database): Promise<SigningKey[]> {
  return db.sql<SigningKey[]>`
    select kid, private_jwk as "privateJwk" from signing_keys order by created_at desc, kid limit ${MOST_KEYS}`
}
