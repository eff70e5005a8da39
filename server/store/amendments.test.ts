import * as fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { HOUR_MS, MINUTE_MS, SLOT_MS, bucketStart } from '../../shared/time.ts'
import type { AcceptedReport } from '../handover.ts'
import { useTestDb } from '../test/db.ts'
import { until } from '../test/until.ts'
import type { Database } from './db.ts'
import { ensurePartitions } from './partitions.ts'
import { AMENDMENTS_LIMIT, writeReports } from './reports.ts'
import { openCursor, readVoicesAfter, type HeardVoice } from './voices.ts'
import type { Cursor } from './leases.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const test = useTestDb()
beforeAll(() => ensurePartitions(test.db, noon - HOUR_MS, noon + 2 * HOUR_MS))
beforeEach(() => test.db.sql`truncate reports, voices, report_counts_minute, report_counts_quarter`)

function aReport(given: Partial<AcceptedReport> = {}): AcceptedReport {
  const observedAt = given.observedAt ?? noon
  const nothing = { problem: null, component: null, device: null, country: null, region: null, network: null }
  const site = { isDeviceSaid: false, began: null, via: 'site' as const, referrerHost: null }
  const keys = { reporterKey: 'ab'.repeat(16), networkKey: 'cd'.repeat(16) }
  const id = v7({ msecs: observedAt })
  return {
    id,
    providerId: 1,
    answer: 'problem',
    ...nothing,
    ...site,
    ...keys,
    receivedAt: observedAt,
    ...given,
    observedAt,
  }
}
const press = (given: Partial<AcceptedReport>, db: Database = test.db) => writeReports(db, [aReport(given)])

/** Reads on until all that is stored was read: other tests' transactions keep it unsettled for a moment. */
async function readOn(
  cursor: Cursor,
  limit: () => number = () => 10,
): Promise<{ heard: HeardVoice[]; cursor: Cursor }> {
  const heard: HeardVoice[] = []
  let at = cursor
  const left = () => test.db.sql`select from voices where (xid, seq) > (${at.xid}::xid8, ${at.seq}) limit 1`
  while ((await left()).length > 0) {
    const read = await readVoicesAfter(test.db, at, limit())
    heard.push(...read.voices)
    at = read.cursor
  }
  return { heard, cursor: at }
}
const told = (heard: HeardVoice[]) =>
  heard.map(({ turn, before, problem, component, device, region }) => [
    turn,
    before,
    [problem, component, device, region].filter((detail) => detail !== null).join(' '),
  ])

describe('a voice that was amended', () => {
  it('comes as it was said, and then with what was added, whether it was read meanwhile or not', async () => {
    const start = await openCursor(test.db, noon)
    await press({ problem: 'slow', device: 'web' })
    const first = await readOn(start)
    expect(told(first.heard)).toEqual([[0, null, 'slow web']])
    await press({ component: 'app', device: 'ios', isDeviceSaid: true, receivedAt: noon + MINUTE_MS })
    await press({ region: 'IT-25', receivedAt: noon + 2 * MINUTE_MS })
    const added = [
      [1, { problem: 'slow', device: 'web' }, 'slow app ios'],
      [2, { problem: 'slow', component: 'app', device: 'ios' }, 'slow app ios IT-25'],
    ]
    const rest = await readOn(first.cursor)
    expect(told(rest.heard)).toEqual(added)
    expect(rest.heard.map(({ observedAt, receivedAt }) => [observedAt, receivedAt])).toEqual([
      [noon, noon + MINUTE_MS],
      [noon, noon + 2 * MINUTE_MS],
    ])
    expect(told((await readOn(start)).heard)).toEqual([[0, null, 'slow web'], ...added])
    expect(told((await readOn(start, () => 1)).heard)).toEqual([[0, null, 'slow web'], ...added])
  })

  it('is that of a network and of a page as before', async () => {
    const start = await openCursor(test.db, noon)
    await press({ network: 3269, via: 'widget', referrerHost: 'paper.example', networkKey: '11'.repeat(16) })
    await press({ component: 'app', network: 30722, networkKey: '22'.repeat(16) })
    const { heard } = await readOn(start)
    expect(heard.map(({ asn, host, network }) => [asn, host, network])).toEqual([
      [3269, 'paper.example', '11'.repeat(8)],
      [3269, 'paper.example', '11'.repeat(8)],
    ])
  })

  it('is not when nothing new is said, nor when it is said only since when', async () => {
    const start = await openCursor(test.db, noon)
    await press({ problem: 'slow', device: 'web' })
    await press({ problem: 'errors', device: 'web' })
    await press({ began: 'hour' })
    expect(told((await readOn(start)).heard)).toEqual([[0, null, 'slow web']])
    expect(await test.db.sql`select began from voices`).toMatchObject([{ began: 'hour' }])
  })

  it('is no more after so many times', async () => {
    const start = await openCursor(test.db, noon)
    for (let n = 0; n < 2 * AMENDMENTS_LIMIT; n += 1)
      await press({ device: n % 2 === 0 ? 'web' : 'ios', isDeviceSaid: true })
    const { heard } = await readOn(start)
    expect(heard.map(({ turn }) => turn)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(await test.db.sql`select device, amendments from voices where turn = 0`).toMatchObject([
      { device: 'web', amendments: AMENDMENTS_LIMIT },
    ])
  })

  it('is amended in the order of reading by two who write at once', async () => {
    const start = await openCursor(test.db, noon)
    await press({ providerId: 3 })
    const late = await test.db.sql.reserve()
    try {
      await late`begin`
      await press({ providerId: 2 }, { ...test.db, sql: late })
      // It has its number in the order when it comes to wait for the late one, and its own picture of the third voice…
      const slow = writeReports(
        test.db,
        [1, 2, 3].map((providerId) => aReport({ providerId, region: 'IT-25' })),
      )
      await until(async () => {
        const waiting = await test.db.sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' limit 1`
        return waiting.length > 0
      })
      // …which somebody amends meanwhile, with a later number.
      await press({ providerId: 3, component: 'app' })
      await late`commit`
      expect(await slow).toEqual(['counted', 'repeat', 'repeat'])
    } finally {
      late.release()
    }
    const { heard } = await readOn(start)
    expect(told(heard.filter(({ providerId }) => providerId === 3))).toEqual([
      [0, null, ''],
      [1, {}, 'app'],
      [2, { component: 'app' }, 'app IT-25'],
    ])
  })
})

const aPress = fc.record({
  reporter: fc.nat(2),
  answer: fc.constantFrom('problem' as const, 'problem' as const, 'works' as const),
  problem: fc.constantFrom(null, 'slow', 'errors'),
  component: fc.constantFrom(null, 'app'),
  device: fc.constantFrom(null, 'ios' as const, 'web' as const),
  says: fc.boolean(),
  region: fc.constantFrom(null, 'IT-25'),
  minute: fc.constantFrom(0, 1, 29, 30),
})
const aHistory = fc.array(fc.array(aPress, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })

it(
  'is told in steps of which each begins where the one before has ended, however it is read',
  { timeout: 60_000 },
  () =>
    fc.assert(
      fc.asyncProperty(aHistory, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), async (history, limits) => {
        await test.db.sql`truncate reports, voices, report_counts_minute, report_counts_quarter`
        const limit = () => limits.next().value as number
        let cursor = await openCursor(test.db, noon)
        const voices = new Map<string, Record<string, string>>()
        const hear = (heard: HeardVoice[]) => {
          for (const { reporter, observedAt, turn, before, problem, component, device, region } of heard) {
            const key = `${reporter} ${bucketStart(observedAt, SLOT_MS)}`
            expect(turn === 0 ? undefined : before).toEqual(voices.get(key))
            const now = Object.entries({ problem, component, device, region }).filter(([, value]) => value !== null)
            voices.set(key, Object.fromEntries(now) as Record<string, string>)
          }
        }
        for (const batch of history) {
          const reports = batch.map(({ reporter, minute, says, ...rest }) => {
            const reporterKey = String(reporter).repeat(32)
            const at = noon + minute * MINUTE_MS
            return aReport({ ...rest, reporterKey, isDeviceSaid: says && rest.device !== null, observedAt: at })
          })
          await writeReports(test.db, reports)
          // Only some of it, as far as it is settled.
          const some = await readVoicesAfter(test.db, cursor, limit())
          hear(some.voices)
          cursor = some.cursor
        }
        hear((await readOn(cursor, limit)).heard)
        const rows = await test.db.sql<{ key: string; said: object }[]>`
        select left(encode(reporter_key, 'hex'), 16) || ' ' || (extract(epoch from slot) * 1000)::bigint as key,
          jsonb_strip_nulls(jsonb_build_object('problem', problem, 'component', component, 'device', device, 'region', region)) as said
        from voices where turn = 0`
        expect(voices).toEqual(new Map(rows.map(({ key, said }) => [key, said])))
      }),
      { numRuns: 60 },
    ),
)
