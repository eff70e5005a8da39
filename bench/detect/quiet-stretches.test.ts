import { expect, it } from 'vitest'
import { HOUR_MS } from '../../shared/time.ts'
import { isWithin, lengthOf, quietStretches, topCount } from './quiet-stretches.ts'

// A thousand hours of 3 reports; hours 300 and 600 hold 50 and 40, hour 800 is unknown.
const buckets = Array.from({ length: 1_000 }, (_, i) => ({
  from: i * HOUR_MS,
  to: (i + 1) * HOUR_MS,
  count: i === 300 ? 50 : i === 600 ? 40 : i === 800 ? null : 3,
}))

it('takes at most one in two hundred for the top, and none that is as common as the rest', () => {
  expect(topCount(buckets)).toBe(4)
  expect(topCount(buckets.map((b, i) => ({ ...b, count: i })))).toBe(995)
})

it('is quiet more than twelve hours from the top, on both sides, and not where nobody knows', () => {
  expect(quietStretches(buckets).map(({ from, to }) => [from / HOUR_MS, to / HOUR_MS])).toEqual([
    [0, 287],
    [314, 587],
    [614, 800],
    [801, 1_000],
  ])
  expect(lengthOf(quietStretches(buckets))).toBe((287 + 273 + 186 + 199) * HOUR_MS)
})

it('says whether an instant lies in one', () => {
  const stretches = quietStretches(buckets)
  expect([0, 286.99, 287, 313.9, 314, 800.5, 999.99].map((h) => isWithin(stretches, h * HOUR_MS))).toEqual([
    true,
    true,
    false,
    false,
    true,
    false,
    true,
  ])
})
