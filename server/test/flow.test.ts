import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { ProviderLive, ServerMessage } from '../../shared/live.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createReplayClock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { importMinutes } from '../store/import.ts'
import { useTestDb } from './db.ts'
import { aRunningServer, press } from './running-server.ts'
import { readAsMonitor } from './statuspage-forms.ts'

// One story, from a press to the socket, through the whole program:
//
//   three quiet weeks ── 07:00 one press ── 07:10 … 07:30 sixty people press ── suspected, confirmed ── the page says so
//
// Domain time runs sixty times as fast, so that the minutes of an outage are seconds here.
const SEVEN = Date.UTC(2026, 0, 13, 7)
const QUIET_MS = 21 * DAY_MS
const PEOPLE = 60
const SPEED = 60

const test = useTestDb()
const clock = createReplayClock({ startAt: SEVEN, speed: SPEED, mode: 'simulation' })
let server: RunningServer
let listener: Listener

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock,
    async prepare(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      const hours = Array.from({ length: QUIET_MS / HOUR_MS }, (_, i) => SEVEN - QUIET_MS + i * HOUR_MS)
      const rows = hours.map((hour, i) => ({ providerId, minute: hour + ((i * 17) % 60) * MINUTE_MS, problems: 1 }))
      await importMinutes(db, rows, SEVEN - QUIET_MS, SEVEN)
    },
  })
  await until(() => server.detector.judgedUntil !== undefined)
  clock.start()
  listener = await listen(server.url, 'provider:libero-mail')
})
afterAll(async () => {
  listener?.socket.close()
  await server?.close()
})

it('tells a listener the number before anybody has pressed', async () => {
  await until(() => listener.newest !== undefined)
  expect(listener.newest?.verdict).toMatchObject({ state: 'ok', since: null })
})

it('counts one press, once, and shows it to the listener', async () => {
  const before = listener.newest?.verdict.reports_15m ?? 0
  const first = await press(server.url, '151.5.1.1', { provider: 'libero-mail', problem: 'cannot-receive' })
  expect(first).toMatchObject({ status: 200, body: { outcome: 'counted', counted: true } })
  const again = await press(server.url, '151.5.1.1', { provider: 'libero-mail', problem: 'cannot-receive' })
  expect(again.body).toMatchObject({ outcome: 'repeat', counted: false })
  await until(() => (listener.newest?.verdict.reports_15m ?? 0) > before)
  expect(listener.newest?.verdict.reports_15m).toBe(before + 1)
})

it('says what many people report, since when, on socket, API and page', async () => {
  for (let i = 0; i < PEOPLE; i++) {
    const { status } = await press(server.url, `93.${i}.7.9`, { provider: 'libero-mail', problem: 'cannot-open' })
    expect(status).toBe(200)
    await pause(80)
  }
  await until(() => listener.newest?.verdict.state === 'confirmed')
  const { verdict, incident, tail } = listener.newest as ProviderLive
  expect(verdict.reports_15m).toBeGreaterThan(20)
  expect(tail.reduce((sum, point) => sum + (point.problems ?? 0), 0)).toBeGreaterThan(20)
  const startedAt = Date.parse(incident?.started_at ?? '')
  expect(startedAt).toBeGreaterThanOrEqual(SEVEN - 10 * MINUTE_MS)
  expect(startedAt).toBeLessThan(clock.now())

  const detail = (await (await fetch(`${server.url}/api/v1/providers/libero-mail`)).json()) as Record<string, unknown>
  expect(detail).toMatchObject({ mode: 'simulation' })
  const incidents = await (await fetch(`${server.url}/api/v1/providers/libero-mail/incidents`)).text()
  expect(incidents).toContain(incident?.id)

  const page = await fetch(`${server.url}/en/p/libero-mail`)
  const html = await page.text()
  expect(html).toContain('Many problem reports')
  expect(html).toContain('SIMULATION')
  expect(page.headers.get('x-robots-tag')).toBe('noindex')
})

it('says the same to who reads it as a Statuspage, and no more', async () => {
  const summary = await (await fetch(`${server.url}/p/libero-mail/api/v2/summary.json`)).text()
  const { page, open } = readAsMonitor(summary)
  expect([page, open]).toEqual([1, { [listener.newest!.incident!.id]: 'investigating' }])
  expect(JSON.parse(summary).page.name).toContain('SIMULATION')
})

it('tells the states in order, and never lets a number of the stream go back', () => {
  const states = listener.states.filter((state, i) => state !== listener.states[i - 1])
  expect(states[0]).toBe('ok')
  expect(states.at(-1)).toBe('confirmed')
  expect(listener.seqs).toEqual(listener.seqs.toSorted((a, b) => a - b))
})

it('leaves a provider that nobody reported alone', async () => {
  const answer = await fetch(`${server.url}/api/v1/providers/gmail/incidents`)
  expect(await answer.json()).toMatchObject({ incidents: [] })
})

type Listener = { socket: WebSocket; newest: ProviderLive | undefined; states: string[]; seqs: number[] }

async function listen(url: string, topic: string): Promise<Listener> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/live`)
  const heard: Listener = { socket, newest: undefined, states: [], seqs: [] }
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as ServerMessage
    if (!('data' in message)) throw new Error(JSON.stringify(message))
    heard.newest = message.data as ProviderLive
    heard.states.push(heard.newest.verdict.state)
    heard.seqs.push(message.seq)
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.send(JSON.stringify({ type: 'subscribe', topics: [topic] }))
  return heard
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(isTrue: () => boolean, timeoutMs = 20_000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('it did not come to that')
    await pause(25)
  }
}
