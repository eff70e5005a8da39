import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import { hostText, parseAddress } from '../../ingest/address.ts'
import { clientAddress, parseTrustedProxies } from '../../ingest/client-address.ts'
import { MAX_TRACKED_ADDRESSES } from '../../ingest/limits.ts'
import { useApiKey, type ApiKey } from '../../store/api-keys.ts'
import type { Database } from '../../store/db.ts'
import { createKeep } from './answers.ts'
import { createWindowCounter } from './window-counter.ts'

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

/** As they come with a request. */
export type Asker = { remote: string | undefined; forwardedFor: string | undefined }
export type Counted = { headers: Record<string, string>; refusal: Refusal | undefined }

/** Counts a read: what the answer is to say of it, and where it was one too many, the refusal. */
export type ReadCounter = {
  byAddress(asker: Asker): Counted
  /** By the key in `Authorization`, where that one may more. */
  byKey(asker: Asker, authorization: string): Promise<Counted>
}

type Allowed = { policy: 'address' | 'key'; who: string; perMinute: number }

/**
 * How often one address, or a key that may more, can read in a minute; says so in `RateLimit-Policy` and `RateLimit`
 * (draft-ietf-httpapi-ratelimit-headers). Addresses are known for the minute, in memory, and written nowhere. A key that does not work
 * changes nothing: reading needs none.
 */
export function createReadCounter(deps: ReadLimitDeps): ReadCounter {
  const { db, clock, trustedProxies = [], readsPerMinute = READS_PER_MINUTE } = deps
  const trusted = parseTrustedProxies(trustedProxies)
  const count = createWindowCounter({ windowMs: WINDOW_S * 1_000, most: MAX_TRACKED_ADDRESSES })
  const looks = new RateLimiterMemory({ points: KEY_LOOKS_PER_MINUTE, duration: WINDOW_S })
  const keep = createKeep<ApiKey | undefined>(() => performance.now(), KEY_KEPT_MS)

  async function keyOf(token: string, host: string): Promise<ApiKey | undefined> {
    // Beyond its looks, and while the database is away, an address is what counts: reading goes on.
    return await keep(token, async () => {
      await looks.consume(host)
      return await useApiKey(db, token, clock.now())
    }).catch(() => undefined)
  }

  function hostOf({ remote, forwardedFor }: Asker): string {
    const address = parseAddress(clientAddress(remote, forwardedFor, trusted))
    return address ? hostText(address) : ''
  }

  function read({ policy, who, perMinute }: Allowed): Counted {
    const { count: reads, msLeft } = count(who)
    const seconds = Math.max(1, Math.ceil(msLeft / 1_000))
    const headers = {
      'ratelimit-policy': `"${policy}";q=${perMinute};w=${WINDOW_S}`,
      ratelimit: `"${policy}";r=${Math.max(0, perMinute - reads)};t=${seconds}`,
    }
    const detail = `At most ${perMinute} reads a minute. Come back in ${seconds} s.`
    return { headers, refusal: reads > perMinute ? new Refusal(429, detail, { retryAfterS: seconds }) : undefined }
  }

  const ofHost = (who: string) => read({ policy: 'address', who, perMinute: readsPerMinute })

  return {
    byAddress: (asker) => ofHost(hostOf(asker)),
    async byKey(asker, authorization) {
      const host = hostOf(asker)
      const token = /^Bearer +(\S{1,100}) *$/i.exec(authorization)?.[1]
      const key = token === undefined ? undefined : await keyOf(token, host)
      if (key === undefined || key.perMinute === null) return ofHost(host)
      return read({ policy: 'key', who: `key ${key.id}`, perMinute: key.perMinute })
    },
  }
}

/** Lets through who may read on; says in each answer how much is left. */
export function createReadLimit(counter: ReadCounter): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return await next()
    const remote = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress
    const [forwardedFor, authorization] = [c.req.header('x-forwarded-for'), c.req.header('authorization')]
    const asker = { remote, forwardedFor }
    const counted = authorization === undefined ? counter.byAddress(asker) : await counter.byKey(asker, authorization)
    const { headers, refusal } = counted
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    if (refusal !== undefined) throw refusal
    return await next()
  }
}
