import { bucketStart, HOUR_MS } from '../../shared/time.ts'
import type { Usual } from '../../shared/series.ts'
import { varianceOf } from './negative-binomial.ts'
import {
  CLIP_SDS,
  LEARN_DELAY_HOURS,
  LEVEL_HALF_LIFE_HOURS,
  LONGEST_WINDOW_MS,
  MAX_DISPERSION,
  MIN_HEARD_SHARE,
  PRIOR_DISPERSION,
  PRIOR_DISPERSION_VOICES,
  QUICK_HALF_LIFE_HOURS,
  QUICK_SHRINK,
  RATE_FLOOR,
  SEASON_HALF_LIFE_WEEKS,
  YOUNG_HOURS,
} from './rule.ts'
import { Season, type SeasonState } from './season.ts'

const PART_MS = HOUR_MS / 3
const HOUR_DECAY = 2 ** (-1 / LEVEL_HALF_LIFE_HOURS)
const QUICK_DECAY = 2 ** (-1 / QUICK_HALF_LIFE_HOURS)
const DISPERSION_DECAY = 2 ** (-1 / (SEASON_HALF_LIFE_WEEKS * 168))
/** A first guess for a provider nobody knows: one voice an hour, believed for half a voice. */
const PRIOR_LEVEL = { shape: 0.5, hours: 0.5 }

/** One hour, in three parts of twenty minutes: voices, and how long we were there to hear them. */
type Hour = { start: number; voices: number[]; missingMs: number[]; frozen: boolean }
type Clumps = { squares: number; expected: number }

export type BaselineState = {
  level: { shape: number; hours: number }
  quick: { voices: number; hours: number }
  season: SeasonState
  parts: Clumps
  whole: Clumps
  known: boolean
  hour: Hour
  waiting: Hour[]
  rates: { start: number; rate: number }[]
}

/**
 * What is usual for one provider: level × season(hour of the week), and how clumpy its counts are. The rate of an hour is
 * settled when the hour begins; what an hour brought is learned two hours after its end, unless something was wrong.
 */
export class Baseline {
  readonly #state: BaselineState
  readonly #season: Season

  constructor(startAt: number, state?: BaselineState) {
    this.#season = new Season(state?.season)
    this.#state = state ?? {
      level: { ...PRIOR_LEVEL },
      quick: { voices: 0, hours: 0 },
      season: this.#season.state(),
      parts: { squares: 0, expected: 0 },
      whole: { squares: 0, expected: 0 },
      known: false,
      hour: emptyHour(bucketStart(startAt, HOUR_MS), false),
      waiting: [],
      rates: [],
    }
    if (!state) this.missing(this.#state.hour.start, startAt)
  }

  /** Whether a day was heard, so that "usual" means something. */
  get known(): boolean {
    return this.#state.known
  }

  /** End of the hour that is being counted. */
  get hourEnd(): number {
    return this.#state.hour.start + HOUR_MS
  }

  usual(at: number): Usual {
    const { shape } = this.#state.level
    const settled = this.#state.rates.find((r) => r.start === bucketStart(at, HOUR_MS))?.rate
    return {
      ratePerHour: settled ?? this.#level() * this.#season.at(at),
      dispersion: dispersionOf(this.#state.parts),
      shape,
    }
  }

  /** Voices an hour as believed when the hour of `at` began, never under the floor. */
  rate(at: number): number {
    return Math.max(RATE_FLOOR, this.usual(at).ratePerHour)
  }

  /** Expected voices in [from, to), which may span some hours. */
  expected(from: number, to: number): number {
    let voices = 0
    for (let start = from; start < to;) {
      const end = Math.min(to, bucketStart(start, HOUR_MS) + HOUR_MS)
      voices += (this.rate(start) * (end - start)) / HOUR_MS
      start = end
    }
    return voices
  }

  /** Variance / mean for a window of this length: clumps weigh more the longer one looks, never less. */
  dispersion(windowMs: number): number {
    const part = dispersionOf(this.#state.parts)
    if (windowMs <= PART_MS) return part
    const slope = Math.max(0, dispersionOf(this.#state.whole) - part) / Math.log(HOUR_MS / PART_MS)
    return part + slope * Math.log(windowMs / PART_MS)
  }

  get shape(): number {
    return this.#state.level.shape
  }

  /** Voices at an instant of the current hour. */
  count(at: number, voices: number): void {
    const { hour } = this.#state
    hour.voices[partOf(hour, at)]! += voices
  }

  /** We were away in [from, to): that is not silence. */
  missing(from: number, to: number): void {
    const { hour } = this.#state
    for (let part = 0; part < 3; part += 1) {
      const start = hour.start + part * PART_MS
      const away = Math.max(0, Math.min(to, start + PART_MS) - Math.max(from, start))
      hour.missingMs[part] = Math.min(PART_MS, hour.missingMs[part]! + away)
    }
  }

  /** Nothing after this instant is learned from, as far as it was not learned already. */
  freeze(from: number): void {
    for (const hour of [...this.#state.waiting, this.#state.hour]) if (hour.start + HOUR_MS > from) hour.frozen = true
  }

  /** Closes the current hour and opens the next. `frozen`: something is wrong, the next one is not to be learned. */
  turn(frozen: boolean): void {
    const state = this.#state
    state.waiting.push(state.hour)
    state.hour = emptyHour(state.hour.start + HOUR_MS, frozen)
    if (!state.known) this.#begin()
    else while (state.waiting.length > LEARN_DELAY_HOURS) this.#learn(state.waiting.shift()!)
    const settled = state.rates.filter((r) => r.start > state.hour.start - LONGEST_WINDOW_MS - 2 * HOUR_MS)
    const { ratePerHour } = this.usual(state.hour.start)
    state.rates = [...settled, { start: state.hour.start, rate: ratePerHour }]
  }

  state(): BaselineState {
    return { ...structuredClone(this.#state), season: this.#season.state() }
  }

  #level(): number {
    const { level, quick } = this.#state
    const slow = level.shape / level.hours
    return Math.max(slow, (quick.voices + QUICK_SHRINK) / (quick.hours + QUICK_SHRINK / slow))
  }

  /** After a first day: its median says what an hour is like, so that an outage on that day does not. */
  #begin(): void {
    const state = this.#state
    const heard = state.waiting.filter((hour) => heardOf(hour) >= MIN_HEARD_SHARE)
    if (heard.length < YOUNG_HOURS) {
      if (heard.length < state.waiting.length) state.waiting = heard
      return
    }
    const rates = heard.map((hour) => sum(hour.voices) / heardOf(hour)).toSorted((a, b) => a - b)
    const median = Math.max(rates[rates.length >> 1]!, PRIOR_LEVEL.shape / rates.length)
    state.level = { shape: PRIOR_LEVEL.shape, hours: PRIOR_LEVEL.shape / median }
    state.known = true
    state.waiting = []
    // A busy hour is up to some three times the middle one; what is far beyond that was no usual hour.
    const cap = 4 * median + 4
    for (const hour of heard) {
      const over = sum(hour.voices) / heardOf(hour) / cap
      this.#learn(over > 1 ? { ...hour, voices: hour.voices.map((n) => n / over) } : hour)
    }
  }

  #learn(hour: Hour): void {
    const { level, quick, parts, whole } = this.#state
    level.shape *= HOUR_DECAY
    level.hours *= HOUR_DECAY
    const heard = heardOf(hour)
    if (hour.frozen || heard < MIN_HEARD_SHARE) return
    const mean = this.#level()
    const season = this.#season.at(hour.start)
    const dispersion = this.dispersion(HOUR_MS)
    const expected = mean * season * heard
    const voices = clip(sum(hour.voices), expected, { dispersion, shape: level.shape })
    for (let part = 0; part < 3; part += 1) {
      const share = 1 - hour.missingMs[part]! / PART_MS
      addClump(parts, hour.voices[part]!, (mean * season * share) / 3, level.shape)
    }
    addClump(whole, sum(hour.voices), expected, level.shape)
    // Clumped voices tell less than as many single ones.
    level.shape += voices / dispersion
    level.hours += (season * heard) / dispersion
    quick.voices = quick.voices * QUICK_DECAY + voices
    quick.hours = quick.hours * QUICK_DECAY + season * heard
    this.#season.learn(hour.start, voices, mean * heard)
  }
}

function emptyHour(start: number, frozen: boolean): Hour {
  return { start, voices: [0, 0, 0], missingMs: [0, 0, 0], frozen }
}

function partOf(hour: Hour, at: number): number {
  return Math.min(2, Math.max(0, Math.floor((at - hour.start) / PART_MS)))
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Share of the hour in which we were there. */
function heardOf(hour: Hour): number {
  return 1 - sum(hour.missingMs) / HOUR_MS
}

function clip(voices: number, expected: number, spread: { dispersion: number; shape: number }): number {
  return Math.min(voices, expected + CLIP_SDS * Math.sqrt(varianceOf(expected, spread)) + 1)
}

function addClump(clumps: Clumps, voices: number, expected: number, shape: number): void {
  // Clipped by the prior, not by its own estimate: one wild hour would let in the next.
  const clipped = clip(voices, expected, { dispersion: PRIOR_DISPERSION, shape })
  clumps.squares = clumps.squares * DISPERSION_DECAY + (clipped - expected) ** 2
  clumps.expected = clumps.expected * DISPERSION_DECAY + expected
}

function dispersionOf({ squares, expected }: Clumps): number {
  const prior = PRIOR_DISPERSION_VOICES
  return Math.min(MAX_DISPERSION, Math.max(1, (squares + PRIOR_DISPERSION * prior) / (expected + prior)))
}
