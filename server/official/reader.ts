import { createHash } from 'node:crypto'
import { ZodError } from 'zod'
import type { Component } from '../../shared/provider.ts'
import { OutboundError } from '../outbound.ts'
import type { Outbound, OutboundAnswer } from '../outbound.ts'
import { FeedError, readFeed } from './feed.ts'
import type { Read, Saying } from './saying.ts'
import { readStatuspage } from './statuspage.ts'

/** Where a provider says how it stands. `statuspage`: the address of the page; `feed`: that of its RSS or Atom. */
export type OfficialSource = { kind: 'statuspage' | 'feed'; url: string }

/** `mark`: says next time whether anything is new; null: look again all the same. `sayings`: oldest first. */
export type Reading = { isNew: false } | { isNew: true; mark: string | null; sayings: Saying[]; skipped: number }

/** Why a source could not be read, in words fit to show. `retryAfterMs`: what it asked for. */
export class ReadError extends Error {
  override name = 'ReadError'
  readonly retryAfterMs: number | undefined
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause })
    this.retryAfterMs = options.retryAfterMs
  }
}

const TIMEOUT_MS = 15_000
const MAX_SUMMARY_BYTES = 1_000_000
const MAX_INCIDENTS_BYTES = 2_000_000
const MAX_FEED_BYTES = 1_000_000

type Deps = { outbound: Outbound; signal?: AbortSignal; timeoutMs?: number }
type Wanted = { source: OfficialSource; components?: readonly Component[]; mark: string | null }

/** Reads a source; `mark`: that of the last reading. Throws ReadError, or OutboundError `stopped`. */
export async function readSource(wanted: Wanted, deps: Deps): Promise<Reading> {
  return wanted.source.kind === 'feed' ? readFeedAt(wanted, deps) : readStatuspageAt(wanted, deps)
}

async function readFeedAt({ source: { url }, mark }: Wanted, deps: Deps): Promise<Reading> {
  const answer = await ask(url, MAX_FEED_BYTES, deps, mark)
  if (answer === undefined || markOf(answer) === mark) return { isNew: false }
  const type = answer.headers['content-type']
  const read = understood(() => readFeed(answer.body, typeof type === 'string' ? type : '', url))
  return { isNew: true, mark: markOf(answer), ...read }
}

/**
 * The summary is small and says whether anything has changed; what was said of incidents that are over is in the other file only. Where that one
 * cannot be read nothing is: half a word is no word.
 */
async function readStatuspageAt(wanted: Wanted, deps: Deps): Promise<Reading> {
  const { source, components } = wanted
  const base = source.url.replace(/\/+$/, '')
  const summary = await ask(`${base}/api/v2/summary.json`, MAX_SUMMARY_BYTES, deps, wanted.mark)
  if (summary === undefined || markOf(summary) === wanted.mark) return { isNew: false }
  const open = understood(() => readStatuspage(summary.body.toString(), components))
  const incidents = await ask(`${base}/api/v2/incidents.json`, MAX_INCIDENTS_BYTES, deps, null)
  if (incidents === undefined) throw new ReadError('it has not changed, though nobody asked')
  const all = understood(() => readStatuspage(incidents.body.toString(), components))
  const known = new Set(all.sayings.map(({ key }) => key))
  const sayings = [...all.sayings, ...open.sayings.filter(({ key }) => !known.has(key))]
  const inOrder = sayings.toSorted((a, b) => (a.claimedAt ?? 0) - (b.claimedAt ?? 0))
  // A cache may hold yesterday's copy of one of them.
  const isBehind = open.updatedAt !== null && all.updatedAt !== null && all.updatedAt < open.updatedAt
  const mark = isBehind ? null : markOf(summary)
  return { isNew: true, mark, sayings: inOrder, skipped: all.skipped + open.skipped }
}

/** undefined: as it was. */
async function ask(
  url: string,
  maxBytes: number,
  deps: Deps,
  mark: string | null,
): Promise<OutboundAnswer | undefined> {
  const { outbound, signal, timeoutMs = TIMEOUT_MS } = deps
  const headers: Record<string, string> = mark !== null && ETAG.test(mark) ? { 'if-none-match': mark } : {}
  const answer = await outbound
    .get(url, { timeoutMs, maxBytes, headers, ...(signal ? { signal } : {}) })
    .catch((cause: unknown) => {
      if (!(cause instanceof OutboundError) || cause.failure === 'stopped') throw cause
      throw new ReadError(`no answer (${cause.failure})`, { cause })
    })
  const { status } = answer
  if (status === 304) return undefined
  if (status >= 300 && status < 400) throw new ReadError('it has moved elsewhere')
  if (status !== 200) throw new ReadError(`it answers ${status}`, { retryAfterMs: retryAfter(answer) })
  if (answer.truncated) throw new ReadError(`it is longer than ${maxBytes / 1_000_000} MB`)
  return answer
}

/** RFC 9110 8.8.3, of a length that fits into a table. */
const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/

/** Its ETag, or where it has none a digest of ours, which no server is asked about. */
function markOf({ headers, body }: OutboundAnswer): string {
  const { etag } = headers
  if (typeof etag === 'string' && ETAG.test(etag)) return etag
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}

function retryAfter({ headers }: OutboundAnswer): number | undefined {
  const after = headers['retry-after']
  return typeof after === 'string' && /^\d{1,6}$/.test(after) ? Number(after) * 1000 : undefined
}

function understood<T extends Read>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof FeedError) throw new ReadError(`it cannot be read: ${cause.message}`, { cause })
    if (cause instanceof SyntaxError) throw new ReadError('it cannot be read: it is no JSON', { cause })
    if (cause instanceof ZodError)
      throw new ReadError('it cannot be read: it is no status page as we know them', { cause })
    throw cause
  }
}
