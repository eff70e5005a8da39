import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { poissonProcess } from './draw.ts'
import { calibrate, holdTo } from './known-cusum.ts'

it('finds the lowest threshold that keeps to what is allowed', () => {
  expect(holdTo(1, (threshold) => (threshold < 7 ? 5 : 1))).toBeCloseTo(7, 1)
})

// 200 days of two an hour, with a burst of eight within minutes every twenty days: what Poisson voices hardly ever do.
const random = createRandom(9)
const bursts = Array.from({ length: 9 }, (_, i) => (20 * i + 15) * DAY_MS)
const voices = [
  ...poissonProcess(random, [{ from: 0, to: 200 * DAY_MS, perHour: 2 }]),
  ...bursts.flatMap((at) => Array.from({ length: 8 }, (_, i) => at + i * 20_000)),
].toSorted((a, b) => a - b)
const cusums = calibrate(voices, () => 2, [{ from: 0, to: 200 * DAY_MS }])

it('is wrong about clumps where it believes in Poisson, and once where it is held to that', () => {
  expect(cusums.quietAlarms.proven).toBeGreaterThanOrEqual(9)
  expect(cusums.quietAlarms.held).toBeLessThanOrEqual(1)
  expect(cusums.quietAlarms.heldFloor).toBeLessThanOrEqual(1)
})

it('still finds what is bigger than any clump, and knows which size it was told', () => {
  const startAt = 150 * DAY_MS
  const outage = poissonProcess(random, [{ from: startAt, to: startAt + HOUR_MS, perHour: 160 }])
  const alarms = cusums.listen([...voices, ...outage].toSorted((a, b) => a - b))
  for (const kind of ['held', 'heldFloor'] as const) {
    const found = alarms(160 / 60, kind).find(({ at }) => at >= startAt && at < startAt + HOUR_MS)
    expect(found).toBeDefined()
    expect(found!.at - startAt).toBeLessThan(HOUR_MS / 4)
  }
})
