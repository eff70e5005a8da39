import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { summarize } from './d12-growth.ts'
import { drawHour, type Grown, liftOf, playGrowth } from './growing-site.ts'
import { MONDAY } from './learnt.ts'
import { drawWeek } from './week.ts'

const grown = (way: Grown['way'], minutes: (number | null)[], worstShare = 0): Grown => ({
  way,
  seed: 1,
  worstShare,
  meanShare: worstShare / 2,
  outages: minutes.map((m, i) => {
    const delayMs = m === null ? null : m * MINUTE_MS
    return { key: `p${i}`, delayMs, bestMs: delayMs && delayMs / (way === 'still' ? 2 : 1) }
  }),
})

it('compares the delays of the same outages, and takes the worst minute of any site', () => {
  const { figures, met } = summarize([
    grown('still', [2, 4, 9]),
    grown('hour', [3, 5, null], 0.02),
    grown('hour', [], 0.04),
    grown('year', [2, 4, 9]),
    grown('hosts', [2, 4, 9], 0.06),
  ])
  expect(figures['hour.delayRatio']).toBeCloseTo(8 / 6, 12)
  expect(figures['hour.limitRatio']).toBeCloseTo(16 / 6, 12)
  expect(figures['hour.missed']).toBe(1)
  expect(figures['hour.worstShare']).toBe(0.04)
  expect(figures['hosts.delayRatio']).toBe(1)
  expect(met).toBe(false)
})

it('grows as it says: tenfold in a year, threefold in an hour, and not before', () => {
  expect(liftOf('year', 365 * DAY_MS)).toBeCloseTo(10, 9)
  expect(liftOf('still', 90 * DAY_MS)).toBe(1)
  const embed = DAY_MS + 16.5 * HOUR_MS
  expect(liftOf('hour', embed)).toBe(1)
  expect(liftOf('hour', embed + HOUR_MS)).toBe(3)
  expect(liftOf('hosts', embed + HOUR_MS + DAY_MS)).toBe(2)
})

it('draws the same usual voices and the same outage whichever way the site grows', () => {
  const hour = MONDAY + 30 * DAY_MS
  const draw = (way: Grown['way']) => {
    const week = drawWeek(createRandom(3))
    const one = { week, perHour: 30, random: createRandom(1), more: createRandom(2), outageAt: hour }
    return drawHour(one, way, hour, MONDAY + 28 * DAY_MS)
  }
  const still = draw('still')
  const hosts = draw('hosts')
  expect(hosts.filter(({ host }) => host === undefined)).toEqual(still)
  expect(hosts.length).toBeGreaterThan(still.length)
  expect(draw('hour').length).toBe(hosts.length)
  // Four times the usual thirty an hour on top of them, within five standard deviations.
  expect(still.length).toBeGreaterThan(160)
})

it('plays a small site: one outage, and who it is', () => {
  const { outages, worstShare } = playGrowth({ way: 'still', providers: 3, yearDays: 1, seed: 4 })
  expect(outages.map(({ key }) => key)).toEqual(['p0'])
  expect(outages[0]!.delayMs).toBeGreaterThan(0)
  expect(outages[0]!.delayMs).toBeLessThan(20 * MINUTE_MS)
  expect(outages[0]!.bestMs).toBeGreaterThan(0)
  expect(outages[0]!.bestMs).toBeLessThan(1.2 * outages[0]!.delayMs!)
  expect(worstShare).toBeLessThanOrEqual(1 / 3)
})
