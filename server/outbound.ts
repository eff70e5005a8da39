import dns from 'node:dns/promises'
import { createGuard, isPublicAddress } from './outbound-address.ts'
import type { Resolve } from './outbound-address.ts'
import { openDialogue } from './outbound-dialogue.ts'
import type { Dialogue } from './outbound-dialogue.ts'
import { OutboundError, unmeasured } from './outbound-failure.ts'
import type { Failure } from './outbound-failure.ts'
import { fetchPage } from './outbound-http.ts'
import type { Call, OutboundAnswer } from './outbound-http.ts'
import { openLimit } from './outbound-limit.ts'
import { createOpener } from './outbound-socket.ts'
import type { Endpoint } from './outbound-socket.ts'

export { OutboundError, isPublicAddress }
export type { Dialogue, Endpoint, Failure, OutboundAnswer, Resolve }

export type OutboundOptions = {
  /** For all of it: name, connection, handshake, answer. */
  timeoutMs?: number
  maxBytes?: number
  signal?: AbortSignal
  /** Beside our own: lower case. */
  headers?: Record<string, string>
}

export type Outbound = {
  /** GET, http or https. Redirects are followed on the same host only: one to elsewhere is the answer. Throws OutboundError. */
  get(address: string, options?: OutboundOptions): Promise<OutboundAnswer>
  /** POST of a JSON text, or of what `headers` say. A redirect is the answer, wherever it leads. Throws OutboundError. */
  post(address: string, options: OutboundOptions & { body: string | Buffer }): Promise<OutboundAnswer>
  /** A talk in lines with a server; to be closed. Throws OutboundError. */
  connect(to: Endpoint, options?: Omit<OutboundOptions, 'headers'>): Promise<Dialogue>
  /**
   * Asks name servers: one (`192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`), or the machine's own. Once each, `timeoutMs` long; `cancel()` ends
   * what is under way. Throws OutboundError where that one may not be asked.
   */
  resolver(address?: string, options?: { timeoutMs?: number }): dns.Resolver
}

export type OutboundSettings = {
  /** Where those who see our requests can reach us: an address of a page or a mailbox. */
  contact?: string
  /** Lets through addresses that are not on the public internet: for tests, and for those who watch their own network. */
  allowPrivate?: boolean
  resolve?: Resolve
  /** Certificate authorities to believe, in place of those that come with Node. */
  ca?: string
}

const TIMEOUT_MS = 10_000
const MAX_BYTES = 64 * 1024
const MAX_REDIRECTS = 3

/** The only way out of this process. Bounded in time and bytes; goes only to addresses it has checked. */
export function createOutbound(settings: OutboundSettings = {}): Outbound {
  const { contact, allowPrivate = false, resolve = (host) => dns.lookup(host, { all: true }), ca } = settings
  const guard = createGuard(resolve, allowPrivate)
  const opener = createOpener(guard, ca)
  const ours = {
    'user-agent': `Brusio/0.1 (downtime probe${contact === undefined ? '' : `; +${contact}`})`,
    accept: '*/*',
    'accept-encoding': 'identity',
  }

  async function call(address: string, { timeoutMs = TIMEOUT_MS, signal }: OutboundOptions, what: Call) {
    const limit = openLimit(timeoutMs, signal)
    try {
      return await fetchPage(opener, address, what, limit)
    } finally {
      limit.release()
    }
  }

  return {
    async get(address, options = {}) {
      const { maxBytes = MAX_BYTES, headers } = options
      return call(address, options, {
        method: 'GET',
        headers: { ...ours, ...headers },
        maxBytes,
        redirects: MAX_REDIRECTS,
      })
    },
    async post(address, { body, ...options }) {
      const { maxBytes = MAX_BYTES } = options
      const headers = { ...ours, 'content-type': 'application/json', ...options.headers }
      return call(address, options, { method: 'POST', headers, body, maxBytes, redirects: 0 })
    },
    async connect(to, { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, signal } = {}) {
      return openDialogue(opener, to, maxBytes, openLimit(timeoutMs, signal))
    },
    resolver(address, { timeoutMs = TIMEOUT_MS } = {}) {
      const resolver = new dns.Resolver({ timeout: timeoutMs, tries: 1 })
      if (address === undefined) return resolver
      try {
        guard.check(/^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([^:]+):\d+$/, '$1'))
      } catch (error) {
        throw new OutboundError('address', unmeasured().timings, error)
      }
      resolver.setServers([address])
      return resolver
    },
  }
}
