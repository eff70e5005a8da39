import { expect, it } from 'vitest'
import { earsC1, earsC2, earsC3, judgeOf } from './ears.ts'
import { alarmsOf } from './rival.ts'

const QUARTER = 900_000
const steps = (counts: (number | null)[]) => counts.map((count, i) => ({ end: (i + 1) * QUARTER, count }))

// Mean 4, standard deviation 2: (2 + 2 + 2 + 4 + 6 + 6 + 6) / 7 and sqrt(24 / 6).
const SEVEN = [2, 2, 2, 4, 6, 6, 6]
const says = (method: 'C1' | 'C2' | 'C3', threshold: number, counts: number[]) => {
  const judge = judgeOf(threshold, method, 7)
  return steps(counts).map(judge)
}

it('C1 compares with the seven before, C2 with those that ended two buckets earlier', () => {
  expect(says('C1', 3, [...SEVEN, 10]).at(-1)).toBe(false)
  expect(says('C1', 3, [...SEVEN, 11]).at(-1)).toBe(true)
  // The two buckets in between are a rise already: they do not enter C2's mean, and do C1's.
  expect(says('C2', 3, [...SEVEN, 30, 30, 11]).at(-1)).toBe(true)
  expect(says('C1', 3, [...SEVEN, 30, 30, 11]).at(-1)).toBe(false)
})

it('C3 adds up what three buckets had beyond one deviation', () => {
  // 7 is 1.5 deviations: 0.5 beyond one. Three of them are 1.5 with the same baseline, one alone 0.5.
  const flat = [...SEVEN, 4, 4]
  expect(says('C3', 1, [...flat, 7]).at(-1)).toBe(false)
  expect(says('C3', 0.4, [...flat, 7]).at(-1)).toBe(true)
  // Its own two buckets earlier still count: 2.5 and 0 carry over a quiet one, and then no longer.
  expect(says('C3', 2, [...flat, 11, 4, 4, 4]).slice(-4)).toEqual([true, true, true, false])
})

it('is silent until its baseline is whole, and skips buckets that nobody knows', () => {
  expect(says('C2', 3, [...SEVEN, 30])).not.toContain(true)
  const judge = judgeOf(3, 'C1', 7)
  for (const step of steps([...SEVEN.slice(0, 3), null, null, ...SEVEN.slice(3)])) judge(step)
  expect(judge({ end: 99, count: 11 })).toBe(true)
})

it('speaks at the end of the quarter in which a surge shows', () => {
  const day = Array.from({ length: 100 }, (_, i) => i % 3)
  for (const rival of [earsC1, earsC2, earsC3]) {
    const [alarms] = alarmsOf(rival, steps([...day, 20, 40]), [rival.published])
    expect(alarms).toEqual([{ at: 101 * QUARTER, until: 102 * QUARTER }])
  }
})
