import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { rungOf } from './ladder.ts'
import { MOST_ALLOWED } from './rule.ts'
import { Tolerance } from './tolerance.ts'

const MATCH_RUNG = rungOf(3)

/** Lives through days of hours; `rungAt` says how far this provider goes at an hour of a day (-1: nowhere). */
function past(days: number, rungAt: (day: number, hour: number) => number, incident = false): Tolerance {
  const tolerance = new Tolerance(0)
  for (let hour = 0; hour < 24 * days; hour += 1) {
    const at = hour * HOUR_MS
    if (hour > 0) tolerance.turn(at)
    const rung = rungAt(Math.floor(at / DAY_MS), hour % 24)
    if (rung >= 0) tolerance.note(rung, at + HOUR_MS / 2)
    if (rung >= 0 && incident) tolerance.retract()
  }
  for (let hour = 24 * days; hour < 24 * days + 24; hour += 1) tolerance.turn(hour * HOUR_MS)
  return tolerance
}

const matches = (day: number, hour: number) => (day % 7 === 2 && hour === 20 ? MATCH_RUNG : -1)

it('allows a calm past nothing more than usual', () => {
  expect(new Tolerance(0).allowed(1)).toBe(1)
  const calm = past(200, () => -1)
  expect([calm.allowed(1), calm.allowed(0.1)]).toEqual([1, 1])
})

it('allows what comes every week, and more where less is to be passed', () => {
  const wild = past(120, matches)
  expect(wild.allowed(1)).toBeGreaterThan(2)
  expect(wild.allowed(0.1)).toBeGreaterThanOrEqual(wild.allowed(1))
  expect(wild.allowed(0.1)).toBeLessThanOrEqual(MOST_ALLOWED)
})

it('allows more the further a provider goes by itself', () => {
  const mild = past(120, (day, hour) => (matches(day, hour) >= 0 ? 1 : -1))
  expect(past(120, matches).allowed(1)).toBeGreaterThan(mild.allowed(1))
})

it('does not take for usual what turned out to be an incident', () => {
  expect(past(120, matches, true).allowed(1)).toBe(1)
})

it('goes on from its state', () => {
  const wild = past(60, matches)
  const again = new Tolerance(0, structuredClone(wild.state()))
  for (const one of [wild, again]) {
    one.note(MATCH_RUNG, 61 * DAY_MS + HOUR_MS)
    for (let hour = 1; hour < 48; hour += 1) one.turn(61 * DAY_MS + hour * HOUR_MS)
  }
  expect(again.state()).toEqual(wild.state())
  expect(again.allowed(1)).toBe(wild.allowed(1))
})
