import { describe, expect, it } from 'vitest'
import { nextScale, SHRINK_AFTER_MS } from './scale.ts'

describe('the scale', () => {
  it('grows at once and shrinks late', () => {
    let scale = nextScale({ top: 10, lowerSince: null }, 50, 0)
    expect(scale.top).toBe(50)
    scale = nextScale(scale, 30, 1_000)
    scale = nextScale(scale, 30, 1_000 + SHRINK_AFTER_MS - 1)
    expect(scale.top).toBe(50)
    expect(nextScale(scale, 30, 1_000 + SHRINK_AFTER_MS).top).toBe(30)
    expect(nextScale(nextScale(scale, 50, 9_000), 30, 1_000 + SHRINK_AFTER_MS).top).toBe(50)
  })

  it('comes down from a peak by halves, each after its time', () => {
    let scale = { top: 600, lowerSince: null as number | null }
    const tops = [0, 1, 2, 3, 4, 5, 6, 7].map((turn) => (scale = nextScale(scale, 12, turn * SHRINK_AFTER_MS)).top)
    expect(tops).toEqual([600, 300, 160, 80, 40, 20, 12, 12])
  })
})
