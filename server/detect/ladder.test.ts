import { expect, it } from 'vitest'
import { MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { exponential } from '../../bench/detect/draw.ts'
import { createRandom } from '../catalogue/recording.ts'
import { Ladder, multipleOf, rungOf, SURGE_WINDOWS_MS } from './ladder.ts'
import { RUNGS } from './rule.ts'

const normalOf = (ratePerHour: number, temper = 1) => ({ ratePerHour, tempers: SURGE_WINDOWS_MS.map(() => temper) })

/** Seconds until the evidence on the lowest rung first reaches `seconds`, where nothing but the usual goes on. */
function waitFor(seconds: number, ratePerHour: number, random: () => number): number {
  const ladder = new Ladder(0)
  const normal = normalOf(ratePerHour)
  let at = 0
  do {
    at += exponential(random, ratePerHour / 3_600) * SECOND_MS
    ladder.hear(at, 1, normal)
  } while (ladder.nats(0, at, normal) < Math.log(seconds))
  return at / SECOND_MS
}

// ΣπR begins at its rest instead of 0, which costs the mean no more than Σπ/s: some tens of seconds.
it.each([
  [60, 3_600],
  [600, 3_600],
  [7_200, 900],
])('says a false word of Poisson voices (%i an hour) no more often than its bar allows', (ratePerHour, bar) => {
  const random = createRandom(ratePerHour)
  const runs = 150
  const waits = Array.from({ length: runs }, () => waitFor(bar, ratePerHour, random))
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / runs
  // Waits are about exponential: three standard errors.
  expect(mean).toBeGreaterThan((bar - 60) * (1 - 3 / Math.sqrt(runs)))
})

it('never has more evidence for a higher rung than for a lower one', () => {
  const random = createRandom(2)
  const ladder = new Ladder(0)
  const normal = normalOf(30, 0.7)
  let at = 0
  for (let n = 0; n < 300; n += 1) {
    at += exponential(random, n < 200 ? 1 / 120 : 1 / 4) * SECOND_MS
    ladder.hear(at, random() < 0.3 ? 0.5 : 1, normal)
    const nats = Array.from({ length: RUNGS }, (_, rung) => ladder.nats(rung, at, normal))
    expect(nats).toEqual(nats.toSorted((a, b) => b - a))
  }
  expect(ladder.top(10, at, normal)).toBeGreaterThan(5)
})

it('has more evidence the more voices it hears, and the more they weigh', () => {
  const normal = normalOf(8)
  const evidence = (weights: number[]) => {
    const ladder = new Ladder(0)
    for (const [i, weight] of weights.entries()) ladder.hear(i * 20 * SECOND_MS, weight, normal)
    return ladder.nats(2, MINUTE_MS * 5, normal)
  }
  const some = evidence([1, 1, 1, 1, 1, 1])
  expect(evidence([1, 1, 1, 2, 1, 1])).toBeGreaterThan(some)
  expect(evidence([1, 1, 0.5, 1, 1, 1])).toBeLessThan(some)
  expect(evidence([1, 1, 1, 1, 1, 1, 1])).toBeGreaterThan(some)
})

it('is not raised by silence, wherever it is looked at', () => {
  const normal = normalOf(8, 0.8)
  const ladder = new Ladder(0)
  const untouched = new Ladder(0)
  for (let n = 0; n < 12; n += 1) for (const one of [ladder, untouched]) one.hear(n * 9_000, 1, normal)
  let before = Infinity
  for (let minute = 2; minute < 300; minute += 1) {
    const nats = ladder.nats(0, minute * MINUTE_MS, normal)
    expect(nats).toBeLessThanOrEqual(before)
    expect(nats).toBe(untouched.nats(0, minute * MINUTE_MS, normal))
    before = nats
  }
  expect(before).toBeLessThan(6)
})

it('goes on from its state, and takes time in which nobody was there for none', () => {
  const normal = normalOf(60)
  const whole = new Ladder(0)
  let cut = new Ladder(0)
  const away = new Ladder(0)
  for (let n = 1; n <= 30; n += 1) {
    whole.hear(n * 3_000, 1, normal)
    cut.hear(n * 3_000, 1, normal)
    cut = new Ladder(0, structuredClone(cut.state()))
    away.hear(n < 15 ? n * 3_000 : n * 3_000 + MINUTE_MS, 1, normal, n === 15 ? MINUTE_MS : 0)
  }
  expect(cut.state()).toEqual(whole.state())
  expect(away.state().scores).toEqual(whole.state().scores)
})

it('names a rung by its multiple, and the lowest rung that is at least a multiple', () => {
  for (let rung = 0; rung < RUNGS; rung += 1) expect(rungOf(multipleOf(rung))).toBe(rung)
  expect([rungOf(0), rungOf(1), rungOf(1.3), rungOf(1e9)]).toEqual([0, 0, 2, RUNGS - 1])
  expect(multipleOf(-1)).toBe(0)
})
