import { expect, it } from 'vitest'
import type { Incident } from '../shared/incident.ts'
import type { Mode } from '../shared/live.ts'
import { citationOf, citedIncident, citedProvider, notCited } from './citation.ts'
import { anIncident, NOW } from './test-page.ts'

const reader = { lang: 'it', zone: 'Europe/Rome' } as const
const cited = (more: Partial<{ incident: Incident; mode: Mode; voices: number }> = {}) => {
  const { incident = anIncident(), mode = 'live', voices = 1203 } = more
  return citedIncident(incident, { mode, now: NOW, voices })
}

it('says how many reports between when and when, and that they are not affected users', () => {
  expect(citationOf(reader, cited())).toEqual({
    text: 'Secondo 1.203 segnalazioni su Brusio, tra le 15:40 e le 21:07 del 3 luglio 2019 (CEST) c’erano problemi con Libero Mail; le segnalazioni non sono gli utenti colpiti.',
  })
  const over = anIncident({ started_at: '2019-07-08T10:00:00Z', resolved_at: '2019-10-28T10:00:00Z' })
  expect(citationOf(reader, cited({ incident: over }))).toEqual({
    text: expect.stringMatching(/tra le 12:00 dell’8 luglio 2019 e le 11:00 del 28 ottobre 2019 \(CEST\/CET\)/),
  })
  expect(citationOf({ lang: 'en', zone: 'UTC' }, cited({ voices: 1 }))).toEqual({
    text: 'According to one report on Brusio between 13:40 and 19:07 on 3 July 2019 (UTC), there were problems with Libero Mail; reports are not affected users.',
  })
})

const withdrawn = [{ at: '2019-07-03T15:00:00Z', type: 'withdrawn' as const, reason: 'x' }]
it.each([
  ['a simulation', { mode: 'simulation' }, /simulazione/],
  ['a replay', { mode: 'replay' }, /Non è il presente/],
  ['what was withdrawn', { incident: anIncident({ corrections: withdrawn }) }, /ritirato/],
  [
    'what only follows others',
    { incident: anIncident({ cause: { kind: 'collateral', of: ['tim'], share: 0.1 } }) },
    /qualcun altro/,
  ],
  ['what no person has reported', { voices: 0 }, /non la gente/],
] as const)('gives no citation of %s, and says why', (_, more, why) => {
  expect(citationOf(reader, cited(more))).toEqual({ missing: expect.stringMatching(why) })
})

it('cites people and no verdict where no incident is open', () => {
  const people = { ...cited(), isIncident: false, from: NOW - 86_400_000, to: NOW }
  expect(citationOf(reader, people)).toEqual({
    text: 'Tra le 21:07 del 2 luglio 2019 e le 21:07 del 3 luglio 2019 (CEST) su Brusio sono arrivate 1.203 segnalazioni di problemi con Libero Mail; le segnalazioni non sono gli utenti colpiti.',
  })
  expect(citationOf({ lang: 'en', zone: 'UTC' }, { ...people, voices: 1 })).toEqual({
    text: 'Between 19:07 on 2 July 2019 and 19:07 on 3 July 2019 (UTC), one report of problems with Libero Mail was sent to Brusio; reports are not affected users.',
  })
  expect(notCited({ ...people, voices: 0 })).toBe('quiet')
  expect(citationOf(reader, { ...people, voices: 0 })).toEqual({
    missing: expect.stringMatching(/Il silenzio non dice/),
  })
})

it('cites no reports of a day in which they followed the incident of another, though that is over', () => {
  const cause = { kind: 'collateral', of: ['tim'], share: 0.1 } as const
  const over = (hoursAgo: number) =>
    anIncident({ cause: { ...cause, of: ['tim'] }, resolved_at: new Date(NOW - hoursAgo * 3_600_000).toISOString() })
  const of = (incidents: Incident[]) =>
    notCited(citedProvider({ name: 'Libero Mail', live: null, incidents }, { mode: 'live', now: NOW, voices: 12 }))
  expect(of([over(3)])).toBe('collateral')
  expect(of([over(30)])).toBeNull()
  expect(of([anIncident({ resolved_at: new Date(NOW - 3_600_000).toISOString() })])).toBeNull()
})
