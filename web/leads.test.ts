import { expect, it } from 'vitest'
import type { Leads } from '../shared/notice.ts'
import { leadSentences, spanWords } from './leads.ts'

const NONE: Leads = { crowd_before_probe: null, crowd_before_official: null, probe_before_official: null }
const HOUR = 60
const DAY = 24 * HOUR

it.each([
  [1, '1 minuto', '1 minute'],
  [45, '45 minuti', '45 minutes'],
  [HOUR, '1 ora', '1 hour'],
  [71, '71 minuti', '71 minutes'],
  [9 * HOUR, '9 ore', '9 hours'],
  [9 * HOUR + 20, '9 ore e 20 minuti', '9 hours and 20 minutes'],
  [13 * HOUR + 20, '13 ore', '13 hours'],
  [DAY, '1 giorno', '1 day'],
  [2 * DAY + 3 * HOUR + 10, '2 giorni e 3 ore', '2 days and 3 hours'],
  [9 * DAY + 14 * HOUR, '10 giorni', '10 days'],
])('words %i minutes', (minutes, italian, english) => {
  expect(spanWords('it', minutes)).toBe(italian)
  expect(spanWords('en', minutes)).toBe(english)
})

it.each<[string, [number, number], string, string]>([
  ['before', [540, 540], '9 ore prima della prima comunicazione', '9 hours before the first official word'],
  ['after', [-30, -30], '30 minuti dopo la prima comunicazione', '30 minutes after the first official word'],
  [
    'somewhere before',
    [540, 840],
    'tra 9 ore e 14 ore prima della prima comunicazione',
    'between 9 hours and 14 hours before the first official word',
  ],
  [
    'at most so long before',
    [0, 120],
    'fino a 2 ore prima della prima comunicazione',
    'up to 2 hours before the first official word',
  ],
  [
    'either',
    [-30, 120],
    'da 2 ore prima a 30 minuti dopo la prima comunicazione',
    'from 2 hours before to 30 minutes after the first official word',
  ],
  [
    'together',
    [0, 0],
    'nello stesso minuto della prima comunicazione',
    'in the same minute as the first official word',
  ],
])('says how far one clock is from another: %s', (_, lead, italian, english) => {
  const leads = { ...NONE, crowd_before_official: lead }
  expect(leadSentences('it', leads, 'start')).toEqual([`Segnalazioni: ${italian}.`])
  expect(leadSentences('en', leads, 'start')).toEqual([`Reports: ${english}.`])
})

it('says nothing of a clock that nobody can date', () => {
  expect(leadSentences('it', NONE, 'start')).toEqual([])
})

it('names what it measures at either end', () => {
  const leads: Leads = {
    crowd_before_probe: [5, 5],
    crowd_before_official: [-60, -60],
    probe_before_official: [10, 10],
  }
  expect(leadSentences('it', leads, 'end')).toEqual([
    'Segnalazioni: 1 ora dopo l’annuncio del ripristino.',
    'Nostre sonde: 10 minuti prima dell’annuncio del ripristino.',
    'Segnalazioni: 5 minuti prima della fine degli errori delle sonde.',
  ])
})
