import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { MONDAY } from './learnt.ts'
import { createCounts, createNull, type Null, NULLS } from './nulls.ts'
import { busyness, drawWeek, isSummer, localHour } from './week.ts'

const world = (name: string): Null => NULLS.find((one) => one.name === name)!

/** Mean, variance / mean and correlation with the bucket before, of counts of 20 minutes with mean 4. */
function momentsOf(name: string) {
  const width = 20 * MINUTE_MS
  const count = createCounts(world(name).counts, createRandom(23))
  const counts = Array.from({ length: 40_000 }, () => 0)
  for (let i = 0; i < counts.length; i += 1) {
    for (const at of count(4, i * width)) {
      const bucket = Math.floor(at / width)
      if (bucket < counts.length) counts[bucket]! += 1
    }
  }
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length
  const square = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0)
  const next = counts.slice(1).reduce((sum, n, i) => sum + (n - mean) * (counts[i]! - mean), 0)
  return { mean, dispersion: square / counts.length / mean, correlation: next / square }
}

it.each([
  ['Poisson', 1, 0],
  ['clumped, phi 1.5', 1.5, 0],
  ['clumped, phi 2', 2, 0],
  ['clumped, phi 3.4', 3.4, 0],
  ['correlated, .6 at 20 min', 2, 0.6],
])('draws counts as its name says: %s', (name, dispersion, correlation) => {
  const found = momentsOf(name)
  expect(Math.abs(found.mean / 4 - 1)).toBeLessThan(0.04)
  expect(Math.abs(found.dispersion / dispersion - 1)).toBeLessThan(0.06)
  expect(Math.abs(found.correlation - correlation)).toBeLessThan(0.03)
})

it('draws clusters of two to five within ten minutes', () => {
  const found = momentsOf('clusters of 2–5')
  expect(Math.abs(found.mean / 4 - 1)).toBeLessThan(0.04)
  // All of a cluster in one bucket would be E[n²] / E[n] = 13.5 / 3.5.
  expect(found.dispersion).toBeGreaterThan(2)
  expect(found.dispersion).toBeLessThan(13.5 / 3.5)
})

it('has a week of mean 1 whose busiest hour is one that real services have', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const week = drawWeek(createRandom(seed))
    expect(week.reduce((sum, v) => sum + v, 0) / 168).toBeCloseTo(1, 9)
    expect(Math.max(...week)).toBeGreaterThan(1.29)
    expect(Math.max(...week)).toBeLessThan(3.11)
    const tuesday = localHour(MONDAY + DAY_MS + 12 * HOUR_MS, false)
    expect(busyness(week, tuesday, false)).toBe(week[24 + 13])
    expect(busyness(week, tuesday, true)).toBe(week[6 * 24 + 13])
  }
})

it('changes the clocks when Europe does', () => {
  const [spring, autumn] = [Date.UTC(2024, 2, 31, 1), Date.UTC(2024, 9, 27, 1)]
  expect([spring - 1, spring, autumn - 1, autumn].map((at) => isSummer(at))).toEqual([false, true, true, false])
  expect(localHour(spring, true) - localHour(spring - 1, true)).toBe(2)
  expect(localHour(autumn, true) - localHour(autumn - 1, true)).toBe(0)
})

function countsOfDays(name: string, days: number, doublesAt = Infinity) {
  const dayOf = createNull(world(name), 60, createRandom(31), doublesAt)
  return Array.from({ length: days }, (_, i) => dayOf(MONDAY + i * DAY_MS))
}

it('brings as many voices as it is told to, and twice as many once the usual has doubled', () => {
  const sum = (days: { voices: unknown[] }[]) => days.reduce((n, day) => n + day.voices.length, 0)
  const days = countsOfDays('a lasting doubling', 56, MONDAY + 28 * DAY_MS)
  const [before, after] = [sum(days.slice(0, 28)), sum(days.slice(28))]
  expect(Math.abs(before / (28 * 24 * 60) - 1)).toBeLessThan(0.03)
  expect(Math.abs(after / before - 2)).toBeLessThan(0.06)
})

it('keeps every day in order, and inside the day', () => {
  for (const { name } of NULLS) {
    for (const [i, { voices }] of countsOfDays(name, 3).entries()) {
      const instants = voices.map((voice) => voice.at)
      expect(instants, name).toEqual(instants.toSorted((a, b) => a - b))
      expect(
        instants.filter((at) => Math.floor((at - MONDAY) / DAY_MS) !== i),
        name,
      ).toEqual([])
    }
  }
})

it('hears nothing while we are away, and says so only of our own downtime', () => {
  const days = countsOfDays('our own downtime', 120)
  const missing = days.flatMap((day) => day.missing)
  expect(missing.length).toBeGreaterThan(5)
  const heard = days.flatMap((day) => day.voices.map((voice) => voice.at))
  expect(heard.filter((at) => missing.some(([from, to]) => at >= from && at < to))).toEqual([])
  expect(countsOfDays('gaps nobody told of', 120).flatMap((day) => day.missing)).toEqual([])
})

it('hears people again after midnight, from the same networks', () => {
  const [first, second] = countsOfDays('key rotation', 2)
  const late = new Set(first!.voices.filter((voice) => voice.network).map((voice) => voice.network))
  const again = second!.voices.filter((voice) => voice.network && voice.at < MONDAY + DAY_MS + 10 * MINUTE_MS)
  expect(again.length).toBeGreaterThan(2)
  expect(again.every((voice) => late.has(voice.network))).toBe(true)
})
