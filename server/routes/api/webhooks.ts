import { Hono } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { v7 as uuidv7 } from 'uuid'
import { DAY_MS } from '../../../shared/time.ts'
import { MAX_WEBHOOKS_PER_KEY } from '../../../shared/webhook.ts'
import type { WebhookAbout } from '../../../shared/webhook.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import { askReceiver, newChallenge, newSecret } from '../../notify/confirmation.ts'
import { faultOfUrl } from '../../notify/receiver-url.ts'
import type { Outbound } from '../../outbound.ts'
import type { Database } from '../../store/db.ts'
import { readDeliveries, redeliver } from '../../store/deliveries.ts'
import { changeWebhook, createWebhook, deleteWebhook, readWebhooks, rotateSecret } from '../../store/webhooks.ts'
import { requireKey } from './agent-key.ts'
import type { KeyEnv } from './agent-key.ts'
import { stamp } from './answers.ts'
import { requireBody } from './result-body.ts'
import { createRouter } from './router.ts'
import * as routes from './webhook-routes.ts'
import { toDelivery, toWebhook } from './webhook-wire.ts'

const MAX_BODY_BYTES = 4_096
/** Each is a request to wherever somebody says: of one key, in this process, a minute. */
export const CONFIRMATIONS_PER_MINUTE = 20
/** To one host, whoever asks for it: keys are many, and the host has asked for nothing yet. */
export const CONFIRMATIONS_PER_HOST = 60
/** Of one key, in this process, a minute. */
export const REDELIVERIES_PER_MINUTE = 60
/** After a rotation. */
const OLD_SECRET_MS = DAY_MS
/** Nothing of it is for a cache. */
const PRIVATE = { 'Cache-Control': 'private, no-store' }

export type OwnWebhookDeps = {
  db: Database
  clock: Clock
  directory: Directory
  outbound: Outbound
  /** Receivers in a network of one's own, without TLS: for tests, and for those who watch their own. */
  allowPrivate?: boolean
}

/** What the owner of a key may do with its webhooks, and with no others. A replay or a simulation asks nobody and sends nothing. */
export function ownWebhookRoutes({ db, clock, directory, outbound, allowPrivate = false }: OwnWebhookDeps): Hono {
  const ofKey = limitOf(CONFIRMATIONS_PER_MINUTE, 'confirmations')
  const ofHost = limitOf(CONFIRMATIONS_PER_HOST, 'confirmations of this host')
  const redeliveries = limitOf(REDELIVERIES_PER_MINUTE, 'redeliveries')
  const reach = allowPrivate ? 'neither public nor of a private network' : 'not public'
  const router = createRouter<KeyEnv>()
  for (const path of ['/webhooks', '/webhooks/*']) router.use(path, requireKey(db, clock, 'webhooks'))
  router.on(['POST'], '/webhooks', requireBody(MAX_BODY_BYTES, 'application/json'))
  router.on(['PATCH'], '/webhooks/:id', requireBody(MAX_BODY_BYTES, 'application/json'))

  /** Asks before anything is stored: an address that may not be asked is a wrong address. */
  async function ask(key: { id: number }, to: { url: string; secrets: string[] }, challenge: string) {
    requireLive(clock)
    await ofKey(key.id)
    // In a network of one's own a host has many receivers, each at a port.
    const { host, hostname } = new URL(to.url)
    await ofHost(allowPrivate ? host : hostname.replace(/\.$/, ''))
    const failure = await askReceiver(outbound, to, challenge, clock.now())
    if (failure === 'address') throw new Refusal(400, `url: leads to an address that is ${reach}.`, { field: 'url' })
    return { failure, asked: { challenge, confirmedAt: failure === null ? clock.now() : null } }
  }

  async function find(apiKeyId: number, id: string) {
    const [row] = await readWebhooks(db, apiKeyId, id)
    return row ?? missing()
  }

  return new Hono().route(
    '/',
    router
      .openapi(routes.createOne, async (c) => {
        const key = c.get('key')
        const { url, events, about } = c.req.valid('json')
        checkUrl(url, allowPrivate)
        checkAbout(about, directory)
        const secret = newSecret()
        const { failure, asked } = await ask(key, { url, secrets: [secret] }, newChallenge())
        const now = clock.now()
        const made = {
          id: uuidv7({ msecs: now }),
          apiKeyId: key.id,
          url,
          events,
          about,
          secret,
          createdAt: now,
          ...asked,
        }
        const row = await createWebhook(db, made, MAX_WEBHOOKS_PER_KEY)
        if (!row) throw new Refusal(409, `This key has ${MAX_WEBHOOKS_PER_KEY} webhooks already.`)
        return c.json({ ...stamp(clock, now), webhook: toWebhook(row, now), failure, secret }, 201, PRIVATE)
      })
      .openapi(routes.listOwn, async (c) => {
        const now = clock.now()
        const rows = await readWebhooks(db, c.get('key').id)
        return c.json({ ...stamp(clock, now), webhooks: rows.map((row) => toWebhook(row, now)) }, 200, PRIVATE)
      })
      .openapi(routes.readOne, async (c) => {
        const now = clock.now()
        const row = await find(c.get('key').id, c.req.valid('param').id)
        return c.json({ ...stamp(clock, now), webhook: toWebhook(row, now), failure: null }, 200, PRIVATE)
      })
      .openapi(routes.changeOne, async (c) => {
        const key = c.get('key')
        const { id } = c.req.valid('param')
        const edit = c.req.valid('json')
        if (edit.url !== undefined) checkUrl(edit.url, allowPrivate)
        if (edit.about !== undefined) checkAbout(edit.about, directory)
        const row = await find(key.id, id)
        const isMoved = edit.url !== undefined && edit.url !== row.url
        const isTurnedOn = edit.on === true && row.offAt !== null
        const to = { url: edit.url ?? row.url, secrets: secretsOf(row, clock.now()) }
        const { failure, asked } =
          isMoved || isTurnedOn ? await ask(key, to, newChallenge()) : { failure: null, asked: undefined }
        const now = clock.now()
        const changed =
          (await changeWebhook(db, { apiKeyId: key.id, id, now }, { ...edit, url: asked && to.url, asked })) ??
          missing()
        return c.json({ ...stamp(clock, now), webhook: toWebhook(changed, now), failure }, 200, PRIVATE)
      })
      .openapi(routes.deleteOne, async (c) => {
        const { id } = c.req.valid('param')
        if (!(await deleteWebhook(db, { apiKeyId: c.get('key').id, id, now: clock.now() }))) missing()
        return c.body(null, 204, PRIVATE)
      })
      .openapi(routes.confirmOne, async (c) => {
        const key = c.get('key')
        const { id } = c.req.valid('param')
        const row = await find(key.id, id)
        if (row.offAt !== null) throw new Refusal(409, 'It is off. Turn it on: PATCH {"on": true}.')
        const { failure, asked } = await ask(
          key,
          { url: row.url, secrets: secretsOf(row, clock.now()) },
          newChallenge(),
        )
        const now = clock.now()
        // One that has confirmed before has not taken it back by not answering now.
        const edit = failure === null ? { url: row.url, asked } : {}
        const changed = (await changeWebhook(db, { apiKeyId: key.id, id, now }, edit)) ?? missing()
        return c.json({ ...stamp(clock, now), webhook: toWebhook(changed, now), failure }, 200, PRIVATE)
      })
      .openapi(routes.rotateOne, async (c) => {
        const now = clock.now()
        const secret = newSecret()
        const { id } = c.req.valid('param')
        const rotation = { apiKeyId: c.get('key').id, id, secret, oldUntil: now + OLD_SECRET_MS }
        const row = (await rotateSecret(db, rotation)) ?? missing()
        return c.json({ ...stamp(clock, now), webhook: toWebhook(row, now), failure: null, secret }, 200, PRIVATE)
      })
      .openapi(routes.listDeliveries, async (c) => {
        const row = await find(c.get('key').id, c.req.valid('param').id)
        const deliveries = await readDeliveries(db, row.id, c.req.valid('query').limit)
        return c.json({ ...stamp(clock, clock.now()), deliveries: deliveries.map(toDelivery) }, 200, PRIVATE)
      })
      .openapi(routes.redeliverOne, async (c) => {
        requireLive(clock)
        const { id, delivery } = c.req.valid('param')
        const row = await find(c.get('key').id, id)
        if (row.offAt !== null) throw new Refusal(409, 'The webhook is off. Turn it on: PATCH {"on": true}.')
        if (row.confirmedAt === null) throw new Refusal(409, 'The webhook is not confirmed: POST …/confirm.')
        await redeliveries(c.get('key').id)
        const now = clock.now()
        const again = (await redeliver(db, { webhookId: row.id, id: delivery, now })) ?? missing('delivery')
        if (again === 'busy') throw new Refusal(409, 'It is being delivered already.')
        return c.json({ ...stamp(clock, now), delivery: toDelivery(again) }, 202, PRIVATE)
      }),
  )
}

/** So many a minute, of each `who`. */
function limitOf(points: number, what: string): (who: number | string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: 60 })
  return async (who) => {
    await limiter.consume(who).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused
      const retryAfterS = Math.max(1, Math.ceil(refused.msBeforeNext / 1_000))
      throw new Refusal(429, `Too many ${what} in a minute.`, { retryAfterS })
    })
  }
}

function requireLive(clock: Clock): void {
  if (clock.mode !== 'live') throw new Refusal(409, `This is a ${clock.mode}: it asks no receiver and sends nothing.`)
}

function missing(what = 'webhook'): never {
  throw new Refusal(404, `This key has no such ${what}.`)
}

function secretsOf(row: { secret: string; oldSecret: string | null; oldUntil: number | null }, now: number): string[] {
  const isOldGood = row.oldSecret !== null && row.oldUntil !== null && row.oldUntil > now
  return isOldGood ? [row.secret, row.oldSecret!] : [row.secret]
}

function checkUrl(text: string, allowPrivate: boolean): void {
  const fault = faultOfUrl(text, allowPrivate)
  if (fault !== undefined) throw new Refusal(400, `url: ${fault}`, { field: 'url' })
}

function checkAbout(about: WebhookAbout, directory: Directory): void {
  const { provider, operator } = about
  const refuse = (field: string): never => {
    throw new Refusal(400, `${field}: is not known.`, { field })
  }
  if (provider !== undefined && !directory.bySlug(provider)) refuse('about.provider')
  if (operator !== undefined && directory.byOperator(operator).length === 0) refuse('about.operator')
}
