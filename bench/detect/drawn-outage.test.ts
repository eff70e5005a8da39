import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { drawOutage, excess, type Outage, reportsOf } from './drawn-outage.ts'

const quantile = (values: number[], q: number) => values.toSorted((a, b) => a - b)[Math.round(q * (values.length - 1))]!

it('has the published shapes', () => {
  const random = createRandom(3)
  const drawn = Array.from({ length: 20_000 }, () => drawOutage(random, 0, 2))
  const is = (values: number[], expected: number[]) => {
    for (const [i, q] of [0.1, 0.5, 0.9].entries()) {
      expect(quantile(values, q) / expected[i]!).toBeGreaterThan(0.94)
      expect(quantile(values, q) / expected[i]!).toBeLessThan(1.06)
    }
  }
  is(
    drawn.map(({ riseMs }) => riseMs / MINUTE_MS),
    [15, 30, 165],
  )
  is(
    drawn.map(({ halfMs }) => halfMs / MINUTE_MS),
    [15, 30, 105],
  )
  is(
    drawn.map(({ peakPerHour }) => peakPerHour / 2),
    [23, 139, 1_048],
  )
})

it('rises straight, halves again and again, and is over at a tenth', () => {
  const outage: Outage = { startAt: 0, riseMs: HOUR_MS, halfMs: HOUR_MS / 2, peakPerHour: 100, overAt: 0 }
  expect([-1, 0, 0.5, 1, 1.5, 2].map((h) => excess(outage, h * HOUR_MS))).toEqual([0, 0, 50, 100, 50, 25])
  const drawn = drawOutage(createRandom(1), 0, 10)
  expect(excess(drawn, drawn.overAt) / drawn.peakPerHour).toBeCloseTo(0.1, 9)
})

it('brings as many reports as its curve holds', () => {
  // A triangle of an hour and a fall from 600 to 60 an hour with a half-life of an hour: 300 + 540 / ln 2.
  const outage = {
    startAt: 0,
    riseMs: HOUR_MS,
    halfMs: HOUR_MS,
    peakPerHour: 600,
    overAt: HOUR_MS * (1 + Math.log2(10)),
  }
  const reports = reportsOf(createRandom(2), outage)
  expect(reports.length).toBeGreaterThan(1_079 - 100)
  expect(reports.length).toBeLessThan(1_079 + 100)
  expect(reports.toSorted((a, b) => a - b)).toEqual(reports)
})
