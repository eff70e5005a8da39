import net from 'node:net'
import type { Hono } from 'hono'
import { Webhook as Verifier } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_WEBHOOKS_PER_KEY } from '../../../shared/webhook.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { createOutbound } from '../../outbound.ts'
import type { Outbound } from '../../outbound.ts'
import { FORBIDDEN_TARGETS, resolveForbidden } from '../../probe/forbidden-targets.ts'
import { revokeApiKey } from '../../store/api-keys.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { closeAfterEach } from '../../test/probe-servers/sockets.ts'
import { aReceiver } from '../../test/webhook-receiver.ts'
import { aJudge, anOwner } from '../../test/webhook-site.ts'
import { openApiDocument } from './openapi.ts'
import { DeliveryAnswer, DeliveryList, WebhookAnswer, WebhookList, WebhookSecret } from './webhook-routes.ts'

const test = useTestDb()
const NOBODY = '018f4c1e-0000-7000-8000-00000000000a'
let now: number
let app: Hono
let clock: ReturnType<typeof createManualClock>
let owner: Awaited<ReturnType<typeof anOwner>>
let providerId: number

closeAfterEach()
afterEach(() => vi.restoreAllMocks())
beforeEach(async () => {
  await test.db
    .sql`truncate deliveries, webhooks, api_keys, agents, incident_events, incidents, dossiers, dossier_parts, providers cascade`
  now = Date.now()
  clock = createManualClock(now)
  ;({ id: providerId } = await aProvider(test.db, { slug: 'libero-mail' }))
  app = await anApi(test.db, clock)
  owner = await anOwner(test.db, app, now)
})

async function aHook(wish: Record<string, unknown> = {}) {
  const receiver = await aReceiver()
  const { body } = await owner.create({ url: receiver.url, ...wish })
  receiver.secret = body.secret
  return { receiver, id: body.webhook.id, secret: body.secret }
}

describe('a webhook', () => {
  it('is made, read, changed and deleted, and answers what the document says', async () => {
    const receiver = await aReceiver()
    const made = await owner.create({
      url: receiver.url,
      about: { provider: 'libero-mail' },
      events: ['incident.opened'],
    })
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'private, no-store'])
    expect(WebhookSecret.parse(made.body)).toEqual(made.body)
    const { id } = made.body.webhook
    expect(made.body.webhook).toMatchObject({ confirmed_at: new Date(now).toISOString(), off_at: null })
    const list = await owner.ask('GET', '')
    expect(WebhookList.parse(list.body)).toEqual(list.body)
    expect(list.body).toMatchObject({ webhooks: [made.body.webhook] })
    expect(JSON.stringify(list.body)).not.toContain(made.body.secret)
    const changed = await owner.ask('PATCH', `/${id}`, { about: {}, events: ['incident.resolved'] })
    expect(WebhookAnswer.parse(changed.body)).toEqual(changed.body)
    expect(changed.body).toMatchObject({ webhook: { about: {}, events: ['incident.resolved'], url: receiver.url } })
    expect((await owner.ask('GET', `/${id}`)).body).toEqual(changed.body)
    expect((await owner.ask('DELETE', `/${id}`)).status).toBe(204)
    expect((await owner.ask('GET', `/${id}`)).status).toBe(404)
    expect((await owner.ask('GET', '')).body).toMatchObject({ webhooks: [] })
    expect(await test.db.sql`select url, secret from webhooks`).toEqual([{ url: '', secret: '' }])
  })

  it('is told nothing before its receiver has echoed a signed challenge, at once or later', async () => {
    const receiver = await aReceiver()
    receiver.echoes = false
    const { body } = await owner.create({ url: receiver.url })
    expect([body.failure, body.webhook.confirmed_at]).toEqual(['echo', null])
    const challenge = receiver.requests[0]!
    expect(new Verifier(body.secret).verify(challenge.body, challenge.headers)).toMatchObject({
      type: 'webhook.confirm',
    })
    // Any page answers a POST with something.
    receiver.answer = (_request, response) => void response.end('<p>Thank you!')
    expect((await owner.ask('POST', `/${body.webhook.id}/confirm`)).body).toMatchObject({ failure: 'echo' })
    receiver.echoes = true
    const confirmed = await owner.ask('POST', `/${body.webhook.id}/confirm`)
    expect(confirmed.body).toMatchObject({ failure: null, webhook: { confirmed_at: expect.any(String) } })
  })

  it('has to confirm another address, and one that is turned on again', async () => {
    const { id } = await aHook()
    const other = await aReceiver()
    other.echoes = false
    const moved = await owner.ask('PATCH', `/${id}`, { url: other.url })
    expect(moved.body).toMatchObject({ failure: 'echo', webhook: { url: other.url, confirmed_at: null } })
    expect((await owner.ask('PATCH', `/${id}`, { on: false })).body).toMatchObject({ webhook: { off_for: 'owner' } })
    expect((await owner.ask('POST', `/${id}/confirm`)).status).toBe(409)
    other.echoes = true
    const on = await owner.ask('PATCH', `/${id}`, { on: true })
    expect(on.body).toMatchObject({ failure: null, webhook: { off_at: null, confirmed_at: expect.any(String) } })
  })

  it('signs with the old secret as well for a day after a rotation', async () => {
    const { id, secret, receiver } = await aHook()
    const rotated = await owner.ask<{ secret: string }>('POST', `/${id}/rotate`)
    expect(WebhookSecret.parse(rotated.body)).toEqual(rotated.body)
    expect(rotated.body).toMatchObject({ webhook: { old_secret_until: new Date(now + DAY_MS).toISOString() } })
    await owner.ask('POST', `/${id}/confirm`)
    const both = receiver.requests.at(-1)!
    for (const one of [secret, rotated.body.secret])
      expect(() => new Verifier(one).verify(both.body, both.headers)).not.toThrow()
    clock.set(now + DAY_MS)
    await owner.ask('POST', `/${id}/confirm`)
    const later = receiver.requests.at(-1)!
    expect(later.headers['webhook-signature']!.split(' ')).toHaveLength(1)
    expect(later.headers['webhook-signature']).not.toBe(both.headers['webhook-signature'])
  })

  it('shows what was sent, and sends it again', async () => {
    const { id } = await aHook()
    await (await aJudge(test.db)).open(providerId, now - 1_000)
    const list = await owner.ask<{ deliveries: { id: string }[] }>('GET', `/${id}/deliveries`)
    expect(DeliveryList.parse(list.body)).toEqual(list.body)
    expect(list.body.deliveries).toMatchObject([{ type: 'incident.opened', state: 'waiting', attempts: 0 }])
    const path = `/${id}/deliveries/${list.body.deliveries[0]!.id}/redeliver`
    expect((await owner.ask('POST', path)).status).toBe(409)
    const tried = { attempt: 3, at: now, ms: 12, status: 500, failure: 'status' }
    await test.db.sql`update deliveries set next_at = null, attempts = 3, made = 3, failure = 'status', status = 500,
      history = ${JSON.stringify([tried])}::text::jsonb`
    const again = await owner.ask('POST', path)
    expect([again.status, DeliveryAnswer.parse(again.body)]).toEqual([202, again.body])
    expect(again.body).toMatchObject({
      delivery: {
        state: 'waiting',
        attempts: 3,
        redelivery: true,
        failure: null,
        history: [{ ...tried, at: new Date(now).toISOString() }],
      },
    })
    expect((await owner.ask('POST', `/${id}/deliveries/${NOBODY}/redeliver`)).status).toBe(404)
  })
})

describe('a key', () => {
  it('of another scope may not, and without one nobody may', async () => {
    const agent = await anOwner(test.db, app, now, 'probe-results')
    const reader = await anOwner(test.db, app, now, 'read')
    for (const one of [agent, reader]) {
      expect((await one.create({ url: 'https://example.com/' })).status).toBe(403)
      expect((await one.ask('GET', `/${NOBODY}`)).status).toBe(403)
    }
    expect((await fetchJson(app, '/api/v1/webhooks')).status).toBe(401)
    const probes = { headers: { authorization: `Bearer ${owner.token}` } }
    expect((await fetchJson(app, '/api/v1/probe-targets', probes)).status).toBe(403)
  })

  it('sees and touches no webhook of another', async () => {
    const { id } = await aHook()
    const other = await anOwner(test.db, app, now)
    expect((await other.ask('GET', '')).body).toMatchObject({ webhooks: [] })
    for (const [method, path, body] of [
      ['GET', ''],
      ['PATCH', '', { on: false }],
      ['DELETE', ''],
      ['POST', '/confirm'],
      ['POST', '/rotate'],
      ['GET', '/deliveries'],
      ['POST', `/deliveries/${NOBODY}/redeliver`],
    ] as const)
      expect((await other.ask(method, `/${id}${path}`, body)).status, `${method} ${path}`).toBe(404)
    expect((await owner.ask('GET', `/${id}`)).body).toMatchObject({ webhook: { off_at: null } })
  })

  it('that is revoked is told nothing more', async () => {
    await aHook()
    const judge = await aJudge(test.db)
    const began = await judge.open(providerId, now - 1_000)
    await revokeApiKey(test.db, owner.prefix, now)
    expect(await test.db.sql`select off_for from webhooks`).toEqual([{ off_for: 'key' }])
    await judge.resolve(began, now)
    expect(await test.db.sql`select next_at, failure from deliveries`).toEqual([{ next_at: null, failure: 'off' }])
  })

  it('has so many webhooks and no more, and may ask receivers so often and no more', async () => {
    const { id } = await aHook()
    await test.db.sql`insert into webhooks (id, api_key_id, url, events, about, secret, challenge, created_at)
      select gen_random_uuid(), api_key_id, url, events, about, secret, challenge, created_at from webhooks
      cross join generate_series(2, ${MAX_WEBHOOKS_PER_KEY})`
    const receiver = await aReceiver()
    expect((await owner.create({ url: receiver.url })).status).toBe(409)
    const statuses: number[] = []
    for (let i = 0; i < 20; i++) statuses.push((await owner.ask('POST', `/${id}/confirm`)).status)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    const refused = await owner.ask('POST', `/${id}/confirm`)
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
  })
})

it.each([
  [{}, 'url'],
  [{ url: 'nowhere' }, 'url'],
  [{ url: 'ftp://example.com/' }, 'url'],
  [{ url: 'https://me:secret@example.com/' }, 'url'],
  [{ url: 'https://example.com/#here' }, 'url'],
  [{ url: `https://example.com/${'x'.repeat(1_000)}` }, 'url'],
  [{ url: 'https://example.com/', events: [] }, 'events'],
  [{ url: 'https://example.com/', events: ['incident.opened', 'incident.opened'] }, 'events'],
  [{ url: 'https://example.com/', events: ['all'] }, 'events.0'],
  [{ url: 'https://example.com/', about: { provider: 'nobody' } }, 'about.provider'],
  [{ url: 'https://example.com/', about: { operator: 'nobody' } }, 'about.operator'],
  [{ url: 'https://example.com/', about: { category: 'all' } }, 'about.category'],
  [{ url: 'https://example.com/', about: { provider: 'libero-mail', category: 'mail' } }, 'about'],
  [{ url: 'https://example.com/', secret: 'x' }, 'secret'],
])('refuses %j for its %s, and asks nobody', async (wish, field) => {
  const post = vi.fn<Outbound['post']>()
  owner = await anOwner(test.db, await anApi(test.db, clock, { outbound: { ...createOutbound(), post } }), now)
  const { status, body } = await owner.create(wish)
  expect([status, body.field]).toEqual([400, field])
  expect(post).not.toHaveBeenCalled()
})

it('asks and sends nothing in a replay', async () => {
  const { id } = await aHook()
  const replay = await anOwner(test.db, await anApi(test.db, createManualClock(now, 'replay')), now)
  expect(await replay.create({ url: 'https://example.com/' })).toMatchObject({ status: 409 })
  expect((await owner.ask('GET', `/${id}`)).status).toBe(200)
})

describe('an address that is not on the public internet', () => {
  const forbidden = FORBIDDEN_TARGETS.filter(({ kind }) => kind === 'http').map(({ target }) =>
    target.replace(/^http:/i, 'https:'),
  )

  it('has more than 120 forms', () => {
    expect(new Set(forbidden).size).toBeGreaterThan(120)
  })

  it('is refused in all of them, without opening a connection', async () => {
    const outbound = createOutbound({ resolve: resolveForbidden })
    const doors = vi.spyOn(net.Socket.prototype, 'connect')
    const before = doors.mock.calls.length
    for (const [i, url] of forbidden.entries()) {
      // As many may be asked in a minute as this is about.
      if (i % 15 === 0) owner = await anOwner(test.db, await anApi(test.db, clock, { outbound }), now)
      const { status, body } = await owner.create({ url })
      // What is no name at all is found out by asking for it.
      const refusal = status === 201 ? `${status} ${body.failure}` : `${status} ${body.field}`
      expect(['400 url', '201 dns'], url).toContain(refusal)
    }
    const opened = doors.mock.calls.slice(before).filter(([to]) => !JSON.stringify(to).includes('.s.PGSQL'))
    expect(opened).toEqual([])
  })
})

it('describes what is sent in the document', () => {
  const { webhooks } = openApiDocument()
  expect(Object.keys(webhooks ?? {})).toEqual(
    expect.arrayContaining(['incident.opened', 'incident.withdrawn', 'webhook.confirm']),
  )
})
