import { INTERVAL_MS, STALE_INTERVALS } from '../detect/probe-run.ts'
import { isPublicAddress } from '../outbound.ts'
import type { Database } from '../store/db.ts'
import { readAgents } from '../store/agents.ts'

export type Agent = { apiKeyId: number; network: string; resolvers: readonly string[] }

/** This server's own place; agents at a private address, or in the network that is said to be its own, are there too. */
export const OWN_PLACE = 'server'
const LOCAL = 'local'

/**
 * From which place each agent looks, by its key: those that share a network, or ask the same public resolver, are one. A private
 * resolver's address says nothing: every house has one.
 */
export function placesOf(
  agents: readonly Agent[],
  own: { network?: string | undefined; resolvers?: readonly string[] } = {},
): Map<number, string> {
  const isOwn = (network: string) => network === LOCAL || network === own.network
  const nodes = [
    { network: OWN_PLACE, resolvers: own.resolvers ?? [] },
    ...agents.map(({ network, resolvers }) => ({ network: isOwn(network) ? OWN_PLACE : network, resolvers })),
  ]
  const group = new Map<string, string>()
  const find = (name: string): string => {
    const up = group.get(name) ?? name
    return up === name ? name : find(up)
  }
  const unite = (a: string, b: string) => {
    const [x, y] = [find(a), find(b)]
    // One that holds this server is called like it, others by their first network: a name does not change with who comes.
    const first = x === OWN_PLACE || (y !== OWN_PLACE && x < y) ? x : y
    group.set(x, first)
    group.set(y, first)
  }
  for (const { network, resolvers } of nodes) {
    for (const resolver of resolvers) if (isPublicAddress(resolver)) unite(network, `resolver ${resolver}`)
  }
  return new Map(agents.map(({ apiKeyId, network }) => [apiKeyId, find(isOwn(network) ? OWN_PLACE : network)]))
}

/** Real time. An agent that moves is heard from its new place so much later. */
const REFRESH_MS = 30_000

/** What was said from a place may be news for so long (domain time). Who has left it is not heard meanwhile, or one agent would be two places. */
const MOVED_MS = STALE_INTERVALS * INTERVAL_MS.most

export type Vantages = {
  refresh(apiKeyIds?: Iterable<number | null>): Promise<void>
  /** Undefined: it has just moved. */
  placeOf(apiKeyId: number | null): string | undefined
}

export type VantageDeps = {
  db: Database
  /** Domain time. */
  now: () => number
  own?: { network?: string | undefined; resolvers?: readonly string[] } | undefined
  real?: () => number
}

/** The places of all agents, read now and then, and when one is new. An agent nobody has noted yet is a place of its own. */
export function createVantages({ db, now, own = {}, real = () => performance.now() }: VantageDeps): Vantages {
  let places = new Map<number, string>()
  let readAt = -Infinity
  const movedAt = new Map<number, number>()
  const hasMoved = (apiKeyId: number) => now() - (movedAt.get(apiKeyId) ?? -Infinity) <= MOVED_MS
  return {
    async refresh(apiKeyIds = []) {
      const isNew = [...apiKeyIds].some((key) => key !== null && !places.has(key))
      if (!isNew && real() - readAt < REFRESH_MS) return
      const fresh = placesOf(await readAgents(db), own)
      for (const [key, place] of fresh) if ((places.get(key) ?? place) !== place) movedAt.set(key, now())
      places = fresh
      readAt = real()
    },
    placeOf(apiKeyId) {
      if (apiKeyId === null) return OWN_PLACE
      return hasMoved(apiKeyId) ? undefined : (places.get(apiKeyId) ?? `key-${apiKeyId}`)
    },
  }
}
