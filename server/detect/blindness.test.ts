import { describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { blindness, WITHIN_MS } from './blindness.ts'
import { createDetector } from './detector.ts'
import { SURGES_PER_MINUTE } from './rule.ts'

const tempers = SURGES_PER_MINUTE.map(() => 1)
const of = (ratePerHour: number, allowed = 1, temper = 1) =>
  blindness({
    ratePerHour,
    normal: { ratePerHour: ratePerHour * 1.25, tempers: tempers.map((one) => one * temper) },
    allowed,
  }).perMinute

describe('what would not be noticed', () => {
  it('is more where more is usual, where the past was wilder, and where voices come in clumps', () => {
    const rates = [10, 100, 1_000, 10_000]
    const found = rates.map((rate) => of(rate))
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    for (const rate of rates) {
      expect(of(rate, 4), String(rate)).toBeGreaterThanOrEqual(of(rate))
      expect(of(rate, 1, 0.3), String(rate)).toBeGreaterThanOrEqual(of(rate))
    }
    expect(of(100, 4)).toBeGreaterThan(3 * of(100))
  })

  it('is never less than the people it takes, where hardly anybody ever reports', () => {
    // Six people in ten minutes, of whom next to none is usual.
    expect(of(0.1)).toBeCloseTo(0.6, 1)
    expect(of(0.1)).toBeLessThan(0.6)
  })

  it.each([1e-9, 0.1, 1e6, 1e8])('is a number at %f an hour', (rate) => {
    const { perMinute } = createDetector({ startAt: 0, known: { ratePerHour: rate } }).blindness(0)
    expect(perMinute).toBeGreaterThan(0)
    expect(Number.isFinite(perMinute)).toBe(true)
  })
})

/** Of `trials` rises of `perMinute` beyond the usual, the share that is noticed within ten minutes. */
function noticed(ratePerHour: number, perMinute: number, trials: number): number {
  const random = createRandom(7)
  let found = 0
  for (let trial = 0; trial < trials; trial += 1) {
    const detector = createDetector({ startAt: 0, known: { ratePerHour } })
    const perMs = ratePerHour / HOUR_MS + perMinute / MINUTE_MS
    for (let at = -Math.log(1 - random()) / perMs; at < WITHIN_MS; at -= Math.log(1 - random()) / perMs)
      detector.hear({ at, answer: 'problem' })
    if (detector.advance(WITHIN_MS).some((change) => change.type === 'suspected')) found += 1
  }
  return found / trials
}

it.each([0.5, 20, 300])('is about where the detector itself begins to notice, at %f an hour', (ratePerHour) => {
  const { perMinute } = createDetector({ startAt: 0, known: { ratePerHour } }).blindness(0)
  expect(noticed(ratePerHour, perMinute, 60)).toBeGreaterThan(0.35)
  expect(noticed(ratePerHour, perMinute, 60)).toBeLessThan(0.9)
  expect(noticed(ratePerHour, 2 * perMinute, 60)).toBeGreaterThan(0.9)
  expect(noticed(ratePerHour, perMinute / 2, 60)).toBeLessThan(0.15)
})
