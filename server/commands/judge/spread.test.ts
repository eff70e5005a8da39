import { expect, it } from 'vitest'
import { createRandom } from '../../catalogue/recording.ts'
import { bucketRandom, spread } from './spread.ts'

it('gives as many instants as were counted, in order, inside the bucket', () => {
  for (const count of [0, 1, 2, 1_000]) {
    const instants = [...spread(count, 500, 1_700, createRandom(count))]
    expect(instants).toHaveLength(count)
    expect(instants.toSorted((a, b) => a - b)).toEqual(instants)
    expect(instants.every((at) => Number.isInteger(at) && at >= 500 && at < 1_700)).toBe(true)
  }
})

it('favours no part of the bucket, and is as uneven as chance', () => {
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const at of spread(100_000, 0, 1_000_000, createRandom(7))) tenths[Math.floor(at / 100_000)]! += 1
  // Chi-squared with nine degrees of freedom: between its 0.1 % and 99.9 % points.
  const chi = tenths.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)
  expect(chi).toBeGreaterThan(1.15)
  expect(chi).toBeLessThan(27.9)
})

it('spreads a bucket the same way again, and others otherwise', () => {
  const draw = (...of: Parameters<typeof bucketRandom>) => [...spread(5, 0, 1e6, bucketRandom(...of))].join()
  expect(draw(1, 'a', 0)).toBe(draw(1, 'a', 0))
  const all = [draw(1, 'a', 0), draw(2, 'a', 0), draw(1, 'b', 0), draw(1, 'a', 1_200_000)]
  expect(new Set(all).size).toBe(4)
})
