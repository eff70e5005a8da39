import { MINUTE_MS } from '../../shared/time.ts'
import { clip } from '../../server/detect/baseline.ts'
import { Clumps } from '../../server/detect/clumps.ts'
import { varianceOf } from '../../server/detect/negative-binomial.ts'
import {
  LEARN_DELAY_HOURS,
  LEVEL_HALF_LIFE_HOURS,
  QUICK_HALF_LIFE_HOURS,
  QUICK_SHRINK,
  SEASON_HALF_LIFE_WEEKS,
} from '../../server/detect/rule.ts'
import { toShape } from '../../server/detect/season.ts'
import { logNegativeBinomialTail } from '../rivals/count-tail.ts'
import { YEAR } from './outbreak-series.ts'

/** A year is to a week what a week is to an hour: what the rule says in hours holds for as large a part of a year. */
const HOURS_IN_WEEK = 168
const decayOf = (hours: number) => 2 ** (-HOURS_IN_WEEK / YEAR / hours)
const LEVEL_DECAY = decayOf(LEVEL_HALF_LIFE_HOURS)
const QUICK_DECAY = decayOf(QUICK_HALF_LIFE_HOURS)
const SEASON_DECAY = 2 ** (-1 / SEASON_HALF_LIFE_WEEKS)
/** So many hours pass in a week's part of the year beside the one that is learned. */
const IDLE_HOURS = Math.round(HOURS_IN_WEEK / YEAR) - 1
/** Clumps are told minutes: a week is the only one in which anybody was there. */
const NOBODY = Array.from({ length: 59 }, () => -1)

/**
 * What the detector's baseline would know of weekly counts. The season, the clumps, the clip, the variance and every number are the detector's
 * own; the two levels are its rule written once more, as there they are kept by the hour. Weeks are told in order, from 0.
 */
export class Weekly {
  readonly #season = { voices: zeros(), expected: zeros() }
  readonly #clumps = new Clumps()
  readonly #level = { shape: 0.5, weeks: 0.5 }
  readonly #quick = { voices: 0, weeks: 0 }
  readonly #waiting: { week: number; count: number }[] = []
  #shape: number[] = zeros().map(() => 1)

  /** What is usual in this week, and how far counts stray from it. */
  usual(week: number): { mean: number; variance: number } {
    const mean = this.#rate() * this.#shape[week % YEAR]!
    return { mean, variance: varianceOf(mean, { dispersion: this.#dispersion, shape: this.#level.shape }) }
  }

  /** Nats: how small a chance so many or more have. */
  score(week: number, count: number): number {
    const { mean, variance } = this.usual(week)
    return -logNegativeBinomialTail(count, mean, variance / mean)
  }

  hear(week: number, count: number): void {
    this.#waiting.push({ week, count })
    if (this.#waiting.length > LEARN_DELAY_HOURS) this.#learn(this.#waiting.shift()!)
  }

  get #dispersion(): number {
    return this.#clumps.at(MINUTE_MS)
  }

  #rate(): number {
    const slow = this.#level.shape / this.#level.weeks
    return Math.max(slow, (this.#quick.voices + QUICK_SHRINK) / (this.#quick.weeks + QUICK_SHRINK / slow))
  }

  #learn({ week, count }: { week: number; count: number }): void {
    const cell = week % YEAR
    const season = this.#shape[cell]!
    this.#level.shape *= LEVEL_DECAY
    this.#level.weeks *= LEVEL_DECAY
    const rate = this.#rate()
    const dispersion = this.#dispersion
    const cases = clip(count, rate * season, { dispersion, shape: this.#level.shape })
    this.#clumps.learn([count, ...NOBODY], rate * season)
    for (let n = 0; n < IDLE_HOURS; n += 1) this.#clumps.learnSilence(0)
    this.#level.shape += cases / dispersion
    this.#level.weeks += season / dispersion
    this.#quick.voices = this.#quick.voices * QUICK_DECAY + cases
    this.#quick.weeks = this.#quick.weeks * QUICK_DECAY + season
    this.#season.voices[cell] = this.#season.voices[cell]! * SEASON_DECAY + cases
    this.#season.expected[cell] = this.#season.expected[cell]! * SEASON_DECAY + rate
    // A year has no days: each week leans on itself and its neighbours alone.
    this.#shape = toShape(this.#season.voices, this.#season.expected, YEAR)
  }
}

function zeros(): number[] {
  return Array.from({ length: YEAR }, () => 0)
}
