import { expect, it } from 'vitest'
import { alarmsOf, judgeEach, type Rival } from './rival.ts'

const above: Rival = {
  name: 'above',
  source: 'this test',
  stepMs: 1,
  unit: 'reports',
  published: 5,
  thresholds: [5, 8],
  create: (thresholds) => judgeEach(thresholds, (threshold) => (step) => (step.count ?? 0) > threshold),
}
const steps = (counts: (number | null)[], from = 1) => counts.map((count, i) => ({ end: from + i, count }))

it('joins buckets that follow each other into one alarm, for each threshold', () => {
  expect(alarmsOf(above, steps([0, 6, 9, 6, 0, 7]))).toEqual([
    [
      { at: 2, until: 4 },
      { at: 6, until: 6 },
    ],
    [{ at: 3, until: 3 }],
  ])
})

it('ends an alarm at a gap that is too long', () => {
  const twice = [...steps([9]), ...steps([9], 50)]
  expect(alarmsOf(above, twice, [5], 10)).toEqual([
    [
      { at: 1, until: 1 },
      { at: 50, until: 50 },
    ],
  ])
})
