import type { Database } from './db.ts'

/** Base64url. The public half is what a browser subscribes with: another one would make every subscription worthless. */
export type PushKeys = { publicKey: string; privateKey: string }

/** The keys of this instance: those that are there, or `made`. One statement: of two processes that begin together both get the same. */
export async function takePushKeys(db: Database, made: PushKeys, now: number): Promise<PushKeys> {
  const [row] = await db.sql<[PushKeys]>`
    insert into push_keys as k (id, public_key, private_key, created_at)
    values (1, ${made.publicKey}, ${made.privateKey}, ${new Date(now).toISOString()}::text::timestamptz)
    on conflict (id) do update set id = k.id
    returning public_key as "publicKey", private_key as "privateKey"`
  return row
}
