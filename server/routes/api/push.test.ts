import type { Hono } from 'hono'
import { beforeEach, expect, it } from 'vitest'
import { MINUTE_MS } from '../../../shared/time.ts'
import type { Clock } from '../../clock.ts'
import { subscribePush } from '../../store/push.ts'
import { takePushKeys } from '../../store/push-keys.ts'
import { PUSH_SERVICES } from '../../notify/push-services.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, anIncident } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { aBrowser } from '../../test/push-service.ts'

const NOW = Date.UTC(2026, 0, 13, 9)
const test = useTestDb()
const { p256dh, auth } = aBrowser()
const WISH = { endpoint: 'https://push.example/one', p256dh, auth, provider: 'libero-mail', lang: 'it' }
const clock = createManualClock(NOW)
let mail: number
let app: Hono

beforeEach(async () => {
  await test.db.sql`truncate push_subscriptions, push_keys, incident_events, incidents, providers cascade`
  ;({ id: mail } = await aProvider(test.db, { slug: 'libero-mail' }))
  await aProvider(test.db, { slug: 'a-bank' })
  await anIncident(test.db, { providerId: mail, startedAt: new Date(NOW - MINUTE_MS) })
  app = await aSite(clock)
})

/** What is not an address is a name; each leads to the same. */
const aSite = (of: Clock, address = '93.184.215.14') =>
  anApi(test.db, of, { resolve: async () => [{ address, family: 4 }], pushesPrivately: false })

async function send(method: string, wish: unknown, to = app, more: Record<string, string> = {}) {
  const body = JSON.stringify(wish)
  const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...more }
  const answer = await fetchJson(to, '/api/v1/push', { method, headers, body })
  return { status: answer.status, body: answer.body as Record<string, unknown> }
}
const stored = () => test.db.sql`select endpoint from push_subscriptions order by endpoint`

it('keeps what a browser gave, once, and lets go of it when told to', async () => {
  expect((await send('POST', WISH)).status).toBe(200)
  expect((await send('POST', WISH)).status).toBe(200)
  expect(await stored()).toEqual([{ endpoint: WISH.endpoint }])
  const stop = { endpoint: WISH.endpoint, provider: 'libero-mail' }
  expect((await send('DELETE', { ...stop, provider: 'a-bank' })).status).toBe(204)
  expect(await stored()).toHaveLength(1)
  expect((await send('DELETE', stop)).status).toBe(204)
  expect((await send('DELETE', stop)).status).toBe(204)
  expect(await stored()).toEqual([])
})

it.each([
  'http://push.example/one',
  'ftp://push.example/one',
  'javascript:alert(1)',
  'push.example',
  'https://user:secret@push.example/',
  'https://push.example/#one',
  'https://push.example:22/one',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/',
  'https://224.0.0.1/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[fe80::1]/',
  'https://[fd00::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
])('takes no endpoint %s', async (endpoint) => {
  expect(await send('POST', { ...WISH, endpoint })).toMatchObject({ status: 400, body: { field: 'endpoint' } })
  expect(await stored()).toEqual([])
})

it('takes no name that leads into a network of ours, nor one that leads nowhere', async () => {
  expect(await send('POST', WISH, await aSite(clock, '10.1.2.3'))).toMatchObject({
    status: 400,
    body: { detail: 'endpoint: leads to no address on the public internet.' },
  })
  const lost = await anApi(test.db, clock, { resolve: () => Promise.reject(new Error('no')), pushesPrivately: false })
  // In the same words: who asks does not learn which names there are in our own network.
  expect(await send('POST', WISH, lost)).toMatchObject({
    status: 400,
    body: { detail: 'endpoint: leads to no address on the public internet.' },
  })
  const slow = await anApi(test.db, clock, {
    resolve: () => new Promise(() => {}),
    pushesPrivately: false,
    lookupMs: 20,
  })
  expect((await send('POST', WISH, slow)).status).toBe(400)
})

it('keeps an address as a URL is written, so that it is one, and gone when told to', async () => {
  expect((await send('POST', { ...WISH, endpoint: 'HTTPS://Push.Example:443/one' })).status).toBe(200)
  expect((await send('POST', WISH)).status).toBe(200)
  expect(await stored()).toEqual([{ endpoint: WISH.endpoint }])
  expect((await send('DELETE', { endpoint: 'https://PUSH.example/one', provider: 'libero-mail' })).status).toBe(204)
  expect(await stored()).toEqual([])
})

it('has few write to a host that is no known push service, whoever owns it', async () => {
  const ask = { now: NOW, known: PUSH_SERVICES, most: { perOtherHost: 2, elsewhere: 3 } }
  const at = (endpoint: string) => subscribePush(test.db, { endpoint, providerId: mail, p256dh, auth, lang: 'it' }, ask)
  const said = []
  for (const host of [
    'victim.example',
    'victim.example',
    'victim.example',
    'victim.example:8443',
    'b.example',
    'c.example',
  ])
    said.push(await at(`https://${host}/${said.length}`))
  expect(said).toEqual(['subscribed', 'subscribed', 'too-many', 'too-many', 'subscribed', 'too-many'])
  expect(await at('https://victim.example/0')).toBe('subscribed')
  for (let i = 0; i < 5; i++) expect(await at(`https://fcm.googleapis.com/fcm/send/${i}`)).toBe('subscribed')
})

it('refuses what is no key, no provider, no language, too much, or nothing to wait for', async () => {
  // The right length and the right first byte, but no point of the curve.
  const off = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url')
  expect(await send('POST', { ...WISH, p256dh: off })).toMatchObject({ status: 400, body: { field: 'p256dh' } })
  expect(await send('POST', { ...WISH, auth: 'short' })).toMatchObject({ status: 400, body: { field: 'auth' } })
  expect((await send('POST', { ...WISH, provider: 'nobody' })).status).toBe(404)
  expect((await send('POST', { ...WISH, lang: 'de' })).status).toBe(400)
  expect((await send('POST', { ...WISH, name: 'Ada' })).status).toBe(400)
  expect((await send('POST', { ...WISH, endpoint: `https://push.example/${'a'.repeat(5_000)}` })).status).toBe(413)
  expect((await send('POST', WISH, app, { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await send('POST', WISH, app, { 'content-encoding': 'gzip' })).status).toBe(415)
  expect((await send('POST', { ...WISH, provider: 'a-bank' })).status).toBe(409)
  expect(await stored()).toEqual([])
})

it('takes so many changes of one address in a minute', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 31; i++) statuses.push((await send('POST', WISH)).status)
  expect(statuses).toEqual([...Array<number>(30).fill(200), 429])
})

it('keeps so many of one browser, and so many of one provider', async () => {
  const row = { endpoint: WISH.endpoint, providerId: mail, p256dh, auth, lang: 'it' as const }
  const ask = { now: NOW, known: PUSH_SERVICES, most: { perEndpoint: 1, perProvider: 2 } }
  const { id: third } = await aProvider(test.db, { slug: 'third' })
  await anIncident(test.db, { providerId: third, startedAt: new Date(NOW) })
  expect(await subscribePush(test.db, row, ask)).toBe('subscribed')
  expect(await subscribePush(test.db, { ...row, providerId: third }, ask)).toBe('too-many')
  expect(await subscribePush(test.db, { ...row, endpoint: 'https://push.example/two' }, ask)).toBe('subscribed')
  expect(await subscribePush(test.db, { ...row, endpoint: 'https://push.example/three' }, ask)).toBe('too-many')
  expect(await subscribePush(test.db, row, ask)).toBe('subscribed')
  expect(await stored()).toHaveLength(2)
})

it('has one key, whoever makes it first, and in a replay none', async () => {
  const made = (name: string) => takePushKeys(test.db, { publicKey: name, privateKey: name }, NOW)
  const keys = await Promise.all(['a', 'b', 'c', 'd'].map(made))
  expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1)
  const replay = await aSite({ ...clock, mode: 'replay' })
  expect((await fetchJson(replay, '/api/v1/push')).body).toMatchObject({ public_key: null })
  expect((await send('POST', WISH, replay)).status).toBe(409)
  expect(await stored()).toEqual([])
})
