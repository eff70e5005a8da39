import { afterEach, expect, it } from 'vitest'
import { createLog, silentLog } from '../log.ts'
import { OutboundError, createOutbound, type Outbound } from '../outbound.ts'
import { readConfig } from '../config.ts'
import { createMetrics } from './metrics.ts'
import { serveMetrics, type MetricsServer } from './metrics-server.ts'
import { createWatching } from './watching.ts'

const servers: MetricsServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** The lines of one metric. */
const linesOf = async (metrics: { text(): Promise<string> }, name: string) =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))

it('counts ways out by what for and how they ended, never by whither', async () => {
  const metrics = createMetrics()
  const failure = await createOutbound()
    .get('http://127.0.0.1:1/')
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(OutboundError)
  const way: Outbound = {
    ...createOutbound(),
    get: async () => Promise.reject(failure),
    post: async () => ({}) as never,
    connect: async () => Promise.reject(new TypeError('ours')),
  }
  const counted = metrics.outbound(way, 'webhooks')
  await expect(counted.get('http://127.0.0.1:1/')).rejects.toBe(failure)
  await counted.post('https://receiver.example/', { body: '{}' })
  await expect(counted.connect({} as never)).rejects.toThrow('ours')
  expect(await linesOf(metrics, 'brusio_outbound_requests_total')).toEqual([
    'brusio_outbound_requests_total{purpose="webhooks",outcome="address"} 1',
    'brusio_outbound_requests_total{purpose="webhooks",outcome="answered"} 1',
    'brusio_outbound_requests_total{purpose="webhooks",outcome="internal"} 1',
  ])
})

it('times a batch, and counts one that failed', async () => {
  const metrics = createMetrics()
  expect(await metrics.batch(3, Promise.resolve('written'))).toBe('written')
  await expect(metrics.batch(7, Promise.reject(new Error('kept')))).rejects.toThrow('kept')
  expect(await linesOf(metrics, 'brusio_write_batch_reports_sum')).toEqual(['brusio_write_batch_reports_sum 3'])
  expect(await linesOf(metrics, 'brusio_write_batch_failures_total')).toEqual(['brusio_write_batch_failures_total 1'])
})

it('shows how far the judging is behind in real time, and only where it leads', async () => {
  const metrics = createMetrics()
  let judgedUntil: number | undefined = 940_000
  let messages = 5
  const none = () => 0
  metrics.show({
    waiting: none,
    sockets: none,
    topics: none,
    messages: () => messages,
    deliveries: async () => undefined,
    judgedUntil: () => judgedUntil,
    clock: { now: () => 1_000_000, speed: 60 },
  })
  expect(await linesOf(metrics, 'brusio_detector_lag_seconds')).toEqual(['brusio_detector_lag_seconds 1'])
  expect(await linesOf(metrics, 'brusio_live_messages_total')).toEqual(['brusio_live_messages_total 5'])
  judgedUntil = undefined
  messages = 7
  const text = await metrics.text()
  expect(text).toContain('brusio_detector_leads 0')
  expect(text).toContain('brusio_live_messages_total 7')
  expect(text).not.toMatch(/^brusio_detector_lag_seconds \d/m)
})

it('gives no label to what an outsider wrote', async () => {
  const metrics = createMetrics()
  metrics.onAnswer('/p/:slug', 'BREW', 418, 1)
  metrics.onAnswer('/p/:slug', 'GET', 200, 1)
  metrics.onAnswer('/p/:slug', 'GET', 204, 1)
  expect(await linesOf(metrics, 'brusio_http_requests_total')).toEqual([
    'brusio_http_requests_total{route="/p/:slug",method="other",status="4xx"} 1',
    'brusio_http_requests_total{route="/p/:slug",method="GET",status="2xx"} 2',
  ])
})

it('starts without metrics where nobody asked for a port that is taken, and says so; else it refuses', async () => {
  const metrics = createMetrics()
  const first = await serveMetrics(metrics, { host: '127.0.0.1', port: 0, isAsked: true }, silentLog)
  servers.push(first!)
  const port = Number(new URL(first!.url).port)
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => void lines.push(line) })
  expect(await serveMetrics(metrics, { host: '127.0.0.1', port, isAsked: false }, log)).toBeUndefined()
  expect(lines.join()).toContain('METRICS_PORT')
  await expect(serveMetrics(metrics, { host: '127.0.0.1', port, isAsked: true }, log)).rejects.toThrow(
    `METRICS_PORT: ${port} is taken`,
  )
})

it('counts nothing where nothing is shown', async () => {
  const watching = createWatching({ ...readConfig({ METRICS_PORT: 'off' }) }, silentLog)
  expect(watching.onAnswer).toEqual([])
  expect([watching.onTurn, watching.onReport, watching.onBeat, watching.onProbe]).toEqual(Array(4).fill(undefined))
  const write = async (batch: number[]) => batch.length
  expect(watching.timed(write)).toBe(write)
})
