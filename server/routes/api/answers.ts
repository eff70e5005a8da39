import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Mode } from '../../../shared/live.ts'
import type { Clock } from '../../clock.ts'
import { hasTag } from '../asked-with.ts'
import { VARY } from './packing.ts'

/** Who asks for the same within it gets the same. Real time. */
const KEEP_MS = 1_000
const MAX_KEPT = 500

export type Stamped<T> = T & { generated_at: string; mode: Mode }

export type Answer<T> = {
  body: Stamped<T>
  /** The caller has it already: answer 304. */
  fresh: boolean
  headers: Record<string, string>
}

/**
 * Answers to the GETs of one route, each address read once a second however many ask. The ETag is weak and leaves
 * `generated_at` out: what has not changed need not be sent again.
 */
export function createAnswers<T extends object>(
  clock: Clock,
  maxAgeS: number,
  real: () => number = () => performance.now(),
): (c: Context, read: (now: number) => Promise<T>) => Promise<Answer<T>> {
  const keep = createKeep<{ body: Stamped<T>; etag: string }>(real)
  return async (c, read) => {
    const url = new URL(c.req.url)
    url.searchParams.sort()
    const { body, etag } = await keep(url.pathname + url.search, async () => {
      const now = clock.now()
      const data = await read(now)
      const hash = createHash('sha256').update(clock.mode).update(JSON.stringify(data)).digest('base64url')
      return { body: { ...stamp(clock, now), ...data }, etag: `W/"${hash.slice(0, 22)}"` }
    })
    const headers = { ETag: etag, 'Cache-Control': cacheControl(maxAgeS / clock.speed), Vary: VARY }
    return { body, fresh: hasTag(c.req.header('if-none-match'), etag), headers }
  }
}

export function stamp(clock: Clock, now: number): { generated_at: string; mode: Mode } {
  return { generated_at: new Date(now).toISOString(), mode: clock.mode }
}

export function cacheControl(maxAgeS: number): string {
  const age = Math.floor(maxAgeS)
  return age > 0 ? `public, max-age=${age}, stale-while-revalidate=${age * 3}` : 'public, no-cache'
}

/** Those who come while it is being read wait for the same reading; a failure is not kept. `keepMs` is real time. */
export function createKeep<T>(
  real: () => number,
  keepMs = KEEP_MS,
): (key: string, read: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { until: number; value: Promise<T> }>()
  return (key, read) => {
    const there = kept.get(key)
    if (there && there.until > real()) return there.value
    kept.delete(key)
    // What has lasted its time lies first.
    for (const [old, { until }] of kept) {
      if (kept.size < MAX_KEPT && until > real()) break
      kept.delete(old)
    }
    const entry = { until: real() + keepMs, value: read() }
    kept.set(key, entry)
    entry.value.catch(() => kept.get(key) === entry && kept.delete(key))
    return entry.value
  }
}
