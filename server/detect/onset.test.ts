import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { poissonProcess } from '../../bench/detect/draw.ts'
import { toPieces } from '../../bench/detect/start-trial.ts'
import { createRandom } from '../catalogue/recording.ts'
import { estimateOnset } from './onset.ts'
import { LONGEST_WINDOW_MS, SURGES_PER_MINUTE } from './rule.ts'

const NOW = LONGEST_WINDOW_MS
const SPAN = { from: 0, now: NOW }
const POISSON = SURGES_PER_MINUTE.map(() => 1)
const lastMs = (count: number) => Array.from({ length: count }, (_, i) => NOW - count + i)
const heardOf = (times: readonly number[], ratePerHour: number) => times.map((at) => ({ at, weight: 1, ratePerHour }))

type Drawn = { perHour: number; begin: number; surgePerMinute: number; rampMs: number }

function draw(seed: number, { perHour, begin, ...rise }: Drawn) {
  const pieces = [{ from: 0, to: begin, perHour }, ...toPieces(begin, NOW + HOUR_MS, perHour, rise)]
  return heardOf(
    poissonProcess(createRandom(seed), pieces).filter((at) => at < NOW),
    perHour,
  )
}

it('holds the true beginning of steps and ramps about nine times in ten', () => {
  const random = createRandom(4_711)
  const covered = { step: 0, ramp: 0 }
  const each = 150
  for (const kind of ['step', 'ramp'] as const) {
    for (let trial = 0; trial < each; trial += 1) {
      const perHour = 0.1 * 100 ** random()
      const surgePerMinute = 2 * 20 ** random()
      const rampMs = kind === 'step' ? 0 : 6 * MINUTE_MS * 10 ** random()
      // About twenty voices of it were heard: s t for a step, s t² / 2L for a ramp.
      const minutes = rampMs > 0 ? Math.sqrt((40 * rampMs) / MINUTE_MS / surgePerMinute) : 20 / surgePerMinute
      const begin = NOW - Math.round(minutes * MINUTE_MS)
      const { between } = estimateOnset(draw(trial, { perHour, begin, surgePerMinute, rampMs }), SPAN, POISSON)
      if (between[0] <= begin && begin <= between[1]) covered[kind] += 1
    }
  }
  for (const share of [covered.step / each, covered.ramp / each]) {
    expect(share).toBeGreaterThan(0.8)
    expect(share).toBeLessThan(0.99)
  }
})

it('knows a dense beginning better than to the second', () => {
  const begin = NOW - 2 * SECOND_MS - 310
  const voices = draw(3, { perHour: 1, begin, surgePerMinute: 1_200, rampMs: 0 })
  const { at, between } = estimateOnset(voices, SPAN, POISSON)
  expect(between[1] - between[0]).toBeLessThan(SECOND_MS)
  expect(Math.abs(at - begin)).toBeLessThan(SECOND_MS / 2)
})

it('says the same of a second whose voices are told together as of each by itself', () => {
  const times = Array.from({ length: 400 }, (_, i) => NOW - 40 * SECOND_MS + 100 * i)
  const single = estimateOnset(heardOf(times, 6), SPAN, POISSON)
  const seconds = Array.from({ length: 40 }, (_, i) => NOW - (40 - i) * SECOND_MS)
  const cells = seconds.map((at) => ({ at, lengthMs: SECOND_MS, weight: 10, ratePerHour: 6 }))
  const together = estimateOnset(cells, SPAN, POISSON)
  expect(Math.abs(together.at - single.at)).toBeLessThan(0.3 * SECOND_MS)
  expect(Math.abs(together.between[0] - single.between[0])).toBeLessThan(SECOND_MS)
})

it('lets a rise that gathers begin before its first voice', () => {
  const begin = NOW - 10 * MINUTE_MS
  const gathering = Array.from({ length: 40 }, (_, i) => begin + Math.round(10 * MINUTE_MS * Math.sqrt((i + 0.5) / 40)))
  const first = gathering[0]!
  const even = Array.from({ length: 40 }, (_, i) => first + Math.round(((NOW - first) * i) / 40))
  const [ramp, step] = [gathering, even].map((times) => estimateOnset(heardOf(times, 1), SPAN, POISSON))
  expect(first - begin).toBeGreaterThan(MINUTE_MS)
  expect(ramp!.between[0]).toBeLessThan(begin)
  expect(ramp!.at).toBeLessThan(step!.at)
})

it('is less sure where voices come in clumps', () => {
  const voices = draw(9, { perHour: 20, begin: NOW - 10 * MINUTE_MS, surgePerMinute: 3, rampMs: 0 })
  const [poisson, clumped] = [1, 0.4].map((temper) => {
    const { between } = estimateOnset(
      voices,
      SPAN,
      POISSON.map(() => temper),
    )
    return between[1] - between[0]
  })
  expect(clumped).toBeGreaterThan(poisson! * 1.2)
})

it('moves with its voices, and stays within what it looks at', () => {
  const voices = draw(5, { perHour: 8, begin: NOW - 5 * MINUTE_MS, surgePerMinute: 4, rampMs: 0 })
  const shift = 1_562_000_000_000
  const moved = voices.map((voice) => ({ ...voice, at: voice.at + shift }))
  const here = estimateOnset(voices, SPAN, POISSON)
  const there = estimateOnset(moved, { from: shift, now: shift + NOW }, POISSON)
  for (const [a, b] of [
    [here.at, there.at],
    [here.between[0], there.between[0]],
    [here.between[1], there.between[1]],
  ]) {
    expect(Math.abs(b! - shift - a!)).toBeLessThanOrEqual(2)
  }
  for (const rate of [1e-9, 1e6, 6e5]) {
    for (const times of [[], [NOW], [0], lastMs(5_000)]) {
      const { at, between } = estimateOnset(heardOf(times, rate), SPAN, POISSON)
      expect(0 <= between[0] && between[0] <= at && at <= between[1] && between[1] <= NOW).toBe(true)
    }
  }
})
