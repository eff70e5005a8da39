import { expect, it } from 'vitest'
import { whenWords } from './when.ts'

it.each([
  [{ from: '2021-03-10', about: false }, '10 marzo 2021', '10 March 2021'],
  [{ from: '2021-03-10T00:47', about: false }, '10 marzo 2021, 00:47', '10 March 2021, 00:47'],
  [{ from: '2021-03-10T00:35', about: true }, '10 marzo 2021, 00:35 circa', 'about 10 March 2021, 00:35'],
  [
    { from: '2023-01-25', to: '2023-01-26', about: false },
    'tra il 25 e il 26 gennaio 2023',
    'between 25 and 26 January 2023',
  ],
  [
    { from: '2023-01-28', to: '2023-02-02', about: false },
    'tra il 28 gennaio e il 2 febbraio 2023',
    'between 28 January and 2 February 2023',
  ],
  [
    { from: '2011-04-29T15:30', to: '2011-04-29T16:00', about: false },
    '29 aprile 2011, tra le 15:30 e le 16:00',
    '29 April 2011, between 15:30 and 16:00',
  ],
])('says %o as exactly as it is known, and no hour where only the day is', (when, italian, english) => {
  expect(whenWords('it', when)).toBe(italian)
  expect(whenWords('en', when)).toBe(english)
})
