import { assert, double, property } from 'fast-check'
import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { upperLimit } from './limits.ts'
import { surprise } from './negative-binomial.ts'

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
