import type { Hono } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { ProbeTarget } from '../../../shared/probe.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { createApiKey } from '../../store/api-keys.ts'
import { noteLook } from '../../store/notice-sources.ts'
import { writeNotices } from '../../store/notices.ts'
import { writeProbeResults } from '../../store/probes.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aNotice, aProvider, aReport, anIncident, someMinutes, somePartitions } from '../../test/factories.ts'
import { ROUTES, openApiDocument } from './openapi.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const test = useTestDb()
let app: Hono
/** What stands in the braces of a path. */
const parameters: Record<string, string> = { slug: 'libero-mail' }
/** What is not for everybody asks for it. */
const withKey: Record<string, string> = {}
const TARGET = ProbeTarget.parse({ provider: 'libero-mail', kind: 'imap', target: 'imaps://imapmail.libero.it' })

beforeAll(async () => {
  await somePartitions(test.db, NOW)
  const components = [{ slug: 'webmail', name: { it: 'Webmail', en: 'Webmail' } }]
  const { id } = await aProvider(test.db, {
    slug: 'libero-mail',
    helpline: '800 000 000',
    countries: ['IT'],
    components,
  })
  await someMinutes(test.db, id, NOW - HOUR_MS, [0, 3, 4, 5])
  await test.db.sql`insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape, blind_per_minute)
    values (${id}, ${NOW}::timestamptz, 8, 1.5, 20, 1.25)`
  const incident = await anIncident(test.db, {
    providerId: id,
    startedAt: new Date(NOW - HOUR_MS),
    startedFrom: new Date(NOW - HOUR_MS - MINUTE_MS),
    startedTo: new Date(NOW - HOUR_MS + MINUTE_MS),
    cause: { kind: 'collateral', of: ['libero-mail'], share: 0.1 },
    scope: [{ facet: 'device', value: 'ios', verdict: 'affected', observed: 9, expected: 1 }],
  })
  parameters.id = parameters.delivery = incident.id
  // One address has one name for what is known by its id, so the report has the incident's.
  await aReport(test.db, { id: incident.id, providerId: id, observedAt: new Date(NOW - HOUR_MS), problem: 'slow' })
  const evidence = {
    rule: '1',
    window_ms: 300_000,
    observed: 12,
    expected: 1,
    dispersion: 1.5,
    score: 9,
    threshold: 4,
    reporters: 12,
    networks: 9,
  }
  await test.db.sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence)
    values (${incident.id}, ${id}, ${NOW - HOUR_MS}::timestamptz, 'confirmed', 'suspected', 'confirmed', ${JSON.stringify(evidence)}::text::jsonb)`
  await test.db
    .sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
    values (${incident.id}, ${id}, ${NOW}::timestamptz, 'corrected', 'confirmed', 'confirmed', ${JSON.stringify(evidence)}::text::jsonb, 'It began later.')`
  await writeProbeResults(test.db, [
    {
      id: uuidv7({ msecs: NOW }),
      providerId: id,
      component: null,
      kind: 'http',
      target: 'https://mail.libero.it/',
      apiKeyId: null,
      at: NOW - MINUTE_MS,
      outcome: 'timeout',
      status: null,
      timings: { dns: 1, connect: null, tls: null, first_byte: null },
      certificateExpiresAt: null,
    },
  ])
  const at = NOW - MINUTE_MS
  const due = { dueFrom: NOW + HOUR_MS, dueTo: NOW + DAY_MS, zone: 'Europe/Rome' }
  const part = { component: 'webmail', device: 'ios' } as const
  await writeNotices(test.db, [
    aNotice({
      ...part,
      providerId: id,
      at,
      domain: 'libero.it',
      topics: ['cause', 'forecast'],
      source: 'https://status.example/1',
      saidFrom: NOW - HOUR_MS,
      forecasts: [{ ...due, ...part }],
    }),
    aNotice({ providerId: id, at, by: 'operator', topics: ['restored'], saidFrom: null, saidTo: null }),
  ])
  const source = { url: 'https://status.example', kind: 'feed', etag: null, failure: null }
  await noteLook(test.db, { ...source, providerId: id, at })
  app = await anApi(test.db, createManualClock(NOW), { targets: [TARGET] })
  const { token } = await createApiKey(test.db, { name: 'milan-1', scope: 'probe-results', now: NOW })
  withKey.authorization = `Bearer ${token}`
})

/** Those of webhooks belong to one key, what is live does not end: they have tests of their own. */
const reads = ROUTES.filter(
  (route) => route.method === 'get' && !route.path.endsWith('.csv') && !/^\/(webhooks|live)/.test(route.path),
)

describe('the document', () => {
  it('is OpenAPI 3.1, served, and has every route', async () => {
    const { status, body } = await fetchJson(app, '/api/v1/openapi.json')
    expect(status).toBe(200)
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/api/v1' }], 'x-mode': 'live' })
    const own = Object.keys(body as object).filter((name) => !name.startsWith('x-'))
    expect(own.toSorted()).toEqual(['components', 'info', 'openapi', 'paths', 'servers', 'webhooks'])
    expect(Object.keys(openApiDocument().paths ?? {}).toSorted()).toEqual([
      '/in/alertmanager',
      '/in/gatus',
      '/in/uptime-kuma',
      '/incidents',
      '/incidents.csv',
      '/incidents/{id}',
      '/incidents/{id}/citation',
      '/live.sse',
      '/probe-results',
      '/probe-targets',
      '/providers',
      '/providers/{slug}',
      '/providers/{slug}/citation',
      '/providers/{slug}/incidents',
      '/providers/{slug}/incidents.csv',
      '/providers/{slug}/notices',
      '/providers/{slug}/probes',
      '/providers/{slug}/series',
      '/providers/{slug}/series.csv',
      '/push',
      '/reports',
      '/reports/{id}/receipt',
      '/states',
      '/states.csv',
      '/webhooks',
      '/webhooks/{id}',
      '/webhooks/{id}/confirm',
      '/webhooks/{id}/deliveries',
      '/webhooks/{id}/deliveries/{delivery}/redeliver',
      '/webhooks/{id}/rotate',
    ])
  })

  it('describes every route that answers, and no other', () => {
    const served = new Set(
      app.routes
        .filter((route) => ['GET', 'POST', 'PATCH', 'DELETE'].includes(route.method))
        .map(
          (route) => `${route.method.toLowerCase()} ${route.path.replace('/api/v1', '').replaceAll(/:(\w+)/g, '{$1}')}`,
        ),
    )
    // Where one begins, and the contract itself.
    for (const own of ['get /', 'get ', 'get /openapi.json', 'get /client.ts']) served.delete(own)
    // Only says that there is a WebSocket, for which OpenAPI has no words: docs/live.md describes it.
    served.delete('get /live')
    const described = ROUTES.filter((route) => route.path !== '/reports').map(
      (route) => `${route.method} ${route.path}`,
    )
    expect([...served].toSorted()).toEqual(described.toSorted())
  })

  it('refers to nothing that is not in it', () => {
    const document = openApiDocument()
    const text = JSON.stringify(document)
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1])
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) expect(document.components?.schemas).toHaveProperty(name ?? '')
  })
})

/** The schema of the route's 200, as it stands in the document. */
function schemaOf(route: (typeof reads)[number]): z.ZodType {
  if (!(200 in route.responses)) throw new Error(`${route.path} has no 200`)
  const content = route.responses[200].content as Record<string, { schema: unknown }>
  return content['application/json']!.schema as z.ZodType
}

describe.each(reads.map((route) => [route.path, route] as const))('GET %s', (path, route) => {
  const address = () => `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '')}`

  it('answers what the document says, and not one field more', async () => {
    const { status, type, body } = await fetchJson(app, address(), { headers: withKey })
    expect(status).toBe(200)
    expect(type).toBe('application/json')
    // What a schema does not know it leaves out: so the two are equal only where all is described.
    expect(schemaOf(route).parse(body)).toEqual(body)
    expect(body).toMatchObject({ generated_at: '2023-01-23T09:00:00.000Z', mode: 'live' })
  })

  it('answers 304 to who has it', async () => {
    const { headers } = await fetchJson(app, address(), { headers: withKey })
    const etag = headers.get('etag') ?? ''
    const again = await app.request(address(), { headers: { ...withKey, 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })
})

describe.each([...ROUTES.map((route) => [route.method, route.path] as const), ['get', '/openapi.json'] as const])(
  '%s %s',
  (_method, path) => {
    const taken =
      path === '/openapi.json' ? ['get'] : ROUTES.filter((route) => route.path === path).map((r) => r.method)
    const own = taken.flatMap((one) => (one === 'get' ? ['GET', 'HEAD'] : [one.toUpperCase()]))
    const allow = [...own, 'OPTIONS'].join(', ')
    const others = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'].filter((other) => !allow.includes(other))

    const ask = (method: string) =>
      app.request(`/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '')}`, { method })

    // What is posted to /reports is not of this application, and it answers for itself.
    it.each(path === '/reports' ? [] : ['OPTIONS'])('says what it takes to whoever asks by %s', async (method) => {
      const response = await ask(method)
      expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([204, allow, ''])
    })

    it.each(others)('is not asked by %s', async (other) => {
      const response = await ask(other)
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
      expect(response.headers.get('content-type')).toBe('application/problem+json')
    })
  },
)

it('shows everything there is in those answers, so that the test above means something', async () => {
  const detail = await fetchJson(app, '/api/v1/providers/libero-mail')
  expect(detail.body).toMatchObject({
    incident: {
      peak: 10,
      started_between: ['2023-01-23T07:59:00.000Z', '2023-01-23T08:01:00.000Z'],
      cause: { of: ['libero-mail'], names: ['libero-mail'], operator: null },
      scope: [{ value: 'ios' }],
      corrections: [{ type: 'corrected', reason: 'It began later.' }],
    },
    blindness: { usual_per_hour: 8, per_minute: 1.25, within_ms: 600_000 },
    probes: [{ outcome: 'timeout' }],
    notices: [
      { author: 'The provider', said_between: [expect.any(String), expect.any(String)] },
      { said_between: null },
    ],
    forecasts: [{ device: 'ios', outcome: 'pending' }],
    communication: { looked_at: '2023-01-23T08:59:00.000Z', sources: ['https://status.example'] },
  })
  const incident = await fetchJson(app, `/api/v1/incidents/${parameters.id}`)
  expect(incident.body).toMatchObject({
    events: [{ type: 'confirmed' }, { type: 'corrected', reason: 'It began later.' }],
    clocks: { start: { crowd: { source: null }, official: { between: [expect.any(String), expect.any(String)] } } },
    notices: [{ domain: 'libero.it' }, { by: 'operator' }],
    forecasts: [{ outcome: 'pending', zone: 'Europe/Rome' }],
    mail_expires_from: '2023-01-28T08:00:00.000Z',
  })
  const list = await fetchJson(app, `/api/v1/incidents?since=${new Date(NOW - DAY_MS).toISOString()}`)
  expect(list.body).toMatchObject({ incidents: [{ provider: 'libero-mail' }] })
})
