import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import {
  CLUMP_CLIP_SDS,
  CLUMP_CLIP_VOICES,
  MAX_DISPERSION,
  PRIOR_DISPERSION,
  PRIOR_DISPERSION_VOICES,
  SEASON_HALF_LIFE_WEEKS,
} from './rule.ts'

/** Lengths over which counts are compared with the usual, in minutes: a household, a class, a rumour. */
const WIDTHS = [1, 5, 20, 60]
/** Lengths over which counts are compared with their own twenty minutes: what is clumpy, and not merely busy. */
const LOCAL_WIDTHS = [1, 5]
const LOCAL_BLOCK = 20
const DECAY = 2 ** (-1 / (SEASON_HALF_LIFE_WEEKS * 168))

export type ClumpsState = { squares: number[]; expected: number; local: number[]; voices: number }

/**
 * How clumpy quiet counts are: variance / mean (phi), never under 1 (Poisson). Against the usual it holds both clumps and hours that are
 * busier than usual; against their own twenty minutes, clumps alone.
 */
export class Clumps {
  readonly #squares: number[]
  #expected: number
  readonly #local: number[]
  #voices: number
  #values: { usual: number[]; local: number[] } | undefined

  constructor(state?: ClumpsState) {
    this.#squares = state ? [...state.squares] : WIDTHS.map(() => 0)
    this.#expected = state?.expected ?? 0
    this.#local = state ? [...state.local] : LOCAL_WIDTHS.map(() => 0)
    this.#voices = state?.voices ?? 0
  }

  /** One quiet hour: voices by minute (negative: nobody was there), where `perMinute` were expected. */
  learn(minutes: readonly number[], perMinute: number): void {
    this.#decay()
    for (const [i, width] of WIDTHS.entries()) {
      for (let from = 0; from < minutes.length; from += width) {
        const { voices, heard } = sumOf(minutes, from, width)
        const mean = heard * perMinute
        this.#squares[i]! += (clip(voices, mean) - mean) ** 2
      }
    }
    for (const count of minutes) if (count >= 0) this.#expected += perMinute
    for (let block = 0; block < minutes.length; block += LOCAL_BLOCK) {
      const { voices, heard } = sumOf(minutes, block, LOCAL_BLOCK)
      if (voices === 0 || heard < LOCAL_BLOCK) continue
      this.#voices += voices
      for (const [i, width] of LOCAL_WIDTHS.entries()) {
        const parts = LOCAL_BLOCK / width
        const mean = voices / parts
        let squares = 0
        for (let from = block; from < block + LOCAL_BLOCK; from += width) {
          squares += (sumOf(minutes, from, width).voices - mean) ** 2
        }
        this.#local[i]! += (squares * parts) / (parts - 1)
      }
    }
  }

  /** An hour in which nobody spoke and one was there: the same as sixty empty minutes. */
  learnSilence(perMinute: number): void {
    this.#decay()
    for (const [i, width] of WIDTHS.entries()) this.#squares[i]! += perMinute * perMinute * width * 60
    this.#expected += perMinute * 60
  }

  /** phi against the usual, for a window of this length: more the longer one looks, never less. */
  at(windowMs: number): number {
    return between(this.#settle().usual, WIDTHS, windowMs)
  }

  /**
   * phi by which evidence over a window is tempered. Where hardly anybody is expected in it clumps are all there is; where many are, being busier
   * than usual is the ladder's to judge, and must not count twice.
   */
  temper(windowMs: number, ratePerHour: number): number {
    const { usual, local } = this.#settle()
    const expected = (ratePerHour * windowMs) / HOUR_MS
    const [all, own] = [between(usual, WIDTHS, windowMs), between(local, LOCAL_WIDTHS, windowMs)]
    return (all + expected * Math.min(all, own)) / (1 + expected)
  }

  state(): ClumpsState {
    return { squares: [...this.#squares], expected: this.#expected, local: [...this.#local], voices: this.#voices }
  }

  #decay(): void {
    this.#values = undefined
    for (const i of WIDTHS.keys()) this.#squares[i]! *= DECAY
    for (const i of LOCAL_WIDTHS.keys()) this.#local[i]! *= DECAY
    this.#expected *= DECAY
    this.#voices *= DECAY
  }

  #settle(): { usual: number[]; local: number[] } {
    this.#values ??= { usual: rising(this.#squares, this.#expected), local: rising(this.#local, this.#voices) }
    return this.#values
  }
}

function rising(squares: readonly number[], voices: number): number[] {
  let least = 1
  return squares.map((sum) => {
    const phi = (sum + PRIOR_DISPERSION * PRIOR_DISPERSION_VOICES) / (voices + PRIOR_DISPERSION_VOICES)
    least = Math.min(MAX_DISPERSION, Math.max(least, phi))
    return least
  })
}

/** Of values at these widths (minutes), the one at a length, linear in its logarithm; beyond the last one, the last. */
function between(values: readonly number[], widths: readonly number[], windowMs: number): number {
  const minutes = windowMs / MINUTE_MS
  const i = widths.findLastIndex((width) => width <= minutes)
  if (i < 0) return values[0]!
  if (i === widths.length - 1) return values[i]!
  const share = Math.log(minutes / widths[i]!) / Math.log(widths[i + 1]! / widths[i]!)
  return values[i]! + (values[i + 1]! - values[i]!) * share
}

function sumOf(minutes: readonly number[], from: number, width: number): { voices: number; heard: number } {
  let voices = 0
  let heard = 0
  for (let m = from; m < from + width; m += 1) {
    if (minutes[m]! < 0) continue
    voices += minutes[m]!
    heard += 1
  }
  return { voices, heard }
}

/** A clump counts as much as it is large, up to a limit: one wild hour must not let in the next. */
function clip(voices: number, mean: number): number {
  return Math.min(voices, mean + CLUMP_CLIP_SDS * Math.sqrt(PRIOR_DISPERSION * mean) + CLUMP_CLIP_VOICES)
}
