import { describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import { NOON, NOW, OPEN_MINUTE, useLiveRows } from '../test/live-rows.ts'
import { readEntries } from './overview.ts'

const rows = useLiveRows()
const { id, count, beat, usual, judge, judged, overview } = rows
const iso = (at: number) => new Date(at).toISOString()

describe('readOverview', () => {
  it('puts the worst first, then the newest', async () => {
    await judge('alpha', 'recovering', NOON)
    await judge('beta', 'confirmed', NOON - HOUR_MS)
    await judge('gamma', 'suspected', NOON)
    await judge('delta', 'confirmed', NOON)
    const { failing, most_reported } = await overview()
    expect(failing.map(({ slug, state, since }) => [slug, state, since])).toEqual([
      ['delta', 'confirmed', iso(NOON)],
      ['beta', 'confirmed', iso(NOON - HOUR_MS)],
      ['gamma', 'suspected', iso(NOON)],
      ['alpha', 'recovering', iso(NOON)],
    ])
    expect(most_reported).toEqual([])
  })

  it('orders the rest by how far they stand above their usual, not by size, without the failing and the silent', async () => {
    await usual('alpha', NOON, 400)
    await count('alpha', OPEN_MINUTE, 100)
    await usual('beta', NOON, 4)
    await count('beta', OPEN_MINUTE, 10)
    await count('gamma', OPEN_MINUTE, 0, 30)
    await judge('delta', 'confirmed', NOON)
    await count('delta', OPEN_MINUTE, 500)
    await count('gone', OPEN_MINUTE, 500)
    const { judged: known, failing, most_reported } = await overview()
    expect(known).toBe(1)
    expect(most_reported.map((e) => [e.slug, e.name, e.state, e.reports_15m, e.expected_15m])).toEqual([
      ['beta', 'BETA', 'unknown', 10, 1],
      ['alpha', 'ALPHA', 'unknown', 100, 100],
    ])
    expect(failing.map((e) => [e.slug, e.reports_15m, e.expected_15m])).toEqual([['delta', 500, null]])
  })

  it('tells the same of those that are asked for, also of the silent', async () => {
    await judge('alpha', 'confirmed', NOON)
    await count('alpha', OPEN_MINUTE, 7)
    await judge('beta', 'ok', NOON)
    await beat(OPEN_MINUTE, OPEN_MINUTE)
    const entries = await readEntries(rows.db, [id('alpha'), id('beta'), id('gone'), 9_999], { now: NOW, speed: 1 })
    expect([...entries.keys()].toSorted()).toEqual(['alpha', 'beta'])
    expect(entries.get('alpha')).toEqual((await overview()).failing[0])
    expect(entries.get('beta')).toMatchObject({ name: 'BETA', state: 'ok', since: null, reports_15m: 0 })
    expect(entries.get('beta')?.sparkline.at(-1)).toBe(0)
  })

  it('calls nobody failing when the detector has not kept up', async () => {
    await judge('alpha', 'confirmed', NOON)
    await count('alpha', OPEN_MINUTE, 100)
    await judged(NOW - 3 * MINUTE_MS)
    const { failing, most_reported } = await overview()
    expect(failing).toEqual([])
    expect(most_reported).toMatchObject([{ slug: 'alpha', state: 'unknown', since: null }])
    expect((await overview(NOW, 60)).failing).toHaveLength(1)
  })

  it('draws six hours in quarters, the last one open', async () => {
    await judge('alpha', 'suspected', NOON)
    const quarter = NOON + 30 * MINUTE_MS
    await count('alpha', quarter - 23 * QUARTER_MS, 1)
    await count('alpha', quarter - 23 * QUARTER_MS - MINUTE_MS, 1_000)
    await count('alpha', quarter - MINUTE_MS, 2)
    await count('alpha', quarter - 2 * MINUTE_MS, 3)
    await count('alpha', quarter, 4)
    await beat(quarter - 23 * QUARTER_MS, quarter)
    const [entry] = (await overview()).failing
    expect(entry?.sparkline).toEqual([1, ...Array<number>(21).fill(0), 5, 4])
  })

  it('draws a gap where nobody listened for a whole quarter, and a zero where somebody did', async () => {
    await judge('alpha', 'suspected', NOON)
    const quarter = (n: number) => NOON + 30 * MINUTE_MS - n * QUARTER_MS
    //  5:45 … up … 12:00:00          12:29 up, and the beat of 12:30 is still to come
    await beat(quarter(23), quarter(2) + MINUTE_MS)
    await beat(quarter(0) - MINUTE_MS, quarter(0) - MINUTE_MS)
    await count('alpha', quarter(3), 6)
    const sparkline = async (now?: number) => (await overview(now)).failing[0]?.sparkline
    expect((await sparkline())?.slice(-4)).toEqual([6, 0, 0, 0])
    await rows.db.sql`delete from heartbeats where minute > ${quarter(2)}::timestamptz`
    expect((await sparkline())?.slice(-4)).toEqual([6, 0, null, null])
    await rows.db.sql`truncate heartbeats`
    expect(await sparkline()).toEqual(Array(24).fill(null))
  })
})
