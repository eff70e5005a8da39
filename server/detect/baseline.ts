import type { Usual } from '../../shared/series.ts'
import { bucketStart, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Clumps, type ClumpsState } from './clumps.ts'
import { SURGE_WINDOWS_MS, type Normal } from './ladder.ts'
import { type Spread, varianceOf } from './negative-binomial.ts'
import {
  CLIP_SDS,
  FIRST_HOURS,
  LEARN_DELAY_HOURS,
  LEVEL_HALF_LIFE_HOURS,
  LONGEST_WINDOW_MS,
  MIN_HEARD_SHARE,
  MOST_CAUTION,
  QUICK_HALF_LIFE_HOURS,
  QUICK_SHRINK,
  RATE_CAUTION,
  RATE_FLOOR,
  YOUNG_CAUTIONS,
  YOUNG_HOURS,
} from './rule.ts'
import { Season, type SeasonState } from './season.ts'

const MINUTES = 60
const HOUR_DECAY = 2 ** (-1 / LEVEL_HALF_LIFE_HOURS)
const QUICK_DECAY = 2 ** (-1 / QUICK_HALF_LIFE_HOURS)
/** A first guess for a provider nobody knows: one voice an hour, believed for half a voice. */
const PRIOR_LEVEL = { shape: 0.5, hours: 0.5 }
/** A busy hour is up to some three times the middle one; what is far beyond that was no usual hour of a first day. */
const capOf = (median: number) => 4 * median + 4

/** One hour: voices by minute (empty: nobody spoke), and how long of each nobody was there (empty: never). */
type Hour = { start: number; minutes: number[]; missingMs: number[]; frozen: boolean }

export type BaselineState = {
  level: { shape: number; hours: number }
  quick: { voices: number; hours: number }
  season: SeasonState
  clumps: ClumpsState
  /** Hours learned from. */
  age: number
  fixed: boolean
  hour: Hour
  /** Not learned yet; in the first day all its hours. */
  waiting: Hour[]
  rates: { start: number; rate: number }[]
}

/**
 * What is usual for one provider: level × season(hour of the week), and how clumpy its counts are. The rate of an hour is
 * settled when the hour begins; what an hour brought is learned two hours after its end, unless something was wrong.
 */
export class Baseline {
  readonly #state: Omit<BaselineState, 'season' | 'clumps'>
  #season: Season
  #clumps: Clumps
  #tempers: number[] | undefined

  /** `ratePerHour`: known exactly, the same at every hour, and never learned. */
  constructor(startAt: number, from: { state?: BaselineState | undefined; ratePerHour?: number | undefined } = {}) {
    const { state, ratePerHour } = from
    this.#season = new Season(state?.season)
    this.#clumps = new Clumps(state?.clumps)
    this.#state = state
      ? structuredClone(state)
      : {
          level: ratePerHour === undefined ? { ...PRIOR_LEVEL } : { shape: 1e12, hours: 1e12 / ratePerHour },
          quick: { voices: 0, hours: 0 },
          age: 0,
          fixed: ratePerHour !== undefined,
          hour: newHour(bucketStart(startAt, HOUR_MS), false),
          waiting: [],
          rates: [],
        }
    if (!state) this.missing(this.#state.hour.start, startAt)
    if (this.#state.fixed) this.#state.age = Number.MAX_SAFE_INTEGER
  }

  /** Whether enough was heard for "usual" to mean something. */
  get known(): boolean {
    return this.#state.age >= YOUNG_HOURS
  }

  /** End of the hour that is being counted. */
  get hourEnd(): number {
    return this.#state.hour.start + HOUR_MS
  }

  usual(at: number): Usual {
    return {
      ratePerHour: this.#believed(at),
      dispersion: this.dispersion(HOUR_MS / 3),
      shape: this.shape,
    }
  }

  /** Voices an hour as believed when the hour of `at` began, never under the floor. */
  rate(at: number): number {
    if (this.#state.fixed) return this.#state.level.shape / this.#state.level.hours
    return Math.max(RATE_FLOOR, this.#believed(at))
  }

  /** The least that may be usual: a season that is hardly known is believed to be flat, and its nights are not. */
  least(at: number): number {
    return this.#state.fixed ? this.rate(at) : (this.rate(at) * this.#season.least(at)) / this.#season.at(at)
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

  /** A learned rate is never exact: what is compared with is so many times that. */
  get caution(): number {
    const young = YOUNG_CAUTIONS.find(({ hours }) => this.#state.age < hours)?.caution ?? RATE_CAUTION
    return Math.max(young, Math.min(MOST_CAUTION, 1 + 2 / Math.sqrt(this.shape)))
  }

  /** The lowest null of the hour of `at`, where the whole site is `common` times as busy as ever. */
  normal(at: number, common: number): Normal {
    const rate = this.rate(at)
    this.#tempers ??= SURGE_WINDOWS_MS.map((ms) => (this.#state.fixed ? 1 : 1 / this.#clumps.temper(ms, rate)))
    return { ratePerHour: rate * this.caution * common, tempers: this.#tempers }
  }

  /** Variance / mean for a window of this length. */
  dispersion(windowMs: number): number {
    return this.#state.fixed ? 1 : this.#clumps.at(windowMs)
  }

  get shape(): number {
    return this.#state.level.shape
  }

  /** Voices at an instant of the current hour, whoever sent them. */
  count(at: number, voices: number): void {
    const { hour } = this.#state
    if (hour.minutes.length === 0) hour.minutes = zeros()
    hour.minutes[minuteOf(hour, at)]! += voices
  }

  /** We were away in [from, to): that is not silence. */
  missing(from: number, to: number): void {
    const { hour } = this.#state
    const start = Math.max(from, hour.start)
    const end = Math.min(to, hour.start + HOUR_MS)
    for (let at = start; at < end;) {
      if (hour.missingMs.length === 0) hour.missingMs = zeros()
      const next = Math.min(end, bucketStart(at) + MINUTE_MS)
      const minute = minuteOf(hour, at)
      hour.missingMs[minute] = Math.min(MINUTE_MS, hour.missingMs[minute]! + next - at)
      at = next
    }
  }

  /** Nothing after this instant is learned from, as far as it was not learned already. */
  freeze(from: number): void {
    for (const hour of [...this.#state.waiting, this.#state.hour]) if (hour.start + HOUR_MS > from) hour.frozen = true
  }

  /** What was frozen since this instant was usual after all. */
  thaw(from: number): void {
    for (const hour of [...this.#state.waiting, this.#state.hour]) if (hour.start + HOUR_MS > from) hour.frozen = false
  }

  /** Closes the current hour and opens the next. `frozen`: something is wrong, the next one is not to be learned. */
  turn(frozen: boolean): void {
    const state = this.#state
    state.waiting.push(state.hour)
    state.hour = newHour(state.hour.start + HOUR_MS, frozen)
    if (state.fixed) state.waiting = []
    else if (state.age < FIRST_HOURS) this.#begin()
    else while (state.waiting.length > LEARN_DELAY_HOURS) this.#learn(state.waiting.shift()!)
    this.#tempers = undefined
    const settled = state.rates.filter((r) => r.start > state.hour.start - LONGEST_WINDOW_MS - 2 * HOUR_MS)
    state.rates = [...settled, { start: state.hour.start, rate: this.#believed(state.hour.start) }]
  }

  state(): BaselineState {
    return { ...structuredClone(this.#state), season: this.#season.state(), clumps: this.#clumps.state() }
  }

  /** Asked for every voice. */
  #believed(at: number): number {
    const start = bucketStart(at, HOUR_MS)
    const settled = this.#state.rates.find((r) => r.start === start)?.rate
    return settled ?? this.#level() * this.#season.at(at)
  }

  #level(): number {
    const { level, quick, fixed } = this.#state
    const slow = level.shape / level.hours
    return fixed ? slow : Math.max(slow, (quick.voices + QUICK_SHRINK) / (quick.hours + QUICK_SHRINK / slow))
  }

  /** In the first day, anew at each hour: its median says what an hour is like, so that an outage on that day does not. */
  #begin(): void {
    const state = this.#state
    state.waiting = state.waiting.filter((hour) => heardOf(hour) >= MIN_HEARD_SHARE)
    const heard = state.waiting.filter((hour) => !hour.frozen)
    if (heard.length === 0) return
    const rates = heard.map((hour) => voicesOf(hour) / heardOf(hour)).toSorted((a, b) => a - b)
    const median = Math.max(rates[(rates.length - 1) >> 1]!, PRIOR_LEVEL.shape / rates.length)
    state.level = { shape: PRIOR_LEVEL.shape, hours: PRIOR_LEVEL.shape / median }
    state.quick = { voices: 0, hours: 0 }
    this.#season = new Season()
    this.#clumps = new Clumps()
    for (const hour of heard) {
      const over = voicesOf(hour) / heardOf(hour) / capOf(median)
      this.#learn(over > 1 ? { ...hour, minutes: hour.minutes.map((n) => n / over) } : hour)
    }
    state.age = heard.length
    if (state.age >= FIRST_HOURS) state.waiting = []
  }

  #learn(hour: Hour): void {
    const { level, quick } = this.#state
    level.shape *= HOUR_DECAY
    level.hours *= HOUR_DECAY
    const heard = heardOf(hour)
    if (hour.frozen || heard < MIN_HEARD_SHARE) return
    const mean = this.#level()
    const season = this.#season.at(hour.start)
    const dispersion = this.dispersion(HOUR_MS)
    const expected = mean * season * heard
    const voices = clip(voicesOf(hour), expected, { dispersion, shape: level.shape })
    if (hour.minutes.length === 0 && hour.missingMs.length === 0) this.#clumps.learnSilence(expected / MINUTES)
    else
      this.#clumps.learn(
        zeros().map((_, m) => countOf(hour, m)),
        expected / heard / MINUTES,
      )
    // Clumped voices tell less than as many single ones.
    level.shape += voices / dispersion
    level.hours += (season * heard) / dispersion
    quick.voices = quick.voices * QUICK_DECAY + voices
    quick.hours = quick.hours * QUICK_DECAY + season * heard
    this.#season.learn(hour.start, voices, mean * heard)
    this.#state.age += 1
  }
}

function newHour(start: number, frozen: boolean): Hour {
  return { start, minutes: [], missingMs: [], frozen }
}

function zeros(): number[] {
  return Array.from({ length: MINUTES }, () => 0)
}

function minuteOf(hour: Hour, at: number): number {
  return Math.min(MINUTES - 1, Math.max(0, Math.floor((at - hour.start) / MINUTE_MS)))
}

/** Negative: nobody was there. */
function countOf(hour: Hour, minute: number): number {
  return (hour.missingMs[minute] ?? 0) > MINUTE_MS / 2 ? -1 : (hour.minutes[minute] ?? 0)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function voicesOf(hour: Hour): number {
  return sum(hour.minutes)
}

/** Share of the hour in which we were there. */
function heardOf(hour: Hour): number {
  return 1 - sum(hour.missingMs) / HOUR_MS
}

/** What is learned of so many voices where so many were expected. */
export function clip(voices: number, expected: number, spread: Spread): number {
  return Math.min(voices, expected + CLIP_SDS * Math.sqrt(varianceOf(expected, spread)) + 1)
}
