import { array, assert, constantFrom, integer, option, pre, property, record, shuffledSubarray } from 'fast-check'
import { expect, it } from 'vitest'
import type { State } from '../../shared/incident.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import type { Change } from './change.ts'
import { createDetector, restoreDetector, type Detector } from './detector.ts'
import { Ladder, SURGE_WINDOWS_MS } from './ladder.ts'
import { RUNGS } from './rule.ts'
import { createSite } from './site.ts'
import { ALONE, type SiteView } from './site-view.ts'
import type { Voice } from './voice.ts'

// What must hold whatever is heard. Everybody here has four weeks behind them, so that it is known what is usual.
const MONDAY = Date.UTC(2024, 0, 1)
const WEEKS = 28 * DAY_MS
const NOON = MONDAY + WEEKS + 12 * HOUR_MS

/** As uneven as chance; `perHour` is steady. */
function voicesOf(from: number, to: number, perHour: number, seed: number): Voice[] {
  const random = createRandom(seed)
  const voices: Voice[] = []
  for (let at = from; ;) {
    at += (-Math.log(1 - random()) / perHour) * HOUR_MS
    if (at >= to) return voices
    voices.push({ at: Math.floor(at), answer: 'problem' })
  }
}

function history(perHour: number, shiftMs = 0): ReturnType<Detector['snapshot']> {
  const detector = createDetector({ startAt: MONDAY + shiftMs })
  for (const voice of voicesOf(MONDAY, NOON, perHour, 3)) detector.hear({ ...voice, at: voice.at + shiftMs })
  detector.advance(NOON + shiftMs)
  return detector.snapshot()
}

const RATES = [0.3, 4, 40]
const HISTORIES = new Map(RATES.map((perHour) => [perHour, history(perHour)]))
const detectorOf = (perHour: number) => restoreDetector(HISTORIES.get(perHour))!

/** Waves: so many people within so long, from an instant of the next hours on. */
const wave = record({
  afterMs: integer({ min: 0, max: 50 * MINUTE_MS }),
  lengthMs: constantFrom(1, 1_000, MINUTE_MS, 10 * MINUTE_MS),
  size: integer({ min: 1, max: 60 }),
  network: option(integer({ min: 0, max: 50 })),
})
const waves = array(wave, { maxLength: 12 })
type Wave = { afterMs: number; lengthMs: number; size: number; network: number | null }

/** With `network`: forty networks that overlap with those of other waves, and reporters who may press again. */
function toVoices(drawn: Wave[], from = NOON): Voice[] {
  return drawn.flatMap(({ afterMs, lengthMs, size, network }) =>
    Array.from({ length: size }, (_, n): Voice => ({
      at: from + afterMs + Math.floor((n * lengthMs) / size),
      answer: 'problem',
      ...(network !== null && { network: `n${network + (n % 40)}`, reporter: `r${network}-${n % 50}` }),
    })),
  )
}

function run(detector: Detector, voices: Voice[], until: number): Change[] {
  for (const voice of voices) detector.hear(voice)
  return detector.advance(until)
}

const RANK: Record<State, number> = { unknown: 0, ok: 0, recovering: 1, suspected: 1, confirmed: 2 }
const firstAt = (changes: Change[], rank: number) => changes.find((c) => RANK[c.to] >= rank)?.at ?? Infinity

it('is alarmed no later by more voices', () => {
  assert(
    property(constantFrom(...RATES), waves, waves, (perHour, some, more) => {
      // Everybody is another person: what a network's voices weigh together is another question.
      const [few, many] = [some, [...some, ...more]].map((drawn) => {
        const voices = toVoices(drawn.map((one) => ({ ...one, network: null })))
        return run(detectorOf(perHour), voices, NOON + HOUR_MS)
      })
      expect(firstAt(many!, 1)).toBeLessThanOrEqual(firstAt(few!, 1))
    }),
    { numRuns: 60 },
  )
})

const scored = array(record({ afterMs: integer({ min: 0, max: HOUR_MS }), weight: constantFrom(0, 0.1, 0.5, 1) }), {
  maxLength: 40,
})
const TEMPERS = SURGE_WINDOWS_MS.map((_, i) => 1 / (1 + 0.2 * i))

/** Nats of every rung after these voices, `laterMs` after the hour. */
function score(perHour: number, voices: { afterMs: number; weight: number }[], laterMs = 0): number[] {
  const normal = { ratePerHour: perHour, tempers: TEMPERS }
  const ladder = new Ladder(NOON)
  for (const { afterMs, weight } of voices.toSorted((x, y) => x.afterMs - y.afterMs)) {
    ladder.hear(NOON + afterMs, weight, normal)
  }
  return Array.from({ length: RUNGS }, (_, rung) => ladder.nats(rung, NOON + HOUR_MS + laterMs, normal))
}

it('scores no lower with more voices, no higher after silence, and is finite, whatever the rate', () => {
  const rates = constantFrom(1e-9, 1e-3, 0.3, 4, 600, 1e6)
  assert(
    property(rates, scored, scored, integer({ min: 0, max: 9 * HOUR_MS }), (perHour, some, more, laterMs) => {
      const before = score(perHour, some)
      const after = score(perHour, [...some, ...more])
      const later = score(perHour, some, laterMs)
      for (const [rung, nats] of before.entries()) {
        expect(Number.isFinite(nats)).toBe(true)
        expect(after[rung]).toBeGreaterThanOrEqual(nats - 1e-9)
        expect(later[rung]).toBeLessThanOrEqual(nats + 1e-9)
      }
    }),
    { numRuns: 200 },
  )
})

it('scores the same when voices, usual and surges are all so many times as fast', () => {
  // Beyond one a second surges are measured by the usual, so that only the unit of time is another.
  assert(
    property(scored, constantFrom(2, 5, 10), (voices, times) => {
      const [slow, fast] = [7_200, 7_200 * times].map((perHour, i) => {
        const scale = i === 0 ? 1 : times
        const normal = { ratePerHour: perHour, tempers: TEMPERS }
        const ladder = new Ladder(0)
        for (const { afterMs, weight } of voices.toSorted((x, y) => x.afterMs - y.afterMs)) {
          ladder.hear((afterMs * 10) / scale, weight, normal)
        }
        return ladder.nats(0, (10 * HOUR_MS) / scale, normal) + Math.log(scale)
      })
      expect(fast).toBeCloseTo(slow!, 6)
    }),
    { numRuns: 60 },
  )
})

it('raises nothing in an hour of silence', () => {
  assert(
    property(constantFrom(...RATES), waves, (perHour, drawn) => {
      const detector = detectorOf(perHour)
      run(detector, toVoices(drawn), NOON + HOUR_MS + MINUTE_MS)
      for (const change of detector.advance(NOON + 3 * HOUR_MS)) {
        expect(RANK[change.to]).toBeLessThan(RANK[change.from])
      }
    }),
    { numRuns: 60 },
  )
})

it('says the same a number of weeks later', () => {
  const shift = 150 * WEEK_MS
  const later = history(4, shift)
  assert(
    property(waves, (drawn) => {
      const now = run(detectorOf(4), toVoices(drawn), NOON + 6 * HOUR_MS)
      const then = run(restoreDetector(later)!, toVoices(drawn, NOON + shift), NOON + 6 * HOUR_MS + shift)
      expect(then.map((c) => [c.at - shift, c.type, c.startedAt - shift, c.evidence])).toEqual(
        now.map((c) => [c.at, c.type, c.startedAt, c.evidence]),
      )
    }),
    { numRuns: 30 },
  )
})

it('says the same whatever the names of reporters and networks', () => {
  assert(
    property(constantFrom(...RATES), waves, integer(), (perHour, drawn, seed) => {
      const voices = toVoices(drawn)
      // Names that sort the same way: the order within a millisecond goes by name.
      const renamed = voices.map((voice) => ({
        ...voice,
        ...(voice.network && { network: `${seed} ${voice.network}`, reporter: `${seed} ${voice.reporter}` }),
      }))
      expect(run(detectorOf(perHour), renamed, NOON + 6 * HOUR_MS)).toEqual(
        run(detectorOf(perHour), voices, NOON + 6 * HOUR_MS),
      )
    }),
    { numRuns: 40 },
  )
})

it('finds no later what is larger in all its parts: usual and surge together', () => {
  const even = (from: number, to: number, perHour: number) =>
    Array.from({ length: Math.floor(((to - from) * perHour) / HOUR_MS) }, (_, n): Voice => ({
      at: from + Math.floor((n * HOUR_MS) / perHour),
      answer: 'problem',
    }))
  const seasoned = new Map(
    [4, 12, 60].map((perHour) => {
      const detector = createDetector({ startAt: MONDAY })
      run(detector, even(MONDAY, MONDAY + 8 * DAY_MS, perHour), MONDAY + 8 * DAY_MS)
      return [perHour, detector.snapshot()]
    }),
  )
  const delay = (perHour: number, times: number) => {
    const detector = restoreDetector(seasoned.get(perHour))!
    const { at } = detector
    return firstAt(run(detector, even(at, at + HOUR_MS, perHour * times), at + HOUR_MS), 1) - at
  }
  for (const times of [8, 10, 15, 20, 40, 100]) {
    const delays = [4, 12, 60].map((perHour) => delay(perHour, times))
    expect(delays[0]).toBeLessThan(HOUR_MS)
    expect(delays.toSorted((a, b) => b - a)).toEqual(delays)
  }
})

it('does not care about the order in which voices of a millisecond, or of an hour, are read', () => {
  assert(
    property(constantFrom(...RATES), waves, integer(), (perHour, drawn, seed) => {
      // Everybody within the same few milliseconds.
      const voices = toVoices(drawn.map((one) => ({ ...one, lengthMs: 1 })))
      const random = createRandom(seed)
      const shuffled = voices
        .map((voice) => ({ voice, key: random() }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ voice }) => voice)
      const [one, other] = [detectorOf(perHour), detectorOf(perHour)]
      expect(run(other, shuffled, NOON + 4 * HOUR_MS)).toEqual(run(one, voices, NOON + 4 * HOUR_MS))
      expect(other.snapshot()).toEqual(one.snapshot())
    }),
    { numRuns: 40 },
  )
})

it('does not care in how many calls it is brought to an instant', () => {
  assert(
    property(constantFrom(...RATES), waves, integer({ min: 1, max: 50 }), (perHour, drawn, minutes) => {
      const voices = toVoices(drawn)
      const whole = run(detectorOf(perHour), voices, NOON + 4 * HOUR_MS)
      const detector = detectorOf(perHour)
      for (const voice of voices) detector.hear(voice)
      const parts: Change[] = []
      for (let at = NOON; at < NOON + 4 * HOUR_MS; at += minutes * 37_000) parts.push(...detector.advance(at))
      parts.push(...detector.advance(NOON + 4 * HOUR_MS))
      expect(parts).toEqual(whole)
    }),
    { numRuns: 40 },
  )
})

it('goes on from its snapshot as if nothing had been, and says nothing but numbers', () => {
  assert(
    property(constantFrom(...RATES), waves, integer({ min: 1, max: 90 }), (perHour, drawn, minutes) => {
      const voices = toVoices(drawn)
      const whole = detectorOf(perHour)
      const expected = run(whole, voices, NOON + 8 * HOUR_MS)
      let detector = detectorOf(perHour)
      for (const voice of voices) detector.hear(voice)
      const changes: Change[] = []
      for (let at = NOON; at < NOON + 8 * HOUR_MS; at += minutes * MINUTE_MS) {
        changes.push(...detector.advance(at))
        detector = restoreDetector(JSON.parse(JSON.stringify(detector.snapshot())))!
      }
      changes.push(...detector.advance(NOON + 8 * HOUR_MS))
      expect(changes).toEqual(expected)
      expect(detector.snapshot()).toEqual(whole.snapshot())
      expect(strange([changes, detector.snapshot(), detector.usual(detector.at)])).toEqual([])
    }),
    { numRuns: 40 },
  )
})

function strange(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => strange(inner, `${path}.${key}`))
}

type Said = {
  common: Map<number, number>
  shown: Map<number, number>
  causes: Map<string, ReturnType<SiteView['cause']>>
}

/** Notes all that a view was asked, and what it said. */
function noted(view: SiteView, said: Said): SiteView {
  return {
    common: (at) => kept(said.common, at, () => view.common(at)),
    kin: (at) => view.kin(at),
    spill: (at) => view.spill(at),
    shownNats: (at) => kept(said.shown, at, () => view.shownNats(at)),
    broken: (at) => view.broken(at),
    cause: (rise) => kept(said.causes, JSON.stringify(rise), () => view.cause(rise)),
  }
}

function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  if (!map.has(key)) map.set(key, make())
  return map.get(key)!
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']
const FOUR = NAMES.map((_, i) => history(2 + 3 * i))
const town = array(record({ who: integer({ min: 0, max: NAMES.length - 1 }), waves }), { maxLength: 6 })
type Town = { who: number; waves: Wave[] }[]

function runTown(drawn: Town, order: string[], note?: Map<string, Said>): Map<string, Change[]> {
  const site = createSite({ relations: { families: [], depends: [] } })
  const members = order.map((key) => {
    const detector = restoreDetector(FOUR[NAMES.indexOf(key)])!
    for (const { who, waves: heard } of drawn) {
      if (NAMES[who] === key) for (const voice of toVoices(heard)) detector.hear(voice)
    }
    const said: Said = { common: new Map(), shown: new Map(), causes: new Map() }
    note?.set(key, said)
    return {
      key,
      detector,
      advance: (to: number, view: SiteView) => detector.advance(to, note ? noted(view, said) : view),
    }
  })
  const changes = new Map(order.map((key): [string, Change[]] => [key, []]))
  for (const { key, change } of site.advance(NOON + 3 * HOUR_MS, members)) changes.get(key)!.push(change)
  return changes
}

it('gives the same verdicts whatever the order of providers', () => {
  assert(
    property(town, shuffledSubarray(NAMES, { minLength: NAMES.length }), (drawn, order) => {
      const [one, other] = [runTown(drawn, NAMES), runTown(drawn, order)]
      for (const key of NAMES) expect(other.get(key)).toEqual(one.get(key))
    }),
    { numRuns: 25 },
  )
})

it('knows of others nothing but what the site says: with that alone, each gives the same verdicts', () => {
  assert(
    property(town, (drawn) => {
      const note = new Map<string, Said>()
      const together = runTown(drawn, NAMES, note)
      for (const [i, key] of NAMES.entries()) {
        const detector = restoreDetector(FOUR[i])!
        for (const { who, waves: heard } of drawn) {
          if (who === i) for (const voice of toVoices(heard)) detector.hear(voice)
        }
        const alone: Change[] = []
        // As the site does it, minute by minute: what it says is of whole minutes that are over.
        for (let at = NOON; at <= NOON + 3 * HOUR_MS; at += MINUTE_MS) {
          alone.push(...detector.advance(at, noted(ALONE, note.get(key)!)))
        }
        expect(alone).toEqual(together.get(key))
      }
    }),
    { numRuns: 15 },
  )
})

it('is not moved by another provider without any tie to it, unless it is taken for its echo', () => {
  assert(
    property(waves, waves, (mine, others) => {
      // One of six: the site-wide factor goes by the middle of all, so one alone does not move it.
      const alone = runTown([{ who: 0, waves: mine }], NAMES).get('a')!
      const note = new Map<string, Said>()
      const both = [
        { who: 0, waves: mine },
        { who: 3, waves: others },
      ]
      const beside = runTown(both, NAMES, note).get('a')!
      pre([...note.get('a')!.causes.values()].every((cause) => cause?.kind !== 'collateral'))
      const states = (changes: Change[]) => changes.map((c) => [c.at, c.type, c.startedAt, c.evidence])
      expect(states(beside)).toEqual(states(alone))
    }),
    { numRuns: 25 },
  )
})
