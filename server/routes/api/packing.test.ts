import { Readable } from 'node:stream'
import { createGunzip, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { packedPieces, packing } from './packing.ts'
import { toBody } from './series-stream.ts'

const LONG = JSON.stringify({ states: Array.from({ length: 200 }, (_, i) => ({ slug: `provider-${i}`, state: 'ok' })) })
const OPEN = { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=5' }
const app = new Hono()
  .use(packing())
  .get('/long', (c) => c.body(LONG, 200, { ...OPEN, ETag: 'W/"one"' }))
  .get('/short', (c) => c.body('{}', 200, OPEN))
  .get('/own', (c) => c.body(LONG, 200, { ...OPEN, 'Cache-Control': 'no-store' }))
  .get('/known', (c) => c.body(null, 304, OPEN))
  .get('/events', (c) => c.body(LONG, 200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }))
const ask = (path: string, encoding?: string) =>
  app.request(path, encoding === undefined ? {} : { headers: { 'accept-encoding': encoding } })

it('packs what is long for who takes it, with all its headers', async () => {
  for (const encoding of ['gzip', 'br, gzip;q=0.5']) {
    const response = await ask('/long', encoding)
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      etag: 'W/"one"',
    })
    expect(bytes.length).toBeLessThan(LONG.length / 5)
    expect(gunzipSync(bytes).toString()).toBe(LONG)
  }
})

it.each([
  ['/long', undefined],
  ['/long', 'gzip;q=0'],
  ['/long', 'br'],
  ['/short', 'gzip'],
  ['/own', 'gzip'],
  ['/known', 'gzip'],
  ['/events', 'gzip'],
])('leaves %s as it is for who takes %s', async (path, encoding) => {
  const [given, plain] = [await ask(path, encoding), await ask(path)]
  expect(given.headers.get('content-encoding')).toBeNull()
  expect([given.status, await given.text()]).toEqual([plain.status, await plain.text()])
})

it('packs piece by piece, so that the first can be read before there is a second', async () => {
  let goOn = () => {}
  const next = new Promise<void>((resolve) => (goOn = resolve))
  async function* pieces() {
    yield 'the first, '
    await next
    yield 'and the second'
  }
  const unpacked = Readable.from(packedPieces(pieces())).pipe(createGunzip()).setEncoding('utf8')
  const reading = unpacked[Symbol.asyncIterator]()
  expect((await reading.next()).value).toBe('the first, ')
  goOn()
  expect((await reading.next()).value).toBe('and the second')
  expect((await reading.next()).done).toBe(true)
})

it('asks for no more than its reader has room for, and for nothing once he is gone', async () => {
  let [made, isOver] = [0, false]
  async function* endless() {
    try {
      // Each is another, or it would be packed into nothing.
      for (;;) yield Array.from({ length: 20_000 }, () => String(Math.sin(++made))).join()
    } finally {
      isOver = true
    }
  }
  let left = 0
  const reader = toBody(packedPieces(endless()), () => left++).getReader()
  await reader.read()
  let before = -1
  await until(() => before === (before = made))
  expect(made).toBeLessThan(20_000 * 10)
  await reader.cancel()
  await until(() => isOver)
  expect(left).toBe(1)
})

it('breaks off where a piece fails', async () => {
  async function* failing() {
    yield 'half of it'
    throw new Error('gone')
  }
  let left = 0
  await expect(new Response(toBody(packedPieces(failing()), () => left++)).arrayBuffer()).rejects.toThrow('gone')
  expect(left).toBe(1)
})
