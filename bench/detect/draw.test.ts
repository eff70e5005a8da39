import { expect, it } from 'vitest'
import { HOUR_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import {
  exponential,
  gamma,
  lognormal,
  negativeBinomial,
  normal,
  poisson,
  poissonProcess,
  type Random,
} from './draw.ts'

const N = 40_000

/** How many standard errors mean and variance are away from what they must be (`kurtosis`: fourth moment / variance²), the worse. */
function errors(draw: (random: Random) => number, mean: number, variance: number, kurtosis: number): number {
  const random = createRandom(11)
  const values = Array.from({ length: N }, () => draw(random))
  const found = values.reduce((sum, v) => sum + v, 0) / N
  const spread = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / N
  return Math.max(
    Math.abs(found - mean) / Math.sqrt(variance / N),
    Math.abs(spread / variance - 1) / Math.sqrt((kurtosis - 1) / N),
  )
}

it.each([0.03, 0.7, 5, 29.9, 30, 31, 250, 40_000])('draws Poisson counts of mean %d', (mean) => {
  expect(errors((random) => poisson(random, mean), mean, mean, 3 + 1 / mean)).toBeLessThan(5)
})

it.each([
  [0.4, 2],
  [6, 3.4],
  [200, 1.5],
])('draws negative binomial counts of mean %d and dispersion %d', (mean, dispersion) => {
  const size = mean / (dispersion - 1)
  const kurtosis = 3 + 6 / size + 1 / (mean * dispersion)
  expect(
    errors((random) => negativeBinomial(random, mean, dispersion), mean, mean * dispersion, kurtosis),
  ).toBeLessThan(5)
})

it.each([0.3, 1, 8])('draws gammas of shape %d', (shape) => {
  expect(errors((random) => gamma(random, shape, 2), 2 * shape, 4 * shape, 3 + 6 / shape)).toBeLessThan(5)
})

it('draws exponentials, normals and lognormals', () => {
  expect(errors((random) => exponential(random, 4), 1 / 4, 1 / 16, 9)).toBeLessThan(5)
  expect(errors((random) => normal(random, 3, 2), 3, 4, 3)).toBeLessThan(5)
  expect(errors((random) => Math.log(lognormal(random, 1, 0.5)), 1, 0.25, 3)).toBeLessThan(5)
})

it('draws the same from the same seed', () => {
  expect(poisson(createRandom(5), 90)).toBe(poisson(createRandom(5), 90))
})

it('gives nothing for a mean of zero or one that is no number', () => {
  const random = createRandom(1)
  expect([poisson(random, 0), poisson(random, Number.NaN), negativeBinomial(random, 0, 2)]).toEqual([0, 0, 0])
})

// 0 h ── 2/h ── 50 h ── nothing ── 100 h ── 60/h ── 150 h
it('draws a process whose rate changes, in order of time and inside its pieces', () => {
  const pieces = [
    { from: 0, to: 50 * HOUR_MS, perHour: 2 },
    { from: 50 * HOUR_MS, to: 100 * HOUR_MS, perHour: 0 },
    { from: 100 * HOUR_MS, to: 150 * HOUR_MS, perHour: 60 },
  ]
  const events = poissonProcess(createRandom(3), pieces)
  expect(events).toEqual(events.toSorted((a, b) => a - b))
  const [quiet, none, busy] = pieces.map(({ from, to }) => events.filter((at) => at >= from && at < to).length)
  expect(none).toBe(0)
  expect(Math.abs(quiet! - 100)).toBeLessThan(5 * Math.sqrt(100))
  expect(Math.abs(busy! - 3_000)).toBeLessThan(5 * Math.sqrt(3_000))
})
