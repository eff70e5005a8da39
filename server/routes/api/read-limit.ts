import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import { hostText, parseAddress } from '../../ingest/address.ts'
import { clientAddress, parseTrustedProxies } from '../../ingest/client-address.ts'
import { MAX_TRACKED_ADDRESSES } from '../../ingest/limits.ts'
import { useApiKey, type ApiKey } from '../../store/api-keys.ts'
import type { Database } from '../../store/db.ts'
import { createKeep } from './answers.ts'

/** Seconds, real time. */
export const WINDOW_S = 60
/** Where nobody says otherwise. */
export const READS_PER_MINUTE = 600
/** A key is looked up so often; one that was revoked reads on for as long. */
const KEY_KEPT_MS = 60_000
/** Keys of one address that were not known by heart, a minute: each costs a look into the database. */
const KEY_LOOKS_PER_MINUTE = 30

export type ReadLimitDeps = {
  db: Database
  clock: Clock
  trustedProxies?: readonly string[]
  /** Reads of one address, in this process. */
  readsPerMinute?: number
}

type Allowed = { policy: 'address' | 'key'; who: string; perMinute: number }

/**
 * How often one address, or a key that may more, can read in a minute; says so in `RateLimit-Policy` and `RateLimit`
 * (draft-ietf-httpapi-ratelimit-headers). Addresses are known for the minute, in memory, and written nowhere. A key that does not work
 * changes nothing: reading needs none.
 */
export function createReadLimit(deps: ReadLimitDeps): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const { db, clock, trustedProxies = [], readsPerMinute = READS_PER_MINUTE } = deps
  const trusted = parseTrustedProxies(trustedProxies)
  // It refuses nobody by itself: how much is too much depends on who asks.
  const limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: WINDOW_S })
  const looks = new RateLimiterMemory({ points: KEY_LOOKS_PER_MINUTE, duration: WINDOW_S })
  const keep = createKeep<ApiKey | undefined>(() => performance.now(), KEY_KEPT_MS)
  let tracked = 0
  let windowEndsAt = 0

  async function keyOf(token: string, host: string): Promise<ApiKey | undefined> {
    // Beyond its looks, and while the database is away, an address is what counts: reading goes on.
    return await keep(token, async () => {
      await looks.consume(host)
      return await useApiKey(db, token, clock.now())
    }).catch(() => undefined)
  }

  async function allowed(c: Context<{ Bindings: HttpBindings }>): Promise<Allowed> {
    const remote = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress
    const address = parseAddress(clientAddress(remote, c.req.header('x-forwarded-for'), trusted))
    const host = address ? hostText(address) : ''
    const token = /^Bearer +(\S{1,100}) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const key = token === undefined ? undefined : await keyOf(token, host)
    if (key && key.perMinute !== null) return { policy: 'key', who: `key ${key.id}`, perMinute: key.perMinute }
    return { policy: 'address', who: host, perMinute: readsPerMinute }
  }

  /** Past so many, new ones are all one: memory is worth more than the count. */
  async function nameOf(who: string): Promise<string> {
    const now = performance.now()
    if (now >= windowEndsAt) {
      windowEndsAt = now + WINDOW_S * 1_000
      tracked = 0
    }
    return tracked < MAX_TRACKED_ADDRESSES || (await limiter.get(who)) !== null ? who : ''
  }

  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return await next()
    const { policy, who, perMinute } = await allowed(c)
    const { consumedPoints, msBeforeNext } = await limiter.consume(await nameOf(who))
    if (consumedPoints === 1) tracked += 1
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000))
    c.header('RateLimit-Policy', `"${policy}";q=${perMinute};w=${WINDOW_S}`)
    c.header('RateLimit', `"${policy}";r=${Math.max(0, perMinute - consumedPoints)};t=${seconds}`)
    if (consumedPoints > perMinute)
      throw new Refusal(429, `At most ${perMinute} reads a minute. Come back in ${seconds} s.`, {
        retryAfterS: seconds,
      })
    return await next()
  }
}
