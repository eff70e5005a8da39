import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../shared/time.ts'
import type { ChartModel } from './chart/model.ts'
import { dayLines } from './days.ts'
import { anEvent, anIncident, aNotice, aChart } from './test-page.ts'

// From 22:00 in Rome on 22 January 2023, for three days: ten voices an hour by day, four from midnight to six, half of one usually.
const START = Date.UTC(2023, 0, 22, 21)
const END = START + 3 * DAY_MS
const rome = { lang: 'it', zone: 'Europe/Rome' } as const
const incident = anIncident({
  started_at: new Date(START).toISOString(),
  resolved_at: new Date(END).toISOString(),
  scope: [
    {
      facet: 'device',
      value: 'android',
      verdict: 'recovered',
      observed: 9,
      expected: 1,
      since: '2023-01-24T17:00:00Z',
    },
    { facet: 'device', value: 'ios', verdict: 'affected', observed: 9, expected: 1 },
  ],
})
const points = Array.from({ length: 76 }, (_, i) => {
  const t = START - 2 * HOUR_MS + i * HOUR_MS
  const hour = (new Date(t).getUTCHours() + 1) % 24
  return { t, n: hour < 6 ? 4 : 10, expected: 0.5, upper: 3 }
})
const chart: ChartModel = { ...aChart(), widthMs: HOUR_MS, points }
const told = { incident, events: [anEvent('recovering', {}, { at: '2023-01-24T18:00:00Z' })], notices: [], now: END }

it('sums a long incident by the reader’s days, its nights by themselves, and nothing of before and after', () => {
  const days = dayLines(rome, chart, told)
  expect(days.map(({ voices, usual, nightVoices, nightUsual }) => [voices, usual, nightVoices, nightUsual])).toEqual([
    [20, 1, null, null],
    [204, 12, 24, 3],
    [204, 12, 24, 3],
    [184, 11, 24, 3],
  ])
  expect(dayLines({ lang: 'en', zone: 'UTC' }, chart, told)).toHaveLength(4)
})

it('says on which day what changed, and who was back', () => {
  const said: [string, string] = ['2023-01-23T09:00:00Z', '2023-01-24T09:00:00Z']
  const days = dayLines(rome, chart, {
    ...told,
    notices: [aNotice({ said_between: said }), aNotice({ said_between: null })],
  })
  expect(days.map(({ events, back, said: count }) => [events.map(({ type }) => type), back, count])).toEqual([
    [[], [], 0],
    [[], [], 1],
    [['recovering'], ['android'], 0],
    [[], [], 0],
  ])
})

it('tells hours in which we were not there from hours without a voice', () => {
  const away = { ...chart, points: points.map((point, i) => (i > 3 && i < 28 ? { ...point, n: null } : point)) }
  expect(dayLines(rome, away, told).map(({ voices, usual }) => [voices, usual])[1]).toEqual([null, null])
})

it('says nothing of a short one, or of one that is drawn by the quarter', () => {
  const short = anIncident({
    started_at: new Date(START).toISOString(),
    resolved_at: new Date(START + DAY_MS).toISOString(),
  })
  expect(dayLines(rome, chart, { ...told, incident: short })).toEqual([])
  expect(dayLines(rome, { ...chart, widthMs: HOUR_MS / 4 }, told)).toEqual([])
})
