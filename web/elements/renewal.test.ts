import { expect, it } from 'vitest'
import { createRenewal } from './renewal.ts'

// 12:00 a problem is pressed, whose half hour ends at 12:30.
const NOON = Date.UTC(2019, 6, 3, 12)
const HALF_PAST = NOON + 30 * 60_000
const until = new Date(HALF_PAST).toISOString()

function aRenewal() {
  let now = NOON
  let due = false
  const calls = new Set<() => void>()
  const renewal = createRenewal({
    now: () => now,
    show: (is) => (due = is),
    every: (_, call) => {
      calls.add(call)
      return () => calls.delete(call)
    },
  })
  return {
    renewal,
    isDue: () => due,
    timers: () => calls.size,
    at: (time: number) => {
      now = time
      for (const call of calls) call()
    },
  }
}

it('asks when the half hour is over and the incident is still open, and not a second earlier', () => {
  const { renewal, at, isDue, timers } = aRenewal()
  renewal.hear(true)
  renewal.pressed('problem', { problem: 'slow' }, until)
  at(HALF_PAST - 1)
  expect(isDue()).toBe(false)
  at(HALF_PAST)
  expect([isDue(), timers()]).toEqual([true, 0])
  expect(renewal.last()).toEqual({ problem: 'slow' })
})

it('asks nobody who has not pressed, and nobody for whom it works', () => {
  const { renewal, at, isDue, timers } = aRenewal()
  renewal.hear(true)
  at(HALF_PAST)
  expect(isDue()).toBe(false)
  renewal.pressed('problem', {}, until)
  renewal.pressed('works', {}, until)
  at(HALF_PAST + 60_000)
  expect([isDue(), timers()]).toEqual([false, 0])
})

it('asks nothing without an incident, takes the question back when it ends, and asks when another opens', () => {
  const { renewal, at, isDue, timers } = aRenewal()
  renewal.pressed('problem', {}, until)
  at(HALF_PAST)
  expect([isDue(), timers()]).toEqual([false, 0])
  renewal.hear(true)
  expect(isDue()).toBe(true)
  renewal.hear(false)
  expect(isDue()).toBe(false)
})

it('asks again half an hour after the next answer', () => {
  const { renewal, at, isDue } = aRenewal()
  renewal.hear(true)
  renewal.pressed('problem', {}, until)
  at(HALF_PAST)
  renewal.pressed('problem', {}, new Date(HALF_PAST + 30 * 60_000).toISOString())
  expect(isDue()).toBe(false)
  at(HALF_PAST + 30 * 60_000)
  expect(isDue()).toBe(true)
})

it('asks at once where the half hour was over before the press arrived', () => {
  const { renewal, isDue } = aRenewal()
  renewal.hear(true)
  renewal.pressed('problem', {}, null)
  expect(isDue()).toBe(true)
})
