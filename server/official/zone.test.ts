import { describe, expect, it } from 'vitest'
import { HOUR_MS } from '../../shared/time.ts'
import { dayAt, dayOf, instantsOf, isDate, isZone, localTime } from './zone.ts'

const ROME = 'Europe/Rome'
const iso = (instants: readonly number[]) => instants.map((at) => new Date(at).toISOString())
const at = (text: string) => Date.parse(text)

describe('a time of day in a zone', () => {
  it.each([
    ['winter', { year: 2023, month: 1, day: 27, hour: 18 }, ROME, '2023-01-27T17:00:00.000Z'],
    ['summer', { year: 2023, month: 7, day: 27, hour: 18, minute: 5 }, ROME, '2023-07-27T16:05:00.000Z'],
    ['an hour before spring', { year: 2023, month: 3, day: 26, hour: 1, minute: 59 }, ROME, '2023-03-26T00:59:00.000Z'],
    ['an hour after spring', { year: 2023, month: 3, day: 26, hour: 3 }, ROME, '2023-03-26T01:00:00.000Z'],
    [
      'a time that is skipped',
      { year: 2023, month: 3, day: 26, hour: 2, minute: 30 },
      ROME,
      '2023-03-26T01:30:00.000Z',
    ],
    ['a zone of half hours', { year: 2023, month: 1, day: 1, hour: 12 }, 'Asia/Kolkata', '2023-01-01T06:30:00.000Z'],
    ['behind UTC', { year: 2023, month: 1, day: 1, hour: 20 }, 'America/New_York', '2023-01-02T01:00:00.000Z'],
    ['UTC', { year: 2023, month: 1, day: 1, hour: 20, second: 7 }, 'UTC', '2023-01-01T20:00:07.000Z'],
  ])('%s', (_, local, zone, expected) => {
    expect(iso(instantsOf(local, zone))).toEqual([expected, expected])
  })

  it('comes twice when the clocks go back', () => {
    const twice = instantsOf({ year: 2023, month: 10, day: 29, hour: 2, minute: 30 }, ROME)
    expect(iso(twice)).toEqual(['2023-10-29T00:30:00.000Z', '2023-10-29T01:30:00.000Z'])
  })

  it('reads back as what clocks show, at any hour of a year, in any zone', () => {
    for (const zone of [ROME, 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']) {
      for (let t = at('2023-01-01T00:10:00Z'); t < at('2024-01-01T00:00:00Z'); t += 7 * HOUR_MS) {
        const [first, last] = instantsOf(localTime(t, zone), zone)
        expect(t === first || t === last, `${zone} ${t}`).toBe(true)
      }
    }
  })
})

describe('a day of a zone', () => {
  it('has 24 hours, but 23 in spring and 25 in autumn', () => {
    expect(iso(dayAt({ year: 2023, month: 1, day: 25 }, ROME))).toEqual([
      '2023-01-24T23:00:00.000Z',
      '2023-01-25T23:00:00.000Z',
    ])
    const hours = (month: number, day: number) => {
      const [from, to] = dayAt({ year: 2023, month, day }, ROME)
      return (to - from) / HOUR_MS
    }
    expect([hours(1, 25), hours(3, 26), hours(10, 29)]).toEqual([24, 23, 25])
  })

  it('is that of the zone, not of UTC; the last of a year is followed by the first of the next', () => {
    expect(iso(dayOf(at('2023-01-25T23:30:00Z'), ROME))[0]).toBe('2023-01-25T23:00:00.000Z')
    expect(iso(dayOf(at('2023-12-30T12:00:00Z'), ROME, 1))).toEqual([
      '2023-12-30T23:00:00.000Z',
      '2023-12-31T23:00:00.000Z',
    ])
    expect(iso(dayOf(at('2023-12-31T12:00:00Z'), ROME, 1))[0]).toBe('2023-12-31T23:00:00.000Z')
  })
})

it('knows zones and days that are none', () => {
  expect([ROME, 'UTC', 'Mars/Base', ''].map(isZone)).toEqual([true, true, false, false])
  expect(isDate(2024, 2, 29)).toBe(true)
  for (const [month, day] of [
    [2, 29],
    [13, 1],
    [1, 0],
    [4, 31],
  ] as const)
    expect(isDate(2023, month, day), `${month}-${day}`).toBe(false)
})
