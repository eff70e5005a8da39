import { connect } from 'node:net'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { StateLive } from '../../shared/live-topics.ts'
import { Problem } from '../../shared/problem.ts'
import { aLiveSite } from '../test/live-site.ts'
import { settled } from '../test/live-hub.ts'
import { ask, readEvents } from '../test/live-streams.ts'
import { until } from '../test/until.ts'

const sites: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const site of sites.splice(0)) await site.close()
})

async function aSite(...options: Parameters<typeof aLiveSite>) {
  const site = await aLiveSite(...options)
  sites.push(site)
  return site
}

const states = (state: StateLive['state']) => ({
  states: [{ slug: 'a', state, verified: false, since: null, cause: null }],
})
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

async function refusal(url: string, headers: Record<string, string> = {}) {
  const response = await ask(url, { headers })
  return { headers: response.headers, ...Problem.parse(await json(response)) }
}

it('tells the snapshot, then the updates, as one event each, and asks proxies to keep nothing', async () => {
  const { hub, eventsUrl } = await aSite()
  const reader = await readEvents(eventsUrl('overview'), { headers: { origin: 'null' } })
  expect(reader.response.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  expect(reader.response.headers).not.toHaveProperty('transfer-encoding')
  await reader.count(1)
  hub.publish('overview', { text: '«è giù»\nè su' })
  await hub.flush()
  await reader.count(2)
  expect(reader.messages).toMatchObject([
    { type: 'snapshot', topic: 'overview', run: hub.run, seq: 1, mode: 'live', data: { topic: 'overview' } },
    { type: 'update', seq: 2, data: { text: '«è giù»\nè su' } },
  ])
  expect(reader.retryMs).toBeGreaterThanOrEqual(2_000)
  expect(reader.lastId).toBe('')
  reader.cut()
  await until(() => hub.sockets === 0)
  expect(hub.listened()).toEqual([])
})

it.each(['header', 'address'])('gives what was missed to whoever names the last id in the %s', async (where) => {
  const { hub, eventsUrl } = await aSite({ snapshot: () => Promise.resolve(states('ok')) })
  const before = await readEvents(eventsUrl('states'))
  await before.count(1)
  before.cut()
  for (const state of ['suspected', 'confirmed'] as const) {
    hub.publish('states', states(state))
    await hub.flush()
  }
  const id = before.lastId
  expect(id).toBe(`${hub.run}/states/1`)
  const after = await (where === 'header'
    ? readEvents(eventsUrl('states'), { headers: { 'last-event-id': id } })
    : readEvents(`${eventsUrl('states')}&last_event_id=${encodeURIComponent(id)}`))
  await after.count(3)
  expect(after.messages).toMatchObject([
    { type: 'update', seq: 2, data: states('suspected') },
    { type: 'update', seq: 3, data: states('confirmed') },
    { type: 'heartbeat', seq: 3 },
  ])
  expect(after.lastId).toBe(`${hub.run}/states/3`)
  after.cut()
})

it('keeps the place in each topic, also of one that had nothing to tell since', async () => {
  const { hub, eventsUrl } = await aSite({
    snapshot: (topic) => Promise.resolve(topic === 'states' ? states('ok') : { events: [] }),
  })
  const first = await readEvents(eventsUrl('states,incidents'))
  await first.count(2)
  first.cut()
  const second = await readEvents(eventsUrl('states,incidents'), { headers: { 'last-event-id': first.lastId } })
  await second.count(2)
  second.cut()
  expect(second.messages.map(({ type }) => type)).toEqual(['heartbeat', 'heartbeat'])
  expect(second.lastId).toBe(`${hub.run}/states/1/incidents/1`)
})

it.each(['other/states/1', 'RUN/states/99', 'RUN/states/-1', 'RUN', '', '\u00e8'])(
  'gives a snapshot to whoever names the id %j',
  async (id) => {
    const { hub, eventsUrl } = await aSite({ snapshot: () => Promise.resolve(states('ok')) })
    const reader = await readEvents(eventsUrl('states'), { headers: { 'last-event-id': id.replace('RUN', hub.run) } })
    await reader.count(1)
    expect(reader.messages).toMatchObject([{ type: 'snapshot', seq: 1 }])
    reader.cut()
  },
)

it.each([
  ['', 400],
  ['nonsense', 400],
  ['overview,', 400],
  ['provider:A', 400],
  ['provider:nobody', 404],
  [Array.from({ length: 51 }, (_, i) => `provider:p${i}`).join(','), 400],
  ['overview&more=1', 400],
  [`overview&last_event_id=${'x'.repeat(201)}`, 400],
])('refuses the topics %j with %i', async (topics, status) => {
  const { hub, eventsUrl } = await aSite()
  expect(await refusal(eventsUrl(topics))).toMatchObject({
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
  expect(hub.sockets).toBe(0)
})

it('answers HEAD without a stream', async () => {
  const { hub, eventsUrl } = await aSite()
  const response = await ask(eventsUrl('overview'), { method: 'HEAD' })
  expect(response.statusCode).toBe(200)
  expect(response.headers['content-type']).toBe('text/event-stream')
  expect(hub.sockets).toBe(0)
})

it('counts streams and sockets of an address, and of all, together', async () => {
  const { socketUrl, eventsUrl, hub } = await aSite({ limits: { sockets: 3, socketsPerAddress: 2 } })
  const ws = new WebSocket(socketUrl, from('192.0.2.1'))
  await once(ws, 'open')
  const stream = await readEvents(eventsUrl('overview'), from('192.0.2.1'))
  expect(await refusal(eventsUrl('overview'), from('192.0.2.1').headers)).toMatchObject({
    status: 429,
    retry_after: 30,
  })
  const other = await readEvents(eventsUrl('overview'), from('192.0.2.2'))
  expect(await refusal(eventsUrl('overview'), from('192.0.2.3').headers)).toMatchObject({
    status: 503,
    retry_after: 30,
  })
  stream.cut()
  await until(() => hub.sockets === 2)
  const again = await readEvents(eventsUrl('overview'), from('192.0.2.1'))
  for (const one of [other, again]) one.cut()
  ws.terminate()
})

it('writes a comment now and then, so that nobody takes silence for the end', async () => {
  const { eventsUrl } = await aSite({ heartbeatMs: 20 })
  const reader = await readEvents(eventsUrl('overview'))
  await until(() => reader.comments >= 3)
  expect(reader.messages).toHaveLength(1)
  reader.cut()
})

it('lets go of whoever reads nothing, holds no more for it than it may, and gives the others everything', async () => {
  const bufferedBytes = 100_000
  const { hub, eventsUrl } = await aSite({ limits: { bufferedBytes } })
  const [slow, quick] = [await ask(eventsUrl('overview')), await readEvents(eventsUrl('overview'))]
  slow.pause()
  await quick.count(1)
  let sent = 0
  while (hub.sockets > 1) {
    hub.publish('overview', { n: ++sent, padding: 'x'.repeat(50_000) })
    await hub.flush()
    await quick.count(sent + 1)
  }
  expect(quick.messages.at(-1)).toMatchObject({ data: { n: sent } })
  expect(quick.response.destroyed).toBe(false)
  slow.resume()
  await once(slow, 'close')
  quick.cut()
})

it('says 1001 as its last message, ends, and lets the server end', async () => {
  const site = await aSite()
  const { hub, server, eventsUrl } = site
  const polite = await readEvents(eventsUrl('overview'))
  const deaf = await ask(eventsUrl('overview'))
  deaf.pause()
  await polite.count(1)
  const ended = once(polite.response, 'end')
  await site.close()
  await ended
  expect(polite.messages.at(-1)).toEqual({ type: 'close', code: 1001, reason: 'server closes' })
  expect(server.listening).toBe(false)
  expect(hub.sockets).toBe(0)
  deaf.destroy()
})

it('opens no stream while it closes', async () => {
  const { streams, eventsUrl } = await aSite()
  await streams.close()
  expect(await refusal(eventsUrl('overview'))).toMatchObject({ status: 503, retry_after: 30 })
})

it('bears whoever sends on where there is nothing to say', async () => {
  const { hub, eventsUrl } = await aSite({ limits: { socketsPerAddress: 20 } })
  const { port, pathname, search } = new URL(eventsUrl('overview'))
  const get = `GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\n\r\n`
  for (const noise of ['\u0000\u0001 no request', get.repeat(200), 'x'.repeat(100_000)]) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(get)
    await once(socket, 'data')
    expect(hub.sockets).toBeGreaterThan(0)
    socket.write(noise)
    await settled()
    expect(hub.sockets).toBeLessThanOrEqual(1)
    socket.destroy()
    await until(() => hub.sockets === 0)
  }
})
