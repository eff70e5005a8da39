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
 * resolver's address says nothing: every house has one. Who comes first stays where it is, and a place is called by its first network; who
 * comes later joins it. Undefined: it would make one place of two, and is not heard itself, so that what one agent says of itself makes no
 * others fewer.
 */
export function placesOf(
  agents: readonly Agent[],
  own: { network?: string | undefined; resolvers?: readonly string[] } = {},
): Map<number, string | undefined> {
  const isOwn = (network: string) => network === LOCAL || network === own.network
  const placeOfNetwork = new Map<string, string>()
  const placeOfResolver = new Map<string, string>()
  const settle = (network: string, resolvers: readonly string[]): string | undefined => {
    const asked = resolvers.filter(isPublicAddress)
    const met = new Set([placeOfNetwork.get(network), ...asked.map((resolver) => placeOfResolver.get(resolver))])
    met.delete(undefined)
    if (met.size > 1) return undefined
    const [place = network] = met
    placeOfNetwork.set(network, place)
    for (const resolver of asked) placeOfResolver.set(resolver, place)
    return place
  }
  settle(OWN_PLACE, own.resolvers ?? [])
  return new Map(
    agents.map(({ apiKeyId, network, resolvers }) => [
      apiKeyId,
      settle(isOwn(network) ? OWN_PLACE : network, resolvers),
    ]),
  )
}

/** Real time. An agent that moves is heard from its new place so much later. */
const REFRESH_MS = 30_000

/** What was said from a place may be news for so long (domain time). Who has left it is not heard meanwhile, or one agent would be two places. */
const MOVED_MS = STALE_INTERVALS * INTERVAL_MS.most

export type Vantages = {
  refresh(apiKeyIds?: Iterable<number | null>): Promise<void>
  /** Undefined: it has just moved, or stands between two places. */
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
  let known: Agent[] = []
  let places = new Map<number, string | undefined>()
  let readAt = -Infinity
  const movedAt = new Map<number, number>()
  const hasMoved = (apiKeyId: number) => now() - (movedAt.get(apiKeyId) ?? -Infinity) <= MOVED_MS
  return {
    async refresh(apiKeyIds = []) {
      const isNew = [...apiKeyIds].some((key) => key !== null && !places.has(key))
      if (!isNew && real() - readAt < REFRESH_MS) return
      known = inOrderOfArrival(await readAgents(db), known)
      const fresh = placesOf(known, own)
      for (const [key, before] of places) if (before !== undefined && before !== fresh.get(key)) movedAt.set(key, now())
      places = fresh
      readAt = real()
    },
    placeOf(apiKeyId) {
      if (apiKeyId === null) return OWN_PLACE
      if (hasMoved(apiKeyId)) return undefined
      return places.has(apiKeyId) ? places.get(apiKeyId) : `key-${apiKeyId}`
    },
  }
}

/** Who says something else of itself comes last: it moves nobody but itself. */
function inOrderOfArrival(agents: readonly Agent[], before: readonly Agent[]): Agent[] {
  const said = (agent: Agent) => JSON.stringify(agent)
  const turns = new Map(before.map((agent, turn) => [said(agent), turn]))
  const turnOf = (agent: Agent) => turns.get(said(agent)) ?? before.length
  return agents.toSorted((a, b) => turnOf(a) - turnOf(b))
}
