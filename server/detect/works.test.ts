import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { SLOW_WORKS_EACH, SLOW_WORKS_MS, Works, WORKS_LIMIT, type WorksState } from './works.ts'

const MONDAY = Date.UTC(2026, 0, 5)

it('counts networks over a day, and how long they took', () => {
  const works = new Works()
  for (let n = 0; n < 12; n += 1) works.hear(MONDAY + n * HOUR_MS, `n${n}`)
  const now = MONDAY + 11 * HOUR_MS
  expect(works.lately(now)).toEqual({ networks: 12, voices: 12, spanMs: 11 * HOUR_MS })
  expect(works.lately(MONDAY + SLOW_WORKS_MS + 5 * HOUR_MS)).toEqual({ networks: 7, voices: 7, spanMs: 6 * HOUR_MS })
  expect(works.lately(MONDAY + 3 * DAY_MS)).toEqual({ networks: 0, voices: 0, spanMs: 0 })
})

it('leaves out who says it all the time, and who complains afterwards', () => {
  const works = new Works()
  for (let i = 0; i <= SLOW_WORKS_EACH; i += 1) works.hear(MONDAY + i, 'loud')
  for (let i = 0; i < SLOW_WORKS_EACH; i += 1) works.hear(MONDAY + i, 'ours')
  works.hear(MONDAY + 9, 'wavering')
  works.takeBack('wavering')
  expect(works.lately(MONDAY + MINUTE_MS)).toMatchObject({ networks: 1, voices: SLOW_WORKS_EACH })
})

it('takes everybody without a network for their own', () => {
  const works = new Works()
  for (let i = 0; i < 5; i += 1) expect(works.hear(MONDAY + i, undefined)).toBe(true)
  expect(works.lately(MONDAY + 5).networks).toBe(5)
})

it('says who speaks for the first time today', () => {
  const works = new Works()
  expect([works.hear(MONDAY, 'a'), works.hear(MONDAY + HOUR_MS, 'a'), works.hear(MONDAY + 2 * DAY_MS, 'a')]).toEqual([
    true,
    false,
    true,
  ])
})

it('remembers a bounded number, and goes on from its state', () => {
  const works = new Works()
  for (let n = 0; n < 3 * WORKS_LIMIT; n += 1) works.hear(MONDAY + n, n % 3 ? `n${n}` : undefined)
  expect(works.state().networks).toHaveLength(WORKS_LIMIT)
  const again = new Works(JSON.parse(JSON.stringify(works.state())) as WorksState)
  for (const one of [works, again]) one.hear(MONDAY + DAY_MS, undefined)
  expect(again.state()).toEqual(works.state())
})
