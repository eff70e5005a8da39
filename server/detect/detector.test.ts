import { array, assert, boolean, integer, option, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import type { Change } from './change.ts'
import { daily, MONDAY, problem, seasoned, speak, types } from '../test/spoken.ts'
import { createDetector, restoreDetector } from './detector.ts'
import type { Voice } from './voice.ts'
import { CONFIRMED_NETWORKS, LATE_MS, REOPEN_MS, YOUNG_HOURS } from './rule.ts'

it('learns how busy an hour is, and stays quiet for weeks of it', () => {
  const detector = createDetector({ startAt: MONDAY })
  const changes = speak(detector, MONDAY, MONDAY + 35 * DAY_MS, (at) => 10 * daily(at))
  expect(changes).toEqual([])
  const noon = detector.usual(MONDAY + 35 * DAY_MS + 14 * HOUR_MS).ratePerHour
  const night = detector.usual(MONDAY + 35 * DAY_MS + 2 * HOUR_MS).ratePerHour
  expect(noon).toBeGreaterThan(16)
  expect(noon).toBeLessThan(26)
  expect(night).toBeLessThan(4)
})

it('says nothing of a provider it has never heard before some hours have passed, whatever comes', () => {
  const detector = createDetector({ startAt: MONDAY })
  const young = MONDAY + YOUNG_HOURS * HOUR_MS
  expect(speak(detector, MONDAY, young - MINUTE_MS, () => 300)).toEqual([])
  expect(detector.state).toBe('unknown')
  expect(speak(detector, young - MINUTE_MS, MONDAY + 3 * DAY_MS, () => 300)).toEqual([])
  expect(detector.state).toBe('ok')
})

it('is not fooled by an outage on the first day: it is not the usual', () => {
  const detector = createDetector({ startAt: MONDAY })
  speak(detector, MONDAY, MONDAY + 2 * DAY_MS, (at) => (at < MONDAY + 5 * HOUR_MS ? 2_000 : 6))
  expect(detector.usual(MONDAY + 2 * DAY_MS).ratePerHour).toBeLessThan(20)
})

it('opens the same incident again when a new rise follows its end', () => {
  const detector = seasoned(28, 20)
  const start = MONDAY + 28 * DAY_MS + 12 * HOUR_MS
  const first = [
    ...speak(detector, start - 12 * HOUR_MS, start, (at) => 20 * daily(at), 1),
    ...speak(detector, start, start + HOUR_MS, () => 1_500, 2),
    ...speak(detector, start + HOUR_MS, start + 2 * HOUR_MS, () => 20, 3),
  ]
  expect(types(first)).toEqual(['suspected', 'confirmed', 'recovering', 'resolved'])
  const again = speak(detector, start + 2 * HOUR_MS, start + 3 * HOUR_MS, () => 1_500, 4)
  expect(types(again)).toEqual(['suspected', 'reopened'])
  expect(again[0]!.at - first[3]!.at).toBeLessThan(REOPEN_MS)
  expect(again[1]).toMatchObject({ startedAt: first[1]!.startedAt, detectedAt: first[1]!.detectedAt })
})

it('takes a lasting doubling for one alarm, then for the usual', () => {
  const detector = seasoned(28, 60)
  const changes = speak(detector, MONDAY + 28 * DAY_MS, MONDAY + 60 * DAY_MS, (at) => 130 * daily(at), 5)
  expect(changes.filter((c) => c.to === 'confirmed')).toEqual([])
  expect(changes.filter((c) => c.type === 'suspected').length).toBeLessThanOrEqual(1)
  expect(detector.state).toBe('ok')
})

it.each([
  { who: 'one network, whatever it shouts', networks: 1, per: 5_000 },
  { who: 'two networks', networks: 2, per: 500 },
])('does not listen to $who', ({ networks, per }) => {
  const detector = seasoned(14, 1)
  const start = detector.at + 12 * HOUR_MS
  for (let n = 0; n < networks * per; n += 1) {
    detector.hear(problem(start + Math.floor((n * 20 * MINUTE_MS) / (networks * per)), `n${n % networks}`))
  }
  expect(detector.advance(start + HOUR_MS)).toEqual([])
})

it('turns red for no fewer networks than the floor, however often they press', () => {
  const friends = CONFIRMED_NETWORKS - 1
  const pressed = (times: number, others: number) => {
    const detector = seasoned(14, 1)
    const start = detector.at + 12 * HOUR_MS
    for (let n = 0; n < times * friends; n += 1) {
      detector.hear(problem(start + n * 3 * SECOND_MS, `n${n % friends}`))
    }
    for (let n = 0; n < others; n += 1) detector.hear(problem(start + (2 + n) * MINUTE_MS, `other ${n}`))
    return types(detector.advance(start + Math.max(4, times) * MINUTE_MS))
  }
  expect(pressed(1, 0)).toEqual(['suspected'])
  expect(pressed(10, 0)).toEqual(['suspected'])
  expect(pressed(1, 2)).toEqual(['suspected', 'confirmed'])
})

it('takes neither silence while it was away for health, nor a gap for a quiet night', () => {
  const detector = seasoned(28, 20)
  const noon = detector.at + 12 * HOUR_MS
  speak(detector, detector.at, noon, (at) => 20 * daily(at), 1)
  speak(detector, noon, noon + HOUR_MS, () => 600, 2)
  expect(detector.state).toBe('confirmed')
  const usual = detector.usual(noon + DAY_MS).ratePerHour
  detector.missing(noon + HOUR_MS, noon + 12 * HOUR_MS)
  expect(detector.advance(noon + 12 * HOUR_MS)).toEqual([])
  expect(detector.state).toBe('confirmed')
  expect(types(speak(detector, noon + 12 * HOUR_MS, noon + 18 * HOUR_MS, (at) => 20 * daily(at), 3))).toContain(
    'resolved',
  )
  detector.missing(detector.at, detector.at + 10 * DAY_MS)
  detector.advance(detector.at + 10 * DAY_MS)
  const drift = detector.usual(noon + 14 * DAY_MS).ratePerHour / usual
  expect(Math.abs(drift - 1)).toBeLessThan(0.15)
})

it('learns the same of hours with a gap, judged in one go or minute by minute', () => {
  const usualAfter = (stepMs: number) => {
    const detector = seasoned(14, 20)
    const from = detector.at
    const to = from + 7 * DAY_MS
    for (let hour = from; hour < to; hour += HOUR_MS) {
      // Away from :10 to :35, twice told; in the rest of the hour a voice every three minutes.
      const voices = [0, 3, 6, 9, 36, 39, 42, 45, 48, 51, 54, 57]
      for (const minute of voices) detector.hear(problem(hour + minute * MINUTE_MS))
      detector.missing(hour + 10 * MINUTE_MS, hour + 30 * MINUTE_MS)
      detector.missing(hour + 15 * MINUTE_MS, hour + 35 * MINUTE_MS)
      for (let at = hour + stepMs; at <= hour + HOUR_MS; at += stepMs) detector.advance(at)
    }
    return detector.usual(to)
  }
  const inOneGo = usualAfter(HOUR_MS)
  expect(inOneGo.ratePerHour).toBeGreaterThan(0)
  expect(usualAfter(MINUTE_MS)).toEqual(inOneGo)
})

it('shrugs at a clock that goes back an hour, at voices from the past and at nonsense', () => {
  const detector = seasoned(14, 10)
  const { at } = detector
  const before = detector.snapshot()
  expect(detector.advance(at - HOUR_MS)).toEqual([])
  for (let n = 0; n < 100; n += 1) detector.hear(problem(at - HOUR_MS + n))
  detector.hear(problem(Number.NaN))
  detector.missing(at - 2 * HOUR_MS, at - HOUR_MS)
  expect(detector.advance(at)).toEqual([])
  expect(detector.snapshot()).toEqual(before)
})

it('hears a late voice now, and one that is later still not at all', () => {
  const detector = seasoned(14, 1)
  const now = detector.at
  for (let n = 0; n < 40; n += 1) detector.hear(problem(now - MINUTE_MS - n))
  for (let n = 0; n < 40; n += 1) detector.hear(problem(now - LATE_MS - 1 - n))
  expect(types(detector.advance(now + 1))).toEqual(['suspected'])
  expect(detector.peak).toBe(40)
  // A crowd of one second may be few who make many voices: the next word tells.
  detector.hear(problem(now + MINUTE_MS / 2))
  expect(types(detector.advance(now + MINUTE_MS))).toEqual(['confirmed'])
})

it('stands weeks of zeros and then ten thousand a minute: one incident', () => {
  const detector = createDetector({ startAt: MONDAY })
  detector.advance(MONDAY + 40 * DAY_MS)
  expect(detector.state).toBe('ok')
  expect(detector.usual(detector.at).ratePerHour).toBeLessThan(0.1)
  const changes: Change[] = []
  for (let minute = 0; minute < 60; minute += 1) {
    for (let n = 0; n < 10_000; n += 1) detector.hear(problem(detector.at + n * 6))
    changes.push(...detector.advance(detector.at + MINUTE_MS))
  }
  expect(types(changes)).toEqual(['suspected', 'confirmed'])
  expect(detector.peak).toBe(150_000)
})

it('does not go on from the snapshot of another rule', () => {
  expect(restoreDetector({ ...createDetector({ startAt: MONDAY }).snapshot(), rule: 'older' })).toBeUndefined()
  expect(restoreDetector(null)).toBeUndefined()
})

const HISTORY = seasoned(28, 4).snapshot()
const voice = record({
  afterMs: integer({ min: -10 * MINUTE_MS, max: 3 * HOUR_MS }),
  network: option(integer({ min: 0, max: 60 })),
  works: boolean(),
})
/** Draws become waves: how many speak together, and when. */
const waves = array(record({ voice, size: integer({ min: 1, max: 60 }) }), { maxLength: 25 })
type Waves = { voice: { afterMs: number; network: number | null; works: boolean }; size: number }[]

function toVoices(drawn: Waves): Voice[] {
  return drawn.flatMap(({ voice: v, size }) =>
    Array.from({ length: size }, (_, n): Voice => ({
      at: HISTORY.at + v.afterMs + (n % 7),
      answer: v.works ? 'works' : 'problem',
      ...(v.network !== null && { network: `n${v.network + (n % 40)}`, reporter: `r${v.network}-${n}` }),
    })),
  )
}

function run(voices: Voice[], restart: boolean): Change[] {
  let detector = restoreDetector(HISTORY)!
  for (const v of voices) detector.hear(v)
  const changes: Change[] = []
  for (let at = HISTORY.at; at < HISTORY.at + 8 * HOUR_MS; at += 7 * MINUTE_MS) {
    changes.push(...detector.advance(at))
    if (restart) detector = restoreDetector(JSON.parse(JSON.stringify(detector.snapshot())))!
  }
  return changes
}

function isFiniteAll(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isFiniteAll)
}

it('never says what is not a number', () => {
  assert(
    property(waves, (drawn) => {
      const detector = restoreDetector(HISTORY)!
      for (const v of toVoices(drawn)) detector.hear(v)
      const changes = detector.advance(HISTORY.at + 30 * HOUR_MS)
      expect(isFiniteAll([changes, detector.snapshot(), detector.usual(detector.at)])).toBe(true)
    }),
    { numRuns: 40 },
  )
})

it('does not care in which order voices are read', () => {
  assert(
    property(waves, integer(), (drawn, seed) => {
      const voices = toVoices(drawn)
      const random = createRandom(seed)
      const shuffled = voices
        .map((v) => ({ v, key: random() }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ v }) => v)
      expect(run(shuffled, false)).toEqual(run(voices, false))
    }),
    { numRuns: 40 },
  )
})

it('goes on from its snapshot as if nothing had been', () => {
  assert(
    property(waves, (drawn) => {
      const voices = toVoices(drawn)
      expect(run(voices, true)).toEqual(run(voices, false))
    }),
    { numRuns: 40 },
  )
})

it('never raises a state in an hour of silence', () => {
  assert(
    property(waves, (drawn) => {
      const detector = restoreDetector(HISTORY)!
      for (const v of toVoices(drawn)) detector.hear(v)
      detector.advance(HISTORY.at + 3 * HOUR_MS + MINUTE_MS)
      const calm = new Set(['faded', 'recovering', 'resolved'])
      expect(detector.advance(HISTORY.at + 5 * HOUR_MS).filter((c) => !calm.has(c.type))).toEqual([])
    }),
    { numRuns: 40 },
  )
})
