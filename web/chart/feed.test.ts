import { describe, expect, it } from 'vitest'
import { MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import { aChart, aLive, aMinute, NOW } from '../test-page.ts'
import { createFeed, followFeed } from './feed.ts'
import { packChart, packMinutes, unpackChart } from './packed.ts'

const NONE = packMinutes([])

describe('a chart that follows', () => {
  const openMinute = Math.floor(NOW / MINUTE_MS) * MINUTE_MS
  const openQuarter = Math.floor(NOW / QUARTER_MS) * QUARTER_MS

  it('counts the open bucket anew from its minutes', () => {
    const minutes = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => aMinute(openQuarter + i * MINUTE_MS, 1))
    const start = createFeed(aChart(), packMinutes(minutes))
    const { feed, stale } = followFeed(start, aLive([1, 1, 5]), NOW)
    expect(feed.model.points.at(-1)).toMatchObject({ t: openQuarter, n: 1 * 5 + 1 + 1 + 5 })
    expect(feed.model.points.at(-2)).toEqual(start.model.points.at(-2))
    expect(stale).toBe(false)
  })

  it('opens the next bucket with the baseline of the one before, and asks for the real one', () => {
    const minutes = Array.from({ length: 15 }, (_, i) => aMinute(openQuarter + i * MINUTE_MS, 1))
    const later = openQuarter + QUARTER_MS + 30_000
    const { feed, stale } = followFeed(createFeed(aChart(), packMinutes(minutes)), aLive([1, 4], {}, later), later)
    expect(feed.model.points).toHaveLength(96)
    expect(feed.model.points.at(-1)).toEqual({ t: openQuarter + QUARTER_MS, n: 4, expected: 4, upper: 9 })
    expect(feed.model.points.at(-2)).toMatchObject({ t: openQuarter, n: 15 })
    expect(stale).toBe(true)
  })

  it('takes minutes as they come in the shortest range', () => {
    const { feed, stale } = followFeed(createFeed(aChart('1h'), NONE), aLive([7, null, 9]), NOW)
    expect(feed.model.points.slice(-3).map((point) => point.n)).toEqual([7, null, 9])
    expect(feed.model.points.at(-1)).toMatchObject({ t: openMinute, expected: 0.3, upper: 2 })
    expect(stale).toBe(false)
  })

  it('knows that it slept through minutes', () => {
    const start = createFeed(aChart(), packMinutes([aMinute(openMinute - 60 * MINUTE_MS, 1)]))
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
    expect(followFeed(createFeed(model, NONE), live, NOW).feed.model.bands).toEqual([
      model.bands[0],
      { from: NOW - 6e5, to: null, kind: 'suspected', startedBetween: [NOW - 7e5, NOW - 5e5] },
    ])
  })

  it.each(['30d', '1y'] as const)('counts the open bucket of %s from all its minutes', (range) => {
    const chart = aChart(range)
    const from = chart.points.at(-1)!.t
    const minutes = Array.from({ length: (openMinute - from) / MINUTE_MS + 1 }, (_, i) =>
      aMinute(from + i * MINUTE_MS, 2),
    )
    const { feed, stale } = followFeed(createFeed(chart, packMinutes(minutes)), aLive([2, 2, 9]), NOW)
    expect(feed.model.points.at(-1)).toEqual({ t: from, n: 2 * (minutes.length - 1) + 9, expected: 4, upper: 9 })
    expect(feed.model.points.slice(0, -1)).toEqual(chart.points.slice(0, -1))
    expect(stale).toBe(false)
  })

  it('keeps what a bucket was while a minute of it is not known, and shows a gap as one', () => {
    const known = packMinutes([aMinute(openMinute - MINUTE_MS, 1), aMinute(openMinute, 1)])
    const start = createFeed(aChart(), known)
    expect(followFeed(start, aLive([3, 3]), NOW).feed.model.points).toEqual(start.model.points)
    const silent = createFeed(
      aChart('24h', () => null),
      packMinutes([0, 1, 2, 3, 4, 5, 6, 7].map((i) => aMinute(openQuarter + i * MINUTE_MS, null))),
    )
    expect(followFeed(silent, aLive([null]), NOW).feed.model.points.at(-1)?.n).toBeNull()
    expect(followFeed(silent, aLive([null, 2]), NOW).feed.model.points.at(-1)?.n).toBe(2)
  })
})

describe('a chart as the page carries it', () => {
  it('is the same on the other side', () => {
    const model = aChart('7d', (i) => (i % 3 === 0 ? null : i))
    expect(unpackChart(packChart(model))).toEqual(model)
  })
})
