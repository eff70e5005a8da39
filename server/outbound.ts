import dns from 'node:dns/promises'
import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { callbackify } from 'node:util'
import ipaddr from 'ipaddr.js'
import { Client, errors } from 'undici'
import type { Dispatcher, buildConnector } from 'undici'
import type { ProbeTimings } from '../shared/probe.ts'

/** `address`: the guard refused where the name points to. `stopped`: we were told to end. */
export type Failure =
  'address' | 'dns' | 'refused' | 'unreachable' | 'timeout' | 'tls' | 'reset' | 'protocol' | 'stopped' | 'internal'

/** Why there was no answer, and how far the request came. */
export class OutboundError extends Error {
  override name = 'OutboundError'
  readonly failure: Failure
  readonly timings: ProbeTimings
  /** Epoch milliseconds, of the certificate that was shown. */
  readonly certificateExpiresAt: number | null
  constructor(failure: Failure, timings: ProbeTimings, cause: unknown, certificateExpiresAt: number | null = null) {
    super(`${failure}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.failure = failure
    this.timings = timings
    this.certificateExpiresAt = certificateExpiresAt
  }
}

export type OutboundAnswer = {
  status: number
  headers: Dispatcher.ResponseData['headers']
  /** At most `maxBytes`; the rest is not read. */
  body: Buffer
  truncated: boolean
  /** Of the last hop. */
  timings: ProbeTimings
  /** Epoch milliseconds; null: without TLS. */
  certificateExpiresAt: number | null
}

export type OutboundOptions = { timeoutMs?: number; maxBytes?: number; signal?: AbortSignal }

export type Outbound = {
  /**
   * GET, http or https. Redirects are followed on the same host only: one to elsewhere is the answer. Throws OutboundError.
   */
  get(address: string, options?: OutboundOptions): Promise<OutboundAnswer>
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>

export type OutboundSettings = {
  /** Where those who see our requests can reach us: an address of a page or a mailbox. */
  contact?: string
  /** Lets through addresses that are not on the public internet: for tests, and for those who watch their own network. */
  allowPrivate?: boolean
  resolve?: Resolve
  /** Certificate authorities to believe, in place of those that come with Node. */
  ca?: string
}

const MAX_HEADER_BYTES = 16 * 1024
const MAX_REDIRECTS = 3

class AddressRefused extends Error {
  override name = 'AddressRefused'
}

/** On the public internet: not loopback, private, link-local, multicast, shared, translated or reserved. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/** The only way out of this process. Bounded in time, header and body bytes; goes only to addresses it has checked. */
export function createOutbound(settings: OutboundSettings = {}): Outbound {
  const { contact, allowPrivate = false, resolve = (host) => dns.lookup(host, { all: true }), ca } = settings
  const headers = {
    'user-agent': `Brusio/0.1 (downtime probe${contact === undefined ? '' : `; +${contact}`})`,
    accept: '*/*',
    'accept-encoding': 'identity',
  }

  async function checked(host: string): Promise<net.LookupFunction> {
    const addresses = net.isIP(host) ? [{ address: host, family: net.isIP(host) }] : await resolve(host)
    const first = addresses[0]
    if (first === undefined) throw new Error(`${host} has no address`)
    const refused = addresses.find(({ address }) => !allowPrivate && !isPublicAddress(address))
    if (refused) throw new AddressRefused(`${host} points to ${refused.address}, which is not a public address`)
    // The socket gets these very addresses: a second look-up could be answered differently.
    return (_host, { all }, callback) => (all ? callback(null, addresses) : callback(null, first.address, first.family))
  }

  async function open(to: buildConnector.Options, timings: ProbeTimings, signal: AbortSignal): Promise<net.Socket> {
    const host = to.hostname.replace(/^\[|\]$/g, '')
    const secure = to.protocol === 'https:'
    let mark = performance.now()
    const lap = (phase: keyof ProbeTimings) => {
      timings[phase] = Math.round((performance.now() - mark) * 10) / 10
      mark = performance.now()
    }
    const lookup = await within(checked(host), signal)
    lap('dns')
    const port = Number(to.port) || (secure ? 443 : 80)
    const target = { host, port, lookup, autoSelectFamily: true }
    return new Promise((done, fail) => {
      const named = net.isIP(host) ? {} : { servername: host }
      const socket = secure
        ? tls.connect({ ...target, ...named, ALPNProtocols: ['http/1.1'], ...(ca === undefined ? {} : { ca }) })
        : net.connect(target)
      const stop = () => socket.destroy(new Error('stopped'))
      signal.addEventListener('abort', stop)
      socket.once('close', () => signal.removeEventListener('abort', stop))
      socket.once('error', fail)
      socket.once('connect', () => {
        lap('connect')
        if (!secure) done(socket)
      })
      socket.once('secureConnect', () => {
        lap('tls')
        done(socket)
      })
    })
  }

  async function hop(url: URL, maxBytes: number, stop: AbortSignal, deadline: AbortSignal): Promise<OutboundAnswer> {
    const signal = AbortSignal.any([stop, deadline])
    const timings: ProbeTimings = { dns: null, connect: null, tls: null, first_byte: null }
    let connectedAt = 0
    const client = new Client(url.origin, {
      maxHeaderSize: MAX_HEADER_BYTES,
      connect: (to, callback) => {
        callbackify(open)(to, timings, signal, (error, socket) => {
          connectedAt = performance.now()
          if (error) callback(error, null)
          else callback(null, socket)
        })
      },
    })
    try {
      const answer = await client.request({ method: 'GET', path: url.pathname + url.search, headers, signal })
      timings.first_byte = Math.round((performance.now() - connectedAt) * 10) / 10
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        chunks.push(chunk.subarray(0, maxBytes - size))
        size += chunk.length
        if (size > maxBytes) break
      }
      const body = Buffer.concat(chunks)
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body,
        truncated: size > maxBytes,
        timings,
        certificateExpiresAt: null,
      }
    } catch (error) {
      const ended = deadline.aborted ? 'timeout' : stop.aborted ? 'stopped' : undefined
      throw new OutboundError(ended ?? failureOf(error, timings, url.protocol === 'https:'), timings, error)
    } finally {
      void client.destroy().catch(() => {})
    }
  }

  return {
    async get(address, { timeoutMs = 10_000, maxBytes = 64 * 1024, signal = new AbortController().signal } = {}) {
      const deadline = AbortSignal.timeout(timeoutMs)
      let url = httpUrl(address)
      for (let redirects = 0; ; redirects++) {
        const answer = await hop(url, maxBytes, signal, deadline)
        const next = redirectOf(answer, url)
        if (next === undefined) return answer
        if (redirects === MAX_REDIRECTS)
          throw new OutboundError('protocol', answer.timings, `more than ${MAX_REDIRECTS} redirects`)
        url = next
      }
    },
  }
}

function httpUrl(address: string): URL {
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError(`${address} is not http or https`)
  if (url.username || url.password) throw new TypeError('An address may not carry a password')
  return url
}

/** Where to go on: the same origin, or from http to https of the same host. */
function redirectOf({ status, headers }: OutboundAnswer, from: URL): URL | undefined {
  const location = headers.location
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string') return undefined
  if (!URL.canParse(location, from)) return undefined
  const to = new URL(location, from)
  if (to.username || to.password) return undefined
  const upgraded = from.protocol === 'http:' && to.protocol === 'https:' && !from.port && !to.port
  return to.origin === from.origin || (upgraded && to.hostname === from.hostname) ? to : undefined
}

/** A name look-up cannot be called back, but nobody has to wait for it. */
async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return Promise.race([work, once(signal, 'abort').then(() => Promise.reject(new Error('stopped')))])
}

const BY_CODE: Record<string, Failure> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  EMFILE: 'internal',
  ENFILE: 'internal',
  ENOBUFS: 'internal',
  EACCES: 'internal',
  EPERM: 'internal',
}

function failureOf(error: unknown, timings: ProbeTimings, secure: boolean): Failure {
  if (error instanceof AddressRefused) return 'address'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (timings.dns === null) return 'dns'
  if (BY_CODE[code]) return BY_CODE[code]
  if (error instanceof errors.HTTPParserError) return 'protocol'
  return secure && timings.connect !== null && timings.tls === null ? 'tls' : 'internal'
}
