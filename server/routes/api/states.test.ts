import { parse } from 'csv-parse/sync'
import type { Hono } from 'hono'
import { beforeAll, expect, it, vi } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, anIncident, someMinutes, somePartitions } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { StateList } from './states.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const LATE = NOW + HOUR_MS
const test = useTestDb()

beforeAll(async () => {
  await somePartitions(test.db, NOW)
  await aProvider(test.db, { slug: 'gmail', name: 'Gmail' })
  await aProvider(test.db, { slug: 'formula', name: '=1+1, "x"', category: 'messaging' })
  const libero = await aProvider(test.db, { slug: 'libero-mail', name: 'Libero Mail' })
  await aProvider(test.db, { slug: 'gone', archivedAt: new Date(NOW - HOUR_MS) })
  await test.db
    .sql`with made as (insert into operators (slug, name) values ('italiaonline', 'Italiaonline') returning id)
    update providers set operator_id = (select id from made) where id = ${libero.id}`
  await someMinutes(test.db, libero.id, NOW - 4 * MINUTE_MS, [1, 2, 3, 4])
  await test.db.sql`insert into detector_states (provider_id, at, state, snapshot)
    select id, ${NOW}::timestamptz, case slug when 'libero-mail' then 'confirmed' else 'ok' end, '{}' from providers where archived_at is null`
  await test.db.sql`insert into leases (role, epoch, holder, until, at)
    values ('detector', 1, 'me', ${NOW}::timestamptz, ${NOW}::timestamptz)`
  const startedAt = new Date(NOW - HOUR_MS)
  const cause = { kind: 'own' as const, of: [], share: null }
  await anIncident(test.db, { providerId: libero.id, startedAt, verified: true, cause })
})

const states = async (app: Hono, query = '') => {
  const { status, body } = await fetchJson(app, `/api/v1/states${query}`)
  expect(status).toBe(200)
  return body
}
const slugs = async (app: Hono, query: string) =>
  StateList.parse(await states(app, query)).states.map(({ slug }) => slug)

it('has every listed provider in one answer, by slug', async () => {
  const body = StateList.parse(await states(await anApi(test.db, createManualClock(NOW))))
  expect(body).toMatchObject({ stale: false, judged_until: '2023-01-23T09:00:00.000Z' })
  expect(body.states.map(({ slug, state }) => [slug, state])).toEqual([
    ['formula', 'ok'],
    ['gmail', 'ok'],
    ['libero-mail', 'confirmed'],
  ])
  const since = '2023-01-23T08:00:00.000Z'
  expect(body.states.at(-1)).toMatchObject({ verified: true, since, cause: 'own', reports_15m: 10, expected_15m: null })
})

it('filters by category, operator and state', async () => {
  const app = await anApi(test.db, createManualClock(NOW))
  expect(await slugs(app, '?category=messaging')).toEqual(['formula'])
  expect(await slugs(app, '?operator=italiaonline')).toEqual(['libero-mail'])
  expect(await slugs(app, '?operator=italiaonline&state=ok')).toEqual([])
  for (const path of ['states', 'states.csv']) {
    const { status, body } = await fetchJson(app, `/api/v1/${path}?operator=nobody`)
    expect([path, status, body]).toMatchObject([path, 404, { field: 'operator' }])
  }
})

it('gives only the fields that were asked for, and refuses one there is not', async () => {
  const app = await anApi(test.db, createManualClock(NOW))
  expect(await states(app, '?fields=slug,state&state=confirmed')).toMatchObject({
    states: [{ slug: 'libero-mail', state: 'confirmed' }],
  })
  const { status, body } = await fetchJson(app, '/api/v1/states?fields=slug,toString')
  expect([status, body]).toMatchObject([400, { field: 'fields' }])
})

it('knows nothing of now where the detector has not kept up, and says that it is stale', async () => {
  const body = StateList.parse(await states(await anApi(test.db, createManualClock(LATE))))
  expect(body).toMatchObject({ stale: true, judged_until: '2023-01-23T09:00:00.000Z' })
  expect(new Set(body.states.map(({ state }) => state))).toEqual(new Set(['unknown']))
})

it('gives the last states that were known while the database is away, with their time', async () => {
  const clock = createManualClock(NOW)
  const gate = { isAway: false }
  const sql = new Proxy(test.db.sql, {
    apply(target, self, args) {
      if (gate.isAway) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
      return Reflect.apply(target, self, args) as unknown
    },
  })
  const app = await anApi({ ...test.db, sql }, clock)
  const before = StateList.parse(await states(app))
  gate.isAway = true
  clock.set(NOW + MINUTE_MS)
  await vi.waitFor(async () => {
    const after = StateList.parse(await states(app, '?category=mail'))
    expect(after).toMatchObject({ stale: true, generated_at: before.generated_at })
    expect(after.states).toEqual(before.states.filter(({ category }) => category === 'mail'))
  }, 5_000)
  const table = await (await app.request('/api/v1/states.csv?category=mail&fields=slug')).text()
  expect(table.split('\r\n')[1]).toBe('gmail,true,2023-01-23T09:00:00.000Z,live')
})

it.each([
  ['/states.csv', {}],
  ['/states', { accept: 'text/csv' }],
])('is a table at %s with %j', async (path, headers: Record<string, string>) => {
  const app = await anApi(test.db, createManualClock(NOW))
  const response = await app.request(`/api/v1${path}`, { headers })
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(response.headers.get('vary')).toContain('Accept')
  const text = await response.text()
  expect(text.split('\r\n')[0]).toBe(
    'slug,name,category,state,verified,since,cause,reports_15m,expected_15m,stale,judged_until,mode',
  )
  const rows = parse(text, { columns: true })
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatchObject({ slug: 'formula', name: `'=1+1, "x"`, verified: 'false', since: '', mode: 'live' })
  const etag = response.headers.get('etag') ?? ''
  const again = await app.request(`/api/v1${path}`, { headers: { ...headers, 'if-none-match': etag } })
  expect(again.status).toBe(304)
  expect((await app.request('/api/v1/states', { headers: { 'if-none-match': etag } })).status).toBe(200)
})

it('gives the columns of a table that were asked for', async () => {
  const app = await anApi(test.db, createManualClock(NOW))
  const response = await app.request('/api/v1/states.csv?fields=state,slug&state=confirmed')
  expect(await response.text()).toBe(
    'slug,state,stale,judged_until,mode\r\nlibero-mail,confirmed,false,2023-01-23T09:00:00.000Z,live\r\n',
  )
})
