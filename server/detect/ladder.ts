import { MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { MOST_EVIDENCE, RUNG_RATIO, RUNGS, SURGES_PER_MINUTE, VOICES_TO_HEAR } from './rule.ts'

const SURGES = SURGES_PER_MINUTE.length
/** How long a surge takes to be heard: over this length clumps matter to it. */
export const SURGE_WINDOWS_MS = SURGES_PER_MINUTE.map((perMinute) => (VOICES_TO_HEAR * MINUTE_MS) / perMinute)
/** Rates beyond these (voices a second) make no difference, and no numbers that are none. */
const LEAST_RATE = 1e-9
const MOST_RATE = 1e6

export type LadderState = { at: number; scores: number[] }
/** What is normal at most: voices an hour of the lowest null, and 1/phi over each surge's window. */
export type Normal = { ratePerHour: number; tempers: readonly number[] }

/**
 * By what a voice multiplies each R (and the logarithm of it), and where each R rests in silence (seconds); the same as long as the normal
 * is. Rungs up to a voice a second rest alike: `alike` says which of the few `rests`.
 */
type Terms = { growth: Float64Array; logs: Float64Array; alike: Int32Array; rests: number[] }
/** Powers of RUNG_RATIO. */
const MULTIPLES = Array.from({ length: RUNGS }, (_, rung) => RUNG_RATIO ** rung)

/**
 * A Shiryaev–Roberts mixture over surges, against each null of a ladder at once: "c times the usual is normal". Between voices
 * dR = dt (1 − ηsR); a voice of weight w multiplies R by ((null + s) / null)^(ηw). For Poisson voices at no more than the null's rate and
 * η = 1, ΣπR − t is a supermartingale, so that ΣπR ≥ A comes no more often than once in A seconds on average, but for the little that R
 * begins with. R is in seconds. (Pollak 1985; Shin, Ramdas, Rinaldo 2023.)
 */
export class Ladder {
  #at: number
  /** R of rung j and surge k at [j * SURGES + k]. Never under its rest, so that silence never raises it. */
  readonly #scores: Float64Array
  #terms: { of: Normal; terms: Terms } | undefined

  constructor(at: number, state?: LadderState) {
    this.#at = state?.at ?? at
    this.#scores = Float64Array.from(state?.scores ?? Array.from({ length: RUNGS * SURGES }, () => 0))
  }

  /** All that was heard so far has been told. */
  reset(at: number): void {
    this.#at = Math.max(this.#at, at)
    this.#scores.fill(0)
  }

  /** When the last voice was heard. */
  get at(): number {
    return this.#at
  }

  /** `awayMs`: of the time since the last voice, what nobody was there to hear. */
  hear(at: number, weight: number, normal: Normal, awayMs = 0): void {
    const { growth, logs, alike, rests } = this.#termsOf(normal)
    const seconds = Math.max(0, at - this.#at - awayMs) / SECOND_MS
    this.#at = Math.max(this.#at, at)
    const keep = rests.map((rest) => Math.exp(-seconds / rest))
    const scores = this.#scores
    for (let i = 0; i < scores.length; i += 1) {
      const rest = rests[alike[i]!]!
      const above = scores[i]! - rest
      const kept = above > 0 ? rest + above * keep[alike[i]!]! : rest
      scores[i] = Math.min(MOST_EVIDENCE, kept * (weight === 1 ? growth[i]! : Math.exp(weight * logs[i]!)))
    }
  }

  /** ln ΣπR of a rung at `now`, not earlier than the last voice: nats of evidence that more than this rung is going on. */
  nats(rung: number, now: number, normal: Normal): number {
    const { alike, rests } = this.#termsOf(normal)
    const seconds = Math.max(0, now - this.#at) / SECOND_MS
    let sum = 0
    for (let i = rung * SURGES; i < (rung + 1) * SURGES; i += 1) {
      const rest = rests[alike[i]!]!
      const above = this.#scores[i]! - rest
      sum += rest + (above > 0 ? above * (seconds === 0 ? 1 : Math.exp(-seconds / rest)) : 0)
    }
    return Math.log(sum / SURGES)
  }

  /** The highest rung whose evidence, and that of all below it, reaches `nats`; -1: not even the lowest. */
  top(nats: number, now: number, normal: Normal): number {
    let top = -1
    while (top + 1 < RUNGS && this.nats(top + 1, now, normal) >= nats) top += 1
    return top
  }

  state(): LadderState {
    return { at: this.#at, scores: [...this.#scores] }
  }

  #termsOf(normal: Normal): Terms {
    const known = this.#terms
    if (known?.of.ratePerHour === normal.ratePerHour && known.of.tempers === normal.tempers) return known.terms
    const rests: number[] = []
    const size = RUNGS * SURGES
    const terms = { growth: new Float64Array(size), logs: new Float64Array(size), alike: new Int32Array(size), rests }
    let first = 0
    for (let rung = 0; rung < RUNGS; rung += 1) {
      const base = nullOf(rung, normal.ratePerHour)
      const isNew = rung === 0 || base > 1
      if (isNew) first = rests.length
      for (let k = 0; k < SURGES; k += 1) {
        const i = rung * SURGES + k
        const surge = surgeOf(k, base)
        const temper = normal.tempers[k]!
        terms.logs[i] = temper * Math.log1p(surge / base)
        terms.growth[i] = Math.exp(terms.logs[i])
        terms.alike[i] = first + k
        if (isNew) rests.push(1 / (temper * surge))
      }
    }
    this.#terms = { of: normal, terms }
    return terms
  }
}

/** Voices a second that a rung takes for normal. */
export function nullOf(rung: number, ratePerHour: number): number {
  return Math.min(MOST_RATE, Math.max(LEAST_RATE, ratePerHour / 3_600)) * MULTIPLES[rung]!
}

/** Voices a second beyond a null; where that is busier than one a second, surges are in its measure. */
export function surgeOf(surge: number, base: number): number {
  return (SURGES_PER_MINUTE[surge]! / 60) * Math.max(1, base)
}

/** How many times the lowest null a rung stands for; 0 for none. */
export const multipleOf = (rung: number) => (rung < 0 ? 0 : MULTIPLES[rung]!)
/** The lowest rung that stands for at least so many times the lowest null. */
export const rungOf = (multiple: number) =>
  Math.min(RUNGS - 1, Math.max(0, Math.ceil(Math.log(Math.max(1, multiple)) / Math.log(RUNG_RATIO) - 1e-9)))
