import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../../shared/time.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { ensurePartitions } from '../../store/partitions.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, anIncident, someMinutes } from '../../test/factories.ts'
import { IncidentDetail, IncidentList, ProviderDetail, ProviderList, Series } from './wire.ts'

// Monday 23 January 2023: Libero Mail has trouble since 7:00.
const NOW = Date.UTC(2023, 0, 23, 9, 7, 30)
const test = useTestDb()
const ids = new Map<string, number>()
let clock: ReturnType<typeof createManualClock>
let app: Hono

beforeAll(async () => {
  await ensurePartitions(test.db, NOW - 2 * DAY_MS, NOW)
  const listed: [string, string, string][] = [
    ['gmail', 'Gmail', 'mail'],
    ['libero-mail', 'Libero Mail', 'mail'],
    ['virgilio-mail', 'Virgilio Mail', 'mail'],
    ['whatsapp', 'WhatsApp', 'messaging'],
  ]
  for (const [slug, name, category] of listed) ids.set(slug, (await aProvider(test.db, { slug, name, category })).id)
  const libero = ids.get('libero-mail')!
  await someMinutes(test.db, libero, NOW - DAY_MS, [...Array<number>(1437).fill(0), 5, 6, 7, 4])
  await test.db.sql`insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape)
    select ${libero}, generate_series(${NOW - 2 * DAY_MS}::timestamptz, ${NOW}::timestamptz, '1 hour'), 8, 1.5, 20`
  await test.db.sql`update baselines set hour = date_trunc('hour', hour)`
  await test.db.sql`insert into detector_states (provider_id, at, state, since, snapshot)
    values (${libero}, ${NOW}::timestamptz, 'confirmed', ${NOW - 2 * HOUR_MS}::timestamptz, '{}')`
  await test.db.sql`insert into leases (role, epoch, holder, until, at)
    values ('detector', 1, 'me', ${NOW}::timestamptz, ${NOW}::timestamptz)`
  const quarter = Math.floor(NOW / QUARTER_MS) * QUARTER_MS
  for (const [value, problems] of [
    ['cannot-open', 15],
    ['slow', 5],
    ['-', 2],
  ] as const)
    await test.db
      .sql`insert into report_counts_quarter (bucket_start, provider_id, facet, value, reports, problems, works)
      values (${quarter}::timestamptz, ${libero}, 'problem', ${value}, ${problems}, ${problems}, 0)`
  for (let day = 3; day >= 0; day--) {
    const startedAt = new Date(NOW - day * DAY_MS - 2 * HOUR_MS)
    const resolvedAt = day === 0 ? null : new Date(startedAt.getTime() + HOUR_MS)
    await anIncident(test.db, { providerId: libero, startedAt, resolvedAt })
  }
})

beforeEach(async () => {
  clock = createManualClock(NOW)
  app = await anApi(test.db, clock)
})

/** The answer, which must be 200 and fit its schema. */
async function read<T extends z.ZodType>(schema: T, path: string): Promise<z.infer<T>> {
  const { status, body } = await fetchJson(app, `/api/v1${path}`)
  expect([status, path]).toEqual([200, path])
  return schema.parse(body)
}
const slugs = async (query: string) =>
  (await read(ProviderList, `/providers${query}`)).providers.map((provider) => provider.slug)
const series = (query: string) => read(Series, `/providers/libero-mail/series${query}`)
const refusal = async (path: string) => {
  const { status, type, body } = await fetchJson(app, `/api/v1${path}`)
  expect(type).toBe('application/problem+json')
  return { status, field: z.object({ field: z.string().optional() }).parse(body).field }
}

describe('GET /providers', () => {
  it('lists by name, with what the rule says of each', async () => {
    const { providers, next, generated_at, mode } = await read(ProviderList, '/providers')
    expect(providers.map(({ name, verdict }) => [name, verdict.state])).toEqual([
      ['Gmail', 'unknown'],
      ['Libero Mail', 'confirmed'],
      ['Virgilio Mail', 'unknown'],
      ['WhatsApp', 'unknown'],
    ])
    expect(providers[1]?.verdict).toMatchObject({ reports_15m: 22, expected_15m: 2, since: '2023-01-23T07:07:30.000Z' })
    expect([next, generated_at, mode]).toEqual([null, '2023-01-23T09:07:30.000Z', 'live'])
  })

  it('finds by words, category and state, together', async () => {
    expect(await slugs('?q=libero')).toEqual(['libero-mail'])
    expect(await slugs('?category=messaging')).toEqual(['whatsapp'])
    expect(await slugs('?state=confirmed')).toEqual(['libero-mail'])
    expect(await slugs('?state=unknown&category=mail')).toEqual(['gmail', 'virgilio-mail'])
    expect(await slugs('?q=libero&state=ok')).toEqual([])
  })

  it.each(['', '&state=unknown', '&category=mail'])('leads page by page through everything (%s)', async (filter) => {
    const whole = await slugs(`?limit=200${filter}`)
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: z.infer<typeof ProviderList> = await read(
        ProviderList,
        `/providers?limit=1${filter}${next && `&cursor=${next}`}`,
      )
      seen.push(...page.providers.map((provider) => provider.slug))
      next = page.next
    }
    expect(seen).toEqual(whole)
  })

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=many', 'limit'],
    ['?category=weather', 'category'],
    ['?state=down', 'state'],
    ['?cursor=nobody', 'cursor'],
    [`?q=${'x'.repeat(101)}`, 'q'],
    ['?sort=name', 'sort'],
  ])('refuses %s and names the parameter', async (query, field) => {
    expect(await refusal(`/providers${query}`)).toEqual({ status: 400, field })
  })
})

describe('GET /providers/{slug}', () => {
  it('tells the last 24 hours, what is wrong and the open incident', async () => {
    const detail = await read(ProviderDetail, '/providers/libero-mail')
    expect(detail.provider.name).toBe('Libero Mail')
    expect(detail.verdict.state).toBe('confirmed')
    expect(detail.incident).toMatchObject({ provider: 'libero-mail', resolved_at: null })
    expect(detail.stats_24).toHaveLength(96)
    expect(detail.stats_24.at(-1)).toMatchObject({ t: Date.UTC(2023, 0, 23, 9), problems: 22, complete: false })
    expect(detail.stats_24.at(-2)).toMatchObject({ problems: 0, expected: 2, complete: true })
    expect(detail.top_problems).toEqual([
      { problem: 'cannot-open', voices: 15, share: 0.75 },
      { problem: 'slow', voices: 5, share: 0.25 },
    ])
    expect(detail.probes).toEqual([])
  })

  it('knows a provider nobody has reported or judged', async () => {
    const detail = await read(ProviderDetail, '/providers/gmail')
    expect(detail.verdict).toEqual({
      state: 'unknown',
      verified: false,
      started_between: null,
      cause: null,
      since: null,
      reports_15m: 0,
      expected_15m: null,
      testimony: null,
    })
    expect(detail.incident).toBeNull()
    expect(detail.top_problems).toEqual([])
  })

  it('knows no other', async () => {
    expect(await refusal('/providers/nobody')).toMatchObject({ status: 404 })
    expect(await refusal('/providers/%3Cscript%3E')).toEqual({ status: 400, field: 'slug' })
  })
})

describe('GET /providers/{slug}/series', () => {
  it('covers the last 24 hours by the quarter, unless asked otherwise', async () => {
    const answer = await series('')
    expect(answer).toMatchObject({ provider: 'libero-mail', interval: '15m', from: '2023-01-22T09:00:00.000Z' })
    expect(answer.points).toHaveLength(97)
    expect(answer.points.at(-1)).toMatchObject({ problems: 22, complete: false })
  })

  it('covers what is asked for, never the future', async () => {
    const answer = await series('?interval=1m&from=2023-01-23T10:04:00%2B01:00&to=2023-01-24T00:00:00Z')
    expect(answer.points.map(({ t, problems, complete }) => [t - NOW, problems, complete])).toEqual([
      [-3.5 * MINUTE_MS, 5, true],
      [-2.5 * MINUTE_MS, 6, true],
      [-1.5 * MINUTE_MS, 7, true],
      [-0.5 * MINUTE_MS, 4, false],
    ])
    expect(answer.to).toBe('2023-01-23T09:08:00.000Z')
  })

  it.each([
    ['?interval=2m', 'interval'],
    ['?from=yesterday', 'from'],
    ['?from=2023-01-23', 'from'],
    ['?from=2023-01-24T00:00:00Z', 'from'],
    ['?interval=1m&from=2021-01-01T00:00:00Z', 'from'],
    ['?interval=10s&from=2023-01-23T08:00:00Z', 'from'],
    ['?interval=1h&facet=problem&from=2022-12-01T00:00:00Z', 'from'],
    ['?interval=5m&facet=region', 'interval'],
    ['?facet=network', 'facet'],
    ['?facet=host', 'facet'],
    ['?interval=1d&from=1900-01-01T00:00:00Z', 'from'],
    ['?to=0001-01-01T00:00:00Z', 'to'],
    ['?to=1970-01-01T00:00:00%2B01:00', 'to'],
    ['?to=9999-12-31T00:00:00Z', 'to'],
    ['?step=1', 'step'],
  ])('refuses %s and names the parameter', async (query, field) => {
    expect(await refusal(`/providers/libero-mail/series${query}`)).toEqual({ status: 400, field })
  })
})

describe('incidents', () => {
  it('are listed newest first, of all or of one, and read page by page', async () => {
    const all = await read(IncidentList, '/incidents')
    expect(all.incidents.map((incident) => incident.started_at.slice(0, 10))).toEqual([
      '2023-01-23',
      '2023-01-22',
      '2023-01-21',
      '2023-01-20',
    ])
    expect((await read(IncidentList, '/providers/gmail/incidents')).incidents).toEqual([])
    const first = await read(IncidentList, '/providers/libero-mail/incidents?limit=3')
    const second = await read(IncidentList, `/providers/libero-mail/incidents?limit=3&cursor=${first.next}`)
    expect([...first.incidents, ...second.incidents]).toEqual(all.incidents)
    expect(second.next).toBeNull()
  })

  it('are chosen by being open and by time', async () => {
    expect((await read(IncidentList, '/incidents?open=true')).incidents).toHaveLength(1)
    expect((await read(IncidentList, '/incidents?open=false')).incidents).toHaveLength(3)
    expect((await read(IncidentList, '/incidents?since=2023-01-22T00:00:00Z')).incidents).toHaveLength(2)
  })

  it.each(['0000-01-01T00:00:00Z', '2200-01-01T00:00:01Z'])('of %s are not asked of the database', async (since) => {
    expect(await refusal(`/incidents?since=${since}`)).toEqual({ status: 400, field: 'since' })
  })

  it('have an address each, with their timeline', async () => {
    const [incident] = (await read(IncidentList, '/incidents?open=true')).incidents
    const detail = await read(IncidentDetail, `/incidents/${incident?.id}`)
    expect(incident).toMatchObject(detail.incident)
    expect(await refusal('/incidents/0185dc1e-0000-7000-8000-000000000000')).toMatchObject({ status: 404 })
    expect(await refusal('/incidents/1')).toEqual({ status: 400, field: 'id' })
    expect(await refusal('/incidents?cursor=0185dc1e-0000-7000-8000-000000000000')).toEqual({
      status: 400,
      field: 'cursor',
    })
  })
})

describe('every answer', () => {
  it('may be read from any page, and may be kept for a moment', async () => {
    const { headers } = await fetchJson(app, '/api/v1/providers/gmail', { headers: { origin: 'https://news.example' } })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cache-control')).toBe('public, max-age=5, stale-while-revalidate=15')
    const preflight = await app.request('/api/v1/providers/gmail', {
      method: 'OPTIONS',
      headers: { origin: 'https://news.example', 'access-control-request-method': 'GET' },
    })
    expect(preflight.headers.get('access-control-allow-headers')).toContain('If-None-Match')
  })

  it('is not sent again to who has it, though time went by', async () => {
    const first = await fetchJson(app, '/api/v1/providers/gmail')
    const etag = first.headers.get('etag') ?? ''
    clock.set(NOW + 10_000)
    const later = await anApi(test.db, clock)
    const again = await later.request('/api/v1/providers/gmail', { headers: { 'if-none-match': `"other", ${etag}` } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    expect(again.headers.get('etag')).toBe(etag)
    const fresh = await fetchJson(later, '/api/v1/providers/gmail')
    expect(fresh.headers.get('etag')).toBe(etag)
    expect(fresh.body).toMatchObject({ generated_at: '2023-01-23T09:07:40.000Z' })
  })

  it('of a replay says so, and is another answer than the same one live', async () => {
    const live = await fetchJson(app, '/api/v1/providers/gmail')
    const replay = await fetchJson(await anApi(test.db, createManualClock(NOW, 'replay')), '/api/v1/providers/gmail')
    expect(replay.body).toMatchObject({ mode: 'replay' })
    expect(replay.headers.get('etag')).not.toBe(live.headers.get('etag'))
  })
})
