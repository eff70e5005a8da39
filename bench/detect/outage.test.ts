import { expect, it } from 'vitest'
import { createRandom } from '../../server/catalogue/recording.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { MONDAY } from './learnt.ts'
import { calmAt, createVoices, drawOutage, drawWorld, excessAt, type Outage, rateAt, settle } from './outage.ts'
import { quantile, share } from './quantile.ts'

const outage: Outage = {
  from: MONDAY,
  to: MONDAY + 10 * HOUR_MS,
  peak: 64,
  riseMs: HOUR_MS,
  fallMs: 30 * MINUTE_MS,
  fatigueMs: Infinity,
  partial: null,
  waves: [],
}

it('rises to its peak, stays, and halves again and again after its end', () => {
  const at = (hours: number) => excessAt(outage, MONDAY + hours * HOUR_MS)
  expect([at(-1), at(0.5), at(1), at(9.9), at(10.5), at(11)]).toEqual([0, 32, 64, 64, 32, 16])
  expect(calmAt(outage) - outage.to).toBe(3 * HOUR_MS + MINUTE_MS)
})

it('tires, and is partly mended', () => {
  const tired = { ...outage, fatigueMs: 5 * HOUR_MS, partial: { at: MONDAY + 6 * HOUR_MS, share: 0.25 } }
  expect(excessAt(tired, MONDAY + 5 * HOUR_MS)).toBeCloseTo(32)
  expect(excessAt(tired, MONDAY + 10 * HOUR_MS)).toBeCloseTo(4)
  // Nobody tires of an outage that is over.
  expect(excessAt(tired, MONDAY + 10.5 * HOUR_MS)).toBeCloseTo(2)
})

it('draws outages of the asked length whose waves leave their size alone', () => {
  const random = createRandom(5)
  const drawn = drawOutage(random, { from: MONDAY, lengthMs: 40 * DAY_MS, peak: 100 })
  expect(drawn.to - drawn.from).toBe(40 * DAY_MS)
  const mean = drawn.waves.reduce((sum, wave) => sum + wave, 0) / drawn.waves.length
  expect(mean).toBeCloseTo(1, 1)
})

it('brings as many voices as the rate says, as clumped as was asked', () => {
  const voices = createVoices(createRandom(9), 2)
  const counts = Array.from({ length: 4_000 }, (_, i) => {
    const from = MONDAY + i * 5 * MINUTE_MS
    const heard = voices(from, from + 5 * MINUTE_MS, () => 60)
    expect(heard.every((at) => at >= from && at < from + 5 * MINUTE_MS)).toBe(true)
    return heard.length
  })
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length
  const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / counts.length
  expect(mean).toBeGreaterThan(4.8)
  expect(mean).toBeLessThan(5.2)
  expect(variance / mean).toBeGreaterThan(1.8)
  expect(variance / mean).toBeLessThan(2.2)
})

it('multiplies what is usual at that hour, by day and by night', () => {
  const world = drawWorld(createRandom(3), 4)
  const flat = { ...outage, riseMs: 1 }
  for (const hours of [1, 5, 9]) {
    const at = MONDAY + hours * HOUR_MS
    expect(rateAt(world, at, flat) / rateAt(world, at)).toBeCloseTo(65)
  }
})

it('begins with a provider that is well and known', () => {
  const { detector, world } = settle(4, 11)
  expect(detector.state).toBe('ok')
  expect(detector.at).toBeGreaterThanOrEqual(MONDAY + 28 * DAY_MS)
  const hours = Array.from({ length: 168 }, (_, i) => detector.at + i * HOUR_MS)
  const mean = (rate: (at: number) => number) => hours.reduce((sum, at) => sum + rate(at), 0) / 168
  const believed = mean((at) => detector.usual(at).ratePerHour)
  expect(believed / mean((at) => rateAt(world, at))).toBeGreaterThan(0.8)
  expect(believed / mean((at) => rateAt(world, at))).toBeLessThan(1.25)
})

it('takes quantiles and shares', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2)
  expect(quantile([4, 1, 3, 2], 0.95)).toBe(4)
  expect(quantile([], 0.5)).toBeNaN()
  expect(share([1, 2, 3, 4], (n) => n > 1)).toBe(0.75)
})
