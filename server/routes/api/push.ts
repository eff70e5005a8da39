import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import { hostText, parseAddress } from '../../ingest/address.ts'
import { clientAddress, parseTrustedProxies } from '../../ingest/client-address.ts'
import { PUSH_SERVICES } from '../../notify/push-services.ts'
import { faultOfUrl } from '../../notify/receiver-url.ts'
import { isPushKey } from '../../notify/push-message.ts'
import type { PushIdentity } from '../../notify/push-message.ts'
import { createGuard } from '../../outbound-address.ts'
import type { Resolve } from '../../outbound-address.ts'
import { within } from '../../outbound-limit.ts'
import type { Database } from '../../store/db.ts'
import { PUSH_KEPT_MS, subscribePush, unsubscribePush } from '../../store/push.ts'
import { createAnswers, stamp } from './answers.ts'
import { entryOf } from './provider-reads.ts'
import * as routes from './push-routes.ts'
import { requireBody } from './result-body.ts'
import { createRouter } from './router.ts'

export const MAX_BODY_BYTES = 4_096
/** Of one address, in this process: each may have us look a name up. */
export const CHANGES_PER_MINUTE = 30
const LOOKUP_MS = 5_000
const KEY_MAX_AGE_S = 3_600
const PRIVATE = { 'Cache-Control': 'private, no-store' }

export type PushRouteDeps = {
  db: Database
  clock: Clock
  directory: Directory
  /** Undefined: nothing is sent, as in a replay or a simulation, or where nobody could be asked about it. */
  identity: (() => Promise<PushIdentity>) | undefined
  resolve: Resolve
  trustedProxies?: readonly string[]
  /** How long a name may be looked up (real time). */
  lookupMs?: number
  /** Push services in a network of one's own, without TLS: for tests. Elsewhere anybody could have us knock within. */
  allowPrivate?: boolean
}

/** Who waits for a service: no account, no name; only the address that a browser is given for it. */
export function pushRoutes(deps: PushRouteDeps): Hono {
  const { db, clock, directory, identity, resolve, lookupMs = LOOKUP_MS, allowPrivate = false } = deps
  const guard = createGuard(resolve, allowPrivate)
  const answerKey = createAnswers<{ public_key: string | null }>(clock, KEY_MAX_AGE_S)
  const router = createRouter()
  router.on(['POST', 'DELETE'], '/push', limitChanges(deps.trustedProxies ?? []))
  router.on(['POST', 'DELETE'], '/push', requireBody(MAX_BODY_BYTES, 'application/json'))

  return new Hono().route(
    '/',
    router
      .openapi(routes.readPushKey, async (c) => {
        const { body, fresh, headers } = await answerKey(c, async () => ({
          public_key: identity === undefined ? null : (await identity()).publicKey,
        }))
        return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
      })
      .openapi(routes.subscribeOne, async (c) => {
        const { provider, ...wish } = c.req.valid('json')
        const { id: providerId } = entryOf(directory, provider)
        if (identity === undefined) throw new Refusal(409, `This instance (${clock.mode}) sends no notifications.`)
        if (!isPushKey(wish.p256dh)) throw new Refusal(400, 'p256dh: is no point on P-256.', { field: 'p256dh' })
        const endpoint = await checkEndpoint(wish.endpoint)
        const now = clock.now()
        const became = await subscribePush(db, { ...wish, endpoint, providerId }, { now, known: PUSH_SERVICES })
        if (became === 'over') throw new Refusal(409, 'Nothing is open at this provider: there is nothing to wait for.')
        if (became === 'too-many') throw new Refusal(429, 'Too many wait already.', { retryAfterS: 3_600 })
        return c.json({ ...stamp(clock, now), provider, forgotten_after_ms: PUSH_KEPT_MS }, 200, PRIVATE)
      })
      .openapi(routes.unsubscribeOne, async (c) => {
        const { endpoint, provider } = c.req.valid('json')
        const { href } = URL.canParse(endpoint) ? new URL(endpoint) : { href: endpoint }
        await unsubscribePush(db, href, entryOf(directory, provider).id)
        return c.body(null, 204, PRIVATE)
      }),
  )

  /** As it is to be kept. Looked at again whenever something is sent: a name may lead elsewhere by then. */
  async function checkEndpoint(text: string): Promise<string> {
    const refuse = (detail: string): never => {
      throw new Refusal(400, `endpoint: ${detail}`, { field: 'endpoint' })
    }
    const fault = faultOfUrl(text, allowPrivate)
    if (fault !== undefined) refuse(fault)
    const { href, hostname } = new URL(text)
    const looking = guard.lookup(hostname.replace(/^\[|\]$/g, ''))
    // Not why: whether a name is known in our own network is nobody's business.
    await within(looking, AbortSignal.timeout(lookupMs)).catch(() =>
      refuse('leads to no address on the public internet.'),
    )
    return href
  }
}

/** Addresses are known for the minute, in memory. */
function limitChanges(trustedProxies: readonly string[]): MiddlewareHandler {
  const trusted = parseTrustedProxies(trustedProxies)
  const limiter = new RateLimiterMemory({ points: CHANGES_PER_MINUTE, duration: 60 })
  return async (c: Context<{ Bindings: HttpBindings }>, next) => {
    const remote = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress
    const address = parseAddress(clientAddress(remote, c.req.header('x-forwarded-for'), trusted))
    await limiter.consume(address ? hostText(address) : '').catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused
      const retryAfterS = Math.max(1, Math.ceil(refused.msBeforeNext / 1_000))
      throw new Refusal(429, 'Too many changes in a minute.', { retryAfterS })
    })
    return next()
  }
}
