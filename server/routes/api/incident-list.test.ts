import { parse } from 'csv-parse/sync'
import type { Hono } from 'hono'
import { beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, anIncident } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { IncidentList } from './wire.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
/** More than were listed when the pages were cut out of one list. */
const MANY = 1_050
const test = useTestDb()
let app: Hono
let libero: number

beforeAll(async () => {
  libero = (await aProvider(test.db, { slug: 'libero-mail', name: '+Libero, Mail' })).id
  const gmail = (await aProvider(test.db, { slug: 'gmail', name: 'Gmail' })).id
  await test.db
    .sql`with made as (insert into operators (slug, name) values ('italiaonline', 'Italiaonline') returning id)
    update providers set operator_id = (select id from made) where id = ${libero}`
  // Two begin at each hour, so that pages end between those of one instant; the longer ago, the later they ended within the hour.
  await test.db.sql`
    insert into incidents (id, provider_id, state, started_at, detected_at, confirmed_at, resolved_at, peak, rule)
    select gen_random_uuid(), ${libero}, 'ok', at, at, at, at + interval '30 minutes', 10, 'test'
    from generate_series(1, ${MANY}) n, lateral (select ${NOW - 2 * DAY_MS}::timestamptz - interval '1 hour' * (n / 2) as at) a`
  await anIncident(test.db, { providerId: libero, startedAt: new Date(NOW - HOUR_MS) })
  await anIncident(test.db, { providerId: gmail, startedAt: new Date(NOW - 2 * HOUR_MS) })
  app = await anApi(test.db, createManualClock(NOW))
})

async function page(query: string) {
  const { status, body, headers } = await fetchJson(app, `/api/v1/incidents${query}`)
  expect(status).toBe(200)
  return { ...IncidentList.parse(body), link: headers.get('link') }
}

it.each(['', '&open=false'])('turns page after page down to the first incident there was (%s)', async (more) => {
  const ids: string[] = []
  const links: (string | null)[] = []
  let next: string | null = ''
  while (next !== null) {
    const found = await page(`?limit=100${more}${next && `&cursor=${next}`}`)
    next = found.next
    ids.push(...found.incidents.map(({ id }) => id))
    links.push(found.link)
  }
  expect(links.at(-1)).toBeNull()
  expect(links.slice(0, -1).every((link) => link?.includes('&cursor='))).toBe(true)
  const [row] = await test.db.sql<[{ n: number }]>`select count(*)::int as n from incidents where
    ${more === '' ? test.db.sql`true` : test.db.sql`resolved_at is not null`}`
  expect([ids.length, new Set(ids).size]).toEqual([row.n, row.n])
})

it('refuses a cursor of another list', async () => {
  const { incidents } = await page('?limit=2')
  const [open] = incidents
  for (const path of [`incidents?open=false&cursor=${open?.id}`, `providers/gmail/incidents?cursor=${open?.id}`]) {
    const { status, body } = await fetchJson(app, `/api/v1/${path}`)
    expect([path, status, body]).toMatchObject([path, 400, { field: 'cursor' }])
  }
})

it('filters by operator and category, and says where the rest of an incident is', async () => {
  const { incidents } = await page('?operator=italiaonline&open=true&category=mail')
  expect(incidents.map(({ provider }) => provider)).toEqual(['libero-mail'])
  const id = incidents[0]!.id
  expect(incidents[0]!.links).toMatchObject({ self: `/api/v1/incidents/${id}`, page: `/i/${id}` })
  expect((await fetchJson(app, incidents[0]!.links.self)).status).toBe(200)
  for (const list of ['incidents', 'incidents.csv', 'providers']) {
    const { status, body } = await fetchJson(app, `/api/v1/${list}?operator=nobody`)
    expect([list, status, body]).toMatchObject([list, 404, { field: 'operator' }])
  }
})

it('gives only the fields that were asked for', async () => {
  const { body } = await fetchJson(app, '/api/v1/incidents?fields=id,started_at&limit=1')
  const { incidents } = body as { incidents: object[] }
  expect(Object.keys(incidents[0] ?? {}).toSorted()).toEqual(['id', 'started_at'])
})

it('refuses a field that a table has no column for, and takes each that has one', async () => {
  const ask = (fields: string) => fetchJson(app, `/api/v1/incidents.csv?fields=${fields}`)
  for (const [fields, missing] of [
    ['scope,links', 'scope'],
    ['provider,links', 'links'],
  ])
    expect(await ask(fields!)).toMatchObject({
      status: 400,
      body: { field: 'fields', detail: expect.stringContaining(`${missing} has no column`) },
    })
  const all = await app.request('/api/v1/incidents.csv?fields=provider,cause,corrections')
  expect((await all.text()).split('\r\n')[0]).toBe('provider,cause,cause_of,withdrawn,mode')
  expect((await fetchJson(app, '/api/v1/incidents?fields=scope,links')).status).toBe(200)
})

it('is a table with the same filters, and names the next page in its header', async () => {
  const response = await app.request(
    '/api/v1/providers/libero-mail/incidents.csv?limit=2&fields=provider,name,started_between',
  )
  expect(response.headers.get('link')).toMatch(
    /^<\/api\/v1\/providers\/libero-mail\/incidents\.csv\?.*cursor=[-0-9a-f]{36}>; rel="next"$/,
  )
  const text = await response.text()
  expect(text).toBe(
    ['provider,name,started_from,started_to,mode', ...Array(2).fill(`libero-mail,"'+Libero, Mail",,,live`), ''].join(
      '\r\n',
    ),
  )
  const all = await app.request('/api/v1/incidents?open=true', { headers: { accept: 'text/csv' } })
  const rows = parse(await all.text(), { columns: true })
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({ provider: 'libero-mail', resolved_at: '', withdrawn: 'false', mode: 'live' })
})
