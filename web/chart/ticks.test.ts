import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../shared/time.ts'
import { TICK_FORMATS, timeTicks } from './ticks.ts'

const written = (from: number, to: number, zone: string, most: number) => {
  const { ticks, form } = timeTicks(from, to, zone, most)
  return ticks.map((at) => TICK_FORMATS[form]({ lang: 'it', zone }, at))
}

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

  it('name the days of a week, and count those of a month from its Mondays', () => {
    const to = Date.UTC(2026, 10, 22, 9)
    expect(written(to - 7 * DAY_MS, to, 'Europe/Rome', 7)[0]).toBe('lun 16')
    expect(written(to - 30 * DAY_MS, to, 'Europe/Rome', 7)).toEqual(['26 ott', '2 nov', '9 nov', '16 nov'])
  })

  it('stand at the first of months in a year, and say which year begins', () => {
    const to = Date.UTC(2026, 10, 22, 9)
    expect(written(to - 365 * DAY_MS, to, 'Europe/Rome', 7)).toEqual(['gen 2026', 'mar', 'mag', 'lug', 'set', 'nov'])
    expect(written(to - 365 * DAY_MS, to, 'America/New_York', 13)).toHaveLength(12)
    const { ticks } = timeTicks(to - 365 * DAY_MS, to, 'Europe/Rome', 7)
    // Midnight in Rome, in winter and in summer.
    expect(ticks.map((at) => new Date(at).getUTCHours())).toEqual([23, 23, 22, 22, 22, 23])
  })
})
