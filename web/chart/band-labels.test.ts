import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { aChart, NOW } from '../test-page.ts'
import { bandLabelText, placeLabels } from './band-labels.ts'
import type { ChartBand, Range } from './model.ts'

const reader = { lang: 'en', zone: 'UTC' } as const
const band = (ago: number, lasted: number | null = HOUR_MS): ChartBand => ({
  from: NOW - ago,
  to: lasted === null ? null : NOW - ago + lasted,
  kind: 'incident',
  startedBetween: null,
})
const PER_CHARACTER = 7
const place = (range: Range, bands: ChartBand[], width: number) =>
  placeLabels({ ...aChart(range), bands }, reader, width, (text) => text.length * PER_CHARACTER)

describe('labels of grounds', () => {
  it('say the clock of today, the day of another day, and of a long chart the day alone', () => {
    const text = (range: Range, ago: number) =>
      place(range, [band(ago, null)], 900).map((l) => bandLabelText(reader, l))
    expect(text('24h', 5 * HOUR_MS)).toEqual(['incident 14:07'])
    expect(text('24h', 23 * HOUR_MS)).toEqual(['incident 20:07 on 2 Jul'])
    expect(text('7d', 3 * DAY_MS)).toEqual(['incident 19:07 on 30 Jun'])
    expect(text('1y', 40 * DAY_MS)).toEqual(['incident 24 May'])
  })

  it('stand left of their beginning where there is no room on the right', () => {
    expect(place('24h', [band(20 * HOUR_MS)], 300)[0]?.before).toBe(false)
    expect(place('24h', [band(30 * MINUTE_MS)], 300)[0]?.before).toBe(true)
  })

  it.each([280, 350, 700, 1000])('neither cover each other nor leave a plot of %i px', (width) => {
    const bands = Array.from({ length: 40 }, (_, i) => band((i * i + 1) * DAY_MS * 0.2))
    const labels = place('1y', bands, width)
    expect(labels.length).toBeGreaterThan(1)
    // The newest is always among them.
    expect(labels[0]?.band).toBe(bands[0])
    const spans = labels.map((label) => {
      const size = bandLabelText(reader, label).length * PER_CHARACTER
      const from = label.before ? label.x - 5 - size : label.x + 5
      return { row: label.row, from, to: from + size }
    })
    for (const [i, one] of spans.entries()) {
      expect(one.from).toBeGreaterThanOrEqual(0)
      expect(one.to).toBeLessThanOrEqual(width)
      for (const other of spans.slice(i + 1))
        expect(one.row !== other.row || one.to < other.from || other.to < one.from).toBe(true)
    }
  })
})
