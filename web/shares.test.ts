import { describe, expect, it } from 'vitest'
import { sharesOf, stepOf } from './shares.ts'

const counts = (of: Record<string, number>) => new Map(Object.entries(of))

describe('shares of those who said it', () => {
  it('stand beside the usual ones', () => {
    const shares = sharesOf('device', counts({ ios: 30, web: 10, '-': 60 }), counts({ ios: 20, web: 60, android: 20 }))
    expect(shares).toEqual({
      facet: 'device',
      voices: 40,
      top: [
        { value: 'ios', share: 0.75, usual: 0.2 },
        { value: 'web', share: 0.25, usual: 0.6 },
        { value: 'android', share: 0, usual: 0.2 },
      ],
      rest: null,
    })
  })

  it('say nothing of fewer than five voices, whatever was not said', () => {
    expect(sharesOf('problem', counts({ slow: 4, '-': 100 }))).toBeUndefined()
    expect(sharesOf('problem', counts({ slow: 5 }))?.voices).toBe(5)
  })

  it('make up no usual share from a handful of quiet voices', () => {
    const few = sharesOf('problem', counts({ slow: 9 }), counts({ slow: 12, other: 7 }))
    expect(few?.top).toEqual([{ value: 'slow', share: 1, usual: null }])
    expect(sharesOf('problem', counts({ slow: 9 }), counts({ slow: 12, other: 8 }))?.top[0]?.usual).toBe(0.6)
  })

  it('name no place of fewer than five voices, nor one of which nobody speaks', () => {
    const shares = sharesOf('network', counts({ '3269': 12, '1267': 4, '30722': 4 }), counts({ '3269': 5, '5602': 20 }))
    expect(shares?.top.map(({ value }) => value)).toEqual(['3269'])
    expect(shares?.rest?.share).toBeCloseTo(0.4)
    expect(shares?.rest?.usual).toBeCloseTo(0.8)
  })

  it('say nothing where no place has five voices', () => {
    expect(sharesOf('network', counts({ '3269': 4, '1267': 4 }))).toBeUndefined()
  })

  it('show five values, and all the others as one', () => {
    const many = sharesOf('problem', counts({ a: 9, b: 8, c: 7, d: 6, e: 5, f: 4, g: 1 }))
    expect(many?.top.map(({ value }) => value).join('')).toBe('abcde')
    expect(many?.rest?.share).toBeCloseTo(5 / 40)
  })

  it('keep the order of time where people say since when', () => {
    const shares = sharesOf('began', counts({ longer: 1, now: 2, today: 9, hour: 3 }))
    expect(shares?.top.map(({ value }) => value)).toEqual(['now', 'hour', 'today', 'longer'])
  })
})

it.each([
  [0.3, 0],
  [1.99, 0],
  [2, 1],
  [5, 2],
  [19.9, 2],
  [20, 3],
  [400, 3],
])('puts %d times the usual on step %d of the map', (ratio, step) => {
  expect(stepOf(ratio)).toBe(step)
})
