import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { TimeError, readLength, readSpan } from './notice-times.ts'

const ROME = 'Europe/Rome'
const iso = (text: string, zone = ROME) => readSpan(text, zone).map((at) => new Date(at).toISOString().slice(0, 19))

it.each([
  ['a day is the whole day in the zone', '2023-01-25', '2023-01-24T23:00:00', '2023-01-25T23:00:00'],
  ['two days are both whole', '2023-01-25/2023-01-26', '2023-01-24T23:00:00', '2023-01-26T23:00:00'],
  ['the day the clocks go forward has 23 hours', '2023-03-26', '2023-03-25T23:00:00', '2023-03-26T22:00:00'],
  ['a time is one of the zone', '2023-01-25T10:00', '2023-01-25T09:00:00', '2023-01-25T09:00:00'],
  ['a time in the hour that comes twice is either', '2023-10-29T02:30', '2023-10-29T00:30:00', '2023-10-29T01:30:00'],
  ['a time with its offset is that', '2023-07-25T10:00+01:00', '2023-07-25T09:00:00', '2023-07-25T09:00:00'],
  ['a time in UTC is that', '2023-07-25T10:00:30Z', '2023-07-25T10:00:30', '2023-07-25T10:00:30'],
  ['from a time to the end of a day', '2023-01-27T18:00/2023-01-28', '2023-01-27T17:00:00', '2023-01-28T23:00:00'],
])('%s', (_, text, from, to) => {
  expect(iso(text)).toEqual([from, to])
})

it.each([
  '',
  '/',
  'yesterday',
  '25/01/2023',
  '2023-02-29',
  '2023-13-01',
  '2023-01-25T24:00',
  '2023-01-25T10',
  '2023-01-25T10:00+99:00',
  '2023-01-26/2023-01-25',
  '2023-01-25/2023-01-26/2023-01-27',
  '2023-01-25/',
])('"%s" is no time', (text) => {
  expect(() => readSpan(text, ROME)).toThrow(TimeError)
})

it('reads lengths, the shorter one first', () => {
  expect(readLength('24h/48h')).toEqual([24 * HOUR_MS, 48 * HOUR_MS])
  expect(readLength('30m')).toEqual([30 * MINUTE_MS, 30 * MINUTE_MS])
  expect(readLength('3d')).toEqual([72 * HOUR_MS, 72 * HOUR_MS])
  for (const text of ['', '24', '48h/24h', '0h', '-1h', '1w', '1h/2h/3h', '99999h', '/48h', '24h/'])
    expect(() => readLength(text), text).toThrow(TimeError)
})
