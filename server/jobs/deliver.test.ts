import type { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { silentLog } from '../log.ts'
import { createOutbound } from '../outbound.ts'
import { correctIncident, withdrawIncident } from '../store/corrections.ts'
import { claimDeliveries } from '../store/outbox.ts'
import { anApi } from '../test/api.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { closeAfterEach, whenDone } from '../test/probe-servers/sockets.ts'
import { aReceiver } from '../test/webhook-receiver.ts'
import { aJudge, anOwner, SEEN } from '../test/webhook-site.ts'
import { startDeliverJob } from './deliver.ts'

const BEGAN = Date.now() - 60 * MINUTE_MS
const at = (minute: number) => BEGAN + minute * MINUTE_MS
/** Machines are busy. */
const SOON = { timeout: 20_000 }
const test = useTestDb()
let app: Hono
let mail: number
let bank: number
let judge: Awaited<ReturnType<typeof aJudge>>
let owner: Awaited<ReturnType<typeof anOwner>>

closeAfterEach()
beforeEach(async () => {
  await test.db
    .sql`truncate deliveries, webhooks, api_keys, agents, incident_events, incidents, dossiers, dossier_parts, providers, operators cascade`
  const [operator] = await test.db.sql<
    [{ id: number }]
  >`insert into operators (slug, name) values ('italiaonline', 'Italiaonline') returning id`
  ;({ id: mail } = await aProvider(test.db, { slug: 'libero-mail', operatorId: operator.id }))
  ;({ id: bank } = await aProvider(test.db, { slug: 'a-bank', category: 'bank' }))
  app = await anApi(test.db, createManualClock(Date.now()))
  judge = await aJudge(test.db)
  owner = await anOwner(test.db, app, Date.now())
})

/** How far real time is put ahead, so that no test waits for a retry. */
let ahead = 0
function deliver(timeoutMs = 2_000) {
  ahead = 0
  const outbound = createOutbound({ allowPrivate: true })
  const job = startDeliverJob({
    db: test.db,
    log: silentLog,
    outbound,
    mode: 'live',
    tickMs: 5,
    timeoutMs,
    now: () => Date.now() + ahead,
    random: () => 0.5,
  })
  whenDone(() => job.close())
  return job
}
const settled = async (id: string) => {
  await expect.poll(async () => (await owner.deliveries(id)).every((d) => d.state !== 'waiting'), SOON).toBe(true)
}

async function aHook(wish: Record<string, unknown> = {}, by = owner) {
  const receiver = await aReceiver()
  const { status, body } = await by.create({ url: receiver.url, ...wish })
  expect([status, body.failure]).toEqual([201, null])
  receiver.secret = body.secret
  return { receiver, id: body.webhook.id }
}
/** Each of an owner of its own: one may not ask so many in a minute. */
const someHooks = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => aHook({}, await anOwner(test.db, app, Date.now()))))

describe('an incident from its beginning to its withdrawal', () => {
  it('is told in order, signed, each change once, with the incident', async () => {
    const { receiver, id } = await aHook()
    const began = await judge.open(mail, at(1))
    const act = { reason: 'It began earlier.', evidence: SEEN }
    await judge.recover(began, at(10))
    await judge.resolve(began, at(20))
    const seen = { id: began.id, startedAt: began.startedAt, resolvedAt: at(20) }
    expect(await correctIncident(test.db, seen, { startedAt: at(0) }, { ...act, at: at(30) })).toBe(true)
    expect(await withdrawIncident(test.db, began.id, { ...act, at: at(40), reason: 'It was nothing.' })).toBe(true)
    deliver()
    await settled(id)
    const messages = receiver.messages()
    expect(messages.map(({ type }) => type)).toEqual([
      'incident.opened',
      'incident.updated',
      'incident.resolved',
      'incident.corrected',
      'incident.withdrawn',
    ])
    expect(messages[0]).toMatchObject({
      timestamp: new Date(at(1)).toISOString(),
      version: 1,
      mode: 'live',
      data: {
        event: { type: 'confirmed', from: 'suspected', to: 'confirmed' },
        incident: { id: began.id, provider: 'libero-mail' },
      },
    })
    expect(messages[4]!.data.event).toMatchObject({ type: 'withdrawn', reason: 'It was nothing.' })
    expect(messages[4]!.data.incident.corrections.map(({ type }) => type)).toEqual(['corrected', 'withdrawn'])
    const sequences = messages.map(({ sequence }) => sequence)
    expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b))
    const ids = receiver.requests.slice(1).map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(5)
    const deliveries = await owner.deliveries(id)
    expect(new Set(deliveries.map((d) => `${d.state} ${d.attempts} ${d.status}`))).toEqual(new Set(['delivered 1 200']))
  })

  it('is told to those who asked for it, its category or its operator, and of the events they asked for', async () => {
    const wishes = [
      {},
      { about: { provider: 'libero-mail' } },
      { about: { category: 'mail' } },
      { about: { operator: 'italiaonline' } },
      { about: { category: 'bank' } },
      { events: ['incident.resolved'] },
    ]
    const hooks = await Promise.all(wishes.map((wish) => aHook(wish)))
    const silent = await aReceiver()
    silent.echoes = false
    expect((await owner.create({ url: silent.url })).body.failure).toBe('echo')
    const began = await judge.open(mail, at(1))
    await judge.resolve(began, at(2))
    await judge.open(bank, at(3))
    deliver()
    await Promise.all(hooks.map(({ id }) => settled(id)))
    expect(hooks.map(({ receiver }) => receiver.messages().length)).toEqual([3, 2, 2, 2, 1, 1])
    // Asked whether it wants to be told, and it did not say so.
    expect(silent.requests).toHaveLength(1)
  })
})

describe('a receiver that fails', () => {
  it('is told again until it takes it, under the same id, and what came after waits its turn', async () => {
    const { receiver, id } = await aHook()
    let refusals = 2
    receiver.answer = (_request, response) => void response.writeHead(refusals-- > 0 ? 503 : 204).end()
    const began = await judge.open(mail, at(1))
    await judge.resolve(began, at(2))
    deliver()
    const tried = async (n: number) => {
      await expect.poll(() => receiver.messages().length, SOON).toBe(n)
    }
    await tried(1)
    await expect
      .poll(async () => (await owner.deliveries(id)).at(-1))
      .toMatchObject({ state: 'waiting', attempts: 1, status: 503, failure: 'status' })
    ahead += MINUTE_MS
    await tried(2)
    await expect.poll(async () => (await owner.deliveries(id)).at(-1)?.failure, SOON).toBe('status')
    ahead += MINUTE_MS
    await tried(4)
    const [first, second, third, fourth] = receiver.messages()
    expect([first!.sequence, second!.sequence]).toEqual([third!.sequence, third!.sequence])
    expect(fourth!.type).toBe('incident.resolved')
    const ids = receiver.requests.slice(1).map(({ headers }) => headers['webhook-id'])
    expect([new Set(ids.slice(0, 3)).size, new Set(ids).size]).toEqual([1, 2])
  })

  it('is given up after a day of it, hears so once, and is told nothing more until it is turned on', async () => {
    const { receiver, id } = await aHook()
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    await judge.open(mail, at(1))
    await judge.open(bank, at(2))
    deliver()
    const began = ahead
    const isOff = async () => {
      ahead += 30 * MINUTE_MS
      return (await owner.ask<{ webhook: { off_for: string | null } }>('GET', `/${id}`)).body.webhook.off_for
    }
    await expect.poll(isOff, SOON).toBe('failed')
    expect(ahead - began).toBeGreaterThan(20 * 60 * MINUTE_MS)
    await expect.poll(() => receiver.requests.at(-1)?.body, SOON).toContain('webhook.off')
    const [later, first] = await owner.deliveries(id)
    expect([first!.state, first!.attempts, first!.failure]).toEqual(['failed', 11, 'status'])
    expect([later!.state, later!.attempts, later!.failure]).toEqual(['failed', 0, 'off'])
    const heard = receiver.requests.length
    await judge.open(await aThird(), at(3))
    expect(await owner.deliveries(id)).toHaveLength(2)
    expect(receiver.requests).toHaveLength(heard)
    const on = await owner.ask<{ webhook: { off_at: null; confirmed_at: string } }>('PATCH', `/${id}`, { on: true })
    expect(on.body.webhook).toMatchObject({ off_at: null, off_for: null, confirmed_at: expect.any(String) })
  })

  it('that answers 410 is told nothing more', async () => {
    const { receiver, id } = await aHook()
    receiver.answer = (_request, response) => void response.writeHead(410).end()
    await judge.open(mail, at(1))
    await judge.open(bank, at(2))
    deliver()
    await settled(id)
    expect(receiver.messages()).toHaveLength(1)
    expect((await owner.ask('GET', `/${id}`)).body).toMatchObject({ webhook: { off_for: 'gone' } })
  })

  it('by sending us on is not followed', async () => {
    const elsewhere = await aReceiver()
    const { receiver, id } = await aHook()
    receiver.answer = (_request, response) => void response.writeHead(307, { location: elsewhere.url }).end()
    await judge.open(mail, at(1))
    deliver()
    await expect
      .poll(async () => (await owner.deliveries(id))[0], SOON)
      .toMatchObject({ status: 307, failure: 'redirect' })
    expect(elsewhere.requests).toEqual([])
  })

  it('by answering without end has taken it, and is cut off', async () => {
    const { receiver, id } = await aHook()
    let sent = 0
    const megabyte = Buffer.alloc(1024 * 1024)
    receiver.answer = (_request, response) => {
      const pour = () => {
        let isTaken = true
        for (; isTaken && sent < 1024 && !response.destroyed; sent++) isTaken = response.write(megabyte)
        if (!isTaken) response.once('drain', pour)
      }
      pour()
    }
    await judge.open(mail, at(1))
    deliver()
    await settled(id)
    expect((await owner.deliveries(id))[0]).toMatchObject({ state: 'delivered', status: 200 })
    expect(sent).toBeLessThan(200)
  })

  it('by never answering delays nobody else', async () => {
    const dead = await someHooks(20)
    const good = await aHook()
    const mine = await aHook()
    for (const { receiver } of [...dead, mine]) receiver.answer = () => {}
    await judge.open(mail, at(1))
    await judge.open(bank, at(2))
    deliver(60_000)
    await settled(good.id)
    expect(good.receiver.messages()).toHaveLength(2)
    // Still at the first, of which they have said nothing.
    expect(dead.map(({ receiver }) => receiver.messages().length)).toEqual(Array(20).fill(1))
    expect((await owner.deliveries(mine.id)).map(({ attempts }) => attempts)).toEqual([0, 1])
  })
})

describe('what is in the outbox', () => {
  it('is delivered by whoever starts after the process that wrote or claimed it has died', async () => {
    const { receiver, id } = await aHook()
    await judge.open(mail, at(1))
    // Claimed by one that sends nothing more.
    const claim = { now: Date.now(), holdUntil: Date.now() + MINUTE_MS, limit: 9, fresh: true }
    expect(await claimDeliveries(test.db, claim)).toHaveLength(1)
    await judge.open(bank, at(2))
    deliver()
    ahead = 2 * MINUTE_MS
    await settled(id)
    expect(receiver.messages().map(({ data }) => data.incident.provider)).toEqual(['libero-mail', 'a-bank'])
  })

  it('is claimed once, however many ask at the same time', async () => {
    await someHooks(30)
    await judge.open(mail, at(1))
    const claim = { now: Date.now(), holdUntil: Date.now() + MINUTE_MS, limit: 20, fresh: true }
    const claims = await Promise.all(Array.from({ length: 4 }, () => claimDeliveries(test.db, claim)))
    const ids = claims.flat().map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    while (ids.length < 30) {
      const more = await claimDeliveries(test.db, claim)
      expect(more.length).toBeGreaterThan(0)
      ids.push(...more.map((one) => one.id))
    }
    expect([new Set(ids).size, (await claimDeliveries(test.db, claim)).length]).toEqual([30, 0])
  })

  it('is sent again where we stopped in the middle of it', async () => {
    const { receiver, id } = await aHook()
    receiver.answer = () => {}
    await judge.open(mail, at(1))
    const job = deliver(60_000)
    await expect.poll(() => receiver.messages().length, SOON).toBe(1)
    await job.close()
    receiver.answer = (_request, response) => void response.end()
    deliver()
    await settled(id)
    expect(receiver.messages()).toHaveLength(2)
    expect((await owner.deliveries(id))[0]).toMatchObject({ state: 'delivered', attempts: 2 })
  })
})

async function aThird(): Promise<number> {
  return (await aProvider(test.db, { slug: 'another' })).id
}
