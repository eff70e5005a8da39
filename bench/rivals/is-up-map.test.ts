import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { isUpMap } from './is-up-map.ts'
import { alarmsOf } from './rival.ts'

const steps = (counts: (number | null)[]) => counts.map((count, i) => ({ end: (i + 1) * 5 * MINUTE_MS, count }))
const alarms = (counts: (number | null)[], z = 3) => alarmsOf(isUpMap, steps(counts), [z])[0]!

// One report in every second pass: 3 in half an hour, hardly any variance.
const calm = Array.from({ length: 200 }, (_, i) => i % 2)

it('asks for two passes in a row, and for z', () => {
  // 3 + 3 = 6 are three deviations (of at least 1) over 3; one pass alone is not enough.
  expect(alarms([...calm, 0, 3, 1, 0])).toEqual([])
  expect(alarms([...calm, 4, 4, 4])).toEqual([{ at: 202 * 5 * MINUTE_MS, until: 203 * 5 * MINUTE_MS }])
  expect(alarms([...calm, 4, 4, 4], 20)).toEqual([])
})

it('asks for five reports however quiet it was', () => {
  const silent = Array.from({ length: 300 }, (_, i) => (i === 0 ? 1 : 0))
  expect(alarms([...silent, 4, 0, 0])).toEqual([])
  expect(alarms([...silent, 5, 0, 0])).toHaveLength(1)
})

it('does not learn from what it takes for a surge: it goes on for as long as the surge does', () => {
  const long = Array.from({ length: 300 }, () => 10)
  expect(alarms([...calm, ...long])).toHaveLength(1)
  expect(alarms([...calm, ...long])[0]!.until).toBe(500 * 5 * MINUTE_MS)
})
