import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { flatCusum } from './flat-cusum.ts'
import { alarmsOf } from './rival.ts'

// Two days of a report every ten minutes.
const calm = Array.from({ length: 2_880 }, (_, i) => (i % 10 === 0 ? 1 : 0))
const alarms = (counts: (number | null)[], threshold = flatCusum.published) =>
  alarmsOf(
    flatCusum,
    counts.map((count, i) => ({ end: (i + 1) * MINUTE_MS, count })),
    [threshold],
  )[0]!

it('adds ln 3 for a report and takes off twice the mean for a minute', () => {
  // The last calm minute left it at 0: 13 of each, 1.0986 - 0.2 a minute, reach 13.17 nats with the fifteenth.
  const surge = alarms([...calm, ...Array.from({ length: 30 }, () => 1)])
  expect(surge).toEqual([{ at: (2_880 + 15) * MINUTE_MS, until: 2_910 * MINUTE_MS }])
})

it('lets go when the reports do, and does not take the surge for usual', () => {
  const surge = Array.from({ length: 600 }, () => 2)
  expect(alarms([...calm, ...surge, ...calm, ...surge])).toHaveLength(2)
  const [first] = alarms([...calm, ...surge, ...calm])
  expect(first!.until).toBeLessThan((2_880 + 600 + 60) * MINUTE_MS)
})

it('is silent in its first day', () => {
  expect(alarms(Array.from({ length: 1_000 }, (_, i) => (i > 500 ? 5 : 0)))).toEqual([])
})
