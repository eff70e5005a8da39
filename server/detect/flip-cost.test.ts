import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { networksToFlip, VOICES_UNDOUBTED } from './flip-cost.ts'
import { surprise } from './negative-binomial.ts'

const about = { ratePerHour: 60, withinMs: 10 * MINUTE_MS, nats: 20, floor: 20 }

it('is the fewest networks whose voices carry the evidence', () => {
  const found = networksToFlip({ ...about, ratePerHour: 600 })
  const spread = { dispersion: 1, shape: Infinity }
  expect(surprise(found * VOICES_UNDOUBTED, 100, spread)).toBeGreaterThanOrEqual(20)
  expect(surprise((found - 1) * VOICES_UNDOUBTED, 100, spread)).toBeLessThan(20)
})

it('is never under the networks a state asks for, and rises with what is usual and with its clumps', () => {
  expect(networksToFlip({ ...about, ratePerHour: 0.1 })).toBe(20)
  const costs = [1, 60, 600, 6000].map((ratePerHour) => networksToFlip({ ...about, ratePerHour }))
  expect(costs).toEqual(costs.toSorted((a, b) => a - b))
  expect(networksToFlip({ ...about, ratePerHour: 600, dispersion: 3 })).toBeGreaterThan(costs[2]!)
  expect(networksToFlip({ ...about, ratePerHour: 600, multiple: 3 })).toBeGreaterThan(costs[2]!)
})

it('is finite for any rate', () => {
  for (const ratePerHour of [0, 1e-9, 1e6]) {
    expect(Number.isSafeInteger(networksToFlip({ ...about, ratePerHour }))).toBe(true)
  }
})
