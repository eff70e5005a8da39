import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { DeclaredDay } from './declared.ts'
import { figuresOf, row, score } from './first-word.ts'

const DAY = 24 * HOUR_MS
const dayOf = (id: number, isAligned: boolean): DeclaredDay => ({
  id: String(id),
  provider: 'x',
  declaredAt: id * 10 * DAY + 12 * HOUR_MS,
  isAligned,
  firstLabel: id * 10 * DAY,
  counts: Array.from({ length: 96 }, () => 0),
})
const days = [1, 2, 3, 4].map((id) => dayOf(id, id !== 4))
/** An hour long, so many minutes before a day's problem was declared. */
const alarm = (id: number, before: number) => {
  const at = id * 10 * DAY + 12 * HOUR_MS - before * MINUTE_MS
  return { at, until: at + HOUR_MS }
}

it('scores the days in register, and no others', () => {
  // The first 20 min early, the second 5 min late after a false one, the third not at all, the fourth is not judged.
  const alarms = [alarm(1, 20), alarm(2, 300), alarm(2, -5), alarm(4, 30)]
  const found = score(days, 'start', [{ provider: 'x', alarms }])
  expect(found).toEqual({ leads: [20 * MINUTE_MS, -5 * MINUTE_MS, -Infinity], notLater: 1, earlier: 1, hours: 30 })
  expect(figuresOf(found)).toMatchObject({
    not_later: 1 / 3,
    early: 1 / 3,
    median_lead_min: -5,
    median_lead_low_min: null,
    median_lead_high_min: 20,
    earlier_alarms_a_day: 0.8,
  })
  expect(row('start', 'us', found)).toEqual(['start', 'us', '33 %', '33 %', '-5.0 (never to 20.0)', '33 %', 1, 0.8])
})

it('takes the same days, spread in another way, for as many more', () => {
  const said = { provider: 'x', alarms: [alarm(1, 20)] }
  expect(score(days, 'start', [said, said]).leads).toHaveLength(6)
})
