import dns, { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Resolve } from './outbound-address.ts'

const TIMEOUT_MS = 2_000
const TRIES = 2
const NOT_THERE = new Set(['ENOTFOUND', 'ENODATA'])
/** Of names that wait for the machine; others are not there. */
const MAX_WAITING = 32

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
  const unexpected = reasons.find((reason) => !isUnknown(reason))
  if (unexpected !== undefined) throw unexpected
  return await askMachine(host, reasons[0])
}

const isUnknown = (reason: unknown) => reason instanceof Error && 'code' in reason && NOT_THERE.has(String(reason.code))

let line: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * One after the other, so that it takes one thread at most: a name server may well say that it does not know a name, and be silent when the
 * machine asks for it again, as often as somebody wants.
 */
async function askMachine(host: string, unknown: unknown): ReturnType<Resolve> {
  if (waiting >= MAX_WAITING) throw unknown
  waiting += 1
  const asking = line.then(() => dns.lookup(host, { all: true }))
  line = asking.catch(() => {})
  try {
    return await asking
  } finally {
    waiting -= 1
  }
}
