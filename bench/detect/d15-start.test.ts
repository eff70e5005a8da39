import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { toResult } from './d15-start.ts'
import { judge, measureStarts, toPieces } from './start-trial.ts'

it('says whether an interval holds the truth, its ends included', () => {
  const said = { startedAt: 50, startedBetween: [10, 90] as [number, number] }
  expect(judge(said, 40)).toEqual({ covers: true, widthMs: 80, errorMs: 10 })
  expect([10, 90, 9, 91].map((truth) => judge(said, truth).covers)).toEqual([true, true, false, false])
})

// usual ──╱── usual + surge: a ramp brings half of what a step of its length would.
it('draws a ramp in a straight line', () => {
  const pieces = toPieces(0, HOUR_MS, 6, { surgePerMinute: 2, rampMs: 30 * MINUTE_MS })
  const voices = pieces.reduce((sum, { from, to, perHour }) => sum + ((to - from) / HOUR_MS) * perHour, 0)
  expect(voices).toBeCloseTo(6 + 30 + 60, 6)
  expect(pieces[0]!.perHour).toBeLessThan(10)
  expect(toPieces(0, HOUR_MS, 6, { surgePerMinute: 2, rampMs: 0 })).toEqual([{ from: 0, to: HOUR_MS, perHour: 126 }])
})

it('finds rises that nobody could miss, and estimates their beginning after they began to be seen', () => {
  const rise = { surgePerMinute: 10, rampMs: 0 }
  const { said, unfound } = measureStarts({ perHour: 1, rises: [rise], trials: 6, histories: 1, moments: 2, seed: 9 })
  expect([said.length, unfound]).toEqual([6, 0])
  for (const { last } of said) expect(Math.abs(last.errorMs)).toBeLessThan(10 * MINUTE_MS)
})

it('is met between 85 and 95 %, not above', () => {
  const rise = { surgePerMinute: 3, rampMs: 0 }
  const of = (covered: number) => ({
    perHour: 1,
    unfound: 1,
    said: Array.from({ length: 100 }, (_, i) => {
      const estimate = { covers: i < covered, widthMs: MINUTE_MS, errorMs: 0 }
      return { rise, first: estimate, last: estimate }
    }),
  })
  expect([84, 85, 95, 96].map((covered) => toResult([of(covered)]).met)).toEqual([false, true, true, false])
  expect(toResult([of(90)]).figures).toMatchObject({ coverage: 0.9, coverage_ramps: null, found: 100, unfound: 1 })
  expect(toResult([{ perHour: 1, unfound: 1, said: [] }])).toMatchObject({ met: false, figures: { coverage: null } })
})
