import type { Database } from './db.ts'

/** Where a key's agent probes from, as of its last post. */
export type Agent = {
  apiKeyId: number
  /** `as3269`; `local`: this server's own network; `net-…`: a network whose number nobody knows, hashed. */
  network: string
  /** Who resolves names for it; a private one says nothing about where it is. */
  resolvers: string[]
}

export type AgentNote = {
  apiKeyId: number
  network: string
  asn: number | null
  /** Undefined: it did not say, and what it said before stands. */
  resolvers?: readonly string[]
  /** Epoch milliseconds. */
  now: number
}

/** Written down at most so often for each key, whatever it posts. */
export const AGENT_NOTE_MS = 60_000

/** False where the key was noted less than a minute ago: nothing is written then, not even another network. */
export async function noteAgent(db: Database, note: AgentNote): Promise<boolean> {
  const { apiKeyId, network, asn, now } = note
  const resolvers = note.resolvers === undefined ? null : [...new Set(note.resolvers)].toSorted()
  const rows = await db.sql`
    insert into agents (api_key_id, network, asn, resolvers, seen_at)
    values (${apiKeyId}, ${network}, ${asn}, coalesce(${resolvers}::text[], '{}'), ${now}::timestamptz)
    on conflict (api_key_id) do update set network = excluded.network, asn = excluded.asn,
      resolvers = coalesce(${resolvers}::text[], agents.resolvers), seen_at = excluded.seen_at
      where agents.seen_at <= ${now - AGENT_NOTE_MS}::timestamptz or agents.seen_at > ${now + AGENT_NOTE_MS}::timestamptz
    returning api_key_id`
  return rows.length > 0
}

/** All agents that ever posted, by key. What a revoked key has posted stands, and so does where it came from. */
export async function readAgents(db: Database): Promise<Agent[]> {
  return db.sql<Agent[]>`select api_key_id as "apiKeyId", network, resolvers from agents order by api_key_id`
}
