import { expect, it } from 'vitest'
import { createServerClock } from './server-clock.ts'

const NOON = Date.UTC(2019, 6, 3, 12)

function aClock(speed: number) {
  let real = 1_000
  const clock = createServerClock({ at: NOON, speed }, () => real)
  return { clock, pass: (ms: number) => void (real += ms) }
}

it('goes on at the pace of the server', () => {
  const { clock, pass } = aClock(60)
  expect(clock.now()).toBe(NOON)
  pass(2_000)
  expect(clock.now()).toBe(NOON + 120_000)
})

it('goes forward with a message that was quicker, and not back with one that was slower', () => {
  const { clock, pass } = aClock(60)
  pass(1_000)
  clock.learn({ at: NOON + 75_000, speed: 60 })
  expect(clock.now()).toBe(NOON + 75_000)
  pass(1_000)
  clock.learn({ at: NOON + 120_000, speed: 60 })
  expect(clock.now()).toBe(NOON + 135_000)
})

it('follows a server whose clock was set back or runs at another pace', () => {
  const { clock, pass } = aClock(1)
  pass(60_000)
  clock.learn({ at: NOON, speed: 1 })
  expect(clock.now()).toBe(NOON)
  clock.learn({ at: NOON - 1, speed: 10 })
  pass(1_000)
  expect(clock.now()).toBe(NOON - 1 + 10_000)
})
