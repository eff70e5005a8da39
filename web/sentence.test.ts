import { expect, it } from 'vitest'
import type { Cause, Testimony } from '../shared/incident.ts'
import { UNJUDGED, type Verdict } from '../shared/series.ts'
import { blindnessSentence } from './blindness.ts'
import { newsKey } from './news-key.ts'
import { causeWords, verdictSentence } from './sentence.ts'
import { aLive, anIncident, NOW } from './test-page.ts'

const rome = { lang: 'it', zone: 'Europe/Rome' } as const
const utc = { lang: 'en', zone: 'UTC' } as const
const confirmed: Verdict = {
  ...UNJUDGED,
  state: 'confirmed',
  since: '2019-07-03T13:40:00Z',
  reports_15m: 1412,
  expected_15m: 5.6,
}

it('says since when and how many, in the reader’s zone and numbers', () => {
  expect(verdictSentence(rome, confirmed, NOW)).toEqual({
    tone: 'confirmed',
    words: 'Molte segnalazioni di problemi',
    headline: 'Molte segnalazioni di problemi dalle 15:40.',
    numbers: '1.412 segnalazioni negli ultimi 15 minuti, di solito 6.',
    began: null,
    cause: null,
    hint: 'Lo dice la gente: finora nessuna nostra verifica lo conferma.',
  })
  expect(verdictSentence(utc, confirmed, NOW).headline).toBe('Many problem reports since 13:40.')
  expect(verdictSentence(utc, confirmed, NOW).numbers).toBe('1,412 reports in the last 15 minutes, usually 6.')
})

it('names the day when it began on another one', () => {
  const since = '2019-07-01T22:30:00Z'
  expect(verdictSentence(rome, { ...confirmed, since }, NOW).headline).toBe(
    'Molte segnalazioni di problemi dalle 00:30 del 2 luglio.',
  )
})

it('says one report for one, less than one for nearly none, and nothing of a usual that nobody knows', () => {
  const quiet: Verdict = { ...UNJUDGED, state: 'ok', reports_15m: 1, expected_15m: 0.2 }
  expect(verdictSentence(utc, quiet, NOW).numbers).toBe('1 report in the last 15 minutes, usually less than one.')
  expect(verdictSentence(utc, { ...quiet, expected_15m: null }, NOW).numbers).toBe('1 report in the last 15 minutes.')
})

it.each([
  ['ok', 'Più segnalazioni del solito.'],
  ['suspected', 'Possibili problemi dalle 15:40.'],
  ['confirmed', 'Molte segnalazioni di problemi dalle 15:40.'],
  ['recovering', 'Segnalazioni in calo, problemi dalle 15:40.'],
  ['unknown', 'Dati insufficienti.'],
] as const)('has words for %s', (state, headline) => {
  expect(verdictSentence(rome, { ...confirmed, state }, NOW).headline).toBe(headline)
})

const ok = (reports_15m: number, expected_15m: number | null): Verdict => ({
  ...UNJUDGED,
  state: 'ok',
  reports_15m,
  expected_15m,
})

it.each([
  [9, 0.2],
  [16, 8],
  [64, 10],
])('does not call %f reports usual where %f are', (reports, usual) => {
  expect(verdictSentence(rome, ok(reports, usual), NOW)).toMatchObject({
    tone: 'ok',
    words: 'Più segnalazioni del solito',
    headline: 'Più segnalazioni del solito.',
    hint: 'Finora non più di quante ne ammetta il passato di questo servizio senza un disservizio, o da troppo poche persone e reti per dire altro.',
  })
  expect(verdictSentence(utc, ok(reports, usual), NOW)).toMatchObject({
    headline: 'More reports than usual.',
    hint: 'So far no more than this service’s own past allows without an incident, or too few people on too few networks to say more.',
  })
  expect(verdictSentence(utc, { ...ok(reports, usual), state: 'unknown' }, NOW).words).toBe('Not enough data')
})

it.each([
  [1, 0.2],
  [8, 0.2],
  [15, 7.5],
  [1900, 1000],
  [64, null],
])('calls %f reports usual where %f are', (reports, usual) => {
  expect(verdictSentence(rome, ok(reports, usual), NOW)).toMatchObject({
    headline: 'Segnalazioni nella norma.',
    hint: null,
  })
  expect(verdictSentence(utc, ok(reports, usual), NOW).headline).toBe('Reports as usual.')
})

it('calls problems verified only when more than the crowd says so', () => {
  expect(verdictSentence(rome, { ...confirmed, verified: true }, NOW).headline).toBe('Problemi verificati dalle 15:40.')
})

it('never says that a service is down, and says who says so', () => {
  const crowd = verdictSentence(utc, confirmed, NOW)
  expect(crowd.headline).toBe('Many problem reports since 13:40.')
  expect(crowd.hint).toBe('So people say: no check of ours has confirmed it so far.')
  expect(verdictSentence(utc, { ...confirmed, verified: true }, NOW).hint).toContain('Not only people say so')
  const silent = { ...confirmed, verified: true, reports_15m: 0 }
  expect(verdictSentence(utc, silent, NOW).hint).toMatch(/^Our own probes from two networks say so/)
  expect(verdictSentence(rome, silent, NOW).hint).toMatch(/^Lo dicono le nostre sonde da due reti/)
  // A voice now and then is no crowd, where the rule says so.
  const testimony = { crowd: 'quiet', probes: 'failing', official: 'none', disputed: false } as const
  const usual = { ...confirmed, verified: true, reports_15m: 2, testimony }
  expect(verdictSentence(utc, usual, NOW).hint).toBe('Our own probes from two networks say so.')
  const heard = { ...usual, testimony: { ...testimony, crowd: 'problem' } } as const
  expect(verdictSentence(utc, heard, NOW).hint).toBe('Not only people say so: our own probes from two networks do too.')
  expect(verdictSentence(rome, { ...usual, state: 'suspected', verified: false }, NOW).hint).toContain(
    'Le nostre sonde',
  )
})

it('says how sure it is of the start, and names days only where they differ', () => {
  const between: Verdict['started_between'] = ['2019-07-03T13:37:20Z', '2019-07-03T13:44:50Z']
  const sentence = verdictSentence(rome, { ...confirmed, started_between: between }, NOW)
  expect(sentence.headline).toBe('Molte segnalazioni di problemi dalle 15:40 circa.')
  expect(sentence.began).toBe('Inizio stimato: tra le 15:37 e le 15:44.')
  expect(verdictSentence(utc, { ...confirmed, started_between: between }, NOW)).toMatchObject({
    headline: 'Many problem reports since about 13:40.',
    began: 'It began between 13:37 and 13:44, we estimate.',
  })
  const night: Verdict['started_between'] = ['2019-07-02T23:50:00Z', '2019-07-03T00:10:00Z']
  expect(verdictSentence(utc, { ...confirmed, started_between: night }, NOW).began).toBe(
    'It began between 23:50 on 2 July and 00:10, we estimate.',
  )
})

it('says nothing of an interval within one minute', () => {
  const between: Verdict['started_between'] = ['2019-07-03T13:40:05Z', '2019-07-03T13:40:50Z']
  expect(verdictSentence(utc, { ...confirmed, started_between: between }, NOW)).toMatchObject({
    headline: 'Many problem reports since 13:40.',
    began: null,
  })
})

const follows: Cause = { kind: 'collateral', of: ['tim'], share: 0.076, names: ['TIM'] }

it.each(['suspected', 'confirmed', 'recovering'] as const)(
  'shows nobody in trouble on collateral alone, also when the state is %s',
  (state) => {
    const sentence = verdictSentence(utc, { ...confirmed, state, cause: follows }, NOW)
    expect(sentence).toMatchObject({
      tone: 'collateral',
      headline: 'Reports rise together with those of TIM.',
      cause:
        'They follow the incident at TIM and come to 7.6 % of it: alone they do not say that anything is wrong here.',
      hint: null,
    })
    expect(JSON.stringify(sentence)).not.toMatch(/problems? /i)
  },
)

it('says nothing of a cause while nothing is wrong', () => {
  expect(verdictSentence(utc, { ...confirmed, state: 'ok', cause: follows }, NOW)).toMatchObject({
    tone: 'ok',
    headline: 'More reports than usual.',
    cause: null,
  })
})

it('names those that fail together, and the operator only where it is one', () => {
  const group: Cause = { kind: 'group', of: ['instagram', 'whatsapp'], share: null, names: ['Instagram', 'WhatsApp'] }
  const words = (cause: Cause) => verdictSentence(rome, { ...confirmed, cause }, NOW).cause
  expect(words({ ...group, operator: 'Meta' })).toBe('Insieme a Instagram e WhatsApp, dello stesso operatore (Meta).')
  expect(words({ ...group, operator: null })).toBe('Insieme a Instagram e WhatsApp: dipendono da qualcosa in comune.')
  expect(words({ kind: 'own', of: [], share: null })).toBeNull()
  const many = { ...group, of: 'abcdefg'.split(''), names: 'ABCDEFG'.split('') }
  expect(causeWords(utc, many)).toContain('A, B, C, D and 3 others')
  const { names: _, ...nameless } = group
  expect(causeWords(utc, nameless)).toContain('instagram and whatsapp')
})

it('after a day does not take fewer reports for an end', () => {
  const verdict: Verdict = { ...confirmed, state: 'recovering' }
  expect(verdictSentence(utc, verdict, NOW).hint).toBeNull()
  expect(verdictSentence(utc, { ...verdict, since: '2019-07-02T19:00:00Z' }, NOW).hint).toBe(
    'Fewer reports, but nobody has said that it works again for everybody.',
  )
  expect(verdictSentence(rome, { ...verdict, since: '2019-07-02T19:00:00Z' }, NOW).hint).toBe(
    'Meno segnalazioni, ma nessuno ha detto che funziona di nuovo per tutti.',
  )
})

it('states what would not be noticed', () => {
  expect(blindnessSentence(utc, { per_minute: 2.4166, usual_per_hour: 60.2, within_ms: 600_000 })).toBe(
    'At this hour a rise of fewer than about 2.4 reports a minute may go unnoticed for 10 minutes; usually there are 60 an hour. Where only people speak, a rise under 7.5 times the usual is noticed at once or not confirmed at all; a mild one that lasts we let go of after 25 minutes. Silence is not green.',
  )
  expect(blindnessSentence(rome, { per_minute: 0.5612, usual_per_hour: 0.003, within_ms: 600_000 })).toContain(
    'meno di circa 0,56 segnalazioni al minuto può sfuggirci per 10 minuti; di solito sono < 0,01 all’ora',
  )
})

it('calls news what only the server draws, and not figures', () => {
  const live = { ...aLive([1, 2], { state: 'confirmed' }), incident: anIncident() }
  const key = newsKey(live)
  expect(newsKey({ ...live, verdict: { ...live.verdict, reports_15m: 999 } })).toBe(key)
  const cell = { facet: 'device', value: 'ios', verdict: 'affected', observed: 9, expected: 1 } as const
  const withScope = newsKey({ ...live, incident: anIncident({ scope: [cell] }) })
  expect(withScope).not.toBe(key)
  expect(newsKey({ ...live, incident: anIncident({ scope: [{ ...cell, observed: 10 }] }) })).toBe(withScope)
  const correction = { at: '2019-07-03T15:00:00Z', type: 'corrected' as const, reason: 'x' }
  expect(newsKey({ ...live, incident: anIncident({ corrections: [correction] }) })).not.toBe(key)
  expect(newsKey({ ...live, verdict: { ...live.verdict, cause: follows } })).not.toBe(key)
})

const HEALED: Testimony = { crowd: 'quiet', probes: 'healthy', official: 'restored', disputed: false }

it('calls it recovering only where probes say so too', () => {
  const falling: Verdict = { ...confirmed, state: 'recovering' }
  expect(verdictSentence(utc, falling, NOW).words).toBe('Reports falling')
  expect(verdictSentence(utc, { ...falling, testimony: { ...HEALED, probes: 'none' } }, NOW).words).toBe(
    'Reports falling',
  )
  expect(verdictSentence(utc, { ...falling, testimony: HEALED }, NOW).words).toBe('Recovering')
  expect(verdictSentence(rome, { ...falling, testimony: HEALED }, NOW).words).toBe('In ripresa')
})

it('does not say that nobody has said it works again where they have', () => {
  const long: Verdict = { ...confirmed, state: 'recovering', since: '2019-07-02T19:00:00Z', testimony: HEALED }
  expect(verdictSentence(utc, long, NOW).hint).toBeNull()
  expect(verdictSentence(utc, { ...long, testimony: { ...HEALED, official: 'none' } }, NOW).hint).toMatch(/nobody/)
  const disputed: Verdict = { ...confirmed, verified: true, testimony: { ...HEALED, disputed: true } }
  expect(verdictSentence(utc, disputed, NOW).hint).toBeNull()
})

it.each<Partial<Testimony>>([{ crowd: 'problem' }, { probes: 'failing' }, { official: 'none' }, { disputed: true }])(
  'calls it news when one of the three says something else: %j',
  (more) => {
    const live = aLive([1, 2], { state: 'confirmed', testimony: HEALED })
    const key = newsKey(live)
    expect(newsKey({ ...live, verdict: { ...live.verdict, testimony: { ...HEALED } } })).toBe(key)
    expect(newsKey({ ...live, verdict: { ...live.verdict, testimony: { ...HEALED, ...more } } })).not.toBe(key)
  },
)
