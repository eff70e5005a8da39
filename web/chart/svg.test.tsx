import { describe, expect, it } from 'vitest'
import { aChart } from '../test-page.ts'
import { toDocument } from '../parts/layout.tsx'
import { gapsOf } from './gaps.ts'
import type { ChartModel } from './model.ts'
import { ChartSvg } from './svg.tsx'

const reader = { lang: 'en', zone: 'UTC' } as const
const drawn = (model: ChartModel) => toDocument(<ChartSvg model={model} reader={reader} label="a chart" />)
const pathOf = (html: string, name: string) => html.match(new RegExp(`class="${name}" d="([^"]*)"`))?.[1] ?? ''

describe('the drawing without script', () => {
  it('hatches what we did not hear, as one gap, and draws no line through it', () => {
    const chart = aChart('24h', (i) => (i >= 10 && i < 20 ? null : 3))
    expect(gapsOf(chart)).toEqual([{ from: chart.points[10]!.t, to: chart.points[20]!.t }])
    const html = drawn(chart)
    expect(html.match(/class="chart-gap"/g)).toHaveLength(1)
    expect(html).not.toContain('not listening')
    expect(pathOf(html, 'chart-line').match(/M/g)).toHaveLength(2)
  })

  it('says it on a gap that has room for the words', () => {
    expect(drawn(aChart('1y', (i) => (i < 300 ? null : 1)))).toContain('>not listening</text>')
    expect(drawn(aChart())).not.toContain('chart-gap')
  })

  it('draws bars where buckets are few, each for itself', () => {
    const chart = aChart('24h', () => 3)
    const few: ChartModel = { ...chart, from: chart.points[66]!.t, points: chart.points.slice(66) }
    expect(pathOf(drawn(few), 'chart-fill').match(/M/g)).toHaveLength(29)
    expect(drawn(few)).not.toContain('chart-line')
    expect(pathOf(drawn(chart), 'chart-fill').match(/M/g)).toHaveLength(1)
  })
})
