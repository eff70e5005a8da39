import type { ServedBy } from '../app.ts'
import { SECOND_MS } from '../../shared/time.ts'
import { createByteCache } from '../pictures/byte-cache.ts'
import { hasTag } from './asked-with.ts'
import { within } from './within.ts'

/** Real time for which an answer is given again as it is. */
const KEPT_MS = SECOND_MS
/** All answers together: some hundred pictures, or thousands of the small ones. */
const MOST_BYTES = 16 * 1024 * 1024
/** Of an answer without its body: address, headers, both twice. */
const HEAD_BYTES = 4_096
/** Characters of an address, with its host; longer ones are nobody's who asks as others do. */
const MOST_URL_CHARS = 800

/** Real time for which who comes while an answer is being made waits for it, before he asks for one himself. */
const PATIENCE_MS = 300

/** A 304 has no body to be told of, and the policies are those of the copy that the reader has (RFC 9110, 15.4.5). */
const OF_COPY = new Set([
  'content-type',
  'content-encoding',
  'content-length',
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
])

type HeaderTexts = Record<string, string>
/** `body` undefined: only who had it already has asked for it so far. */
type Ready = {
  until: number
  etag: string
  body: Uint8Array<ArrayBuffer> | undefined
  full: HeaderTexts
  unchanged: HeaderTexts
  route: string
}

/** `env`: undefined outside of a server. */
export type Fetch = (request: Request, env?: ServedBy) => Response | Promise<Response>
/** A header of the request, by its name in lower case. */
export type HeaderOf = (name: string) => string | undefined

/** What one who is answered from here gets beside what all get. `told` is called with the status. */
export type Admitted = { headers: HeaderTexts; told(status: number): void }
type Admit = (headerOf: HeaderOf, remote: string | undefined, route: string) => Admitted | undefined

/** Who reads what, and all that its answers depend on. */
export type Readers = {
  addresses: RegExp
  /** What an answer depends on beside its address; undefined: the application answers this one. */
  keyOf: (headerOf: HeaderOf) => string | undefined
  /** Request headers of which the key knows, in lower case. What says by `Vary` that it depends on more is not kept. */
  known: ReadonlySet<string>
  /** Where each request counts, by the pattern of its route; undefined: it is the application's to answer. */
  admit?: Admit
  /** Headers of an answer that belong to one request, in lower case. */
  own: ReadonlySet<string>
}

/**
 * Stands before the application and answers what is asked for thousands of times within a second, as bytes that lie ready, headers and all. Routes,
 * parameters and middleware are gone through by the first who asks. The key is all that an answer depends on, with the host by which we are
 * called; tags are compared here.
 */
export function withReadyAnswers(fetch: Fetch, readers: Readers, real: () => number = () => performance.now()): Fetch {
  const { addresses, keyOf, known, own, admit } = readers
  const kept = createByteCache<Ready>(MOST_BYTES, ({ body }) => HEAD_BYTES + (body?.length ?? 0))
  /** Where somebody has asked already; resolved whether there is something then or not. */
  const making = new Map<string, Promise<void>>()

  async function keep(
    key: string,
    answering: Response | Promise<Response>,
    env: ServedBy | undefined,
  ): Promise<Response> {
    const answer = await answering
    const etag = answer.headers.get('etag')
    if (etag === null || !isForAll(answer, known)) return answer
    const { status } = answer
    const there = kept.get(key)
    if (status === 304 && there?.body !== undefined && there.until > real()) return answer
    const headers = Object.fromEntries(answer.headers)
    const full = without(headers, own)
    const unchanged = without(full, OF_COPY)
    const body = status === 200 ? new Uint8Array(await answer.arrayBuffer()) : undefined
    kept.set(key, { until: real() + KEPT_MS, etag, body, full, unchanged, route: env?.route ?? '' })
    return new Response(body ?? null, { status, headers })
  }

  function make(key: string, request: Request, env: ServedBy | undefined): Promise<Response> {
    const answer = keep(key, fetch(request, env), env)
    const made = settled(answer).then(() => void (making.get(key) === made && making.delete(key)))
    making.set(key, made)
    return answer
  }

  /** Undefined: there is nothing that lies ready for this one. */
  function find(key: string, headerOf: HeaderOf, env: ServedBy | undefined): Response | undefined {
    const ready = kept.get(key)
    if (ready === undefined || ready.until <= real()) return undefined
    const tags = headerOf('if-none-match')
    const isKnown = tags !== undefined && (tags === ready.etag || hasTag(tags, ready.etag))
    if (!isKnown && ready.body === undefined) return undefined
    if (admit === undefined) return give(ready, isKnown)
    const one = admit(headerOf, env?.incoming?.socket.remoteAddress, ready.route)
    if (one === undefined) return undefined
    one.told(isKnown ? 304 : 200)
    return give(ready, isKnown, one.headers)
  }

  return (request, env) => {
    const { method, url } = request
    if (method !== 'GET' || url.length > MOST_URL_CHARS || !addresses.test(url)) return fetch(request, env)
    const headerOf = headersOf(request, env)
    const reader = keyOf(headerOf)
    if (reader === undefined) return fetch(request, env)
    const key = `${reader} ${url}`
    const found = find(key, headerOf, env)
    if (found !== undefined) return found
    const made = making.get(key)
    if (made === undefined) return make(key, request, env)
    return within(PATIENCE_MS, made).then(() => find(key, headerOf, env) ?? make(key, request, env))
  }
}

/** Node has them as an object; to make one of the web's out of it takes longer than all the rest. */
function headersOf(request: Request, env: ServedBy | undefined): HeaderOf {
  const incoming = env?.incoming?.headers
  if (incoming === undefined) return (name) => request.headers.get(name) ?? undefined
  return (name) => {
    const value = incoming[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
}

function give({ body, full, unchanged }: Ready, isKnown: boolean, own?: HeaderTexts): Response {
  const shared = isKnown ? unchanged : full
  const headers = own === undefined ? shared : { ...shared, ...own }
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(body, { status: 200, headers })
}

const settled = (one: Promise<unknown>): Promise<unknown> => one.catch(() => undefined)

const without = (headers: HeaderTexts, names: ReadonlySet<string>): HeaderTexts =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name)))

function isForAll({ status, headers }: Response, known: ReadonlySet<string>): boolean {
  if ((status !== 200 && status !== 304) || headers.has('set-cookie')) return false
  if (/no-store|private/.test(headers.get('cache-control') ?? 'no-store')) return false
  const vary = headers.get('vary')?.toLowerCase().split(',') ?? []
  return vary.every((name) => known.has(name.trim()))
}
