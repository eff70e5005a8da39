import { expect, it } from 'vitest'
import { steps } from './plot.ts'

it('draws a step for each count, closed to the ground', () => {
  expect(steps([2, 0, 5])).toBe('M0 0V-2H1V0H2V-5H3V0')
})

it('leaves a gap where nothing is known', () => {
  expect(steps([null, 2, null, 3])).toBe('M1 0V-2H2V0M3 0V-3H4V0')
})

it('draws nothing of nothing', () => {
  expect(steps([])).toBe('')
  expect(steps([null, null])).toBe('')
})
