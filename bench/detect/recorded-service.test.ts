import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { delayOf, placeOutages, readService } from './recorded-service.ts'
import { quietStretches } from './quiet-stretches.ts'

const FILE = new URL('../../server/catalogue/recordings/outage-2019-07-03.csv', import.meta.url).pathname

it('reads one column of a recording', () => {
  const buckets = readService(FILE, 'instagram')
  expect(buckets[0]).toEqual({ from: Date.UTC(2019, 4, 29), to: Date.UTC(2019, 4, 29, 0, 20), count: 5 })
  expect(buckets).toHaveLength(37 * 72)
})

it('puts outages into quiet stretches, one after another', () => {
  const buckets = readService(FILE, 'facebook')
  const quiet = quietStretches(buckets)
  const outages = placeOutages(createRandom(1), { buckets, quiet }, () => 6)
  expect(outages.length).toBeGreaterThan(1)
  for (const { startAt, overAt } of outages) {
    expect(quiet.some(({ from, to }) => startAt >= from && overAt <= to)).toBe(true)
    expect(startAt).toBeGreaterThanOrEqual(buckets[0]!.from + 10 * DAY_MS)
  }
  const apart = outages.slice(1).map(({ startAt }, i) => startAt - outages[i]!.overAt)
  expect(Math.min(...apart)).toBeGreaterThanOrEqual(14 * DAY_MS)
})

it('counts what is said while it lasts, and what was on before as found at once', () => {
  const outage = { startAt: 10 * HOUR_MS, overAt: 12 * HOUR_MS }
  const alarm = (from: number, to: number) => ({ at: from * HOUR_MS, until: to * HOUR_MS })
  expect(delayOf(outage, [alarm(1, 2), alarm(11, 13)])).toBe(HOUR_MS)
  expect(delayOf(outage, [alarm(9, 11)])).toBe(0)
  expect(delayOf(outage, [alarm(1, 2), alarm(12, 13)])).toBeNull()
})
