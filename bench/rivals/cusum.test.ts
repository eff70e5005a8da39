import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { exponential } from '../detect/draw.ts'
import { createCusum, cusumThreshold } from './cusum.ts'

/** Milliseconds until it speaks, on average, with voices at `perHour` all the while. */
function meanDelay(settings: { usual: number; surgePerMinute: number; meanMs: number; perHour: number; runs: number }) {
  const { usual, surgePerMinute, meanMs, perHour, runs } = settings
  const threshold = cusumThreshold({ usualPerHour: usual, surgePerMinute, meanMs })
  const random = createRandom(17)
  let sum = 0
  for (let run = 0; run < runs; run += 1) {
    const cusum = createCusum({ startAt: 0, usual, surgePerMinute, threshold })
    let at = 0
    do at += exponential(random, perHour / HOUR_MS)
    while (!cusum.hear(at))
    sum += at
  }
  return sum / runs
}

it.each([
  [0.5, 1],
  [20, 3],
  [60, 1],
])(
  'speaks for nothing as seldom as its threshold is set for, at %d an hour and %d a minute',
  (usual, surgePerMinute) => {
    const runs = 400
    const mean = meanDelay({ usual, surgePerMinute, meanMs: 10 * DAY_MS, perHour: usual, runs })
    // Times between false alarms are about exponential: their mean is off by 1 / √runs. Whole voices make it longer, never shorter.
    expect(mean / (10 * DAY_MS)).toBeGreaterThan(1 - 4 / Math.sqrt(runs))
    expect(mean / (10 * DAY_MS)).toBeLessThan(usual < 1 ? 4 : 1 + 4 / Math.sqrt(runs))
  },
)

// Computed independently for the same definitions, with one false alarm a year.
it.each([
  [8, 3, 117],
  [60, 10, 53],
  [1, 3, 65],
])('finds a surge at %d an hour of %d a minute after %d seconds', (usual, surgePerMinute, seconds) => {
  const perHour = usual + 60 * surgePerMinute
  const mean = meanDelay({ usual, surgePerMinute, meanMs: 365 * DAY_MS, perHour, runs: 3_000 })
  expect(mean / SECOND_MS / seconds).toBeCloseTo(1, 1)
})

it('waits for the reporters it is told to wait for', () => {
  const settings = { startAt: 0, usual: 0.1, surgePerMinute: 60, threshold: 11 }
  const impatient = createCusum(settings)
  const patient = createCusum({ ...settings, reporters: 5 })
  const said = [1, 2, 3, 4, 5].map((second) => [impatient.hear(second * 1_000), patient.hear(second * 1_000)])
  expect(said.map(([, second]) => second)).toEqual([false, false, false, false, true])
  expect(said[1]![0]).toBe(true)
})

it('expects a busy hour when it knows the season, and is surprised by it when not', () => {
  const rate = (at: number) => (at < HOUR_MS ? 2 : 200)
  const settings = { startAt: 0, surgePerMinute: 3, threshold: 12 }
  const knowing = createCusum({ ...settings, usual: rate })
  const flat = createCusum({ ...settings, usual: 20 })
  for (let at = HOUR_MS; at < 2 * HOUR_MS; at += HOUR_MS / 200) {
    knowing.hear(at)
    flat.hear(at)
  }
  expect(knowing.alarms).toEqual([])
  expect(flat.alarms.length).toBeGreaterThan(0)
  expect(flat.alarms[0]! - HOUR_MS).toBeLessThan(30 * MINUTE_MS)
})
