import { SECOND_MS } from '../../../shared/time.ts'
import type { Lang } from '../../../web/locales/language.ts'
import { createByteCache } from '../../pictures/byte-cache.ts'
import { hasTag, takesGzip } from '../asked-with.ts'
import { negotiateLanguage } from '../pages/language.ts'

/** Real time for which an answer is given again as it is; then it is made anew of what has been read (`readings.ts`). */
const KEPT_MS = SECOND_MS
/** All answers together: some hundred pictures, or thousands of the small ones. */
const MOST_BYTES = 16 * 1024 * 1024
/** Of an answer without its body: address, headers, both twice. */
const HEAD_BYTES = 4_096
/** Characters of an address, with its host; longer ones are nobody's who reads an article. */
const MOST_URL_CHARS = 800
/** Wishes of browsers whose language is known by heart, and their characters. */
const MOST_WISHES = 500
const MOST_WISH_CHARS = 200

const EMBEDS = /^https?:\/\/[^/?#]+\/(?:(?:embed|chart|badge|og)\/|widget[.-])/
/** What the key says of a reader. What depends on more than that is not kept. */
const KNOWN_OF_READER = new Set(['accept-language', 'accept-encoding'])
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

type Headers = Record<string, string>
/** `body` undefined: only who had it already has asked for it so far. */
type Ready = {
  until: number
  etag: string
  body: Uint8Array<ArrayBuffer> | undefined
  full: Headers
  unchanged: Headers
}

export type Fetch<Rest extends unknown[]> = (request: Request, ...rest: Rest) => Response | Promise<Response>

/**
 * Stands before the application and answers what embeds read, as bytes that lie ready, headers and all: an article with an embed is opened thousands
 * of times within a second. Routes, parameters and middleware are gone through by the first who asks. The key is all that an answer depends on:
 * address (with the host by which we are called), language, packing; tags are compared here.
 */
export function withReadyAnswers<Rest extends unknown[]>(
  fetch: Fetch<Rest>,
  real: () => number = () => performance.now(),
): Fetch<Rest> {
  const kept = createByteCache<Ready>(MOST_BYTES, ({ body }) => HEAD_BYTES + (body?.length ?? 0))
  const languageOf = createLanguages()

  async function keep(key: string, answering: Response | Promise<Response>): Promise<Response> {
    const answer = await answering
    const etag = answer.headers.get('etag')
    if (etag === null || !isForAll(answer)) return answer
    const { status } = answer
    const there = kept.get(key)
    if (status === 304 && there?.body !== undefined && there.until > real()) return answer
    // A name of its own belongs to one request.
    const headers = Object.fromEntries(answer.headers)
    const { 'x-request-id': _, ...full } = headers
    const unchanged = Object.fromEntries(Object.entries(full).filter(([name]) => !OF_COPY.has(name)))
    const body = status === 200 ? new Uint8Array(await answer.arrayBuffer()) : undefined
    kept.set(key, { until: real() + KEPT_MS, etag, body, full, unchanged })
    return new Response(body ?? null, { status, headers })
  }

  return (request, ...rest) => {
    const { method, url } = request
    if (method !== 'GET' || url.length > MOST_URL_CHARS || !EMBEDS.test(url)) return fetch(request, ...rest)
    const { headers } = request
    const packing = takesGzip(headers.get('accept-encoding') ?? undefined) ? 'gzip' : 'plain'
    const key = `${packing} ${languageOf(headers.get('accept-language'))} ${url}`
    const ready = kept.get(key)
    if (ready !== undefined && ready.until > real()) {
      const tags = headers.get('if-none-match')
      if (tags !== null && (tags === ready.etag || hasTag(tags, ready.etag)))
        return new Response(null, { status: 304, headers: ready.unchanged })
      if (ready.body !== undefined) return new Response(ready.body, { status: 200, headers: ready.full })
    }
    return keep(key, fetch(request, ...rest))
  }
}

function isForAll({ status, headers }: Response): boolean {
  if ((status !== 200 && status !== 304) || headers.has('set-cookie')) return false
  if (/no-store|private/.test(headers.get('cache-control') ?? 'no-store')) return false
  const vary = headers.get('vary')?.toLowerCase().split(',') ?? []
  return vary.every((name) => KNOWN_OF_READER.has(name.trim()))
}

/** What browsers wish for is the same few hundred texts, and to weigh them takes longer than all the rest. */
function createLanguages(): (wish: string | null) => Lang {
  const known = new Map<string, Lang>()
  return (wish) => {
    if (wish === null || wish.length > MOST_WISH_CHARS) return negotiateLanguage(wish ?? undefined)
    const there = known.get(wish)
    if (there !== undefined) return there
    const lang = negotiateLanguage(wish)
    if (known.size >= MOST_WISHES) known.clear()
    known.set(wish, lang)
    return lang
  }
}
