import { expect, it } from 'vitest'
import { HOUR_MS } from '../../shared/time.ts'
import type { IncidentEventType, State } from '../../shared/incident.ts'
import { toResult } from './d6-long-outages.ts'
import { judge, type Long } from './long-outage.ts'

const END = 100 * HOUR_MS
type Step = [hours: number, type: IncidentEventType, from: State, to: State]
const changes = (...steps: Step[]) => steps.map(([hours, type, from, to]) => ({ at: hours * HOUR_MS, type, from, to }))
const opens: Step[] = [
  [1, 'suspected', 'ok', 'suspected'],
  [2, 'confirmed', 'suspected', 'confirmed'],
]

it('sees one incident that ends after the true end', () => {
  const found = judge(
    changes(...opens, [103, 'recovering', 'confirmed', 'recovering'], [106, 'resolved', 'recovering', 'ok']),
    { to: END },
  )
  expect(found).toEqual({ incidents: 1, saidOkBefore: false, okAfterHours: 6 })
})

it('sees `ok` that was said too soon, and the incident that had to be opened again', () => {
  const ends: Step[] = [[50, 'resolved', 'recovering', 'ok']]
  const anew: Step[] = [
    [60, 'suspected', 'ok', 'suspected'],
    [61, 'confirmed', 'suspected', 'confirmed'],
  ]
  expect(judge(changes(...opens, ...ends, ...anew), { to: END })).toEqual({
    incidents: 2,
    saidOkBefore: true,
    okAfterHours: null,
  })
})

it('takes what is reopened for the same incident, and a suspicion that faded for an `ok`', () => {
  const again = judge(
    changes(
      ...opens,
      [50, 'resolved', 'recovering', 'ok'],
      [51, 'suspected', 'ok', 'suspected'],
      [51.5, 'reopened', 'suspected', 'confirmed'],
    ),
    { to: END },
  )
  expect(again).toMatchObject({ incidents: 1, saidOkBefore: true })
  const faded = judge(changes([1, 'suspected', 'ok', 'suspected'], [2, 'faded', 'suspected', 'ok']), { to: END })
  expect(faded).toMatchObject({ incidents: 1, saidOkBefore: true })
})

it('does not take `unknown` for an end, nor silence for an incident', () => {
  expect(judge(changes(...opens, [121, 'resolved', 'confirmed', 'unknown']), { to: END }).okAfterHours).toBeNull()
  expect(judge([], { to: END })).toEqual({ incidents: 0, saidOkBefore: false, okAfterHours: null })
})

it('adds up outages, and says nothing of the goal on too few', () => {
  const good: Long = {
    probes: 'telling',
    fatigueHours: 8,
    isPartial: false,
    incidents: 1,
    saidOkBefore: false,
    drift: -0.01,
    okAfterHours: 3,
  }
  const bad: Long = { ...good, incidents: 3, saidOkBefore: true, drift: 0.2, okAfterHours: null }
  const few = toResult([good, good, good, bad], [4, 4, 4, 4])
  expect(few.met).toBeNull()
  expect(few.figures).toMatchObject({
    one_incident: 0.75,
    never_ok: 0.75,
    missed: 0,
    drift_median: 0.01,
    drift_p95: 0.2,
  })
  expect(few.figures).toMatchObject({ ended_within_2_days: 0.75, ok_after_h: 3, trials: 4 })
  const many = Array.from({ length: 400 }, () => good)
  const usual = many.map(() => 4)
  expect(toResult(many, usual).met).toBe(true)
  expect(toResult([...many, ...Array.from({ length: 9 }, () => bad)], [...usual, ...usual.slice(0, 9)]).met).toBe(false)
})
