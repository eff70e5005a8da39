import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import type { Usual } from '../../shared/series.ts'
import { useTestDb } from '../test/db.ts'
import { ensurePartitions } from './partitions.ts'
import { readFacets, readSeries } from './series.ts'

const NOON = Date.UTC(2023, 0, 23, 12)
const provider = 7
const test = useTestDb()
/** Easy to check by hand; the real one is the detector's. */
const upperLimit = ({ ratePerHour, dispersion, shape }: Usual, widthMs: number) =>
  (ratePerHour * widthMs) / HOUR_MS + dispersion * shape

const read = (from: number, to: number, widthMs: number) =>
  readSeries(test.db, { providerId: provider, from, to, widthMs, upperLimit })

async function beat(from: number, to: number) {
  await test.db.sql`insert into heartbeats (minute)
    select generate_series(${from}::timestamptz, ${to - 1}::timestamptz, '1 minute') on conflict do nothing`
}

type Counts = { reports: number; problems: number; works: number }
async function count(
  table: string,
  at: number,
  { reports, problems, works }: Counts,
  { facet = 'all', value = '', of = provider } = {},
) {
  await test.db
    .sql`insert into ${test.db.sql(table)} (bucket_start, provider_id, facet, value, reports, problems, works)
    values (${at}::timestamptz, ${of}, ${facet}, ${value}, ${reports}, ${problems}, ${works})`
}

async function usual(hour: number, ratePerHour: number, dispersion = 2, shape = 3) {
  await test.db.sql`insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape)
    values (${provider}, ${hour}::timestamptz, ${ratePerHour}, ${dispersion}, ${shape})`
}

const some = (problems: number, works = 0): Counts => ({ reports: problems + works + 1, problems, works })

beforeAll(() => ensurePartitions(test.db, NOON - 4 * DAY_MS, NOON + 2 * DAY_MS))
beforeEach(async () => {
  await test.db.sql`truncate heartbeats, baselines, report_counts_minute, report_counts_quarter, report_counts_hour`
})

describe('readSeries', () => {
  it('puts minutes into buckets and shows the silent ones as zero', async () => {
    await beat(NOON, NOON + HOUR_MS)
    await count('report_counts_minute', NOON, some(3, 1))
    await count('report_counts_minute', NOON + 14 * MINUTE_MS, some(4))
    await count('report_counts_minute', NOON + 15 * MINUTE_MS, some(9), { facet: 'component_device', value: '-/ios' })
    await count('report_counts_minute', NOON, some(50), { of: provider + 1 })
    const points = await read(NOON + 1, NOON + 3 * QUARTER_MS, QUARTER_MS)
    expect(points.map(({ t, reports, problems, works }) => [t - NOON, reports, problems, works])).toEqual([
      [0, 10, 7, 1],
      [QUARTER_MS, 0, 0, 0],
      [2 * QUARTER_MS, 0, 0, 0],
    ])
  })

  it('tells a gap from a zero, and keeps what a partly missing bucket has', async () => {
    //  12:00 ── up ── 12:20        12:50 ── up ── 13:00
    await beat(NOON, NOON + 20 * MINUTE_MS)
    await beat(NOON + 50 * MINUTE_MS, NOON + HOUR_MS)
    await count('report_counts_minute', NOON + 16 * MINUTE_MS, some(2))
    // Somebody's report of 12:35 came after we were back; it does not make the quarter known.
    await count('report_counts_minute', NOON + 35 * MINUTE_MS, some(1))
    const problems = (await read(NOON, NOON + HOUR_MS, QUARTER_MS)).map((p) => p.problems)
    expect(problems).toEqual([0, 2, null, 0])
    expect((await read(NOON, NOON + HOUR_MS, HOUR_MS)).map((p) => p.problems)).toEqual([3])
  })

  it('does not take the open minute for a gap while its beat is still to come', async () => {
    await beat(NOON, NOON + 5 * MINUTE_MS)
    await count('report_counts_minute', NOON + 5 * MINUTE_MS, some(6))
    const points = await read(NOON + 4 * MINUTE_MS, NOON + 9 * MINUTE_MS, MINUTE_MS)
    expect(points.map((p) => p.problems)).toEqual([0, 6, 0, null, null])
  })

  it('says what was expected in a bucket, and nothing where nobody knew', async () => {
    await usual(NOON, 60, 2, 3)
    const minutes = await read(NOON - MINUTE_MS, NOON + MINUTE_MS, MINUTE_MS)
    expect(minutes.map(({ expected, upper }) => [expected, upper])).toEqual([
      [null, null],
      [1, 7],
    ])
  })

  it('lets the hour before stand in for one that is not yet written, and no further', async () => {
    await usual(NOON, 60)
    const hours = await read(NOON + HOUR_MS, NOON + 3 * HOUR_MS, HOUR_MS)
    expect(hours.map((p) => p.expected)).toEqual([60, null])
  })

  it('sums the hours of a day, and wants to know at least half of them', async () => {
    const midnight = NOON - 12 * HOUR_MS
    for (let hour = 0; hour < 12; hour++) await usual(midnight + hour * HOUR_MS, hour < 6 ? 10 : 30, hour < 6 ? 1 : 5)
    const [day] = await read(midnight, NOON, DAY_MS)
    expect(day?.expected).toBe(20 * 24)
    // Dispersion weighs by the rate: (10 × 1 + 30 × 5) / 40.
    expect(day?.upper).toBe(20 * 24 + 4 * 3)
    await test.db.sql`delete from baselines where hour = ${midnight}::timestamptz`
    expect((await read(midnight, NOON, DAY_MS))[0]?.expected).toBeNull()
  })

  it('reads hours where minutes are no longer kept, and days across the border of both', async () => {
    const midnight = NOON - 12 * HOUR_MS
    // Minutes and beats are kept from 06:00; of the night before there are hours, also one that both know.
    await beat(midnight + 6 * HOUR_MS, midnight + DAY_MS)
    await count('report_counts_hour', midnight - 20 * HOUR_MS, some(5))
    await count('report_counts_hour', midnight + HOUR_MS, some(7))
    await count('report_counts_hour', midnight + 6 * HOUR_MS, some(100))
    await count('report_counts_minute', midnight + 6 * HOUR_MS, some(100))
    const days = await read(midnight - 2 * DAY_MS, midnight + DAY_MS, DAY_MS)
    expect(days.map((p) => p.problems)).toEqual([null, 5, 107])
    const hours = await read(midnight, midnight + 8 * HOUR_MS, HOUR_MS)
    expect(hours.map((p) => p.problems)).toEqual([null, 7, null, null, null, null, 100, 0])
  })

  it('takes hours that will not change any more instead of their minutes, and minutes where they may', async () => {
    const settled = NOON - 60 * HOUR_MS
    await beat(settled, NOON + HOUR_MS)
    // The minutes of the first hour are not asked any more; of the second one has just come.
    await count('report_counts_hour', settled, some(5))
    await count('report_counts_minute', settled, some(99))
    await count('report_counts_hour', settled + 20 * HOUR_MS, some(1))
    await count('report_counts_minute', settled + 20 * HOUR_MS, some(2))
    await count('report_counts_hour', NOON, some(1))
    await count('report_counts_minute', NOON, some(3))
    const hours = await read(settled, NOON + HOUR_MS, HOUR_MS)
    expect([0, 1, 20, 60].map((i) => hours[i]?.problems)).toEqual([5, 0, 2, 3])
  })

  it('has no bucket in an empty range', async () => {
    expect(await read(NOON, NOON, MINUTE_MS)).toEqual([])
  })
})

describe('readFacets', () => {
  it('sums each facet over the range, most problems first', async () => {
    const quarter = (at: number, facet: string, value: string, problems: number) =>
      count('report_counts_quarter', at, some(problems), { facet, value })
    await quarter(NOON, 'problem', 'slow', 2)
    await quarter(NOON, 'problem', 'cannot-open', 3)
    await quarter(NOON + QUARTER_MS, 'problem', 'slow', 4)
    await quarter(NOON + HOUR_MS, 'problem', 'bounced', 99)
    await quarter(NOON, 'country', 'IT', 9)
    await quarter(NOON, 'network', '3269', 1)
    await quarter(NOON, 'began', 'today', 2)
    await count('report_counts_minute', NOON, some(5), { facet: 'component_device', value: 'webmail/ios' })
    await count('report_counts_minute', NOON, some(5))
    const facets = await readFacets(test.db, { providerId: provider, from: NOON + 1, to: NOON + HOUR_MS })
    expect(facets.problem).toEqual([
      { value: 'slow', reports: 8, problems: 6, works: 0 },
      { value: 'cannot-open', reports: 4, problems: 3, works: 0 },
    ])
    expect(facets.country.map((f) => f.value)).toEqual(['IT'])
    expect(facets.network.map((f) => f.value)).toEqual(['3269'])
    expect(facets.region).toEqual([])
    expect(facets.began.map((f) => f.value)).toEqual(['today'])
    expect(facets.component_device).toEqual([{ value: 'webmail/ios', reports: 6, problems: 5, works: 0 }])
  })
})
