import { describe, expect, it } from 'vitest'
import { niceTop, sparkPath, stepPath } from './shape.ts'

describe('shapes', () => {
  it('holds each value for its bucket and leaves a gap where there is none', () => {
    const values = [
      { t: 0, value: 1 },
      { t: 1, value: 2 },
      { t: 2, value: null },
      { t: 3, value: 1 },
    ]
    const frame = { from: 0, to: 4, top: 2, width: 40, height: 10 }
    expect(stepPath(values, 1, frame, true)).toBe('M0 10V5H10V0H20V10ZM30 10V5H40V10Z')
    expect(stepPath(values, 1, frame, false)).toBe('M0 5H10V0H20M30 5H40')
  })

  it.each([
    [0, 6],
    [6, 6],
    [7, 8],
    [11, 12],
    [21, 24],
    [26, 30],
    [560, 600],
    [1050, 1200],
  ])('puts %i under a top of %i', (value, top) => {
    expect(niceTop(value)).toBe(top)
  })

  it('does not make a mountain of one report, nor break on no reports', () => {
    expect(sparkPath([0, 1])).toContain('V20')
    expect(sparkPath([6, null, 0])).toBe('M0 24V0H40V24ZM80 24V24H120V24Z')
    expect(sparkPath([null])).toBe('')
    expect(sparkPath([])).toBe('')
  })
})
