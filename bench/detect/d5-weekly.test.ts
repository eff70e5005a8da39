import { expect, it } from 'vitest'
import { toResult } from './d5-weekly.ts'
import { SCENARIOS, TEST_FROM, WEEKS } from './outbreak-series.ts'
import { KNOWN, OURS, scoreSeries } from './weekly-trial.ts'

/** 10,000 quiet weeks that scored 1 … 10,000, in no order, over two scenarios. */
const quiet = Array.from({ length: 10_000 }, (_, i) => 1 + ((i * 7_919) % 10_000))
const halves = (found: number[]) => [
  { quiet: quiet.slice(0, 3_000), found: found.slice(0, 10) },
  { quiet: quiet.slice(3_000), found: found.slice(10) },
]
const result = (known: number[], ours: number[]) => {
  const [k, o] = [halves(known), halves(ours)]
  return toResult([0, 1].map((i) => ({ [KNOWN]: k[i]!, [OURS]: o[i]! })))
}
/** So many of a hundred outbreaks beyond everything; the others nowhere. */
const outbreaks = (found: number, elsewhere = 0) =>
  Array.from({ length: 100 }, (_, i) => (i < found ? 20_000 : elsewhere))

it('takes the lowest threshold that at most the asked share of quiet weeks is beyond', () => {
  // 107 weeks of 10,000 are beyond 9,893; 1,124 beyond 8,876.
  const { figures } = result(outbreaks(40, 9_893), outbreaks(40, 9_894))
  expect(figures).toMatchObject({ known_low: 0.4, ours_low: 1, known_high: 1, ours_high: 1 })
  expect(result(outbreaks(40, 8_876), outbreaks(40, 8_877)).figures).toMatchObject({ known_high: 0.4, ours_high: 1 })
})

it('is met from 95 % of the known rates on, at both rates', () => {
  expect(result(outbreaks(80), outbreaks(76)).met).toBe(true)
  expect(result(outbreaks(80), outbreaks(75)).met).toBe(false)
  expect(result(outbreaks(80), outbreaks(75)).figures.share_low).toBeCloseTo(75 / 80, 9)
})

it('scores every method on the same weeks and outbreaks, and finds what nobody could miss', () => {
  const scores = scoreSeries({ scenario: SCENARIOS.at(-1)!, series: 20, seed: 4 })
  expect(Object.keys(scores)).toEqual(
    expect.arrayContaining([KNOWN, OURS, 'farringtonFlexible', 'RKI 2', 'Bayes 3', 'EARS C1', 'CUSUM']),
  )
  for (const { quiet: weeks, found } of Object.values(scores)) {
    expect(weeks).toHaveLength(20 * (WEEKS - TEST_FROM))
    expect(found).toHaveLength(20)
    expect([...weeks, ...found].every(Number.isFinite)).toBe(true)
  }
  // Every ninth and tenth is of nine and ten standard deviations, every first and second of one and two.
  for (const name of [KNOWN, OURS, 'farringtonFlexible']) {
    const mean = (sizes: number[]) => sizes.reduce((sum, i) => sum + scores[name]!.found[i]!, 0) / sizes.length
    expect(mean([8, 9, 18, 19])).toBeGreaterThan(5)
    expect(mean([8, 9, 18, 19])).toBeGreaterThan(3 * mean([0, 1, 10, 11]))
  }
})
