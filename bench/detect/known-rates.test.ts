import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { poisson } from './draw.ts'
import { knownRates } from './known-rates.ts'

const START = Date.UTC(2024, 0, 1)
const DAYS = 200
// 60 an hour by day, 12 by night; from day 100 on twice that.
const truth = (at: number) => ((at / HOUR_MS) % 24 < 12 ? 60 : 12) * (at < START + 100 * DAY_MS ? 1 : 2)

it('finds level and season out of counts', () => {
  const random = createRandom(5)
  const third = HOUR_MS / 3
  const buckets = Array.from({ length: DAYS * 72 }, (_, i) => {
    const from = START + i * third
    return { from, to: from + third, count: poisson(random, truth(from) / 3) }
  })
  // A day in the middle is not quiet, and wild.
  const wild = { from: START + 50 * DAY_MS, to: START + 51 * DAY_MS }
  for (const bucket of buckets) if (bucket.from >= wild.from && bucket.from < wild.to) bucket.count *= 50
  const rates = knownRates(buckets, [
    { from: START, to: wild.from },
    { from: wild.to, to: START + DAYS * DAY_MS },
  ])
  for (const day of [20, 50, 150])
    for (const hour of [4, 6, 16, 20]) {
      const at = START + day * DAY_MS + hour * HOUR_MS
      expect(rates(at) / truth(at)).toBeGreaterThan(0.9)
      expect(rates(at) / truth(at)).toBeLessThan(1.1)
    }
})
