import { expect, it } from 'vitest'
import { aHub, aSocket, NOON, settled, subscribe, unsubscribe } from '../test/live-hub.ts'
import { QUIET_MS, SENDS_PER_BREATH } from './limits.ts'

it('reads a snapshot for the first who asks, then sends updates whose numbers go on from it', async () => {
  const { hub, reads } = aHub()
  const one = aSocket()
  hub.attach(one.client).receive(subscribe('overview'))
  await settled()
  hub.publish('overview', { n: 1 })
  await hub.flush()
  hub.publish('overview', { n: 2 })
  await hub.flush()
  expect(reads).toEqual(['overview'])
  expect(one.brief()).toEqual(['snapshot 1 {"read":"overview"}', 'update 2 {"n":1}', 'update 3 {"n":2}'])
})

it('gives a newcomer at once what the others were told last, with its number', async () => {
  const { hub, reads } = aHub()
  const [one, two] = [aSocket(), aSocket()]
  hub.attach(one.client).receive(subscribe('overview'))
  await settled()
  hub.publish('overview', { n: 1 })
  await hub.flush()
  hub.publish('overview', { n: 2 })
  hub.attach(two.client).receive(subscribe('overview'))
  expect(two.brief()).toEqual(['snapshot 2 {"n":1}'])
  await hub.flush()
  expect(two.brief()).toEqual(['snapshot 2 {"n":1}', 'update 3 {"n":2}'])
  expect(reads).toHaveLength(1)
})

it('makes one snapshot for all who come in the same moment, and another for the next', async () => {
  const { hub, clock } = aHub({ kept: { states: { changes: () => undefined, snapshot: (whole) => whole } } })
  const sockets = [aSocket(), aSocket(), aSocket()]
  for (const [i, { client }] of sockets.entries()) {
    if (i === 2) clock.set(NOON + 1)
    hub.attach(client).receive(subscribe('overview', 'states'))
    await settled()
  }
  const [first, second, third] = sockets.map(({ messages }) => messages)
  expect(first).toHaveLength(2)
  expect(second!.map((message, i) => message === first![i])).toEqual([true, true])
  expect(third!.map((message, i) => message === first![i])).toEqual([false, false])
  expect(sockets[2]!.heard()).toMatchObject([{ at: NOON + 1 }, { at: NOON + 1 }])
})

it('says time, speed and mode in each message', async () => {
  const { hub, clock } = aHub()
  const { client, heard } = aSocket()
  hub.attach(client).receive(subscribe('overview'))
  await settled()
  clock.set(NOON + 60_000)
  hub.publish('overview', {})
  await hub.flush()
  expect(heard()).toMatchObject([
    { type: 'snapshot', at: NOON, speed: 1, mode: 'replay' },
    { type: 'update', at: NOON + 60_000, speed: 1, mode: 'replay' },
  ])
})

it('keeps only the newest of what is published between two flushes, and serialises it once for all', async () => {
  const { hub } = aHub()
  const sockets = [aSocket(), aSocket(), aSocket()]
  for (const { client } of sockets) hub.attach(client).receive(subscribe('overview'))
  await settled()
  let serialised = 0
  hub.publish('overview', { n: 1, toJSON: () => void (serialised += 100) })
  hub.publish('overview', { toJSON: () => ({ n: 2, times: (serialised += 1) }) })
  await hub.flush()
  expect(sockets.map((socket) => socket.brief()[1])).toEqual(Array(3).fill('update 2 {"n":2,"times":1}'))
  expect(serialised).toBe(1)
  expect(new Set(sockets.map((socket) => socket.messages[1]))).toHaveProperty('size', 1)
})

it('repeats unchanged data only now and then, and says nothing when nobody published', async () => {
  const { hub, passReal } = aHub()
  const { client, brief } = aSocket()
  hub.attach(client).receive(subscribe('overview'))
  await settled()
  const tick = async (data?: unknown) => {
    passReal(1_000)
    if (data) hub.publish('overview', data)
    await hub.flush()
  }
  await tick({ n: 1 })
  for (let ms = 1_000; ms < QUIET_MS; ms += 1_000) await tick({ n: 1 })
  expect(brief()).toHaveLength(2)
  await tick({ n: 1 })
  expect(brief().slice(2)).toEqual(['update 3 {"n":1}'])
  for (let ms = 0; ms < 3 * QUIET_MS; ms += 1_000) await tick()
  expect(brief()).toHaveLength(3)
})

it('reads anew for a topic that nobody listened to for a while, under a new number', async () => {
  let read = 0
  const { hub } = aHub({ read: () => Promise.resolve({ read: ++read }) })
  const { client, brief } = aSocket()
  const connection = hub.attach(client)
  connection.receive(subscribe('overview'))
  await settled()
  connection.receive(unsubscribe('overview'))
  expect(hub.listened()).toEqual([])
  hub.publish('overview', { nobody: 'hears this' })
  await hub.flush()
  connection.receive(subscribe('overview'))
  await settled()
  expect(brief()).toEqual(['snapshot 1 {"read":1}', 'snapshot 2 {"read":2}'])
})

it('reads once for all who wait', async () => {
  const { hub, reads } = aHub()
  const sockets = Array.from({ length: 5 }, aSocket)
  for (const { client } of sockets) hub.attach(client).receive(subscribe('provider:libero-mail'))
  await settled()
  expect(reads).toEqual(['provider:libero-mail'])
  for (const socket of sockets) expect(socket.brief()).toEqual(['snapshot 1 {"read":"provider:libero-mail"}'])
})

it('gives those who wait for a slow read a snapshot with the next publish, not the older read after it', async () => {
  const { promise, resolve } = withResolvers()
  const { hub } = aHub({ read: () => promise })
  const { client, brief } = aSocket()
  hub.attach(client).receive(subscribe('overview'))
  hub.publish('overview', { n: 'newer' })
  await hub.flush()
  resolve({ n: 'older' })
  await settled()
  expect(brief()).toEqual(['snapshot 1 {"n":"newer"}'])
})

it('refuses an unknown topic and keeps no trace of it', async () => {
  const { hub } = aHub({ read: () => Promise.resolve(undefined) })
  const { client, brief } = aSocket()
  hub.attach(client).receive(subscribe('provider:no-such'))
  expect(hub.listened()).toEqual(['provider:no-such'])
  await settled()
  expect(brief()).toEqual(['unknown-topic'])
  expect(hub.listened()).toEqual([])
})

it('names the topic in each refusal of one, as whoever asks for many has to know which', async () => {
  const reads: Record<string, () => Promise<unknown>> = {
    states: () => Promise.resolve({}),
    incidents: () => Promise.reject(new Error('database away')),
  }
  const { hub } = aHub({ read: (topic) => reads[topic]?.() ?? Promise.resolve(), limits: { topicsPerSocket: 3 } })
  const { client, messages } = aSocket()
  hub.attach(client).receive(subscribe('states', 'provider:no-such', 'incidents', 'provider:no-more'))
  hub.attach(client).receive('neither')
  await settled()
  const said = messages.map(({ text }) => JSON.parse(text) as { code?: string; topic?: string })
  expect(said.filter(({ code }) => code).map(({ code, topic }) => [code, topic])).toEqual([
    ['too-many-topics', 'provider:no-more'],
    ['not-json', undefined],
    ['unknown-topic', 'provider:no-such'],
    ['unavailable', 'incidents'],
  ])
})

it('says so when a snapshot cannot be read, and makes up for it with the next publish', async () => {
  const { hub } = aHub({ read: () => Promise.reject(new Error('database away')) })
  const { client, brief } = aSocket()
  hub.attach(client).receive(subscribe('overview'))
  await settled()
  expect(brief()).toEqual(['unavailable'])
  hub.publish('overview', { n: 1 })
  await hub.flush()
  expect(brief()).toEqual(['unavailable', 'snapshot 1 {"n":1}'])
})

it('gives nobody old data as present: while nothing is told anew, newcomers hear that it is unavailable', async () => {
  let away = false
  let read = 0
  const { hub, passReal } = aHub({
    read: () => (away ? Promise.reject(new Error('database away')) : Promise.resolve({ read: ++read })),
  })
  const [early, late, later] = [aSocket(), aSocket(), aSocket()]
  hub.attach(early.client).receive(subscribe('overview'))
  await settled()
  passReal(2 * QUIET_MS)
  away = true
  const connection = hub.attach(late.client)
  connection.receive(subscribe('overview'))
  await settled()
  expect(late.brief()).toEqual(['unavailable'])
  away = false
  hub.attach(later.client).receive(subscribe('overview'))
  await settled()
  expect(later.brief()).toEqual(['snapshot 2 {"read":2}'])
  expect(late.brief()).toEqual(['unavailable', 'snapshot 2 {"read":2}'])
  expect(early.brief()).toEqual(['snapshot 1 {"read":1}'])
  // What the newcomers' read told is news to those who were there before.
  hub.publish('overview', { read: 2 })
  await hub.flush()
  expect(early.brief()).toEqual(['snapshot 1 {"read":1}', 'update 3 {"read":2}'])
})

it('answers a socket that asks again for a topic of old data once, with the next snapshot', async () => {
  let away = false
  const { hub, passReal } = aHub({
    read: () => (away ? Promise.reject(new Error('database away')) : Promise.resolve({ n: 0 })),
  })
  const { client, brief } = aSocket()
  const connection = hub.attach(client)
  connection.receive(subscribe('overview'))
  await settled()
  passReal(2 * QUIET_MS)
  away = true
  connection.receive(subscribe('overview'))
  await settled()
  hub.publish('overview', { n: 1 })
  await hub.flush()
  expect(brief()).toEqual(['snapshot 1 {"n":0}', 'unavailable', 'snapshot 2 {"n":1}'])
})

it('lets a slow socket go, and nobody else', async () => {
  const { hub } = aHub({ limits: { bufferedBytes: 1_000 } })
  const [slow, quick] = [aSocket(), aSocket()]
  for (const { client } of [slow, quick]) hub.attach(client).receive(subscribe('overview'))
  await settled()
  slow.client.bufferedAmount = 1_001
  for (const n of [1, 2]) {
    hub.publish('overview', { n })
    await hub.flush()
  }
  expect(slow.client.closed).toBe('1013 too slow')
  expect(slow.messages).toHaveLength(1)
  expect(quick.messages).toHaveLength(3)
})

it('limits the topics of a socket', async () => {
  const { hub } = aHub({ limits: { topicsPerSocket: 2 } })
  const { client, brief } = aSocket()
  const connection = hub.attach(client)
  connection.receive(subscribe('provider:a', 'provider:b', 'provider:c', 'provider:a'))
  await settled()
  expect(brief()[0]).toBe('too-many-topics')
  expect(hub.listened()).toEqual(['provider:a', 'provider:b'])
  connection.receive(unsubscribe('provider:a', 'provider:never'))
  connection.receive(subscribe('provider:c'))
  await settled()
  expect(hub.listened()).toEqual(['provider:b', 'provider:c'])
})

it('limits how fast a socket may speak, and forgives with time', () => {
  const { hub, passReal } = aHub({ limits: { messagesAtOnce: 3, messagesPerSecond: 2 } })
  const { client, brief } = aSocket()
  const connection = hub.attach(client)
  for (let i = 0; i < 3; i++) connection.receive('?')
  passReal(500)
  connection.receive('?')
  expect(client.closed).toBeUndefined()
  connection.receive('?')
  expect(client.closed).toBe('1008 too many messages')
  connection.receive('?')
  expect(brief()).toEqual(Array(4).fill('not-json'))
})

it.each([
  ['', 'not-json'],
  ['[1,', 'not-json'],
  ['null', 'invalid-message'],
  ['[]', 'invalid-message'],
  ['{"type":"publish","topics":["overview"]}', 'invalid-message'],
  ['{"type":"subscribe"}', 'invalid-message'],
  ['{"type":"subscribe","topics":[]}', 'invalid-message'],
  ['{"type":"subscribe","topics":["provider:A\\"}"]}', 'invalid-message'],
  ['{"type":"subscribe","topics":["__proto__"]}', 'invalid-message'],
  ['{"type":"subscribe","topics":["overview"],"more":1}', 'invalid-message'],
  [subscribe(...Array<string>(51).fill('overview')), 'invalid-message'],
])('answers %s with %s', (text, code) => {
  const { hub } = aHub()
  const { client, brief } = aSocket()
  hub.attach(client).receive(text)
  expect(brief()).toEqual([code])
})

it('counts sockets in all and per address until they are closed, also those let go', () => {
  const { hub } = aHub({ limits: { sockets: 3, socketsPerAddress: 2 } })
  const connections = [1, 2].map(() => hub.attach(aSocket().client, '192.0.2.1'))
  expect(hub.refusal('192.0.2.1')).toBe('address')
  expect(hub.refusal('192.0.2.2')).toBeUndefined()
  hub.attach(aSocket().client, '192.0.2.2')
  expect(hub.refusal('192.0.2.3')).toBe('full')
  connections[0]?.letGo(1008, 'for a reason')
  expect(hub.sockets).toBe(3)
  connections[0]?.detach()
  connections[0]?.detach()
  expect(hub.sockets).toBe(2)
  expect(hub.refusal('192.0.2.1')).toBeUndefined()
})

it('reaches everyone once when it breathes in the middle, whoever comes or goes meanwhile', async () => {
  const { hub } = aHub()
  const sockets = Array.from({ length: 3 * SENDS_PER_BREATH }, aSocket)
  const connections = sockets.map(({ client }) => hub.attach(client))
  for (const connection of connections) connection.receive(subscribe('overview'))
  await settled()
  hub.publish('overview', { n: 1 })
  const flushed = hub.flush()
  connections.at(-1)?.detach()
  const late = aSocket()
  hub.attach(late.client).receive(subscribe('overview'))
  await Promise.all([flushed, hub.flush()])
  for (const socket of sockets.slice(0, -1)) expect(socket.messages).toHaveLength(2)
  expect(sockets.at(-1)?.messages).toHaveLength(1)
  expect(late.brief()).toEqual(['snapshot 2 {"n":1}'])
})

function withResolvers() {
  let resolve!: (value: unknown) => void
  const promise = new Promise((r) => (resolve = r))
  return { promise, resolve }
}
