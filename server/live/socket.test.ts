import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { ServerMessage } from '../../shared/live.ts'
import { Problem } from '../../shared/problem.ts'
import { systemClock } from '../clock.ts'
import { silentLog } from '../log.ts'
import { createHub } from './hub.ts'
import type { LiveLimits } from './limits.ts'
import { attachSockets } from './socket.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function aServer(
  options: { limits?: Partial<LiveLimits>; pingMs?: number; snapshot?: (topic: string) => Promise<unknown> } = {},
) {
  const server = createServer((_, response) => response.end('page'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hub = createHub({
    clock: systemClock,
    log: silentLog,
    limits: options.limits ?? {},
    snapshot: options.snapshot ?? ((topic) => Promise.resolve({ topic })),
  })
  const sockets = attachSockets({
    server,
    hub,
    log: silentLog,
    addressOf: (req) => String(req.headers['x-address'] ?? req.socket.remoteAddress),
    pingMs: options.pingMs ?? 60_000,
    closeGraceMs: 100,
  })
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('not on a port')
  const { port } = listening
  const close = async () => {
    await sockets.close()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  ends.push(close)
  const open = async (clientOptions: ClientOptions = {}, path = '/api/v1/live') => {
    const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, clientOptions)
    await once(ws, 'open')
    return ws
  }
  return { server, port, hub, close, open }
}

const parse = (data: Buffer | undefined) => ServerMessage.parse(JSON.parse(String(data)))

async function next(ws: WebSocket): Promise<ServerMessage> {
  const [data]: Buffer[] = await once(ws, 'message')
  return parse(data)
}

/** The status of the answer to a handshake that gets no socket. */
async function refused(port: number, headers: Record<string, string> = {}, path = '/api/v1/live') {
  const req = request({
    port,
    path,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      ...headers,
    },
  }).end()
  const [response]: IncomingMessage[] = await once(req, 'response')
  if (!response) throw new Error('no answer')
  const body = Problem.parse(await json(response))
  return { status: response.statusCode, headers: response.headers, body }
}

const from = (address: string) => ({ headers: { 'x-address': address } })
const subscribe = (...topics: string[]) => JSON.stringify({ type: 'subscribe', topics })

it('tells a subscriber from any origin the snapshot, then the updates', async () => {
  const { hub, open } = await aServer()
  const ws = await open({ origin: 'null' })
  ws.send(subscribe('overview'))
  expect(await next(ws)).toMatchObject({
    type: 'snapshot',
    seq: 1,
    speed: 1,
    mode: 'live',
    data: { topic: 'overview' },
  })
  hub.publish('overview', { text: '«è giù»' })
  void hub.flush()
  expect(await next(ws)).toMatchObject({ type: 'update', seq: 2, data: { text: '«è giù»' } })
  ws.terminate()
})

it.each([10, 200, 70_000])('carries data of %i characters', async (length) => {
  const { open } = await aServer({ snapshot: () => Promise.resolve('x'.repeat(length)) })
  const ws = await open()
  ws.send(subscribe('overview'))
  expect(await next(ws)).toMatchObject({ data: 'x'.repeat(length) })
  ws.terminate()
})

it('negotiates no compression', async () => {
  const { open } = await aServer()
  const ws = await open({ perMessageDeflate: true })
  expect(ws.extensions).toBe('')
  ws.terminate()
})

it('survives fifty hostile frames and goes on serving others', async () => {
  const { hub, open } = await aServer({ limits: { messagesAtOnce: 1_000 } })
  const ws = await open()
  const answers: string[] = []
  ws.on('message', (data: Buffer) => {
    const message = parse(data)
    if (message.type === 'error') answers.push(message.code)
  })
  for (let i = 0; i < 50; i++) {
    const bytes = randomBytes(i * 3)
    ws.send(i % 2 === 0 ? bytes : bytes.toString('latin1'))
  }
  while (answers.length < 50) await once(ws, 'message')
  expect(new Set(answers)).toEqual(new Set(['not-text', 'not-json']))
  ws.terminate()

  const other = await open()
  other.send(subscribe('overview'))
  expect(await next(other)).toMatchObject({ type: 'snapshot' })
  expect(hub.listened()).toEqual(['overview'])
  other.terminate()
})

it('lets whoever floods it go with 1008', async () => {
  const { open } = await aServer({ limits: { messagesAtOnce: 5 } })
  const ws = await open()
  const closed = once(ws, 'close')
  for (let i = 0; i < 50; i++) ws.send(randomBytes(20))
  expect((await closed)[0]).toBe(1008)
})

it('lets whoever floods it with pings go with 1008', async () => {
  const { open } = await aServer({ limits: { messagesAtOnce: 5 } })
  const ws = await open()
  const closed = once(ws, 'close')
  for (let i = 0; i < 50; i++) ws.ping()
  expect((await closed)[0]).toBe(1008)
})

it('closes with 1009 on a message that is too long, and 1007 on text that is not UTF-8', async () => {
  const { open } = await aServer({ limits: { messageBytes: 100 } })
  const long = await open()
  long.send('x'.repeat(101))
  expect((await once(long, 'close'))[0]).toBe(1009)
  const broken = await open()
  broken.send(Buffer.from([0xc3, 0x28]), { binary: false })
  expect((await once(broken, 'close'))[0]).toBe(1007)
})

it('cuts a socket whose bytes are no frames at all', async () => {
  const { port, hub } = await aServer()
  for (let i = 0; i < 20; i++) {
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'GET /api/v1/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    await once(socket, 'data')
    // The reserved bits set and no mask: against the protocol whatever follows.
    socket.write(Buffer.concat([Buffer.from([0xf1, 0x05]), randomBytes(50)]))
    socket.resume()
    await once(socket, 'close')
  }
  await expect.poll(() => hub.sockets).toBe(0)
})

it('refuses other paths, bad handshakes and sockets beyond the limits with a problem', async () => {
  const { port, hub, open } = await aServer({ limits: { sockets: 3, socketsPerAddress: 2 } })
  const problem = { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' }
  expect(await refused(port, {}, '/elsewhere')).toMatchObject({ status: 404, headers: problem, body: { status: 404 } })
  expect(await refused(port, { 'Sec-WebSocket-Key': 'short' })).toMatchObject({ status: 400, headers: problem })

  const first = await open(from('192.0.2.1'))
  const opened = [await open(from('192.0.2.1'))]
  expect(await refused(port, { 'x-address': '::ffff:192.0.2.1' })).toMatchObject({
    status: 429,
    headers: { 'retry-after': '30' },
  })
  opened.push(await open(from('192.0.2.2')))
  expect(await refused(port, { 'x-address': '192.0.2.3' })).toMatchObject({ status: 503 })
  first.close()
  await expect.poll(() => hub.sockets).toBe(2)
  opened.push(await open(from('192.0.2.1')))
  for (const ws of opened) ws.terminate()
})

it('drops a socket that does not answer pings, and keeps one that does', async () => {
  const { hub, open } = await aServer({ pingMs: 100 })
  const dead = await open({ autoPong: false })
  const living = await open()
  expect((await once(dead, 'close'))[0]).toBe(1006)
  for (let pings = 0; pings < 3; pings++) await once(living, 'ping')
  expect(hub.sockets).toBe(1)
  living.terminate()
})

it('lets go with 1013 whoever reads nothing, cuts it after the grace, and gives the others every message', async () => {
  const { hub, open } = await aServer({ limits: { bufferedBytes: 100_000 } })
  const [slow, quick] = [await open(), await open()]
  for (const ws of [slow, quick]) {
    ws.send(subscribe('overview'))
    await next(ws)
  }
  slow.pause()
  const closed = once(slow, 'close')
  let sent = 0
  while (hub.sockets > 1) {
    hub.publish('overview', { n: ++sent, padding: 'x'.repeat(50_000) })
    const heard = next(quick)
    await hub.flush()
    expect(await heard).toMatchObject({ data: { n: sent } })
  }
  // Cut while its buffers were full: the 1013 may lie behind more than the network took.
  slow.resume()
  expect([1006, 1013]).toContain((await closed)[0])
  quick.terminate()
})

it('closes with 1001, cuts those who do not close, and lets the server end', async () => {
  const { server, hub, open, close } = await aServer()
  const polite = await open()
  const deaf = await open()
  deaf.pause()
  const said = once(polite, 'close')
  await close()
  expect((await said)[0]).toBe(1001)
  expect(server.listening).toBe(false)
  expect(hub.sockets).toBe(0)
  deaf.terminate()
})

it('takes no new socket while it closes', async () => {
  const { port, open, close } = await aServer()
  const deaf = await open()
  deaf.pause()
  const agent = connect(port, '127.0.0.1')
  await once(agent, 'connect')
  const closing = close()
  agent.write('GET /api/v1/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  const [data]: Buffer[] = await once(agent, 'data')
  expect(String(data)).toMatch(/^HTTP\/1.1 503 /)
  agent.destroy()
  deaf.terminate()
  await closing
})
