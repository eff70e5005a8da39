import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { aChart, NOW } from '../test-page.ts'
import { bucketWords } from './bucket-words.ts'
import type { ChartModel } from './model.ts'
import { chartSummary } from './summary.ts'

const rome = { lang: 'it', zone: 'Europe/Rome' } as const
const newYork = { lang: 'en', zone: 'America/New_York' } as const
const first = (model: ChartModel) => model.points[0]!
const last = (model: ChartModel) => model.points.at(-1)!

describe('the sentence of a bucket', () => {
  it('says when in the reader’s zone, how many and what is usual', () => {
    const chart = aChart('24h', () => 12)
    expect(bucketWords(rome, chart, first(chart))).toEqual([
      'Tra le 21:15 e le 21:30:',
      '12 segnalazioni, di solito 4.',
    ])
    expect(bucketWords(newYork, chart, last(chart))).toEqual([
      'Between 15:00 and 15:15 (so far):',
      '12 reports, usually 4.',
    ])
  })

  it('says the day where the chart has several, and of a whole day that it is one of UTC', () => {
    const week = aChart('7d')
    expect(bucketWords(rome, week, last(week))[0]).toBe('Tra le 21:00 e le 22:00 di mer 3 lug (finora):')
    const year = aChart('1y')
    expect(bucketWords(newYork, year, first(year))[0]).toBe('Wednesday, 4 July 2018, UTC day:')
    expect(bucketWords(rome, year, last(year))[0]).toBe('Mercoledì 3 luglio 2019, giorno UTC (finora):')
  })

  it('says of a gap that it is one', () => {
    const chart = aChart('24h', () => null)
    expect(bucketWords(rome, chart, first(chart))[1]).toBe('Non eravamo in ascolto.')
  })

  it('names the incidents and marks that touch it, each once', () => {
    const at = last(aChart()).t
    const chart: ChartModel = {
      ...aChart('24h', () => 12),
      bands: [
        { from: NOW - 2 * DAY_MS, to: null, kind: 'incident', startedBetween: null },
        { from: at - 2 * HOUR_MS, to: at + MINUTE_MS, kind: 'withdrawn', startedBetween: null },
        { from: at - 2 * HOUR_MS, to: at - HOUR_MS, kind: 'suspected', startedBetween: null },
      ],
      marks: [
        { kind: 'notice', at, to: at, number: 2, by: 'provider', author: 'TIM', topics: ['problem'] },
        { kind: 'probe', at: at - HOUR_MS, to: null, targets: ['a'] },
        { kind: 'probe', at: at - HOUR_MS, to: null, targets: ['b'] },
        { kind: 'forecast', at: at + HOUR_MS, to: at + HOUR_MS, author: 'TIM', outcome: 'pending' },
      ],
    }
    expect(bucketWords(newYork, chart, last(chart)).slice(2)).toEqual([
      'Incident, 15:07 on 1 Jul, ongoing.',
      'Withdrawn, 13:00–15:01.',
      'Notice 2, by TIM.',
      'Errors of our probes.',
    ])
  })
})

describe('the sentence of a chart', () => {
  it('says its range, its peak and when', () => {
    expect(
      chartSummary(
        rome,
        aChart('30d', (i) => (i === 1 ? 40 : 0)),
      ),
    ).toBe('Segnalazioni negli ultimi 30 giorni: il massimo è 40, 4 giugno 2019, 08:00.')
    expect(
      chartSummary(
        newYork,
        aChart('1y', (i) => (i === 1 ? 40 : 0)),
      ),
    ).toBe('Reports in the last year: the most is 40, 5 July 2018.')
    expect(
      chartSummary(
        rome,
        aChart('1h', () => 0),
      ),
    ).toBe('Nessuna segnalazione in questo periodo.')
  })
})
