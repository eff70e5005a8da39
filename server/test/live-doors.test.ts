import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createManualClock } from './manual-clock.ts'
import type { RunningServer } from '../main.ts'
import { useTestDb } from './db.ts'
import { ask, readEvents } from './live-streams.ts'
import { aRunningServer } from './running-server.ts'

// What stands around the hub in the whole program: other origins, methods, limits of an address, what lies in between, and the end.
const NOON = Date.UTC(2026, 0, 13, 12)
const ORIGINS = ['null', 'https://elsewhere.example', 'file://']
const PER_ADDRESS = 100

const test = useTestDb()
let server: RunningServer
let url: string
beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock: createManualClock(NOON),
    config: { readsPerMinute: 100_000 },
  })
  url = `${server.url}/api/v1/live.sse`
}, 60_000)
afterAll(() => server?.close())

const socketUrl = () => `${server.url.replace('http', 'ws')}/api/v1/live`

it.each(ORIGINS)('lets pages of the origin %s read, over both', async (origin) => {
  const reader = await readEvents(`${url}?topics=states`, { headers: { origin } })
  expect(reader.response.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  expect(reader.response.headers).not.toHaveProperty('access-control-allow-credentials')
  expect(reader.response.headers).not.toHaveProperty('content-encoding')
  await reader.count(1)
  reader.cut()
  const ws = new WebSocket(socketUrl(), { headers: { origin } })
  await once(ws, 'open')
  ws.send('{"type":"subscribe","topics":["states"]}')
  const [data] = (await once(ws, 'message')) as [Buffer]
  expect(JSON.parse(data.toString())).toMatchObject({ type: 'snapshot', topic: 'states' })
  ws.terminate()
})

it('packs no stream for whoever takes packed answers, which would wait for more', async () => {
  const reader = await readEvents(`${url}?topics=states`, { headers: { 'accept-encoding': 'gzip, br, deflate' } })
  expect(reader.response.headers).not.toHaveProperty('content-encoding')
  await reader.count(1)
  reader.cut()
})

it.each([
  ['?topics=nonsense', 400],
  ['?topics=provider:nobody', 404],
  ['', 400],
])('lets other pages read why there is no stream at %j', async (query, status) => {
  const response = await ask(`${url}${query}`, { headers: { origin: 'null' } })
  expect(response.statusCode).toBe(status)
  expect(response.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'content-type': 'application/problem+json',
  })
  response.resume()
})

it('answers what a browser asks before a request with a place to begin at', async () => {
  const headers = {
    origin: 'null',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'last-event-id',
  }
  const response = await ask(`${url}?topics=states`, { method: 'OPTIONS', headers })
  expect(response.statusCode).toBe(204)
  expect(response.headers['access-control-allow-origin']).toBe('*')
  expect(response.headers['access-control-allow-headers']?.toLowerCase().split(',')).toContain('last-event-id')
  expect(response.headers['allow']).toBe('GET, HEAD, OPTIONS')
})

it('has the headers of a stream, and none of its events, for HEAD', async () => {
  const response = await ask(`${url}?topics=states`, { method: 'HEAD', headers: { origin: 'null' } })
  expect(response.statusCode).toBe(200)
  expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' })
  expect(response.headers['cache-control']).toBe('no-store, no-transform')
  expect(await text(response)).toBe('')
})

it('says which of the topics asked for is none', async () => {
  const nameless = await ask(`${url}?topics=states,states,provider:,incidents`)
  expect(JSON.parse(await text(nameless))).toMatchObject({
    status: 400,
    field: 'topics',
    detail: expect.stringContaining('number 3'),
  })
  const nobody = await ask(`${url}?topics=states,provider:nobody`)
  expect(JSON.parse(await text(nobody))).toMatchObject({
    status: 404,
    detail: expect.stringContaining('provider:nobody'),
  })
})

it('tells whoever asks without an upgrade that here are sockets, and where the same is without', async () => {
  const address = socketUrl().replace('ws', 'http')
  const response = await ask(address)
  expect(response.statusCode).toBe(426)
  expect(response.headers).toMatchObject({ upgrade: 'websocket', connection: 'Upgrade', 'cache-control': 'no-store' })
  expect(response.headers['access-control-allow-origin']).toBe('*')
  expect(await text(response)).toMatch(/\/api\/v1\/live\.sse.*\/docs\/api\/live/)
  const head = await ask(address, { method: 'HEAD' })
  expect([head.statusCode, await text(head)]).toEqual([426, ''])
})

it('takes nothing but GET where the sockets are', async () => {
  const address = socketUrl().replace('ws', 'http')
  const refused = await ask(address, { method: 'POST' })
  expect([refused.statusCode, refused.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS'])
  refused.resume()
  const options = await ask(address, { method: 'OPTIONS' })
  expect(options.statusCode).toBe(204)
  options.resume()
})

it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('lets nobody write: %s', async (method) => {
  const response = await ask(`${url}?topics=states`, { method, headers: { origin: 'null' } })
  expect(response.statusCode).toBe(405)
  expect(response.headers['allow']).toBe('GET, HEAD, OPTIONS')
  response.resume()
})

it('counts streams and sockets by the address that a proxy of ours names, not by what others put before it', async () => {
  const from = (forged: string) => ({ headers: { 'x-forwarded-for': `${forged}, 198.51.100.7` } })
  const readers = await Promise.all(
    Array.from({ length: PER_ADDRESS }, (_, i) => readEvents(`${url}?topics=states`, from(`203.0.113.${i}`))),
  )
  const refused = await ask(`${url}?topics=states`, from('203.0.113.200'))
  expect(refused.statusCode).toBe(429)
  expect(refused.headers['retry-after']).toBe('30')
  refused.resume()
  const socket = new WebSocket(socketUrl(), from('203.0.113.201'))
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, Awaited<ReturnType<typeof ask>>]
  expect(answer.statusCode).toBe(429)
  expect(answer.headers['retry-after']).toBe('30')
  answer.destroy()
  const other = await readEvents(`${url}?topics=states`, { headers: { 'x-forwarded-for': '198.51.100.8' } })
  for (const reader of [...readers, other]) reader.cut()
})

it('ends the connection with the stream, and a client that keeps connections goes on with another', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const get = async (path: string) => {
    const [response] = await once(request(`${server.url}${path}`, { agent }).end(), 'response')
    return response as Awaited<ReturnType<typeof ask>>
  }
  const stream = await get('/api/v1/live.sse?topics=states')
  stream.on('error', () => {})
  expect(stream.headers.connection).toBe('close')
  const next = get('/api/v1/states')
  stream.destroy()
  const answer = await next
  expect(answer.statusCode).toBe(200)
  expect(JSON.parse(await text(answer))).toHaveProperty('states')
  agent.destroy()
})

it('says 1001 to all at the end, over both, and does end', async () => {
  const readers = await Promise.all(Array.from({ length: 20 }, () => readEvents(`${url}?topics=states`)))
  const sockets = Array.from({ length: 20 }, () => new WebSocket(socketUrl()))
  await Promise.all(sockets.map((ws) => once(ws, 'open')))
  await Promise.all(readers.map((reader) => reader.count(1)))
  const deaf = await ask(`${url}?topics=states`)
  deaf.pause()
  const codes = Promise.all(sockets.map(async (ws) => (await once(ws, 'close'))[0]))
  const ends = Promise.all(readers.map(({ response }) => once(response, 'end')))
  await server.close()
  expect(new Set(await codes)).toEqual(new Set([1001]))
  await ends
  for (const { messages } of readers) expect(messages.at(-1)).toMatchObject({ type: 'close', code: 1001 })
  await expect(fetch(server.url)).rejects.toThrow('fetch failed')
  deaf.destroy()
})
