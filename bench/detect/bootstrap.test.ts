import { expect, it } from 'vitest'
import { bootstrap, medianOf } from './bootstrap.ts'

it('finds the middle, also where some are infinite', () => {
  expect(medianOf([3, 1, 2])).toBe(2)
  expect(medianOf([4, 1, 2, 3])).toBe(2.5)
  expect(medianOf([-Infinity, -Infinity, -Infinity, 7])).toBe(-Infinity)
})

it('gives a mean its standard error, twice on either side', () => {
  // Mean 0.5, standard error 0.5 / sqrt(400) = 0.025.
  const coins = Array.from({ length: 400 }, (_, i) => i % 2)
  const [low, high] = bootstrap(coins, (sample) => sample.reduce((a, b) => a + b, 0) / sample.length)
  expect(low).toBeCloseTo(0.451, 2)
  expect(high).toBeCloseTo(0.549, 2)
})
