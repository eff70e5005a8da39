import { Webhook as Verifier } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { correct } from '../commands/correct.ts'
import { claimDeliveries, settleDeliveries } from '../store/outbox.ts'
import { SOON, at, useDeliverySite } from '../test/delivery-site.ts'
import { aReceiver } from '../test/webhook-receiver.ts'

// What happens between two who do not wait for each other.

const site = useDeliverySite()
describe('two processes', () => {
  it('tell each receiver each change once, and in order', async () => {
    const hooks = await Promise.all(Array.from({ length: 12 }, () => site.aHook()))
    const began = await site.judge.open(site.mail, at(1))
    site.deliver()
    site.deliver()
    await site.judge.recover(began, at(2))
    await site.judge.open(site.bank, at(3))
    await site.judge.resolve(began, at(4))
    await Promise.all(hooks.map(({ id }) => site.settled(id)))
    for (const { receiver } of hooks) {
      const sequences = receiver.messages().map(({ sequence }) => sequence)
      expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b))
      expect(sequences).toHaveLength(4)
    }
  })
})

describe('a receiver', () => {
  it('that has said 2xx and then says no end has taken it, once', async () => {
    const { receiver, id } = await site.aHook()
    receiver.answer = (_request, response) => void response.writeHead(200).write('thank you, and')
    await site.judge.open(site.mail, at(1))
    site.deliver(200)
    await site.settled(id)
    expect((await site.owner.deliveries(id))[0]).toMatchObject({ state: 'delivered', status: 200, failure: null })
    expect(receiver.messages()).toHaveLength(1)
  })

  it('reads two signatures on each message after a rotation, the new and the old', async () => {
    const { receiver, id } = await site.aHook()
    const old = receiver.secret
    const { secret } = (await site.owner.ask<{ secret: string }>('POST', `/${id}/rotate`)).body
    await site.judge.open(site.mail, at(1))
    site.deliver()
    await site.settled(id)
    const { headers, body } = receiver.requests.at(-1)!
    const signatures = headers['webhook-signature']!.split(' ')
    expect(signatures).toHaveLength(2)
    const signedBy = (key: string, signature: string) => {
      try {
        return Boolean(new Verifier(key).verify(body, { ...headers, 'webhook-signature': signature }))
      } catch {
        return false
      }
    }
    expect(signatures.map((one) => [signedBy(secret, one), signedBy(old, one)])).toEqual([
      [true, false],
      [false, true],
    ])
  })

  it('hears of a person, by the command', async () => {
    const { receiver, id } = await site.aHook()
    const { id: incident } = await site.judge.open(site.mail, at(1))
    const say = (...args: string[]) => correct([incident, ...args], { db: site.db, now: Date.now(), print: () => {} })
    await say('--reason', 'It is their own.', '--cause', 'own')
    await say('--reason', 'It was nothing.', '--withdraw')
    site.deliver()
    await site.settled(id)
    const heard = receiver.messages().map(({ type, data }) => [type, data.event.reason])
    expect(heard).toEqual([
      ['incident.opened', undefined],
      ['incident.corrected', 'It is their own.'],
      ['incident.withdrawn', 'It was nothing.'],
    ])
  })

  it('at another address is not turned off by what the one before it answered', async () => {
    const { receiver: before, id } = await site.aHook()
    const after = await aReceiver()
    const answers: (() => void)[] = []
    before.answer = (_request, response) => void answers.push(() => response.writeHead(410).end())
    await site.judge.open(site.mail, at(1))
    site.deliver(20_000)
    await expect.poll(() => answers.length, SOON).toBe(1)
    expect((await site.owner.ask('PATCH', `/${id}`, { url: after.url })).body).toMatchObject({ failure: null })
    after.secret = before.secret
    answers[0]!()
    await site.settled(id)
    expect(after.messages().map(({ type }) => type)).toEqual(['incident.opened'])
    expect((await site.owner.ask('GET', `/${id}`)).body).toMatchObject({ webhook: { off_at: null } })
  })

  it('that is confirmed anew is told at once what waits, in place of hours later', async () => {
    const { receiver, id } = await site.aHook()
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    await site.judge.open(site.mail, at(1))
    await site.judge.open(site.bank, at(2))
    site.deliver()
    await expect.poll(async () => (await site.owner.deliveries(id)).at(-1)?.status, SOON).toBe(500)
    await site.db.sql`update deliveries set next_at = now() + interval '8 hours'`
    receiver.answer = (_request, response) => void response.end()
    expect((await site.owner.ask('POST', `/${id}/confirm`)).body).toMatchObject({ failure: null })
    await site.settled(id)
    expect(
      receiver
        .messages()
        .map(({ data }) => data.incident.provider)
        .slice(-2),
    ).toEqual(['libero-mail', 'a-bank'])
  })

  it('has one message under way, also where an older one is to be sent again', async () => {
    const { receiver, id } = await site.aHook()
    await site.judge.open(site.mail, at(1))
    site.deliver(60_000)
    await site.settled(id)
    const [first] = await site.owner.deliveries(id)
    const answers: (() => void)[] = []
    receiver.answer = (_request, response) => void answers.push(() => response.end())
    await site.judge.open(site.bank, at(2))
    await expect.poll(() => answers.length, SOON).toBe(1)
    expect((await site.owner.ask('POST', `/${id}/deliveries/${first!.id}/redeliver`)).status).toBe(202)
    const claim = { now: Date.now() + site.ahead, holdUntil: Date.now() + MINUTE_MS, limit: 9, fresh: true }
    expect(await claimDeliveries(site.db, claim)).toEqual([])
    answers[0]!()
    await expect.poll(() => answers.length, SOON).toBe(2)
    answers[1]!()
    await site.settled(id)
  })

  it('is told of the next although we have no words for one', async () => {
    const { receiver, id } = await site.aHook()
    const { id: broken } = await site.judge.open(site.mail, at(1))
    await site.judge.open(site.bank, at(2))
    await site.db.sql`update incidents set scope = '"nowhere"' where id = ${broken}::uuid`
    site.deliver()
    await site.settled(id)
    expect(receiver.messages().map(({ data }) => data.incident.provider)).toEqual(['a-bank'])
    expect((await site.owner.deliveries(id)).at(-1)).toMatchObject({
      state: 'failed',
      failure: 'internal',
      status: null,
    })
    expect((await site.owner.ask('GET', `/${id}`)).body).toMatchObject({ webhook: { off_at: null } })
  })

  it('that is given up a second time hears it under another id', async () => {
    const { receiver, id } = await site.aHook()
    const farewells = () => receiver.requests.filter(({ body }) => body.includes('"webhook.off"'))
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    site.deliver()
    for (const [n, provider] of [site.mail, site.bank].entries()) {
      await site.judge.open(provider, at(1))
      await expect.poll(async () => (await site.owner.deliveries(id))[0]!.failure, SOON).toBe('status')
      await site.db.sql`update deliveries set attempts = 10, next_at = now() where next_at is not null`
      await expect.poll(() => farewells().length, SOON).toBe(n + 1)
      expect((await site.owner.ask('PATCH', `/${id}`, { on: true })).body).toMatchObject({ failure: null })
    }
    expect(new Set(farewells().map(({ headers }) => headers['webhook-id'])).size).toBe(2)
  })
})

it('claims what is for others past the thousands that wait for dead receivers', async () => {
  await site.aHook()
  const { id: incident } = await site.judge.open(site.mail, at(1))
  const { sql } = site.db
  await sql`insert into webhooks (id, api_key_id, url, events, about, secret, challenge, created_at, confirmed_at)
    select gen_random_uuid(), api_key_id, url, events, '{"provider":"another"}', secret, challenge, created_at, confirmed_at
    from webhooks cross join generate_series(1, 50)`
  await sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence)
    select ${incident}::uuid, ${site.mail}, now(), 'heard', 'confirmed', 'confirmed', '{}' from generate_series(1, 300)`
  await sql`insert into deliveries (id, webhook_id, event_id, created_at, next_at, attempts, failure)
    select gen_random_uuid(), w.id, e.id, e.at, now() - interval '1 minute', 1, 'timeout'
    from webhooks w cross join incident_events e where w.about <> '{}' and e.type = 'heard'`
  const now = Date.now()
  const claim = { now, holdUntil: now + MINUTE_MS, limit: 256 }
  expect(await claimDeliveries(site.db, { ...claim, fresh: true })).toHaveLength(1)
  expect(await claimDeliveries(site.db, { ...claim, fresh: false })).toHaveLength(50)
  expect(await claimDeliveries(site.db, { ...claim, fresh: false })).toEqual([])
}, 60_000)

it('writes no outcome of an attempt that somebody else has taken over', async () => {
  const { id } = await site.aHook()
  await site.judge.open(site.mail, at(1))
  const now = Date.now()
  const take = (from: number) =>
    claimDeliveries(site.db, { now: from, holdUntil: from + MINUTE_MS, limit: 9, fresh: from === now })
  const [slow] = await take(now)
  const [next] = await take(now + 2 * MINUTE_MS)
  expect([slow!.attempts, next!.attempts, next!.id]).toEqual([1, 2, slow!.id])
  const outcome = {
    id: slow!.id,
    at: now,
    delivered: false,
    nextAt: null,
    status: 410,
    failure: 'gone',
    begunAt: now,
    ms: 0,
  }
  await settleDeliveries(site.db, [{ ...outcome, url: slow!.url, attempts: 1, off: 'gone' }])
  expect((await site.owner.deliveries(id))[0]).toMatchObject({
    state: 'waiting',
    status: null,
    attempts: 2,
    history: [],
  })
  expect((await site.owner.ask('GET', `/${id}`)).body).toMatchObject({ webhook: { off_at: null } })
})
