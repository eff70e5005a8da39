import { createHash } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import { neighbourhoodText, parseAddress } from '../../ingest/address.ts'
import { clientAddress, parseTrustedProxies } from '../../ingest/client-address.ts'
import type { NetworkLookup } from '../../ingest/ip-network.ts'
import { AGENT_NOTE_MS, noteAgent } from '../../store/agents.ts'
import type { Database } from '../../store/db.ts'
import type { KeyEnv } from './agent-key.ts'

export type AgentNetwork = { network: string; asn: number | null }

/**
 * Nobody on the internet sends from these: whoever does is beside us, behind a proxy that is not in TRUSTED_PROXIES, or in a tunnel, and we
 * cannot tell them apart. So all of them are one place, ours. `unspecified` is how a Unix socket's address is written.
 */
const OURS = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified'])

/** The network that an agent's address is in, by the name its vantage point goes by. */
export function agentNetwork(address: string, numberOf: NetworkLookup): AgentNetwork {
  const parsed = parseAddress(address)
  if (!parsed || OURS.has(ipaddr.process(parsed.text).range())) return { network: 'local', asn: null }
  const asn = numberOf(parsed)
  if (asn !== null) return { network: `as${asn}`, asn }
  const hash = createHash('sha256').update(neighbourhoodText(parsed)).digest('hex')
  return { network: `net-${hash.slice(0, 12)}`, asn: null }
}

export type NoteAgentOf = (c: Context<KeyEnv>, now: number, resolvers?: readonly string[]) => Promise<void>

/** Notes where the sender of a request is, and remembers that it did: the database is asked once a minute for each key. */
export function createAgentNotes(deps: {
  db: Database
  trustedProxies?: readonly string[]
  networkOf?: NetworkLookup
}): NoteAgentOf {
  const { db, trustedProxies = [], networkOf = () => null } = deps
  const trusted = parseTrustedProxies(trustedProxies)
  const notedAt = new Map<number, number>()
  return async (c, now, resolvers) => {
    const { id: apiKeyId } = c.get('key')
    if (Math.abs(now - (notedAt.get(apiKeyId) ?? -Infinity)) < AGENT_NOTE_MS) return
    // A request that came over no socket has no address, and is ours.
    const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
    const address = clientAddress(incoming?.socket.remoteAddress, c.req.header('x-forwarded-for'), trusted)
    await noteAgent(db, { apiKeyId, ...agentNetwork(address, networkOf), ...(resolvers && { resolvers }), now })
    notedAt.set(apiKeyId, now)
  }
}
