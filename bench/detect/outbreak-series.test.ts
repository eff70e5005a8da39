import { expect, it } from 'vitest'
import { createRandom } from '../../server/catalogue/recording.ts'
import { BASELINE_FROM, drawSeries, meanOf, SCENARIOS, type Series, TEST_FROM, WEEKS } from './outbreak-series.ts'

it('has seven diseases, with and without a trend, with no season, one wave and two', () => {
  expect(SCENARIOS).toHaveLength(42)
  expect(new Set(SCENARIOS.map((scenario) => JSON.stringify(scenario))).size).toBe(42)
  const shaped = { theta: 1, phi: 1, beta: 0.01, gamma1: 0.2, gamma2: -0.4 }
  expect(meanOf({ ...shaped, waves: 0 }, 30)).toBeCloseTo(Math.exp(1.3), 9)
  // A quarter of a year on, the first wave is at its sine and the second at minus its cosine; a whole year on, both at their cosine.
  expect(meanOf({ ...shaped, waves: 2 }, 13)).toBeCloseTo(Math.exp(1 + 0.13 - 0.4 - 0.2), 9)
  expect(meanOf({ ...shaped, waves: 2 }, 52)).toBeCloseTo(Math.exp(1 + 0.52 + 0.2 + 0.2), 9)
})

const flat = { theta: Math.log(40), phi: 3, beta: 0, gamma1: 0, gamma2: 0, waves: 0 }

it('draws counts of the mean and the dispersion it was told, and outbreaks after the history only', () => {
  const random = createRandom(3)
  const all = Array.from({ length: 40 }, (_, i) => drawSeries(random, flat, i))
  const history = all.flatMap(({ counts }) => counts.slice(0, BASELINE_FROM))
  const mean = history.reduce((sum, n) => sum + n, 0) / history.length
  expect(mean).toBeCloseTo(40, 0)
  const variance = history.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (history.length - 1)
  expect(variance / mean).toBeGreaterThan(2.8)
  expect(variance / mean).toBeLessThan(3.2)
  const between = (from: number, to: number) =>
    all.flatMap(({ counts }) => counts.slice(from, to)).reduce((sum, n) => sum + n, 0) / (to - from) / all.length
  // Four outbreaks of four standard deviations on average, in 263 weeks.
  expect(between(BASELINE_FROM, TEST_FROM) - 40).toBeCloseTo((4 * 4 * Math.sqrt(120)) / 263, 0)
  expect(between(BASELINE_FROM, TEST_FROM)).toBeGreaterThan(40.3)
  expect(between(TEST_FROM, WEEKS)).toBeLessThan(40.6)
})

it('lets an outbreak of k standard deviations come within weeks, never after the end', () => {
  const random = createRandom(5)
  const tens: Series[] = []
  for (let i = 0; i < 3_000; i += 1) {
    const series = drawSeries(random, flat, i)
    if (i % 10 === 9) tens.push(series)
    expect(series.outbreak.from).toBeGreaterThanOrEqual(TEST_FROM)
    expect(series.outbreak.from + series.outbreak.cases.length).toBeLessThanOrEqual(WEEKS)
  }
  const early = tens.filter(({ outbreak }) => outbreak.from < WEEKS - 8)
  const total = (week?: number) =>
    early.reduce((sum, { outbreak }) => {
      const cases = week === undefined ? outbreak.cases : outbreak.cases.slice(week, week + 1)
      return sum + cases.reduce((n, more) => n + more, 0)
    }, 0)
  expect(total() / early.length / (10 * Math.sqrt(120))).toBeCloseTo(1, 1)
  // A lognormal of sigma 0.5 is under one half of the time, under two with the chance of ln 2 / 0.5 deviations.
  expect(total(0) / total()).toBeCloseTo(0.5, 1)
  expect(total(1) / total()).toBeCloseTo(0.417, 1)
})
