import { Hono } from 'hono'
import { beforeAll, expect, it } from 'vitest'
import { problemResponse, toProblem } from '../../errors.ts'
import { createApiKey, revokeApiKey } from '../../store/api-keys.ts'
import { useTestDb } from '../../test/db.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { createReadCounter, createReadLimit } from './read-limit.ts'
import { readingRules } from './reading.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const PER_MINUTE = 3
const KEY_PER_MINUTE = 5
const test = useTestDb()
const clock = createManualClock(NOW)
let wide: string
let plain: string

beforeAll(async () => {
  wide = (await createApiKey(test.db, { name: 'wide', scope: 'probe-results', now: NOW })).token
  await test.db.sql`update api_keys set per_minute = ${KEY_PER_MINUTE} where name = 'wide'`
  plain = (await createApiKey(test.db, { name: 'plain', scope: 'probe-results', now: NOW })).token
})

function anApp() {
  const deps = { db: test.db, clock, trustedProxies: ['10.0.0.0/8'], readsPerMinute: PER_MINUTE }
  const limit = createReadLimit(createReadCounter(deps))
  const app = new Hono()
  app.onError((error, c) => problemResponse(c, toProblem(error)))
  app.route('/', readingRules([{ method: 'get', path: '/things/{id}' }], limit))
  app.get('/things/:id', (c) => c.text('here'))
  return async (from: string, headers: Record<string, string> = {}, method = 'GET') => {
    const incoming = { socket: { remoteAddress: '10.0.0.1' } }
    return await app.request('/things/1', { method, headers: { 'x-forwarded-for': from, ...headers } }, { incoming })
  }
}

it('counts down for each address, then refuses until the minute is over', async () => {
  const ask = anApp()
  const answers = [await ask('192.0.2.1'), await ask('192.0.2.1', {}, 'HEAD'), await ask('192.0.2.1')]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const said = answers.map(({ headers }) => headers.get('ratelimit')?.replace(/t=\d+/, 't=…'))
  expect(said).toEqual(['"address";r=2;t=…', '"address";r=1;t=…', '"address";r=0;t=…'])
  expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"address";q=3;w=60')

  const refused = await ask('192.0.2.1')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  expect(refused.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/)
  const after = Number(refused.headers.get('retry-after'))
  expect(after).toBeGreaterThanOrEqual(1)
  expect(after).toBeLessThanOrEqual(60)
  expect(await refused.json()).toMatchObject({ status: 429, retry_after: after })
  expect((await ask('192.0.2.2')).status).toBe(200)
})

it('takes a /64 for one address', async () => {
  const ask = anApp()
  for (let i = 1; i <= PER_MINUTE; i++) await ask(`2001:db8::${i}`)
  expect((await ask('2001:db8::ffff')).status).toBe(429)
  expect((await ask('2001:db8:0:1::1')).status).toBe(200)
})

it('lets a key read as often as it may, from whatever address', async () => {
  const ask = anApp()
  const key = { authorization: `Bearer ${wide}` }
  const answers = []
  for (let i = 0; i <= KEY_PER_MINUTE; i++) answers.push(await ask(`192.0.2.${i}`, key))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"key";q=5;w=60')
  expect((await ask('192.0.2.0')).headers.get('ratelimit')).toMatch(/^"address";r=2;/)
})

it('counts the address where a key says nothing of reading, is revoked or none of ours', async () => {
  const ask = anApp()
  const { token, prefix } = await createApiKey(test.db, { name: 'gone', scope: 'probe-results', now: NOW })
  await test.db.sql`update api_keys set per_minute = 1000 where prefix = ${prefix}`
  await revokeApiKey(test.db, prefix, NOW)
  for (const authorization of [`Bearer ${plain}`, `Bearer ${token}`, 'Bearer nonsense'])
    expect((await ask('192.0.2.1', { authorization })).headers.get('ratelimit-policy')).toBe('"address";q=3;w=60')
  expect((await ask('192.0.2.1', { authorization: `Bearer ${plain}` })).status).toBe(429)
})

it('answers the question before a request of another page, and does not count it', async () => {
  const ask = anApp()
  const asked = { origin: 'https://giornale.example', 'access-control-request-method': 'GET' }
  const preflight = await ask('192.0.2.1', asked, 'OPTIONS')
  expect([preflight.status, preflight.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
  expect(preflight.headers.get('access-control-allow-headers')).toContain('If-None-Match')
  expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
  const answer = await ask('192.0.2.1', asked)
  expect(answer.headers.get('ratelimit')).toMatch(/r=2/)
  const shown = answer.headers.get('access-control-expose-headers')?.split(',')
  expect(shown).toEqual(
    expect.arrayContaining(['ETag', 'Link', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id']),
  )
})
