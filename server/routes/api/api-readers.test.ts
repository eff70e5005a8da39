import { gunzipSync } from 'node:zlib'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createApp, type OnAnswer, type ServedBy } from '../../app.ts'
import { Refusal } from '../../errors.ts'
import { silentLog } from '../../log.ts'
import type { Database } from '../../store/db.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { withReadyAnswers } from '../ready-answers.ts'
import { apiReaders } from './api-readers.ts'
import { createReadCounter, createReadLimit } from './read-limit.ts'
import { readingRules } from './reading.ts'

const PATH = '/api/v1/states'
const TAG = 'W/"one"'
const PER_MINUTE = 5
const PROXY = '10.0.0.1'

/** An application that answers with how many times it was asked, once it may (`hold`), and what stands before it. */
function anApi({ status = 200, more = '' } = {}) {
  let [asked, real] = [0, 0]
  let going: Promise<unknown> = Promise.resolve()
  const told: string[] = []
  const clock = createManualClock(0)
  // None of these is of a key, so nobody asks for one.
  const counter = createReadCounter({ db: {} as Database, clock, trustedProxies: [PROXY], readsPerMinute: PER_MINUTE })
  const isProxy = (remote: string | undefined) => remote === PROXY
  const onAnswer: OnAnswer[] = [(route, method, code, _ms, id) => void told.push(`${method} ${route} ${code} ${id}`)]
  const api = new Hono()
    .route('/', readingRules([{ method: 'get', path: '/states' }], createReadLimit(counter)))
    .get('/states', async (c) => {
      asked += 1
      const body = `${c.req.header('accept') ?? ''} ${c.req.query('state') ?? ''} ${asked}${more}`
      await going
      if (status !== 200) throw new Refusal(status, 'No.')
      const headers = { ETag: TAG, 'Cache-Control': 'public, max-age=5', Vary: 'Accept' }
      return c.req.header('if-none-match') === TAG ? c.body(null, 304, headers) : c.text(body, 200, headers)
    })
  const app = createApp({
    clock,
    log: silentLog,
    routes: (mounted) => mounted.route('/api/v1', api),
    errorPage: (c) => c.text('page'),
    isProxy,
    onAnswer,
  })
  const fetch = withReadyAnswers(
    (request, env) => app.fetch(request, env),
    apiReaders({ countRead: counter, isProxy, onAnswer }),
    () => real,
  )
  return {
    ask: async (from: string, headers: Record<string, string> = {}, { method = 'GET', path = PATH } = {}) => {
      const all = { accept: '*/*', 'x-forwarded-for': from, ...headers }
      const incoming = { socket: { remoteAddress: PROXY }, headers: all } as unknown as HttpBindings['incoming']
      const request = new Request(`https://brusio.example${path}`, { method, headers: all })
      return await fetch(request, { incoming } as ServedBy)
    },
    /** Nothing is answered until what this gives is called. */
    hold: () => {
      let letGo = () => {}
      going = new Promise<void>((resolve) => (letGo = resolve))
      return letGo
    },
    wait: (ms: number) => void (real += ms),
    asked: () => asked,
    told,
  }
}

it('gives an answer again for a second, in which each reader is counted, and has a name of his own', async () => {
  const { ask, asked, wait, told } = anApi()
  const answers = [await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.2')]
  expect(asked()).toBe(1)
  expect(new Set(await Promise.all(answers.map((answer) => answer.text())))).toHaveLength(1)
  const said = answers.map(({ headers }) => headers.get('ratelimit')?.replace(/;t=\d+$/, ''))
  expect(said).toEqual(['"address";r=4', '"address";r=3', '"address";r=4'])
  const ids = answers.map(({ headers }) => headers.get('x-request-id'))
  expect(new Set(ids)).toHaveLength(3)
  expect(told).toEqual(ids.map((id) => `GET /api/v1/states 200 ${id}`))
  // What else the application has put on it.
  const rest = answers.map(({ headers }) => [...headers].filter(([name]) => !/^(ratelimit|x-request-id)$/.test(name)))
  expect(rest[1]).toEqual(rest[0])
  expect(answers[1]!.headers.get('access-control-allow-origin')).toBe('*')
  expect(answers[1]!.headers.get('ratelimit-policy')).toBe('"address";q=5;w=60')
  expect((await ask('192.0.2.3', { 'x-request-id': 'of-a-proxy' })).headers.get('x-request-id')).toBe('of-a-proxy')
  wait(1_000)
  await ask('192.0.2.2')
  expect(asked()).toBe(2)
})

it('refuses who reads too often as the application does, whatever lies ready', async () => {
  const { ask, told } = anApi()
  for (let i = 0; i < PER_MINUTE; i++) expect((await ask('192.0.2.1')).status).toBe(200)
  const refused = await ask('192.0.2.1')
  expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
  expect(refused.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/)
  expect(told.at(-1)).toMatch(/^GET .* 429 /)
  expect((await ask('192.0.2.2')).status).toBe(200)
})

it('tells who has it already that he does, and that is a read', async () => {
  const { ask, asked, told } = anApi()
  await ask('192.0.2.1')
  const known = await ask('192.0.2.1', { 'if-none-match': TAG })
  expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', TAG])
  expect(known.headers.get('ratelimit')).toMatch(/r=3/)
  expect(known.headers.get('access-control-allow-origin')).toBe('*')
  expect(told.at(-1)).toMatch(/^GET \/api\/v1\/states 304 /)
  expect(asked()).toBe(1)
})

it('keeps what is packed beside what is not, each made once', async () => {
  const { ask, asked } = anApi({ more: ' and so on'.repeat(200) })
  const takes = { 'accept-encoding': 'gzip, deflate' }
  const packed = [await ask('192.0.2.1', takes), await ask('192.0.2.2', takes)]
  const plain = [await ask('192.0.2.3'), await ask('192.0.2.4', { 'accept-encoding': 'br' })]
  expect(asked()).toBe(2)
  const [first, second] = await Promise.all(packed.map(async (one) => Buffer.from(await one.arrayBuffer())))
  expect(second).toEqual(first)
  expect(gunzipSync(first!).toString()).toMatch(/^\*\/\*  1 and so on/)
  expect(packed.map(({ headers }) => headers.get('content-encoding'))).toEqual(['gzip', 'gzip'])
  expect(plain.map(({ headers }) => headers.get('content-encoding'))).toEqual([null, null])
  expect(await plain[1]!.text()).toMatch(/^\*\/\*  2 and so on/)
  const known = await ask('192.0.2.5', { ...takes, 'if-none-match': TAG })
  expect([known.status, known.headers.get('content-encoding'), asked()]).toEqual([304, null, 2])
})

it('parts what differs: the address, and what would rather be had', async () => {
  const { ask, asked } = anApi()
  const csv = await ask('192.0.2.1', { accept: 'text/csv' })
  expect(await csv.text()).toBe('text/csv  1')
  expect(await (await ask('192.0.2.2')).text()).toBe('*/*  2')
  expect(await (await ask('192.0.2.3', {}, { path: `${PATH}?state=ok` })).text()).toBe('*/* ok 3')
  expect(await (await ask('192.0.2.4', { accept: 'text/csv' })).text()).toBe('text/csv  1')
  expect(asked()).toBe(3)
})

it('leaves to the application who shows a key, asks for the head alone, or has long wishes', async () => {
  const { ask, asked } = anApi()
  await ask('192.0.2.1')
  await ask('192.0.2.2', { authorization: 'Basic x' })
  const head = await ask('192.0.2.3', {}, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  for (let i = 0; i < 2; i++) await ask('192.0.2.4', { accept: `text/csv,${'x'.repeat(300)}` })
  expect(asked()).toBe(5)
})

it('lets those who come while it is being made wait for it, and counts each', async () => {
  const { ask, asked, hold } = anApi()
  const letGo = hold()
  const asking = ['192.0.2.1', '192.0.2.1', '192.0.2.1'].map((from) => ask(from))
  letGo()
  const answers = await Promise.all(asking)
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect([asked(), new Set(texts).size]).toEqual([1, 1])
  const left = answers.map(({ headers }) => /r=(\d)/.exec(headers.get('ratelimit') ?? '')?.[1])
  expect(new Set(left)).toEqual(new Set(['2', '3', '4']))
})

it('keeps no refusal, and lets nobody wait for one for ever', async () => {
  const { ask, asked, hold } = anApi({ status: 503 })
  const letGo = hold()
  const asking = ['192.0.2.1', '192.0.2.2'].map((from) => ask(from))
  letGo()
  expect((await Promise.all(asking)).map(({ status }) => status)).toEqual([503, 503])
  expect((await ask('192.0.2.3')).status).toBe(503)
  expect(asked()).toBe(3)
})
