import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../../shared/time.ts'
import type { AcceptedReport } from '../../handover.ts'
import { ensurePartitions } from '../../store/partitions.ts'
import { writeReports } from '../../store/reports.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, someMinutes } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { Series } from './wire.ts'

// Up from three days ago on, but for the hour that ended two hours ago. Somebody presses offline at 7:03, and is online again now.
const NOW = Date.UTC(2023, 0, 23, 12, 7)
const GAP = NOW - (NOW % HOUR_MS) - 3 * HOUR_MS
const PRESSED = Date.UTC(2023, 0, 23, 7, 3)
const SOMEBODY = randomBytes(16).toString('hex')
const test = useTestDb()
let providerId: number

beforeAll(async () => {
  await ensurePartitions(test.db, NOW - 4 * DAY_MS, NOW)
  providerId = (await aProvider(test.db, { slug: 'libero-mail' })).id
  const start = NOW - 3 * DAY_MS
  await someMinutes(test.db, providerId, start, Array<number>((GAP - start) / MINUTE_MS).fill(1))
  await someMinutes(test.db, providerId, GAP + HOUR_MS, Array<number>((NOW - GAP - HOUR_MS) / MINUTE_MS + 1).fill(1))
})

function pressed(given: Partial<AcceptedReport>): AcceptedReport {
  return {
    id: uuidv7({ msecs: NOW }),
    providerId,
    answer: 'problem',
    problem: null,
    component: null,
    device: null,
    isDeviceSaid: false,
    country: null,
    region: null,
    network: null,
    began: null,
    reporterKey: SOMEBODY,
    networkKey: SOMEBODY,
    via: 'site',
    referrerHost: null,
    observedAt: PRESSED,
    receivedAt: NOW,
    ...given,
  }
}

async function read(widthMs = QUARTER_MS, interval = '15m') {
  const app = await anApi(test.db, createManualClock(NOW))
  const from = new Date(NOW - 2.5 * DAY_MS).toISOString()
  const { body } = await fetchJson(app, `/api/v1/providers/libero-mail/series?interval=${interval}&from=${from}`)
  const { points, final_before } = Series.parse(body)
  const at = points.find(({ t }) => t <= PRESSED && PRESSED < t + widthMs)!
  return { points, at, final: Date.parse(final_before) }
}

it('has a revision of what is over, was counted and is not final, and of nothing else', async () => {
  const { points, final } = await read()
  const has = points.filter(({ revision }) => revision !== undefined).map(({ t }) => t)
  const isLate = (t: number) => t + QUARTER_MS > final && t + QUARTER_MS <= NOW && !(t >= GAP && t < GAP + HOUR_MS)
  expect(has).toEqual(points.map(({ t }) => t).filter(isLate))
  expect(has.length).toBeGreaterThan(100)
  expect(points.at(-1)).toMatchObject({ complete: false })
})

it.each<[string, Partial<AcceptedReport>]>([
  ['a voice', {}],
  ['the same press again', {}],
  ['another answer of the same reporter', { answer: 'works' }],
  ['a detail that is told later', { component: 'webmail', observedAt: PRESSED + MINUTE_MS }],
])('grows with %s, in that bucket alone, and with it alone the totals change', async (_, given) => {
  const before = await read()
  await writeReports(test.db, [pressed(given)])
  const after = await read()
  expect(after.at.revision).toBe(before.at.revision! + 1)
  const others = (points: typeof before.points) => points.filter(({ t }) => t !== after.at.t)
  expect(others(after.points)).toEqual(others(before.points))
  expect((await read(HOUR_MS, '1h')).at.revision).toBeGreaterThan(after.at.revision!)
})

it('is a column of the table', async () => {
  const app = await anApi(test.db, createManualClock(NOW))
  const answer = await app.request('/api/v1/providers/libero-mail/series.csv')
  const [header, first] = (await answer.text()).split('\r\n')
  expect(header).toBe('t,reports,problems,works,expected,upper,complete,revision,mode')
  expect(first).toMatch(/^2023-01-22T12:00:00\.000Z,15,15,0,,,true,15,live$/)
})
