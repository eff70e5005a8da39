import dns, { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Resolve } from './outbound-address.ts'

const TIMEOUT_MS = 2_000
const TRIES = 2
const NOT_THERE = new Set(['ENOTFOUND', 'ENODATA'])

/**
 * Asks name servers without the few threads that the machine's own look-up shares with files: the dead name server of one host keeps nobody
 * else waiting. Only a name that they do not know is asked of the machine, which may have it in a file. `servers`: others than the machine's.
 */
export async function lookupAside(host: string, servers?: readonly string[]): ReturnType<Resolve> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES })
  if (servers) resolver.setServers(servers)
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (found.length > 0) return found.map((address) => ({ address, family: isIP(address) }))
  const reasons: unknown[] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  const isUnknown = (reason: unknown) =>
    reason instanceof Error && 'code' in reason && NOT_THERE.has(String(reason.code))
  if (reasons.every(isUnknown)) return await dns.lookup(host, { all: true })
  throw reasons.find((reason) => !isUnknown(reason))
}
