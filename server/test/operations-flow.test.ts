import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import type { RunningServer } from '../main.ts'
import { openDatabaseGate, type DatabaseGate } from './database-gate.ts'
import { useTestDb } from './db.ts'
import { aRunningServer, press } from './running-server.ts'

// What whoever runs an instance looks at: is it alive, is it ready, what does it count.

const test = useTestDb()
let gate: DatabaseGate
let server: RunningServer
const lines: string[] = []
beforeAll(async () => {
  gate = await openDatabaseGate(test.connection)
  server = await aRunningServer(gate.connection, {
    config: { metrics: { host: '127.0.0.1', port: 0, isAsked: true } },
    log: createLog('info', { write: (line: string) => void lines.push(line) }),
  })
})
afterAll(async () => {
  await gate?.open()
  await server?.close()
  await gate?.close()
})

const ask = async (path: string) => {
  const answer = await fetch(server.url + path)
  const { headers, status } = answer
  return { status, type: headers.get('content-type'), cache: headers.get('cache-control'), body: await answer.json() }
}
const metrics = async () => (await fetch(`${server.metricsUrl}/metrics`)).text()
/** The value of a line of the text format. */
const valueOf = (text: string, name: string) => {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}

const READY = { server: 'ok', database: 'ok', schema: 'ok', detector: 'ok', reports: 'ok' }

it('is alive at once, and ready when the detector leads', async () => {
  expect(await ask('/healthz')).toMatchObject({ status: 200, cache: 'no-store', body: { status: 'ok' } })
  await expect.poll(() => ask('/readyz'), { timeout: 20_000 }).toMatchObject({ status: 200, body: { parts: READY } })
})

it('counts what passes through it, by route and never by reporter', async () => {
  const pressed = await press(server.url, '198.51.100.7', { provider: 'libero-mail', problem: 'cannot-open' })
  expect(pressed.body).toMatchObject({ outcome: 'counted' })
  await press(server.url, '198.51.100.7', { provider: 'libero-mail', problem: 'cannot-open' })
  await press(server.url, '198.51.100.7', { provider: 'nobody-at-all' })
  await fetch(`${server.url}/api/v1/providers/libero-mail?marked-query`).then((answer) => answer.text())
  await fetch(`${server.url}/marked-path`, { method: 'PROPFIND' })
  const text = await metrics()
  expect(valueOf(text, 'brusio_reports_total{outcome="counted"}')).toBe(1)
  expect(valueOf(text, 'brusio_reports_total{outcome="repeat"}')).toBe(1)
  expect(valueOf(text, 'brusio_reports_total{outcome="unknown-provider"}')).toBe(1)
  expect(valueOf(text, 'brusio_reports_total{outcome="rate-limited"}')).toBe(0)
  const posted = 'route="/api/v1/reports",method="POST"'
  expect(valueOf(text, `brusio_http_requests_total{${posted},status="2xx"}`)).toBe(2)
  expect(valueOf(text, `brusio_http_requests_total{${posted},status="4xx"}`)).toBe(1)
  expect(text).toContain('route="/api/v1/providers/:slug",method="GET",status="2xx"')
  expect(text).toContain('method="other",status="4xx"')
  expect(valueOf(text, 'brusio_http_request_duration_seconds_count{route="/api/v1/reports"}')).toBe(3)
  expect(valueOf(text, 'brusio_write_batch_reports_sum')).toBe(2)
  expect(valueOf(text, 'brusio_write_buffer_reports')).toBe(0)
  expect(valueOf(text, 'brusio_detector_leads')).toBe(1)
  expect(valueOf(text, 'brusio_detector_lag_seconds')).toBeLessThan(60)
  expect(valueOf(text, 'brusio_job_turns_total{job="detect",outcome="ok"}')).toBeGreaterThan(0)
  expect(valueOf(text, 'brusio_job_last_success_timestamp_seconds{job="detect"}')).toBeGreaterThan(1.7e9)
  expect(valueOf(text, 'brusio_webhook_deliveries_waiting')).toBe(0)
  expect(valueOf(text, 'process_cpu_seconds_total')).toBeGreaterThan(0)
  for (const mark of ['198.51.100', 'marked', 'libero', 'PROPFIND', 'Android']) expect(text).not.toContain(mark)
})

it('has no label but the patterns that are mounted, whatever is asked for', async () => {
  const odd = ['', '/', '%2e%2e/', '%00', '"', '{x="y"}', 'ä', '?a=b', '#', '//x', '.svg', '.json', '/..%2f']
  const bases = [
    '/',
    '/p/',
    '/i/',
    '/badge/',
    '/embed/',
    '/chart/',
    '/og/',
    '/api/v1/',
    '/api/v1/providers/',
    '/archive/',
  ]
  for (const [i, base] of bases.entries())
    await Promise.all(
      odd.map(async (end) => {
        const method = ['GET', 'POST', 'HEAD', 'PATCH', 'PURGE'][i % 5]!
        const answer = await fetch(`${server.url}${base}marked-${i}${end}`, { method, redirect: 'manual' })
        await answer.arrayBuffer()
        expect(answer.status).toBeLessThan(500)
      }),
    )
  const text = await metrics()
  const labels = [...text.matchAll(/^brusio_http_\w+\{.*?route="((?:[^"\\]|\\.)*)"/gm)].map(([, route]) => route!)
  const mounted = new Set(server.routes.map(({ path }) => path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')))
  expect(labels.length).toBeGreaterThan(10)
  expect([...new Set(labels)].filter((route) => !mounted.has(route))).toEqual([])
  const methods = new Set([...text.matchAll(/method="(\w+)"/g)].map(([, method = '']) => method))
  expect([...methods].toSorted()).toEqual(['GET', 'HEAD', 'POST', 'other'])
})

it('counts what lies ready as well, and names each request for it', async () => {
  const counted = async () => {
    const found = (await metrics()).matchAll(/^brusio_http_requests_total\{route="\/badge\/.* (\d+)$/gm)
    return [...found].reduce((sum, [, n]) => sum + Number(n), 0)
  }
  const before = await counted()
  const ids = new Set<string | null>()
  let etag = ''
  for (let i = 0; i < 6; i++) {
    const headers: Record<string, string> = i === 5 ? { 'if-none-match': etag } : {}
    const answer = await fetch(`${server.url}/badge/libero-mail.svg`, { headers })
    etag = answer.headers.get('etag') ?? etag
    ids.add(answer.headers.get('x-request-id'))
    await answer.arrayBuffer()
  }
  expect([ids.size, ids.has(null)]).toEqual([6, false])
  expect((await counted()) - before).toBe(6)
})

it('shows its metrics at their own address and at no other', async () => {
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
  const { origin } = new URL(server.metricsUrl!)
  expect((await fetch(`${origin}/`)).status).toBe(404)
  expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(405)
  const headed = await fetch(`${origin}/metrics?x=1`, { method: 'HEAD' })
  expect([headed.status, headed.headers.get('cache-control'), await headed.text()]).toEqual([200, 'no-store', ''])
  expect(headed.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  for (const path of ['/metrics/', '//metrics', '/Metrics', '/api/v1/metrics', '/metrics?x', '/p/../metrics'])
    expect((await fetch(server.url + path)).headers.get('content-type')).not.toMatch(/version=0/)
  expect(new URL(server.metricsUrl!).port).not.toBe(new URL(server.url).port)
})

it('says which part is not ready while the database is away, is alive all the same, and comes back', async () => {
  await gate.shut()
  const away = { server: 'ok', database: 'away', schema: 'unknown', detector: 'unknown', reports: 'ok' }
  await expect
    .poll(() => ask('/readyz'), { timeout: 10_000 })
    .toMatchObject({
      status: 503,
      type: 'application/problem+json',
      cache: 'no-store',
      body: { status: 503, detail: 'Not ready: database (away).', parts: away },
    })
  expect((await ask('/healthz')).status).toBe(200)
  await expect
    .poll(async () => valueOf(await metrics(), 'brusio_job_turns_total{job="detect",outcome="failed"}'))
    .toBeGreaterThan(0)
  await gate.open()
  await expect.poll(async () => (await ask('/readyz')).status, { timeout: 20_000 }).toBe(200)
})

it('waits for a database that hears nothing no longer than it says', async () => {
  gate.still()
  await expect
    .poll(async () => (await ask('/readyz')).body, { timeout: 10_000 })
    .toMatchObject({
      detail: 'Not ready: database (away).',
    })
  await expect
    .poll(async () => valueOf(await metrics(), 'brusio_database_silent_total'), { timeout: 20_000 })
    .toBeGreaterThan(0)
  // What only the database knows is left out, and the rest is shown all the same.
  const text = await metrics()
  expect(valueOf(text, 'brusio_webhook_deliveries_waiting')).toBeUndefined()
  expect(valueOf(text, 'brusio_write_buffer_reports')).toBe(0)
  await gate.open()
  await expect.poll(async () => (await ask('/readyz')).status, { timeout: 20_000 }).toBe(200)
})

it('says that the tables are not there, and is alive all the same', async () => {
  await test.db.sql`alter schema drizzle rename to elsewhere`
  await expect
    .poll(() => ask('/readyz'), { timeout: 10_000 })
    .toMatchObject({ status: 503, body: { detail: 'Not ready: schema (missing).', parts: { detector: 'unknown' } } })
  expect((await ask('/healthz')).status).toBe(200)
  await test.db.sql`alter schema elsewhere rename to drizzle`
  await expect.poll(async () => (await ask('/readyz')).status, { timeout: 20_000 }).toBe(200)
})

it('names the request in what it refuses, as in its headers', async () => {
  for (const path of ['/api/v1/providers/nobody', '/nowhere', '/api/v1/providers?limit=0']) {
    const answer = await fetch(server.url + path)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ request_id: answer.headers.get('x-request-id') })
  }
})

it('writes no line about who asks how it is', () => {
  expect(lines.filter((line) => /healthz|readyz|\/metrics"/.test(line) && !line.includes('listening'))).toEqual([])
})

it('is not ready from the moment on at which it is told to end, and answers until it does', async () => {
  expect((await ask('/readyz')).status).toBe(200)
  server.retire()
  const answer = await fetch(`${server.url}/readyz`)
  expect(await answer.json()).toMatchObject({
    status: 503,
    detail: 'Not ready: server (closing).',
    parts: { ...READY, server: 'closing' },
    request_id: answer.headers.get('x-request-id'),
  })
  expect((await ask('/healthz')).status).toBe(200)
  const pressed = await press(server.url, '198.51.100.9', { provider: 'libero-mail', problem: 'cannot-open' })
  expect(pressed.body).toMatchObject({ outcome: 'counted' })
})
