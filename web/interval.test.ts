import { expect, it } from 'vitest'
import { intervalWords, wholeDays } from './interval.ts'

const rome = { lang: 'it', zone: 'Europe/Rome' } as const
const london = { lang: 'en', zone: 'Europe/London' } as const
const at = (time: string) => Date.parse(time)

// Rome is an hour ahead of UTC in January, two in July.
it.each([
  ['an instant', '2023-01-25T10:30:00Z', '2023-01-25T10:30:00Z', '25 gennaio 2023, 11:30', '25 January 2023, 10:30'],
  ['a day', '2023-01-24T23:00:00Z', '2023-01-25T23:00:00Z', '25 gennaio 2023', '25 January 2023'],
  [
    'two days',
    '2023-01-24T23:00:00Z',
    '2023-01-26T23:00:00Z',
    'tra il 25 e il 26 gennaio 2023',
    'between 25 and 26 January 2023',
  ],
  [
    'days that end at their last millisecond',
    '2023-01-24T23:00:00Z',
    '2023-01-26T22:59:59.999Z',
    'tra il 25 e il 26 gennaio 2023',
    'between 25 and 26 January 2023',
  ],
  [
    'days of two months',
    '2023-01-30T23:00:00Z',
    '2023-02-02T23:00:00Z',
    'tra il 31 gennaio e il 2 febbraio 2023',
    'between 31 January and 2 February 2023',
  ],
  [
    'days of two years',
    '2022-12-30T23:00:00Z',
    '2023-01-01T23:00:00Z',
    'tra il 31 dicembre 2022 e l’1 gennaio 2023',
    'between 31 December 2022 and 1 January 2023',
  ],
  [
    'days of which an article changes',
    '2023-01-07T23:00:00Z',
    '2023-01-11T23:00:00Z',
    'tra l’8 e l’11 gennaio 2023',
    'between 8 and 11 January 2023',
  ],
  [
    'days over the change of the clocks',
    '2023-03-25T23:00:00Z',
    '2023-03-27T22:00:00Z',
    'tra il 26 e il 27 marzo 2023',
    'between 26 and 27 March 2023',
  ],
  [
    'hours of one day',
    '2023-01-25T19:00:00Z',
    '2023-01-25T22:00:00Z',
    '25 gennaio 2023, tra le 20:00 e le 23:00',
    '25 January 2023, between 19:00 and 22:00',
  ],
  [
    'hours up to midnight',
    '2023-01-28T16:00:00Z',
    '2023-01-28T23:00:00Z',
    '28 gennaio 2023, tra le 17:00 e le 24:00',
    '28 January 2023, between 16:00 and 23:00',
  ],
  [
    'hours of two days',
    '2023-01-25T19:00:00Z',
    '2023-01-26T05:30:00Z',
    'tra il 25 gennaio 2023, 20:00 e il 26 gennaio 2023, 06:30',
    'between 25 January 2023, 19:00 and 26 January 2023, 05:30',
  ],
])('words %s as exactly as it is known, and days as days in any zone', (_, from, to, italian, english) => {
  expect(intervalWords(rome, [at(from), at(to)])).toBe(italian)
  expect(intervalWords(london, [at(from), at(to)])).toBe(english)
})

it('takes the days of a zone that is asked for before those of the reader', () => {
  const tokyo: [number, number] = [at('2023-01-24T15:00:00Z'), at('2023-01-25T15:00:00Z')]
  expect(intervalWords(rome, tokyo, ['Asia/Tokyo'])).toBe('25 gennaio 2023')
  expect(intervalWords(rome, tokyo)).toBe('tra il 24 gennaio 2023, 16:00 e il 25 gennaio 2023, 16:00')
  expect(wholeDays([tokyo[1], tokyo[0]], ['Asia/Tokyo'])).toBeUndefined()
})
