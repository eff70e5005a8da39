import type { Hono } from 'hono'
import { beforeEach, expect, it, vi } from 'vitest'
import { createOutbound } from '../../outbound.ts'
import type { Outbound } from '../../outbound.ts'
import { revokeApiKey } from '../../store/api-keys.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { closeAfterEach } from '../../test/probe-servers/sockets.ts'
import { aReceiver } from '../../test/webhook-receiver.ts'
import { aJudge, anOwner } from '../../test/webhook-site.ts'

const test = useTestDb()
const NOBODY = '018f4c1e-0000-7000-8000-00000000000a'
let now: number
let app: Hono
let owner: Awaited<ReturnType<typeof anOwner>>
let providerId: number

closeAfterEach()
beforeEach(async () => {
  await test.db
    .sql`truncate deliveries, webhooks, api_keys, agents, incident_events, incidents, dossiers, dossier_parts, providers cascade`
  now = Date.now()
  ;({ id: providerId } = await aProvider(test.db, { slug: 'libero-mail' }))
  app = await anApi(test.db, createManualClock(now))
  owner = await anOwner(test.db, app, now)
})

const ROUTES = [
  ['POST', '', { url: 'https://example.com/' }],
  ['GET', ''],
  ['GET', `/${NOBODY}`],
  ['PATCH', `/${NOBODY}`, { on: false }],
  ['DELETE', `/${NOBODY}`],
  ['POST', `/${NOBODY}/confirm`],
  ['POST', `/${NOBODY}/rotate`],
  ['GET', `/${NOBODY}/deliveries`],
  ['POST', `/${NOBODY}/deliveries/${NOBODY}/redeliver`],
] as const

it.each(ROUTES)('lets nobody %s %s without a key of this scope that works', async (method, path, body?: object) => {
  for (const scope of ['probe-results', 'read'] as const) {
    const other = await anOwner(test.db, app, now, scope)
    const { status, headers } = await other.ask(method, path, body)
    expect([scope, status]).toEqual([scope, 403])
    expect(headers.get('www-authenticate')).toContain('insufficient_scope')
  }
  await revokeApiKey(test.db, owner.prefix, now)
  expect((await owner.ask(method, path, body)).status).toBe(401)
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  expect((await fetchJson(app, `/api/v1/webhooks${path}`, init)).status).toBe(401)
})

it('takes no page that repeats what it was sent for a receiver', async () => {
  const mirror = await aReceiver()
  mirror.echoes = false
  mirror.answer = (_request, response) => void response.end(mirror.requests.at(-1)!.body)
  const { body } = await owner.create({ url: mirror.url })
  expect([body.failure, body.webhook.confirmed_at]).toEqual(['echo', null])
})

it('asks one host so often in a minute, whoever wants it and however it is written', async () => {
  const post = vi.fn<Outbound['post']>(() => Promise.reject(new Error('nobody is there')))
  app = await anApi(test.db, createManualClock(now), { outbound: { ...createOutbound(), post }, hooksPrivately: false })
  const statuses: number[] = []
  const ways = [
    'https://example.com/',
    'https://EXAMPLE.com:8443/a',
    'https://example.com./b',
    'https://example。com/c',
  ]
  for (let i = 0; i < 64; i++) {
    if (i % 16 === 0) owner = await anOwner(test.db, app, now)
    statuses.push((await owner.create({ url: ways[i % 4]! })).status)
  }
  expect(statuses).toEqual([...Array<number>(60).fill(201), ...Array<number>(4).fill(429)])
  expect(post).toHaveBeenCalledTimes(60)
  expect((await owner.create({ url: 'https://another.example/' })).status).toBe(201)
})

it.each(['https://example.com:22/', 'https://example.com:993/', 'http://example.com/'])(
  'asks no %s what answers there',
  async (url) => {
    const post = vi.fn<Outbound['post']>()
    const options = { outbound: { ...createOutbound(), post }, hooksPrivately: false }
    owner = await anOwner(test.db, await anApi(test.db, createManualClock(now), options), now)
    expect(await owner.create({ url })).toMatchObject({ status: 400, body: { field: 'url' } })
    expect(post).not.toHaveBeenCalled()
  },
)

it('delivers again so often in a minute', async () => {
  const receiver = await aReceiver()
  const { id } = (await owner.create({ url: receiver.url })).body.webhook
  await (await aJudge(test.db)).open(providerId, now - 1_000)
  const [sent] = await owner.deliveries(id)
  const statuses: number[] = []
  for (let i = 0; i < 61; i++) {
    await test.db.sql`update deliveries set next_at = null`
    statuses.push((await owner.ask('POST', `/${id}/deliveries/${sent!.id}/redeliver`)).status)
  }
  expect(statuses).toEqual([...Array<number>(60).fill(202), 429])
})

it('forgets the addresses and secrets of a key that is revoked', async () => {
  const receiver = await aReceiver()
  const { id } = (await owner.create({ url: receiver.url })).body.webhook
  await owner.ask('POST', `/${id}/rotate`)
  await revokeApiKey(test.db, owner.prefix, now)
  expect(await test.db.sql`select url, secret, old_secret, challenge, off_for from webhooks`).toEqual([
    { url: '', secret: '', old_secret: null, challenge: '', off_for: 'key' },
  ])
})
