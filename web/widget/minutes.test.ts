import { expect, it } from 'vitest'
import type { EmbedCurve } from '../../shared/embed.ts'
import { HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import { moveOn } from './minutes.ts'

const FROM = Date.UTC(2026, 0, 13, 7)

const aCurve = (width: number, voices: (number | null)[]): EmbedCurve => ({
  from: FROM,
  to: FROM + width * voices.length,
  now: FROM + width * (voices.length - 1),
  width_ms: width,
  points: voices.map((n) => [n, 1, 4]),
  bands: [],
  ticks: [],
  summary: '',
})
/** The last 15 minutes up to `now`, the open one last. */
const minutes = (now: number, n: (i: number) => number | null): [number, number | null][] =>
  Array.from({ length: 15 }, (_, i) => [Math.floor(now / MINUTE_MS) * MINUTE_MS - (14 - i) * MINUTE_MS, n(i)])
const voices = ({ points }: EmbedCurve) => points.map(([n]) => n)

it('counts the open quarter from its minutes, and no other', () => {
  const now = FROM + 2 * QUARTER_MS + 4 * MINUTE_MS + 20_000
  const moved = moveOn(
    aCurve(QUARTER_MS, [9, 9, 0]),
    minutes(now, () => 2),
    now,
  )
  expect(voices(moved)).toEqual([9, 9, 10])
  expect(moved.now).toBe(now)
  expect(moved.points[2]).toEqual([10, 1, 4])
})

it('counts each of the last minutes anew where a bucket is one', () => {
  const now = FROM + 19 * MINUTE_MS + 30_000
  const moved = moveOn(
    aCurve(
      MINUTE_MS,
      Array.from({ length: 20 }, () => 0),
    ),
    minutes(now, (i) => i),
    now,
  )
  expect(voices(moved)).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
})

it('leaves a bucket as it is of which it heard only the end', () => {
  const now = FROM + HOUR_MS + 40 * MINUTE_MS
  const curve = aCurve(HOUR_MS, [70, 55])
  expect(
    voices(
      moveOn(
        curve,
        minutes(now, () => 1),
        now,
      ),
    ),
  ).toEqual([70, 55])
})

it('makes no zero of minutes of which nothing is known', () => {
  const now = FROM + QUARTER_MS + 2 * MINUTE_MS
  const curve = aCurve(QUARTER_MS, [3, null])
  expect(
    voices(
      moveOn(
        curve,
        minutes(now, () => null),
        now,
      ),
    ),
  ).toEqual([3, null])
  expect(
    voices(
      moveOn(
        curve,
        minutes(now, (i) => (i === 14 ? 2 : null)),
        now,
      ),
    ),
  ).toEqual([3, 2])
})
