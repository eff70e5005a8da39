import { expect, it } from 'vitest'
import type { Verdict } from '../shared/series.ts'
import { verdictSentence } from './sentence.ts'
import { NOW } from './test-page.ts'

const rome = { lang: 'it', zone: 'Europe/Rome' } as const
const utc = { lang: 'en', zone: 'UTC' } as const
const confirmed: Verdict = {
  state: 'confirmed',
  verified: false,
  since: '2019-07-03T13:40:00Z',
  reports_15m: 1412,
  expected_15m: 5.6,
}

it('says since when and how many, in the reader’s zone and numbers', () => {
  expect(verdictSentence(rome, confirmed, NOW)).toEqual({
    headline: 'Molte segnalazioni di problemi dalle 15:40.',
    numbers: '1.412 segnalazioni negli ultimi 15 minuti, di solito 6.',
    hint: null,
  })
  expect(verdictSentence(utc, confirmed, NOW).headline).toBe('Many problem reports since 13:40.')
  expect(verdictSentence(utc, confirmed, NOW).numbers).toBe('1,412 reports in the last 15 minutes, usually 6.')
})

it('names the day when it began on another one', () => {
  const since = '2019-07-01T22:30:00Z'
  expect(verdictSentence(rome, { ...confirmed, since }, NOW).headline).toBe(
    'Molte segnalazioni di problemi dalle 00:30 del 2 luglio 2019.',
  )
})

it('says one report for one, less than one for nearly none, and nothing of a usual that nobody knows', () => {
  const quiet: Verdict = { state: 'ok', verified: false, since: null, reports_15m: 1, expected_15m: 0.2 }
  expect(verdictSentence(utc, quiet, NOW).numbers).toBe('1 report in the last 15 minutes, usually less than one.')
  expect(verdictSentence(utc, { ...quiet, expected_15m: null }, NOW).numbers).toBe('1 report in the last 15 minutes.')
})

it.each([
  ['ok', 'Segnalazioni nella norma.'],
  ['suspected', 'Possibili problemi dalle 15:40.'],
  ['confirmed', 'Molte segnalazioni di problemi dalle 15:40.'],
  ['recovering', 'Segnalazioni in calo, problemi dalle 15:40.'],
  ['unknown', 'Dati insufficienti.'],
] as const)('has words for %s', (state, headline) => {
  expect(verdictSentence(rome, { ...confirmed, state }, NOW).headline).toBe(headline)
})

it('calls problems verified only when more than the crowd says so', () => {
  expect(verdictSentence(rome, { ...confirmed, verified: true }, NOW).headline).toBe('Problemi verificati dalle 15:40.')
})
