import type { Hono } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { createApiKey, revokeApiKey } from '../../store/api-keys.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider } from '../../test/factories.ts'
import { MAX_PROBE_RESULTS_BYTES } from './probe-results.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const test = useTestDb()
const clock = createManualClock(NOW)
let app: Hono
let token: string
let prefix: string

beforeAll(async () => {
  const components = [{ slug: 'webmail', name: { it: 'Webmail', en: 'Webmail' } }]
  await aProvider(test.db, { slug: 'libero-mail', components })
  app = await anApi(test.db, clock)
  ;({ token, prefix } = await createApiKey(test.db, { name: 'milan-1', scope: 'probe-results', now: NOW }))
})
beforeEach(() => test.db.sql`truncate probe_results, probes`)

function aResult(fields: Record<string, unknown> = {}) {
  return {
    id: uuidv7({ msecs: NOW }),
    provider: 'libero-mail',
    kind: 'http',
    target: 'https://mail.libero.it/',
    at: new Date(NOW).toISOString(),
    outcome: 'up',
    status: 200,
    timings: { dns: 1, connect: 20, tls: 30, first_byte: 100 },
    ...fields,
  }
}

function post(body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const given = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }
  const length = headers['content-length'] ?? String(Buffer.byteLength(text))
  return fetchJson(app, '/api/v1/probe-results', {
    method: 'POST',
    body: text,
    headers: { ...given, 'content-length': length },
  })
}
const stored = async () => {
  const [row] = await test.db.sql<{ count: number }[]>`select count(*) from probe_results`
  return row?.count
}

it('stores a batch and shows it on the provider, named by its key', async () => {
  const { status, body } = await post({
    results: [
      aResult(),
      aResult({ target: 'https://login.libero.it/', outcome: 'refused', status: undefined, component: 'webmail' }),
    ],
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({ received: 2, stored: 2, repeated: 0, refused: 0, history: 0, mode: 'live' })
  const detail = await fetchJson(await anApi(test.db, clock), '/api/v1/providers/libero-mail')
  expect(detail.body).toMatchObject({
    probes: [
      {
        target: 'https://login.libero.it/',
        component: 'webmail',
        vantage: 'milan-1',
        outcome: 'refused',
        status: null,
      },
      { target: 'https://mail.libero.it/', vantage: 'milan-1', outcome: 'up', evidence: true, up_share_24h: 1 },
    ],
  })
})

it('stores a batch once however often it is sent', async () => {
  const batch = { results: [aResult(), aResult()] }
  await post(batch)
  expect((await post(batch)).body).toMatchObject({ received: 2, stored: 0, repeated: 2 })
  expect(await stored()).toBe(2)
})

it('keeps what is older than an hour as history', async () => {
  const old = NOW - HOUR_MS - MINUTE_MS
  const result = aResult({ id: uuidv7({ msecs: old }), at: new Date(old).toISOString(), outcome: 'timeout' })
  expect((await post({ results: [result] })).body).toMatchObject({ stored: 1, history: 1 })
  const detail = await fetchJson(await anApi(test.db, clock), '/api/v1/providers/libero-mail')
  expect(detail.body).toMatchObject({ probes: [] })
  expect(await stored()).toBe(1)
})

describe('a key', () => {
  it.each([
    ['none', '', 401],
    ['of another kind', 'Basic YTpi', 401],
    ['made up', `Bearer brusio_00000000_${'A'.repeat(43)}`, 401],
    ['not a key', 'Bearer x', 401],
  ])('%s lets nobody in', async (_what, authorization, expected) => {
    const { status, type, headers } = await post({ results: [aResult()] }, { authorization })
    expect([status, type]).toEqual([expected, 'application/problem+json'])
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(await stored()).toBe(0)
  })

  it('of another scope may not', async () => {
    const other = await createApiKey(test.db, { name: 'other', scope: 'probe-results', now: NOW })
    await test.db.sql`update api_keys set scope = 'notices' where prefix = ${other.prefix}`
    const { status, headers } = await post({ results: [aResult()] }, { authorization: `Bearer ${other.token}` })
    expect(status).toBe(403)
    expect(headers.get('www-authenticate')).toContain('insufficient_scope')
  })

  it('that was revoked lets nobody in', async () => {
    const other = await createApiKey(test.db, { name: 'gone', scope: 'probe-results', now: NOW })
    await revokeApiKey(test.db, other.prefix, NOW)
    expect((await post({ results: [aResult()] }, { authorization: `Bearer ${other.token}` })).status).toBe(401)
  })

  it('is in no answer', async () => {
    await post({ results: [aResult()] })
    const detail = await fetchJson(await anApi(test.db, clock), '/api/v1/providers/libero-mail')
    expect(JSON.stringify(detail.body)).not.toContain(prefix)
  })
})

describe('a body', () => {
  it('without a length, too long, or of another type is not read', async () => {
    const request = {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    }
    expect((await fetchJson(app, '/api/v1/probe-results', { ...request, body: '{}' })).status).toBe(411)
    expect((await post('{}', { 'content-length': String(MAX_PROBE_RESULTS_BYTES + 1) })).status).toBe(413)
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('{}', { 'content-type': 'application/jsonp' })).status).toBe(415)
  })

  it.each<[what: string, body: unknown, field: string | undefined]>([
    ['no JSON', '{"results": [', undefined],
    ['no object', '[]', undefined],
    ['no results', {}, 'results'],
    ['an empty batch', { results: [] }, 'results'],
    ['too many', { results: Array(501).fill(1) }, 'results'],
    ['a field nobody knows', { results: [aResult({ secret: 1 })] }, 'results.0.secret'],
    ['an id that is no UUIDv7', { results: [aResult({ id: 'c56a4180-65aa-42ec-a945-5fd21dec0538' })] }, 'results.0.id'],
    ['an id of last week', { results: [aResult({ id: uuidv7({ msecs: NOW - 168 * HOUR_MS }) })] }, 'results.0.id'],
    ['an id to come', { results: [aResult({ id: uuidv7({ msecs: NOW + HOUR_MS }) })] }, 'results.0.id'],
    ['a time to come', { results: [aResult({ at: '2023-01-23T10:00:00Z' })] }, 'results.0.at'],
    ['a time without zone', { results: [aResult({ at: '2023-01-23T09:00:00' })] }, 'results.0.at'],
    ['an outcome nobody knows', { results: [aResult({ outcome: 'down' })] }, 'results.0.outcome'],
    ['a target that is no address', { results: [aResult({ target: 'mail' })] }, 'results.0.target'],
    ['a target with script', { results: [aResult({ target: 'javascript:alert(1)' })] }, 'results.0.target'],
    ['a target with a NUL', { results: [aResult({ target: 'https://a.example/\u0000' })] }, 'results.0.target'],
    ['a target with a password', { results: [aResult({ target: 'https://a:b@c.example/' })] }, 'results.0.target'],
    ['a component of nobody', { results: [aResult({ component: 'fax' })] }, 'results.0.component'],
    [
      'a negative time',
      { results: [aResult({ timings: { dns: -1, connect: 1, tls: 1, first_byte: 1 } })] },
      'results.0.timings.dns',
    ],
  ])('with %s is refused, naming the field', async (_what, body, field) => {
    const answer = await post(body)
    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json'])
    expect(answer.body).toMatchObject(field === undefined ? { status: 400 } : { field })
  })

  it('with one wrong result stores none of them', async () => {
    const { status, body } = await post({ results: [aResult(), aResult({ provider: 'nobody' })] })
    expect(status).toBe(404)
    expect(body).toMatchObject({ field: 'results.1.provider' })
    expect(await stored()).toBe(0)
  })
})
