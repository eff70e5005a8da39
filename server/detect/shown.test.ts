import { expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { FALSE_SHARE, nextShownNats, Shown } from './shown.ts'

const DAY_S = 86_400

it('asks of one provider alone for a mean of one false one in twenty days', () => {
  expect(nextShownNats(1, 0)).toBeCloseTo(Math.log(DAY_S / 0.05), 12)
  expect(nextShownNats(10_000, 0)).toBeCloseTo(Math.log((10_000 * DAY_S) / 0.05), 12)
})

it('asks the less the more were shown on the day, and begins anew at midnight', () => {
  const shown = new Shown()
  const noon = Date.UTC(2026, 4, 5, 12)
  const alone = shown.nats(500, noon)
  shown.confirm('a', noon)
  shown.confirm('b', noon)
  shown.confirm('a', noon + HOUR_MS)
  expect(shown.nats(500, noon + HOUR_MS)).toBeCloseTo(alone - Math.log(3), 12)
  expect(new Shown(JSON.parse(JSON.stringify(shown.state()))).nats(500, noon)).toBe(shown.nats(500, noon))
  expect(shown.nats(500, Date.UTC(2026, 4, 6))).toBe(alone)
})

it('holds the share of false ones where chance is as bad as the bound allows', () => {
  // The worst e-value there is: 0, or just enough with just the probability that makes its mean 1. `real` providers always pass.
  const random = createRandom(5)
  const watched = 400
  const days = 4000
  for (const real of [0, 1, 8]) {
    let sum = 0
    for (let day = 0; day < days; day += 1) {
      const shown = new Shown()
      let falseOnes = 0
      for (let i = 0; i < watched; i += 1) {
        const nats = shown.nats(watched, day * DAY_MS)
        const isReal = i < real
        if (!isReal && random() >= DAY_S / Math.exp(nats)) continue
        shown.confirm(`p${i}`, day * DAY_MS)
        if (!isReal) falseOnes += 1
      }
      sum += falseOnes / Math.max(1, real + falseOnes)
    }
    expect(sum / days).toBeLessThan(FALSE_SHARE * 1.15)
    expect(sum / days).toBeGreaterThan(FALSE_SHARE * 0.6)
  }
})
