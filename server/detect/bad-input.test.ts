import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import type { Change } from './change.ts'
import { createDetector, restoreDetector, type Detector } from './detector.ts'
import { YOUNG_HOURS } from './rule.ts'
import type { Voice } from './voice.ts'

// What a recording or a site may bring that nobody meant. Defined each time: no crash, never a NaN, no alarm without its figures.
const MONDAY = Date.UTC(2024, 0, 1)
const problem = (at: number): Voice => ({ at, answer: 'problem' })
const daily = (at: number) => Math.max(0.05, 1 + Math.cos(((at / HOUR_MS - 14) / 12) * Math.PI))

/** Poisson voices; `perHour` is asked every minute. */
function voicesOf(from: number, to: number, perHour: (at: number) => number, seed = 1): Voice[] {
  const random = createRandom(seed)
  const voices: Voice[] = []
  let left = -Math.log(1 - random())
  for (let at = from; at < to; at += MINUTE_MS) {
    const mean = perHour(at) / 60
    let passed = 0
    while (passed + left < mean) {
      passed += left
      voices.push(problem(at + Math.floor((passed / mean) * MINUTE_MS)))
      left = -Math.log(1 - random())
    }
    left -= mean - passed
  }
  return voices
}

function play(detector: Detector, voices: Voice[], to: number): Change[] {
  for (const voice of voices) detector.hear(voice)
  return sound(detector, detector.advance(to))
}

/** Whatever is said holds together: finite everywhere, an alarm with more than was usual and a score that passes its limit. */
function sound(detector: Detector, changes: Change[]): Change[] {
  expect(strange([changes, detector.snapshot(), detector.usual(detector.at), detector.peak])).toEqual([])
  for (const { to, type, at, startedAt, detectedAt, evidence } of changes) {
    expect(startedAt).toBeLessThanOrEqual(at)
    expect(detectedAt).toBeLessThanOrEqual(at)
    if (to !== 'suspected' || type !== 'suspected') continue
    expect(evidence.observed).toBeGreaterThan(evidence.expected)
    expect(evidence.score).toBeGreaterThanOrEqual(evidence.threshold)
    expect(evidence.reporters).toBeGreaterThanOrEqual(3)
  }
  return changes
}

function strange(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => strange(inner, `${path}.${key}`))
}

const alarms = (changes: Change[]) => changes.filter((c) => c.to === 'suspected' || c.to === 'confirmed')
const usualPerHour = (detector: Detector) => detector.usual(detector.at).ratePerHour

const WEEKS = 28 * DAY_MS
const LEARNED = new Map<number, ReturnType<Detector['snapshot']>>()
/** A provider with four weeks behind it. */
function seasoned(perHour: number): Detector {
  if (!LEARNED.has(perHour)) {
    const detector = createDetector({ startAt: MONDAY })
    play(
      detector,
      voicesOf(MONDAY, MONDAY + WEEKS, (at) => perHour * daily(at)),
      MONDAY + WEEKS,
    )
    LEARNED.set(perHour, detector.snapshot())
  }
  return restoreDetector(LEARNED.get(perHour))!
}

it('hears nothing for weeks: ok, and a usual that is small but not zero', () => {
  const detector = createDetector({ startAt: MONDAY })
  expect(alarms(play(detector, [], MONDAY + 60 * DAY_MS))).toEqual([])
  expect(detector.state).toBe('ok')
  expect(usualPerHour(detector)).toBeGreaterThan(0)
  expect(usualPerHour(detector)).toBeLessThan(0.1)
})

it('makes nothing of one voice after weeks of nothing', () => {
  const detector = createDetector({ startAt: MONDAY })
  detector.advance(MONDAY + 60 * DAY_MS)
  expect(play(detector, [problem(detector.at + HOUR_MS)], detector.at + DAY_MS)).toEqual([])
})

it('judges nobody before it knows what is usual, however loud', () => {
  const detector = createDetector({ startAt: MONDAY })
  const until = MONDAY + YOUNG_HOURS * HOUR_MS - MINUTE_MS
  expect(
    play(
      detector,
      voicesOf(MONDAY, until, () => 3_000),
      until,
    ),
  ).toEqual([])
  expect(detector.state).toBe('unknown')
})

it('is not alarmed on its first day by what has been loud from the start', () => {
  const detector = createDetector({ startAt: MONDAY })
  const until = MONDAY + DAY_MS
  expect(
    alarms(
      play(
        detector,
        voicesOf(MONDAY, until, () => 600),
        until,
      ),
    ),
  ).toEqual([])
  expect(detector.state).toBe('ok')
})

it('takes a constant ten thousand a minute for usual', { timeout: 120_000 }, () => {
  const detector = createDetector({ startAt: MONDAY })
  const random = createRandom(4)
  const changes: Change[] = []
  // Half of each hour we are away, which is enough to learn from.
  for (let hour = MONDAY; hour < MONDAY + (YOUNG_HOURS + 1) * HOUR_MS; hour += HOUR_MS) {
    for (let n = 0; n < 300_000; n += 1) detector.hear(problem(hour + Math.floor(random() * 30 * MINUTE_MS)))
    detector.missing(hour + 30 * MINUTE_MS, hour + HOUR_MS)
    changes.push(...detector.advance(hour + HOUR_MS))
  }
  expect(alarms(sound(detector, changes))).toEqual([])
  expect(detector.state).toBe('ok')
  expect(usualPerHour(detector)).toBeGreaterThan(500_000)
  expect(usualPerHour(detector)).toBeLessThan(700_000)
})

it('stays finite from no voice in a century to a million an hour', () => {
  for (const perHour of [1e-9, 1e-6, 1e-3, 1, 1e3]) {
    const detector = createDetector({ startAt: MONDAY })
    const quiet = voicesOf(MONDAY, MONDAY + 3 * DAY_MS, () => perHour, 5)
    play(detector, quiet, MONDAY + 3 * DAY_MS)
    expect(detector.state).toBe('ok')
    const loud = voicesOf(detector.at, detector.at + 2 * MINUTE_MS, () => 1e6, 6)
    const changes = play(detector, loud, detector.at + HOUR_MS)
    expect(changes.map((c) => c.to).slice(0, 2)).toEqual(['suspected', 'confirmed'])
    play(detector, [], detector.at + 40 * DAY_MS)
  }
})

it('stays finite with weights next to nothing and beyond all measure', () => {
  for (const weight of [1e-9, 1e-3, 1e6]) {
    const detector = seasoned(4)
    const voices = voicesOf(detector.at, detector.at + HOUR_MS, () => 600).map((voice) => ({ ...voice, weight }))
    const until = detector.at + 6 * HOUR_MS
    play(detector, voices, until)
    expect(detector.at).toBe(until)
  }
})

it('shrugs at instants that are none, and at those of long ago', () => {
  const detector = seasoned(4)
  const before = detector.snapshot()
  for (const at of [Number.NaN, -Infinity, detector.at - DAY_MS, 0, -1]) detector.hear(problem(at))
  detector.missing(Number.NaN, Number.NaN)
  detector.missing(detector.at + HOUR_MS, detector.at)
  expect(detector.advance(Number.NaN)).toEqual([])
  expect(detector.advance(-Infinity)).toEqual([])
  expect(detector.snapshot()).toEqual(before)
})

it('hears voices in any order', () => {
  const voices = [...voicesOf(MONDAY + WEEKS, MONDAY + WEEKS + DAY_MS, (at) => 20 * daily(at), 8)]
  const surge = voicesOf(MONDAY + WEEKS + 12 * HOUR_MS, MONDAY + WEEKS + 13 * HOUR_MS, () => 600, 9)
  const [ordered, reversed] = [seasoned(20), seasoned(20)]
  const first = play(
    ordered,
    [...voices, ...surge].toSorted((a, b) => a.at - b.at),
    MONDAY + WEEKS + DAY_MS,
  )
  const second = play(reversed, [...voices, ...surge].toReversed(), MONDAY + WEEKS + DAY_MS)
  expect(alarms(first).length).toBeGreaterThan(0)
  expect(second).toEqual(first)
  expect(reversed.snapshot()).toEqual(ordered.snapshot())
})

it('does not count voices that come again after they were judged: a day that is run twice is one day', () => {
  const once = seasoned(20)
  const twice = seasoned(20)
  const day = voicesOf(once.at, once.at + DAY_MS, (at) => 20 * daily(at), 8)
  play(once, day, once.at + DAY_MS)
  play(twice, day, twice.at + DAY_MS)
  // All but what may still be late by a few minutes.
  const past = day.filter((voice) => voice.at < once.at - 10 * MINUTE_MS)
  expect(play(twice, past, twice.at)).toEqual([])
  expect(twice.snapshot()).toEqual(once.snapshot())
})

it('is not alarmed by a clock that goes back an hour, and hears on when it is right again', () => {
  const detector = seasoned(20)
  const { at } = detector
  play(
    detector,
    voicesOf(at, at + 12 * HOUR_MS, (t) => 20 * daily(t), 3),
    at + 12 * HOUR_MS,
  )
  const again = voicesOf(at + 11 * HOUR_MS, at + 12 * HOUR_MS, (t) => 20 * daily(t), 4)
  const changes: Change[] = []
  for (const voice of again) {
    detector.hear(voice)
    changes.push(...detector.advance(voice.at))
  }
  expect(detector.at).toBe(at + 12 * HOUR_MS)
  changes.push(
    ...play(
      detector,
      voicesOf(detector.at, at + DAY_MS, (t) => 20 * daily(t), 5),
      at + DAY_MS,
    ),
  )
  expect(alarms(changes)).toEqual([])
})

it('takes an hour that is told twice, with all its voices in it, for no outage', () => {
  // Local time in autumn: two hours' voices within one, the next one as ever.
  const detector = seasoned(20)
  const two = detector.at + 2 * HOUR_MS
  const night = (at: number) => (at >= two && at < two + HOUR_MS ? 2 : 1) * 20 * daily(at)
  expect(alarms(play(detector, voicesOf(detector.at, detector.at + DAY_MS, night, 6), detector.at + DAY_MS))).toEqual(
    [],
  )
})

it('takes gaps of any length and overlap for absence', () => {
  const detector = seasoned(20)
  const { at } = detector
  const before = detector.usual(at + 12 * HOUR_MS).ratePerHour
  for (const [from, to] of [
    [1, 3],
    [2, 5],
    [0.1, 0.2],
    [30, 31],
    [20, 40],
    [20, 40],
  ]) {
    detector.missing(at + from! * HOUR_MS, at + to! * HOUR_MS)
  }
  const isAway = (t: number) =>
    (t < at + 5 * HOUR_MS && t >= at + HOUR_MS) || (t >= at + 20 * HOUR_MS && t < at + 40 * HOUR_MS)
  const voices = voicesOf(at, at + 7 * DAY_MS, (t) => (isAway(t) ? 0 : 20 * daily(t)), 7)
  expect(alarms(play(detector, voices, at + 7 * DAY_MS))).toEqual([])
  expect(Math.abs(detector.usual(at + 12 * HOUR_MS).ratePerHour / before - 1)).toBeLessThan(0.25)
})

it('is not alarmed by whom it hears again after months of absence', () => {
  const detector = seasoned(20)
  const back = detector.at + 120 * DAY_MS
  detector.missing(detector.at, back)
  expect(play(detector, [], back)).toEqual([])
  expect(
    alarms(
      play(
        detector,
        voicesOf(back, back + 2 * DAY_MS, (t) => 20 * daily(t), 2),
        back + 2 * DAY_MS,
      ),
    ),
  ).toEqual([])
})

it('raises one alarm at most for a level that doubles for good, and learns it', () => {
  const detector = seasoned(60)
  const from = detector.at
  const changes = play(
    detector,
    voicesOf(from, from + 40 * DAY_MS, (t) => 120 * daily(t), 3),
    from + 40 * DAY_MS,
  )
  expect(changes.filter((c) => c.to === 'suspected').length).toBeLessThanOrEqual(1)
  expect(changes.filter((c) => c.to === 'confirmed')).toEqual([])
  expect(detector.state).toBe('ok')
  expect(detector.usual(detector.at + 14 * HOUR_MS).ratePerHour).toBeGreaterThan(180)
})

it('forgets a level that halves for good, too', () => {
  const detector = seasoned(60)
  const from = detector.at
  expect(
    play(
      detector,
      voicesOf(from, from + 60 * DAY_MS, (t) => 30 * daily(t), 3),
      from + 60 * DAY_MS,
    ),
  ).toEqual([])
  expect(detector.usual(detector.at + 14 * HOUR_MS).ratePerHour).toBeLessThan(90)
})

it.each([
  ['a quiet working day', (at: number) => 0.4 * daily(at)],
  ['a day that begins three hours later', (at: number) => daily(at - 3 * HOUR_MS)],
  ['a day half as busy again', (at: number) => 1.5 * daily(at)],
])('does not take a public holiday for a fault: %s', (_, shape) => {
  const detector = seasoned(20)
  const from = detector.at
  const voices = [
    ...voicesOf(from, from + DAY_MS, (at) => 20 * shape(at), 11),
    ...voicesOf(from + DAY_MS, from + 3 * DAY_MS, (at) => 20 * daily(at), 12),
  ]
  expect(alarms(play(detector, voices, from + 3 * DAY_MS)).filter((c) => c.to === 'confirmed')).toEqual([])
  expect(detector.state).toBe('ok')
})

it('counts a reporter who presses a hundred times as one', () => {
  const detector = seasoned(1)
  const start = detector.at + 12 * HOUR_MS
  for (let n = 0; n < 100; n += 1) {
    detector.hear({ at: start + n * SECOND_MS, answer: 'problem', reporter: 'r', network: 'n' })
  }
  expect(alarms(play(detector, [], start + HOUR_MS))).toEqual([])
})
