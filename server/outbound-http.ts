import { callbackify } from 'node:util'
import { Client } from 'undici'
import type { Dispatcher } from 'undici'
import { OutboundError, failureOf, unmeasured } from './outbound-failure.ts'
import type { Passage } from './outbound-failure.ts'
import type { Limit } from './outbound-limit.ts'
import type { Opener } from './outbound-socket.ts'

export type OutboundAnswer = Passage & {
  status: number
  headers: Dispatcher.ResponseData['headers']
  /** At most `maxBytes`; the rest is not read. */
  body: Buffer
  truncated: boolean
}

export type Call = {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string | Buffer
  maxBytes: number
  /** How often the answer may send us elsewhere on the same host; 0: that is the answer. */
  redirects: number
}

const MAX_HEADER_BYTES = 16 * 1024

/** One call, with what it takes to follow. `timings` are of the last hop. */
export async function fetchPage(opener: Opener, address: string, call: Call, limit: Limit): Promise<OutboundAnswer> {
  let url = httpUrl(address)
  for (let left = call.redirects; ; left--) {
    const answer = await hop(opener, url, call, limit)
    const next = call.redirects === 0 ? undefined : redirectOf(answer, url)
    if (next === undefined) return answer
    if (left === 0) throw new OutboundError('protocol', answer.timings, `more than ${call.redirects} redirects`)
    url = next
  }
}

async function hop(opener: Opener, url: URL, call: Call, limit: Limit): Promise<OutboundAnswer> {
  const { method, headers, body, maxBytes } = call
  const { signal } = limit
  const passage = unmeasured()
  const secure = url.protocol === 'https:'
  const to = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    tls: secure,
  }
  const open = callbackify(() => opener.open(to, passage, signal, ['http/1.1']))
  let connectedAt = 0
  let status: number | null = null
  const client = new Client(url.origin, {
    maxHeaderSize: MAX_HEADER_BYTES,
    connect: (_to, callback) =>
      open((error, line) => {
        connectedAt = performance.now()
        if (error) callback(error, null)
        else callback(null, line.socket)
      }),
  })
  try {
    const answer = await client.request({ method, path: url.pathname + url.search, headers, body, signal })
    status = answer.statusCode
    passage.timings.first_byte = Math.round((performance.now() - connectedAt) * 10) / 10
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, maxBytes - size))
      size += chunk.length
      if (size > maxBytes) break
    }
    const page = { body: Buffer.concat(chunks), truncated: size > maxBytes }
    return { status: answer.statusCode, headers: answer.headers, ...page, ...passage }
  } catch (error) {
    const failure = limit.ended() ?? failureOf(error, passage.timings, secure)
    throw new OutboundError(failure, passage.timings, error, passage.certificateExpiresAt, status)
  } finally {
    void client.destroy().catch(() => {})
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
