import { describe, expect, it } from 'vitest'
import { MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import { aChart, aLive, aMinute, NOW } from '../test-page.ts'
import { pointAt, stepCorners } from './datasets.ts'
import { createFeed, followFeed } from './feed.ts'
import { nextScale, SHRINK_AFTER_MS } from './scale.ts'
import { niceTop, sparkPath, stepPath } from './shape.ts'
import { timeTicks } from './ticks.ts'

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

describe('the scale', () => {
  it('grows at once and shrinks late', () => {
    let scale = nextScale({ top: 10, lowerSince: null }, 50, 0)
    expect(scale.top).toBe(50)
    scale = nextScale(scale, 10, 1_000)
    scale = nextScale(scale, 10, 1_000 + SHRINK_AFTER_MS - 1)
    expect(scale.top).toBe(50)
    expect(nextScale(scale, 10, 1_000 + SHRINK_AFTER_MS).top).toBe(10)
    expect(nextScale(nextScale(scale, 50, 9_000), 10, 1_000 + SHRINK_AFTER_MS).top).toBe(50)
  })
})

describe('time ticks', () => {
  it('stand at round hours of the reader’s zone', () => {
    const { ticks } = timeTicks(Date.UTC(2019, 6, 3), Date.UTC(2019, 6, 4), 'Asia/Kolkata', 7)
    expect(ticks.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual([
      '02:30',
      '06:30',
      '10:30',
      '14:30',
      '18:30',
      '22:30',
    ])
  })

  it('keep to midnight over the change of the clocks', () => {
    const { ticks } = timeTicks(Date.UTC(2026, 9, 23), Date.UTC(2026, 9, 28), 'Europe/Rome', 7)
    expect(ticks.map((at) => new Date(at).toISOString().slice(5, 13))).toEqual(
      ['10-23T22', '10-24T22', '10-25T23', '10-26T23', '10-27T23'].slice(0, ticks.length),
    )
    expect(ticks).toHaveLength(5)
  })
})

describe('a chart that follows', () => {
  const openMinute = Math.floor(NOW / MINUTE_MS) * MINUTE_MS
  const openQuarter = Math.floor(NOW / QUARTER_MS) * QUARTER_MS

  it('counts the open bucket anew from its minutes', () => {
    const minutes = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => aMinute(openQuarter + i * MINUTE_MS, 1))
    const start = createFeed(aChart(), minutes)
    const { feed, stale } = followFeed(start, aLive([1, 1, 5]), NOW)
    expect(feed.model.points.at(-1)).toMatchObject({ t: openQuarter, n: 1 * 5 + 1 + 1 + 5 })
    expect(feed.model.points.at(-2)).toEqual(start.model.points.at(-2))
    expect(stale).toBe(false)
  })

  it('opens the next bucket with the baseline of the one before, and asks for the real one', () => {
    const minutes = Array.from({ length: 15 }, (_, i) => aMinute(openQuarter + i * MINUTE_MS, 1))
    const later = openQuarter + QUARTER_MS + 30_000
    const { feed, stale } = followFeed(createFeed(aChart(), minutes), aLive([1, 4], {}, later), later)
    expect(feed.model.points).toHaveLength(96)
    expect(feed.model.points.at(-1)).toEqual({ t: openQuarter + QUARTER_MS, n: 4, expected: 4, upper: 9 })
    expect(feed.model.points.at(-2)).toMatchObject({ t: openQuarter, n: 15 })
    expect(stale).toBe(true)
  })

  it('takes minutes as they come in the shortest range', () => {
    const { feed, stale } = followFeed(createFeed(aChart('1h'), []), aLive([7, null, 9]), NOW)
    expect(feed.model.points.slice(-3).map((point) => point.n)).toEqual([7, null, 9])
    expect(feed.model.points.at(-1)).toMatchObject({ t: openMinute, expected: 0.3, upper: 2 })
    expect(stale).toBe(false)
  })

  it('knows that it slept through minutes', () => {
    const start = createFeed(aChart(), [aMinute(openMinute - 60 * MINUTE_MS, 1)])
    expect(followFeed(start, aLive([1, 1]), NOW).stale).toBe(true)
  })

  it('tints the ground of what is open and keeps that of what is over', () => {
    const model = {
      ...aChart(),
      bands: [
        { from: NOW - 9e6, to: NOW - 8e6, kind: 'incident' as const, startedBetween: null },
        { from: NOW - 5e5, to: null, kind: 'suspected' as const, startedBetween: null },
      ],
    }
    const iso = (ago: number) => new Date(NOW - ago).toISOString()
    const live = aLive([1], { state: 'suspected', since: iso(6e5), started_between: [iso(7e5), iso(5e5)] })
    expect(followFeed(createFeed(model, []), live, NOW).feed.model.bands).toEqual([
      model.bands[0],
      { from: NOW - 6e5, to: null, kind: 'suspected', startedBetween: [NOW - 7e5, NOW - 5e5] },
    ])
  })
})

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

  it('finds the bucket under the pointer, also in its second half', () => {
    const chart = aChart()
    expect(pointAt(chart, chart.from + chart.widthMs - 1)?.t).toBe(chart.from)
    expect(pointAt(chart, chart.from - 1)).toBeUndefined()
  })
})
