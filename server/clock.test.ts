import { expect, it } from 'vitest'
import { createReplayClock } from './clock.ts'

it('stands still until it is started, then runs at its speed from its date', () => {
  //        real: 0 ── 500 ── 1,000 ── 2,000 ms
  // domain: noon    noon    started   noon + 60 s
  const noon = Date.UTC(2019, 6, 3, 12)
  let real = 0
  const clock = createReplayClock({ startAt: noon, speed: 60, real: () => real })
  expect(clock.now()).toBe(noon)
  real = 1_000
  expect(clock.now()).toBe(noon)
  clock.start()
  real = 2_000
  expect(clock.now()).toBe(noon + 60_000)
  clock.start()
  expect(clock.now()).toBe(noon + 60_000)
  expect(clock.mode).toBe('replay')
})

it('waits at its limit, and does not make up for it', () => {
  let real = 0
  let limit = 5_000
  const clock = createReplayClock({ startAt: 0, speed: 10, real: () => real, limit: () => limit })
  clock.start()
  real = 400
  expect(clock.now()).toBe(4_000)
  real = 900
  expect(clock.now()).toBe(5_000)
  limit = 4_000 // It never goes back.
  expect(clock.now()).toBe(5_000)
  limit = Infinity
  real = 1_000
  expect(clock.now()).toBe(6_000)
})
