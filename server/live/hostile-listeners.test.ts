import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ServerMessage } from '../../shared/live.ts'
import { Problem } from '../../shared/problem.ts'
import { aLiveSite } from '../test/live-site.ts'
import { ask, readEvents, type EventReader } from '../test/live-streams.ts'
import { until } from '../test/until.ts'

const REQUESTS = 2_000
const AT_ONCE = 50
const SLOW = 60

let site: Awaited<ReturnType<typeof aLiveSite>>
beforeEach(async () => {
  site = await aLiveSite({
    limits: { socketsPerAddress: 1_000, bufferedBytes: 100_000 },
    snapshot: () => Promise.resolve({ states: [], events: [] }),
  })
})
afterEach(() => site.close())

/** JSON as it is written: not all of it can be made out of values. */
const subscribing = (since: string) =>
  `{"type":"subscribe","topics":["states"],"since":${since.replaceAll('RUN', site.hub.run)}}`

it.each([
  ['snapshot', '{"run":"RUN","seq":{"states":9007199254740991}}'],
  ['snapshot', '{"run":"RUN","seq":{}}'],
  ['snapshot', '{"run":"RUN","seq":{"incidents":1}}'],
  ['snapshot', '{"run":"__proto__","seq":{"states":1}}'],
  ['heartbeat', '{"run":"RUN","seq":{"states":1}}'],
  ['invalid-message', '{"run":"RUN","seq":{"states":1e308}}'],
  ['invalid-message', '{"run":"RUN","seq":{"states":1e999}}'],
  ['invalid-message', '{"run":"RUN","seq":{"states":-1}}'],
  ['invalid-message', '{"run":"RUN","seq":{"states":0.5}}'],
  ['invalid-message', '{"run":"RUN","seq":{"states":"1"}}'],
  ['invalid-message', '{"run":"RUN","seq":{"states":null}}'],
  // The schema does not look at this one, and nobody else does.
  ['snapshot', '{"run":"RUN","seq":{"__proto__":1}}'],
  ['invalid-message', '{"run":"RUN","seq":{"constructor":1}}'],
  ['invalid-message', '{"run":"RUN","seq":[1]}'],
  ['invalid-message', '{"run":"RUN","seq":{"states":1},"__proto__":{"polluted":1}}'],
  ['invalid-message', `{"run":"${'x'.repeat(41)}","seq":{}}`],
  ['invalid-message', `{"run":"RUN","seq":{${Array.from({ length: 51 }, (_, i) => `"provider:p${i}":1`).join()}}}`],
  ['invalid-message', '[]'],
  ['1009', `{"run":"RUN","seq":{${Array.from({ length: 10_000 }, (_, i) => `"provider:p${i}":1`).join()}}}`],
])('answers with %s who says it has heard %s', async (answer, since) => {
  const first = await readEvents(site.eventsUrl('states'))
  await first.count(1)
  const ws = new WebSocket(site.socketUrl)
  await once(ws, 'open')
  const heard: string[] = []
  ws.on('message', (data: Buffer) => {
    const message = ServerMessage.parse(JSON.parse(data.toString()))
    heard.push(message.type === 'error' ? message.code : message.type)
  })
  ws.on('close', (code) => heard.push(String(code)))
  ws.send(subscribing(since))
  await until(() => heard.length > 0)
  expect(heard).toEqual([answer])
  expect({}).not.toHaveProperty('polluted')
  first.cut()
  ws.terminate()
})

const NAMES = [
  'states',
  'overview',
  'incidents',
  'provider:nobody',
  'provider:a',
  '__proto__',
  '',
  ',',
  '%00',
  '%F0',
  '🤷',
]
const IDS = ['RUN', 'x', '', 'states', '1', '-1', '9'.repeat(15), '9'.repeat(40), '__proto__', 'provider:a', '%2F', 'é']

/** The same for the same number, on every machine. */
const noise = (n: number) => createHash('sha512').update(`stream ${n}`).digest()

function aRequest(n: number): { query: string; id: string } {
  const bytes = [...noise(n)]
  const some = (from: readonly string[], byte = 0) => from[byte % from.length]!
  const topics = bytes.slice(1, 1 + (bytes[0]! % 6)).map((byte) => some(NAMES, byte))
  const id = bytes.slice(8, 8 + (bytes[7]! % 8)).map((byte) => some(IDS, byte))
  const more = [
    ``,
    `&last_event_id=${id.join('/')}`,
    `&last_event_id=1&last_event_id=2`,
    `&__proto__=1`,
    `&topics=states`,
  ]
  const raw =
    bytes[20]! % 8 === 0 ? encodeURIComponent(Buffer.from(bytes.slice(21, 40)).toString('latin1')) : topics.join()
  const query = `${raw}${more[bytes[41]! % more.length]}`.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent)
  return { query, id: id.join('/').replaceAll('RUN', site.hub.run) }
}

it(`answers ${REQUESTS} hostile requests for a stream with a stream or a problem, and holds none of them`, async () => {
  const statuses = new Map<number, number>()
  const one = async (n: number) => {
    const { query, id } = aRequest(n)
    const headers: Record<string, string> = n % 2 === 0 ? { 'last-event-id': Buffer.from(id).toString('latin1') } : {}
    const response = await ask(site.eventsUrl(query), { headers })
    const status = response.statusCode ?? 0
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (status === 200) response.destroy()
    else Problem.parse(await json(response))
  }
  for (let n = 0; n < REQUESTS; n += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => one(n + i)))
  expect(new Set(statuses.keys())).toEqual(new Set([200, 400, 404]))
  for (const count of statuses.values()) expect(count).toBeGreaterThan(10)
  await until(() => site.hub.sockets === 0)
})

it('lets go of many that read nothing, and holds no more for each than it may', async () => {
  const { port } = new URL(site.socketUrl)
  const deaf = await Promise.all(
    Array.from({ length: SLOW }, async () => {
      const socket = connect({ port: Number(port), host: '127.0.0.1' })
      socket.on('error', () => {})
      socket.write('GET /api/v1/live.sse?topics=overview HTTP/1.1\r\nHost: x\r\n\r\n')
      await once(socket, 'readable')
      return socket
    }),
  )
  const quick: EventReader = await readEvents(site.eventsUrl('overview'))
  await until(() => site.hub.sockets === SLOW + 1)
  let turns = 0
  while (site.hub.sockets > 1) {
    site.hub.publish('overview', { n: ++turns, padding: 'x'.repeat(50_000) })
    await site.hub.flush()
    await quick.count(turns + 1)
  }
  expect(quick.messages.at(-1)).toMatchObject({ data: { n: turns } })
  for (const socket of deaf) socket.destroy()
  quick.cut()
})
