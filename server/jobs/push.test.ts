import type { Hono } from 'hono'
import { createPublicKey } from 'node:crypto'
import net from 'node:net'
import { jwtVerify } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import { createDirectory } from '../catalogue/directory.ts'
import { silentLog } from '../log.ts'
import { PUSH_SERVICES } from '../notify/push-services.ts'
import { createOutbound } from '../outbound.ts'
import { createPushIdentity } from '../push-identity.ts'
import { withdrawIncident } from '../store/corrections.ts'
import { readProviders } from '../store/providers.ts'
import { claimPushes } from '../store/push.ts'
import { anApi, fetchJson } from '../test/api.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { closeAfterEach, listen, whenDone } from '../test/probe-servers/sockets.ts'
import { aBrowser, aPushService } from '../test/push-service.ts'
import { aJudge, SEEN } from '../test/webhook-site.ts'
import { PUSH_RETRY_MS, startPushJob } from './push.ts'

const BEGAN = Date.now() - 60 * MINUTE_MS
const at = (minute: number) => BEGAN + minute * MINUTE_MS
/** Machines are busy. */
const SOON = { timeout: 20_000 }
const test = useTestDb()
const clock = createManualClock(Date.now())
let app: Hono
let mail: number
let judge: Awaited<ReturnType<typeof aJudge>>
let service: Awaited<ReturnType<typeof aPushService>>
let browser: ReturnType<typeof aBrowser>

closeAfterEach()
beforeEach(async () => {
  await test.db.sql`truncate push_subscriptions, push_keys, incident_events, incidents, providers cascade`
  ;({ id: mail } = await aProvider(test.db, { slug: 'libero-mail', name: 'Libero Mail' }))
  await aProvider(test.db, { slug: 'a-bank' })
  app = await anApi(test.db, clock, { resolve: toMyself })
  judge = await aJudge(test.db)
  service = await aPushService()
  browser = aBrowser()
})

const ask = (path: string, more: Record<string, unknown> = {}) => {
  const { p256dh, auth } = browser
  const wish = { endpoint: service.url + path, p256dh, auth, provider: 'libero-mail', lang: 'it', ...more }
  return send(app, 'POST', wish)
}
const send = (to: Hono, method: string, wish: object) => {
  const body = JSON.stringify(wish)
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  return fetchJson(to, '/api/v1/push', { method, headers, body })
}
const waiting = () => test.db.sql<{ endpoint: string; attempts: number; waits: boolean }[]>`
  select endpoint, attempts, next_at is not null as waits from push_subscriptions order by endpoint`

/** Every name there is leads to this machine. */
const toMyself = async () => [{ address: '127.0.0.1', family: 4 }]

let ahead = 0
let turns = 0
async function start(timeoutMs = 2_000) {
  ahead = turns = 0
  const job = startPushJob({
    db: test.db,
    log: silentLog,
    directory: createDirectory(await readProviders(test.db)),
    outbound: createOutbound({ allowPrivate: true, resolve: toMyself }),
    identity: createPushIdentity(test.db, clock, 'https://brusio.example'),
    now: () => Date.now() + ahead,
    tickMs: 5,
    timeoutMs,
    onTurn: () => void (turns += 1),
  })
  whenDone(() => job.close())
}
const someTurns = async () => {
  const from = turns
  await expect.poll(() => turns, SOON).toBeGreaterThan(from + 5)
}

describe('who waits for a service', () => {
  it('is told once when the incident is over, encrypted for this browser, signed by this instance, and forgotten', async () => {
    const began = await judge.open(mail, at(1))
    expect(await ask('/one')).toMatchObject({ status: 200, body: { provider: 'libero-mail' } })
    await start()
    await judge.recover(began, at(10))
    await someTurns()
    expect(service.taken).toEqual([])
    await judge.resolve(began, at(20))
    await expect.poll(waiting, SOON).toEqual([])
    await someTurns()
    expect(service.taken).toHaveLength(1)
    const { path, headers, body } = service.taken[0]!
    expect([path, headers.ttl, headers['content-encoding']]).toEqual(['/one', '43200', 'aes128gcm'])
    expect(browser.read(body)).toEqual({
      title: 'Libero Mail: torna nella norma',
      body: 'Il disservizio è finito, per quanto ne sappiamo.',
      url: '/it/p/libero-mail',
      lang: 'it',
      tag: 'libero-mail',
    })
    const { public_key: key } = (await fetchJson(app, '/api/v1/push')).body as { public_key: string }
    const [, token, named] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? []
    expect(named).toBe(key)
    const point = Buffer.from(key, 'base64url')
    const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
    const { payload } = await jwtVerify(
      token ?? '',
      createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' }),
    )
    expect(payload).toMatchObject({ aud: service.url, sub: 'https://brusio.example' })
  })

  it('is told in its language that it was withdrawn', async () => {
    const began = await judge.open(mail, at(1))
    await ask('/one', { lang: 'en' })
    await withdrawIncident(test.db, began.id, { reason: 'It was nothing.', evidence: SEEN, at: at(5) })
    await start()
    await expect.poll(waiting, SOON).toEqual([])
    expect(browser.read(service.taken[0]!.body)).toMatchObject({
      title: 'Libero Mail: outage withdrawn',
      url: '/en/p/libero-mail',
    })
  })

  it('is told again, later and later, while its push service fails, and then no more', async () => {
    const began = await judge.open(mail, at(1))
    await ask('/one')
    await judge.resolve(began, at(2))
    service.status = 503
    await start()
    for (const [i, wait] of PUSH_RETRY_MS.entries()) {
      await expect.poll(() => service.taken.length, SOON).toBe(i + 1)
      await someTurns()
      expect(service.taken).toHaveLength(i + 1)
      ahead += wait
    }
    await expect.poll(waiting, SOON).toEqual([])
    expect(service.taken).toHaveLength(PUSH_RETRY_MS.length + 1)
  })

  it('is told when its push service is back', async () => {
    const began = await judge.open(mail, at(1))
    await ask('/one')
    await judge.resolve(began, at(2))
    service.status = 429
    await start()
    await expect.poll(() => service.taken.length, SOON).toBe(1)
    service.status = 201
    await someTurns()
    expect(service.taken).toHaveLength(1)
    ahead += PUSH_RETRY_MS[0]!
    await expect.poll(waiting, SOON).toEqual([])
    expect(service.taken).toHaveLength(2)
  })

  it.each([401, 403, 429])('is kept where the push service answers %i, which is about us', async (status) => {
    const began = await judge.open(mail, at(1))
    await ask('/one')
    await judge.resolve(began, at(2))
    service.status = status
    await start()
    await expect.poll(() => service.taken.length, SOON).toBe(1)
    await someTurns()
    expect(await waiting()).toMatchObject([{ attempts: 1, waits: true }])
  })

  it.each([404, 410, 400])('is forgotten at once where the push service answers %i', async (status) => {
    const began = await judge.open(mail, at(1))
    await ask('/one')
    await judge.resolve(began, at(2))
    service.status = status
    await start()
    await expect.poll(waiting, SOON).toEqual([])
    expect(service.taken).toHaveLength(1)
  })

  it('waits for no push service but its own, however many are at one that is dead', async () => {
    const began = await judge.open(mail, at(1))
    const dead = await listen(net.createServer(() => {}))
    const { p256dh, auth } = browser
    await test.db.sql`insert into push_subscriptions (endpoint, provider_id, p256dh, auth, lang, created_at)
      select ${`http://127.0.0.1:${dead.port}/`} || n, ${mail}, ${p256dh}, ${auth}, 'it', now() from generate_series(1, 300) n`
    const known = service.url.replace('127.0.0.1', 'updates.push.services.mozilla.com')
    for (const path of ['/one', '/two', '/three']) await ask(path, { endpoint: known + path })
    await judge.resolve(began, at(2))
    await start(60_000)
    await expect.poll(() => service.taken.map(({ path }) => path).toSorted(), SOON).toEqual(['/one', '/three', '/two'])
    const tried = (await waiting()).filter(({ attempts }) => attempts > 0)
    expect(tried.length).toBeLessThan(100)
  })

  it('is forgotten after 30 days, whatever is open', async () => {
    await judge.open(mail, at(1))
    await ask('/one')
    await start()
    ahead = 30 * DAY_MS - MINUTE_MS
    await someTurns()
    expect(await waiting()).toHaveLength(1)
    ahead = 30 * DAY_MS + MINUTE_MS
    await expect.poll(waiting, SOON).toEqual([])
    expect(service.taken).toEqual([])
  })

  it('is claimed once, however many ask', async () => {
    const began = await judge.open(mail, at(1))
    await Promise.all(Array.from({ length: 20 }, (_, i) => ask(`/${i}`)))
    await judge.resolve(began, at(2))
    const now = Date.now()
    const one = () =>
      claimPushes(test.db, { now, holdUntil: now + MINUTE_MS, limit: 15, known: PUSH_SERVICES, except: [] })
    const claims = (await Promise.all([one(), one(), one()])).flat().map(({ endpoint }) => endpoint)
    expect(claims.length).toBeGreaterThanOrEqual(15)
    expect(new Set(claims).size).toBe(claims.length)
  })
})
