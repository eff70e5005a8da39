import { expect, it } from 'vitest'
import { negativeBinomial, poisson } from '../../bench/detect/draw.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { Clumps } from './clumps.ts'
import { MAX_DISPERSION } from './rule.ts'

const PER_MINUTE = 0.5
const WIDTHS = [1, 5, 20, 60].map((minutes) => minutes * MINUTE_MS)

function learnt(hours: number, minute: (random: () => number, at: number) => number): Clumps {
  const random = createRandom(77)
  const clumps = new Clumps()
  for (let hour = 0; hour < hours; hour += 1) {
    clumps.learn(
      Array.from({ length: 60 }, (_, m) => minute(random, hour * 60 + m)),
      PER_MINUTE,
    )
  }
  return clumps
}

it('finds Poisson voices hardly clumped', () => {
  const clumps = learnt(1_000, (random) => poisson(random, PER_MINUTE))
  for (const width of WIDTHS) expect(clumps.at(width)).toBeLessThan(1.25)
  expect(clumps.at(MINUTE_MS)).toBeGreaterThanOrEqual(1)
})

it('finds how clumped voices are that come several at once', () => {
  const clumps = learnt(1_000, (random) => negativeBinomial(random, PER_MINUTE, 2.5))
  for (const width of WIDTHS) expect(Math.abs(clumps.at(width) - 2.5)).toBeLessThan(0.5)
  expect(clumps.temper(MINUTE_MS, 60 * PER_MINUTE)).toBeGreaterThan(1.8)
})

it('tells clumps from hours that are busier than usual: the longer one looks the more these show', () => {
  const busy = (at: number) => (Math.floor(at / 60) % 2 === 0 ? 1.6 : 0.4)
  const clumps = learnt(1_000, (random, at) => poisson(random, PER_MINUTE * busy(at)))
  const all = WIDTHS.map((width) => clumps.at(width))
  expect(all).toEqual(all.toSorted((a, b) => a - b))
  expect(all[3]).toBeGreaterThan(3)
  // Where many are expected, being busy is not clumpy.
  expect(clumps.temper(HOUR_MS, 60 * PER_MINUTE)).toBeLessThan(1.5)
})

it('learns of a silent hour what it would of sixty empty minutes, and goes on from its state', () => {
  const empty = new Clumps()
  const silent = new Clumps()
  for (let hour = 0; hour < 5; hour += 1) {
    empty.learn(
      Array.from({ length: 60 }, () => 0),
      0.02,
    )
    silent.learnSilence(0.02)
  }
  for (const width of WIDTHS) expect(silent.at(width)).toBeCloseTo(empty.at(width), 9)
  const again = new Clumps(structuredClone(silent.state()))
  for (const one of [again, silent]) one.learn([9, ...Array.from({ length: 59 }, () => 1)], 1)
  expect(again.state()).toEqual(silent.state())
})

it('does not let one outage make a provider clumpy for good', () => {
  const clumps = learnt(500, (random, at) => (at < 60 ? 400 : poisson(random, PER_MINUTE)))
  for (const width of WIDTHS) expect(clumps.at(width)).toBeLessThanOrEqual(MAX_DISPERSION)
  expect(clumps.at(MINUTE_MS)).toBeLessThan(4)
  const away = learnt(20, () => -1)
  expect(away.at(HOUR_MS)).toBe(new Clumps().at(HOUR_MS))
})
