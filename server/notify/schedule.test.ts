import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { RETRY_AFTER_MS, retryAfterMs } from './schedule.ts'

const waits = (random: number) => RETRY_AFTER_MS.map((_, i) => retryAfterMs(i + 1, () => random) ?? 0)
const sum = (all: readonly number[]) => all.reduce((total, wait) => total + wait, 0)

it('goes on for just under a day, ever more slowly, and then no more', () => {
  expect(sum(RETRY_AFTER_MS)).toBeGreaterThan(23 * HOUR_MS)
  expect(sum(RETRY_AFTER_MS)).toBeLessThan(DAY_MS)
  expect(RETRY_AFTER_MS).toEqual(RETRY_AFTER_MS.toSorted((a, b) => a - b))
  expect(retryAfterMs(RETRY_AFTER_MS.length + 1, () => 0)).toBeUndefined()
})

it('waits a tenth more or less, so that not all come at once', () => {
  expect(waits(0)[5]).toBe(0.9 * HOUR_MS)
  expect(waits(0.5)).toEqual(RETRY_AFTER_MS)
  expect(waits(0.999_999)[5]).toBeLessThanOrEqual(1.1 * HOUR_MS)
})
