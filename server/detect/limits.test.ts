import { assert, double, property } from 'fast-check'
import { qnbinom, qpois } from 'lib-r-math.js'
import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { upperLimit } from './limits.ts'
import { surprise } from './negative-binomial.ts'
import { BAND } from './rule.ts'

const positive = (max: number) => double({ min: 1e-6, max, noNaN: true })
const POISSON = { dispersion: 1, shape: 1e12 }

it.each([
  // 97.5 % quantiles of the Poisson distribution, from tables.
  { mean: 1, limit: 3 },
  { mean: 4, limit: 8 },
  { mean: 10, limit: 17 },
  { mean: 100, limit: 120 },
])('puts the edge of $mean at $limit where nothing is clumpy', ({ mean, limit }) => {
  expect(upperLimit({ ratePerHour: mean, ...POISSON }, HOUR_MS)).toBe(limit)
})

const between = (random: () => number, least: number, most: number) => least * (most / least) ** random()
/** R's quantile of the same distribution. */
function quantileOf(mean: number, dispersion: number, shape: number): number {
  const excess = dispersion - 1 + mean / shape
  return excess < 1e-9 ? qpois(BAND, mean) : qnbinom(BAND, mean / excess, 1 / (1 + excess))
}

it("is R's quantile of the negative binomial and of the Poisson, up to a mean of six hundred", () => {
  const random = createRandom(7)
  for (let i = 0; i < 10_000; i += 1) {
    const mean = between(random, 0.001, 600)
    const spread = i % 4 === 0 ? POISSON : { dispersion: 1 + 4 * random(), shape: between(random, 0.1, 1e5) }
    const limit = upperLimit({ ratePerHour: mean, ...spread }, HOUR_MS)
    expect(limit).toBe(quantileOf(mean, spread.dispersion, spread.shape))
  }
})

it('stays within half a percent of it beyond, where a level is known by thirty voices or more', () => {
  const random = createRandom(8)
  for (let i = 0; i < 1_000; i += 1) {
    const mean = between(random, 600, 100_000)
    const spread = i % 4 === 0 ? POISSON : { dispersion: 1 + 4 * random(), shape: between(random, 30, 1e6) }
    const limit = upperLimit({ ratePerHour: mean, ...spread }, HOUR_MS)
    expect(Math.abs(limit / quantileOf(mean, spread.dispersion, spread.shape) - 1)).toBeLessThan(0.005)
  }
})

it('widens with clumps and with an unsure level, and never fails', () => {
  const sure = upperLimit({ ratePerHour: 10, ...POISSON }, HOUR_MS)
  expect(upperLimit({ ratePerHour: 10, dispersion: 3, shape: 1e12 }, HOUR_MS)).toBeGreaterThan(sure)
  expect(upperLimit({ ratePerHour: 10, dispersion: 1, shape: 2 }, HOUR_MS)).toBeGreaterThan(sure)
  assert(
    property(positive(1e7), positive(10), positive(1e6), (ratePerHour, dispersion, shape) => {
      const limit = upperLimit({ ratePerHour, dispersion, shape }, MINUTE_MS)
      expect(limit).toBeGreaterThanOrEqual(0)
      expect(Number.isFinite(limit)).toBe(true)
    }),
  )
})

it('is never surprised by less than the mean, and more by more', () => {
  const spread = { dispersion: 2, shape: 50 }
  expect(surprise(3, 4, spread)).toBe(0)
  const counts = [5, 6, 8, 13, 40, 1_000, 1e6].map((count) => surprise(count, 4, spread))
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  expect(counts.every(Number.isFinite)).toBe(true)
  // Chernoff's bound of the Poisson distribution: 10 where 2 are expected, 10 ln 5 - 8.
  expect(surprise(10, 2, POISSON)).toBeCloseTo(10 * Math.log(5) - 8, 6)
})
