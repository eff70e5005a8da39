import { describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { correctIncident, withdrawIncident } from '../store/corrections.ts'
import { claimDeliveries } from '../store/outbox.ts'
import { SOON, at, useDeliverySite } from '../test/delivery-site.ts'
import { aProvider } from '../test/factories.ts'
import { aReceiver } from '../test/webhook-receiver.ts'
import { anOwner, SEEN } from '../test/webhook-site.ts'

const site = useDeliverySite()
/** Each of an owner of its own: one may not ask so many in a minute. */
const someHooks = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => site.aHook({}, await anOwner(site.db, site.app, Date.now()))))

describe('an incident from its beginning to its withdrawal', () => {
  it('is told in order, signed, each change once, with the incident', async () => {
    const { receiver, id } = await site.aHook()
    const began = await site.judge.open(site.mail, at(1))
    const act = { reason: 'It began earlier.', evidence: SEEN }
    await site.judge.recover(began, at(10))
    await site.judge.resolve(began, at(20))
    const seen = { id: began.id, startedAt: began.startedAt, resolvedAt: at(20) }
    expect(await correctIncident(site.db, seen, { startedAt: at(0) }, { ...act, at: at(30) })).toBe(true)
    expect(await withdrawIncident(site.db, began.id, { ...act, at: at(40), reason: 'It was nothing.' })).toBe(true)
    site.deliver()
    await site.settled(id)
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
    const deliveries = await site.owner.deliveries(id)
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
    const hooks = await Promise.all(wishes.map((wish) => site.aHook(wish)))
    const silent = await aReceiver()
    silent.echoes = false
    expect((await site.owner.create({ url: silent.url })).body.failure).toBe('echo')
    const began = await site.judge.open(site.mail, at(1))
    await site.judge.resolve(began, at(2))
    await site.judge.open(site.bank, at(3))
    site.deliver()
    await Promise.all(hooks.map(({ id }) => site.settled(id)))
    expect(hooks.map(({ receiver }) => receiver.messages().length)).toEqual([3, 2, 2, 2, 1, 1])
    // Asked whether it wants to be told, and it did not say so.
    expect(silent.requests).toHaveLength(1)
  })
})

describe('a receiver that fails', () => {
  it('is told again until it takes it, under the same id, and what came after waits its turn', async () => {
    const { receiver, id } = await site.aHook()
    let refusals = 2
    receiver.answer = (_request, response) => void response.writeHead(refusals-- > 0 ? 503 : 204).end()
    const began = await site.judge.open(site.mail, at(1))
    await site.judge.resolve(began, at(2))
    site.deliver()
    const tried = async (n: number) => {
      await expect.poll(() => receiver.messages().length, SOON).toBe(n)
    }
    await tried(1)
    await expect
      .poll(async () => (await site.owner.deliveries(id)).at(-1))
      .toMatchObject({ state: 'waiting', attempts: 1, status: 503, failure: 'status' })
    site.ahead += MINUTE_MS
    await tried(2)
    await expect.poll(async () => (await site.owner.deliveries(id)).at(-1)?.failure, SOON).toBe('status')
    site.ahead += MINUTE_MS
    await tried(4)
    const [first, second, third, fourth] = receiver.messages()
    expect([first!.sequence, second!.sequence]).toEqual([third!.sequence, third!.sequence])
    expect(fourth!.type).toBe('incident.resolved')
    const ids = receiver.requests.slice(1).map(({ headers }) => headers['webhook-id'])
    expect([new Set(ids.slice(0, 3)).size, new Set(ids).size]).toEqual([1, 2])
  })

  it('is given up after a day of it, hears so once, and is told nothing more until it is turned on', async () => {
    const { receiver, id } = await site.aHook()
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    await site.judge.open(site.mail, at(1))
    await site.judge.open(site.bank, at(2))
    site.deliver()
    const began = site.ahead
    const isOff = async () => {
      site.ahead += 30 * MINUTE_MS
      return (await site.owner.ask<{ webhook: { off_for: string | null } }>('GET', `/${id}`)).body.webhook.off_for
    }
    await expect.poll(isOff, SOON).toBe('failed')
    expect(site.ahead - began).toBeGreaterThan(20 * 60 * MINUTE_MS)
    await expect.poll(() => receiver.requests.at(-1)?.body, SOON).toContain('webhook.off')
    const [later, first] = await site.owner.deliveries(id)
    expect([first!.state, first!.attempts, first!.failure]).toEqual(['failed', 11, 'status'])
    expect([later!.state, later!.attempts, later!.failure]).toEqual(['failed', 0, 'off'])
    const heard = receiver.requests.length
    await site.judge.open(await aThird(), at(3))
    expect(await site.owner.deliveries(id)).toHaveLength(2)
    expect(receiver.requests).toHaveLength(heard)
    const on = await site.owner.ask<{ webhook: { off_at: null; confirmed_at: string } }>('PATCH', `/${id}`, {
      on: true,
    })
    expect(on.body.webhook).toMatchObject({ off_at: null, off_for: null, confirmed_at: expect.any(String) })
  })

  it('that answers 410 is told nothing more', async () => {
    const { receiver, id } = await site.aHook()
    receiver.answer = (_request, response) => void response.writeHead(410).end()
    await site.judge.open(site.mail, at(1))
    await site.judge.open(site.bank, at(2))
    site.deliver()
    await site.settled(id)
    expect(receiver.messages()).toHaveLength(1)
    expect((await site.owner.ask('GET', `/${id}`)).body).toMatchObject({ webhook: { off_for: 'gone' } })
  })

  it('by sending us on is not followed', async () => {
    const elsewhere = await aReceiver()
    const { receiver, id } = await site.aHook()
    receiver.answer = (_request, response) => void response.writeHead(307, { location: elsewhere.url }).end()
    await site.judge.open(site.mail, at(1))
    site.deliver()
    await expect
      .poll(async () => (await site.owner.deliveries(id))[0], SOON)
      .toMatchObject({ status: 307, failure: 'redirect' })
    expect(elsewhere.requests).toEqual([])
  })

  it('by answering without end has taken it, and is cut off', async () => {
    const { receiver, id } = await site.aHook()
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
    await site.judge.open(site.mail, at(1))
    site.deliver()
    await site.settled(id)
    expect((await site.owner.deliveries(id))[0]).toMatchObject({ state: 'delivered', status: 200 })
    expect(sent).toBeLessThan(200)
  })

  it('by never answering delays nobody else', async () => {
    const dead = await someHooks(20)
    const good = await site.aHook()
    const mine = await site.aHook()
    for (const { receiver } of [...dead, mine]) receiver.answer = () => {}
    await site.judge.open(site.mail, at(1))
    await site.judge.open(site.bank, at(2))
    site.deliver(60_000)
    await site.settled(good.id)
    expect(good.receiver.messages()).toHaveLength(2)
    // Still at the first, of which they have said nothing.
    expect(dead.map(({ receiver }) => receiver.messages().length)).toEqual(Array(20).fill(1))
    expect((await site.owner.deliveries(mine.id)).map(({ attempts }) => attempts)).toEqual([0, 1])
  })
})

describe('what is in the outbox', () => {
  it('is delivered by whoever starts after the process that wrote or claimed it has died', async () => {
    const { receiver, id } = await site.aHook()
    await site.judge.open(site.mail, at(1))
    // Claimed by one that sends nothing more.
    const claim = { now: Date.now(), holdUntil: Date.now() + MINUTE_MS, limit: 9, fresh: true }
    expect(await claimDeliveries(site.db, claim)).toHaveLength(1)
    await site.judge.open(site.bank, at(2))
    site.deliver()
    site.ahead = 2 * MINUTE_MS
    await site.settled(id)
    expect(receiver.messages().map(({ data }) => data.incident.provider)).toEqual(['libero-mail', 'a-bank'])
  })

  it('is claimed once, however many ask at the same time', async () => {
    await someHooks(30)
    await site.judge.open(site.mail, at(1))
    const claim = { now: Date.now(), holdUntil: Date.now() + MINUTE_MS, limit: 20, fresh: true }
    const claims = await Promise.all(Array.from({ length: 4 }, () => claimDeliveries(site.db, claim)))
    const ids = claims.flat().map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    while (ids.length < 30) {
      const more = await claimDeliveries(site.db, claim)
      expect(more.length).toBeGreaterThan(0)
      ids.push(...more.map((one) => one.id))
    }
    expect([new Set(ids).size, (await claimDeliveries(site.db, claim)).length]).toEqual([30, 0])
  })

  it('is sent again where we stopped in the middle of it', async () => {
    const { receiver, id } = await site.aHook()
    receiver.answer = () => {}
    await site.judge.open(site.mail, at(1))
    const job = site.deliver(60_000)
    await expect.poll(() => receiver.messages().length, SOON).toBe(1)
    await job.close()
    receiver.answer = (_request, response) => void response.end()
    site.deliver()
    await site.settled(id)
    expect(receiver.messages()).toHaveLength(2)
    expect((await site.owner.deliveries(id))[0]).toMatchObject({ state: 'delivered', attempts: 2 })
  })
})

async function aThird(): Promise<number> {
  return (await aProvider(site.db, { slug: 'another' })).id
}
