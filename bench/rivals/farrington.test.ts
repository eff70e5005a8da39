import { expect, it } from 'vitest'
import { farringtonFlexible, forecastNext, powerLimit, reachOf, weigh, WEEKLY } from './farrington.ts'
import { fitQuasiPoisson } from './glm.ts'
import { alarmsOf } from './rival.ts'

// Four buckets a cycle, one on either side: the window is three of them, the fourth is the other level.
const small = { period: 4, cycles: 3, halfWindow: 1, parts: 2, recent: 1, outlier: 2.58 }
const cycle = (counts: number[], times: number) => Array.from({ length: times }, () => counts).flat()

it('expects the mean of the same moment of earlier cycles, not of the other ones', () => {
  // The last bucket is the second of its cycle: the first three (4, 6, 5) are its window, the fourth (50) is not.
  const forecast = forecastNext([...cycle([4, 6, 5, 50], 4), 4, 6], small)!
  expect(Math.exp(forecast.log)).toBeCloseTo(5, 1)
  expect(forecast).toMatchObject({ hasTrend: false, dispersion: 1 })
})

it('follows a trend that is there, where it does not leave what was ever seen', () => {
  const rising = Array.from({ length: reachOf(WEEKLY) }, (_, i) => Math.round(20 * Math.exp(0.004 * i)))
  const falling = rising.toReversed()
  const down = forecastNext(falling, WEEKLY)!
  expect(down.hasTrend).toBe(true)
  expect(Math.exp(down.log)).toBeCloseTo(20, 0)
  // Upwards the forecast, half a year on, is beyond every count it was fitted to: then the line is left out.
  expect(forecastNext(rising, WEEKLY)!.hasTrend).toBe(false)
})

it('lets an outbreak in its past count less', () => {
  const counts = [...cycle([3, 5, 4, 6, 2, 4], 7), 60]
  const flat = { counts, groups: counts.map(() => 0), times: counts.map((_, i) => i), levels: 1 }
  const weights = weigh(counts, fitQuasiPoisson(flat, false)!, 2.58)
  expect(weights[42]! / weights[0]!).toBeLessThan(0.15)
  expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(43, 9)
  expect(Math.exp(fitQuasiPoisson({ ...flat, weights }, false)!.intercepts[0]!)).toBeLessThan(4.3)
})

it('has a limit by the two-thirds power that is known by hand', () => {
  // Mean 8, nothing uncertain, Poisson: (4 + 2 · sqrt(4/9 · 2))^(3/2).
  const forecast = { log: Math.log(8), error: 0, dispersion: 1, hasTrend: false }
  expect(powerLimit(forecast, 2)).toBeCloseTo((4 + 2 * Math.sqrt(8 / 9)) ** 1.5, 9)
})

it('speaks of a surge by day and of the same count not at its usual hour', () => {
  const day = Array.from({ length: 96 }, (_, i) => (i >= 40 && i < 48 ? 20 + (i % 3) : 2 + (i % 2)))
  const counts = [...cycle(day, 9), ...day.slice(0, 20), 21]
  const steps = counts.map((count, i) => ({ end: (i + 1) * 900_000, count }))
  const [alarms] = alarmsOf(farringtonFlexible, steps, [farringtonFlexible.published])
  expect(alarms).toEqual([{ at: counts.length * 900_000, until: counts.length * 900_000 }])
})
