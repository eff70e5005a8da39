import { expect, it } from 'vitest'
import type { Change } from '../../server/detect/change.ts'
import { type Judged, percentile, toResult } from './d2-false-alarms.ts'
import { countAlarms, judgeYear } from './null-year.ts'

const change = (type: Change['type'], from: Change['from'], to: Change['to']) => ({ type, from, to }) as Change

// ok ── suspected ── ok ── suspected ── confirmed (verified) ── recovering ── confirmed ── recovering ── ok ── suspected ── confirmed again
it('counts what begins where nothing was wrong, and neither a relapse nor what bears people out', () => {
  const changes = [
    change('suspected', 'ok', 'suspected'),
    change('faded', 'suspected', 'ok'),
    change('suspected', 'ok', 'suspected'),
    change('confirmed', 'suspected', 'confirmed'),
    change('verified', 'confirmed', 'confirmed'),
    change('recovering', 'confirmed', 'recovering'),
    change('relapsed', 'recovering', 'confirmed'),
    change('recovering', 'confirmed', 'recovering'),
    change('resolved', 'recovering', 'ok'),
    change('suspected', 'ok', 'suspected'),
    change('reopened', 'suspected', 'confirmed'),
  ]
  expect(countAlarms(changes)).toEqual({ suspected: 3, confirmed: 2 })
})

it('judges the same year twice alike', () => {
  const job = { world: 'our own downtime', perHour: 0.3, seed: 4 }
  const { seconds: _, ...first } = judgeYear(job)
  expect(judgeYear(job)).toMatchObject(first)
  expect(Math.abs(first.voices / (0.3 * 24 * 393) - 1)).toBeLessThan(0.1)
  expect(first.doubling).toBeNull()
})

const year = (world: string, perHour: number, found: Partial<Judged>): Judged => ({
  world,
  perHour,
  seed: 1,
  suspected: 0,
  confirmed: 0,
  doubling: null,
  voices: 1,
  seconds: 1,
  ...found,
})

it('takes the alarm that a doubling is owed for no false one, and a second one for one', () => {
  const { figures } = toResult([
    year('a lasting doubling', 10, { suspected: 1, doubling: 1 }),
    year('a lasting doubling', 10, { suspected: 3, doubling: 2 }),
    year('a lasting doubling', 0.5, { suspected: 0, doubling: 0 }),
  ])
  expect(figures).toMatchObject({ suspected: 2 / 3, doubling_one: 0.5, doubling_more: 1 / 3 })
})

it('is met only when no world is far over the budget', () => {
  const quiet = Array.from({ length: 5 }, () => year('Poisson', 1, { suspected: 0 }))
  expect(toResult(quiet).met).toBe(true)
  const wild = year('match evenings', 1, { suspected: 3 })
  expect(toResult([...quiet, wild])).toMatchObject({ met: false, figures: { worst_world: 'match evenings' } })
  expect(toResult([...quiet, year('clock changes', 1, { confirmed: 1 })]).met).toBe(false)
})

it('takes the percentile of what there is', () => {
  expect(percentile([5, 1, 2, 3, 4], 0.95)).toBe(5)
  expect(
    percentile(
      Array.from({ length: 100 }, (_, i) => i),
      0.95,
    ),
  ).toBe(95)
  expect(percentile([], 0.95)).toBe(0)
})
