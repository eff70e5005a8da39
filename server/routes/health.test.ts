import { expect, it } from 'vitest'
import { createManualClock } from '../test/manual-clock.ts'
import type { Readiness } from '../store/readiness.ts'
import { healthRoutes, MOST_LAG_MS, type HealthDeps } from './health.ts'

const NOW = Date.UTC(2023, 0, 23, 12)
/** Leases live on another clock. */
const REAL = 5_000_000
const WELL: Readiness = { schema: 'ok', leaseUntil: REAL + 1, judgedUntil: NOW - MOST_LAG_MS }

function anApp(read: Partial<Readiness> | (() => Promise<Readiness>) = {}, more: Partial<HealthDeps> = {}) {
  let asked = 0
  let real = 0
  const readReadiness = async () => (asked++, typeof read === 'function' ? read() : { ...WELL, ...read })
  const app = healthRoutes({
    clock: createManualClock(NOW),
    readReadiness,
    isFull: () => false,
    isClosing: () => false,
    realNow: () => REAL,
    real: () => real,
    ...more,
  })
  const ask = async () => {
    const answer = await app.request('/readyz')
    return { status: answer.status, body: (await answer.json()) as { detail?: string; parts: Record<string, string> } }
  }
  return { app, ask, pass: (ms: number) => (real += ms), asked: () => asked }
}

it('is ready when all that it needs is there', async () => {
  expect((await anApp().ask()).status).toBe(200)
})

it.each([
  ['a schema that is older than the program', { schema: 'old' } as const, 'schema (old)'],
  ['none of its tables', { schema: 'missing' as const, leaseUntil: null, judgedUntil: null }, 'schema (missing)'],
  ['nobody who judges', { leaseUntil: null }, 'detector (leaderless)'],
  ['a lease that ran out', { leaseUntil: REAL - 1 }, 'detector (leaderless)'],
  ['a detector that has never judged', { judgedUntil: null }, 'detector (behind)'],
  ['a detector that is behind', { judgedUntil: NOW - MOST_LAG_MS - 1 }, 'detector (behind)'],
])('is not ready with %s', async (_, read, detail) => {
  const { status, body } = await anApp(read).ask()
  expect([status, body.detail]).toEqual([503, `Not ready: ${detail}.`])
})

it('is not ready while reports find no room, and names all that is lacking', async () => {
  const { body } = await anApp({ leaseUntil: null }, { isFull: () => true }).ask()
  expect(body.detail).toBe('Not ready: detector (leaderless), reports (full).')
})

it('measures the detector by the speed of its clock', async () => {
  const clock = { ...createManualClock(NOW), speed: 60 }
  expect((await anApp({ judgedUntil: NOW - 60 * MOST_LAG_MS }, { clock }).ask()).status).toBe(200)
})

it('asks once a second, however many ask', async () => {
  const { ask, pass, asked } = anApp()
  await Promise.all([ask(), ask(), ask()])
  expect(asked()).toBe(1)
  pass(1_001)
  await ask()
  expect(asked()).toBe(2)
})

it('says at once that it is about to end, and only then', async () => {
  let closing = false
  const { ask } = anApp({}, { isClosing: () => closing })
  expect((await ask()).body.parts).toMatchObject({ server: 'ok', database: 'ok' })
  closing = true
  const { status, body } = await ask()
  expect([status, body.detail]).toEqual([503, 'Not ready: server (closing).'])
})

it.each(['/healthz', '/readyz'])('answers %s to HEAD as to GET, kept by nobody', async (path) => {
  for (const more of [{}, { leaseUntil: null }]) {
    const { app } = anApp(more)
    const [got, headed] = [await app.request(path), await app.request(path, { method: 'HEAD' })]
    expect([headed.status, await headed.text()]).toEqual([got.status, ''])
    expect(headed.headers.get('content-type')).toBe(got.headers.get('content-type'))
    for (const { headers } of [got, headed]) expect(headers.get('cache-control')).toBe('no-store')
  }
})

it('takes a database that is away for away, and any other fault for a fault', async () => {
  const gone = Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' })
  const { body } = await anApp(() => Promise.reject(gone)).ask()
  expect(body.parts).toEqual({ server: 'ok', database: 'away', schema: 'unknown', detector: 'unknown', reports: 'ok' })
  expect((await anApp(() => Promise.reject(new Error('ours'))).app.request('/readyz')).status).toBe(500)
})
