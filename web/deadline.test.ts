import { expect, it } from 'vitest'
import { deadlineWords } from './deadline.ts'

const due = (from: string, to = from) => ({ due_between: [from, to] as [string, string], zone: 'Europe/Rome' })

it.each([
  [
    'an hour, with its zone',
    due('2023-01-26T17:00:00Z'),
    'entro il 26 gennaio 2023, 18:00 (CET)',
    'by 26 January 2023, 18:00 (CET)',
  ],
  [
    'the end of a day',
    due('2023-01-27T23:00:00Z'),
    'entro la fine del 27 gennaio 2023',
    'by the end of 27 January 2023',
  ],
  ['an article', due('2023-01-08T22:30:00Z'), 'entro l’8 gennaio 2023, 23:30 (CET)', 'by 8 January 2023, 23:30 (CET)'],
  [
    'within 24 or 48 hours of some time in two days',
    due('2023-01-25T23:00:00Z', '2023-01-28T23:00:00Z'),
    'tra il 26 e il 28 gennaio 2023',
    'between 26 and 28 January 2023',
  ],
  [
    'within 24 or 48 hours of a known moment',
    due('2023-01-26T09:15:00Z', '2023-01-27T09:15:00Z'),
    'tra il 26 gennaio 2023, 10:15 e il 27 gennaio 2023, 10:15 (CET)',
    'between 26 January 2023, 10:15 and 27 January 2023, 10:15 (CET)',
  ],
])('words a deadline in the zone where it was said: %s', (_, forecast, italian, english) => {
  expect(deadlineWords('it', forecast)).toBe(italian)
  expect(deadlineWords('en', forecast)).toBe(english)
})
