import { describe, expect, it } from 'vitest'
import { aChart } from '../test-page.ts'
import { pointAt, stepCorners, toCorners } from './datasets.ts'

describe('corners', () => {
  it('close before a gap, so that the last bucket before it keeps its width', () => {
    const points = [
      { t: 0, n: 2, expected: null, upper: null },
      { t: 10, n: null, expected: null, upper: null },
    ]
    expect(stepCorners(points, 10, (p) => p.n)).toEqual([
      { x: 0, y: 2 },
      { x: 10, y: 2 },
      { x: 10, y: null },
    ])
  })

  it('let the open bucket grow with its time', () => {
    const chart = aChart()
    const { t } = chart.points.at(-1)!
    const open = (now: number) => toCorners({ ...chart, now }).open
    expect(open(t + 60_000).map(({ x }) => x - t)).toEqual([0, 60_000, 60_000])
    expect(open(t).at(1)!.x - t).toBe(chart.widthMs / 20)
    expect(open(t + chart.widthMs)).toEqual([])
  })

  it('finds the bucket under the pointer, also in its second half', () => {
    const chart = aChart()
    expect(pointAt(chart, chart.from + chart.widthMs - 1)?.t).toBe(chart.from)
    expect(pointAt(chart, chart.from - 1)).toBeUndefined()
  })
})
