import { HOUR_MS } from '../../shared/time.ts'
import { DAY_SHRINK, SEASON_HALF_LIFE_WEEKS, WEEK_SHRINK } from './rule.ts'

const CELLS = 168
const HOURS = 24
const WEEK_DECAY = 2 ** (-1 / SEASON_HALF_LIFE_WEEKS)
/** 1 January 1970 was a Thursday; the week begins on Monday. */
const EPOCH_OFFSET_HOURS = 3 * HOURS

/** Hour of the week, UTC, 0 on Monday at midnight. */
export function hourOfWeek(at: number): number {
  return (((Math.floor(at / HOUR_MS) + EPOCH_OFFSET_HOURS) % CELLS) + CELLS) % CELLS
}

export type SeasonState = { voices: number[]; expected: number[] }

/**
 * How busy each hour of the week is against the mean hour. A cell leans on its neighbours and on its hour of the day,
 * which leans on 1, so that a sparse provider has a flat week until its voices say otherwise.
 */
export class Season {
  readonly #voices: number[]
  readonly #expected: number[]
  #cells: number[] | undefined

  constructor(state?: SeasonState) {
    this.#voices = state ? [...state.voices] : Array.from({ length: CELLS }, () => 0)
    this.#expected = state ? [...state.expected] : Array.from({ length: CELLS }, () => 0)
  }

  /** Multiple of the mean hour at this instant. */
  at(at: number): number {
    this.#cells ??= this.#shape()
    return this.#cells[hourOfWeek(at)]!
  }

  /** An hour brought `voices` where the level alone made `expected` likely. */
  learn(at: number, voices: number, expected: number): void {
    const cell = hourOfWeek(at)
    this.#voices[cell] = this.#voices[cell]! * WEEK_DECAY + voices
    this.#expected[cell] = this.#expected[cell]! * WEEK_DECAY + expected
    this.#cells = undefined
  }

  state(): SeasonState {
    return { voices: [...this.#voices], expected: [...this.#expected] }
  }

  #shape(): number[] {
    const day = Array.from({ length: HOURS }, (_, hour) => {
      let voices = DAY_SHRINK
      let expected = DAY_SHRINK
      for (let cell = hour; cell < CELLS; cell += HOURS) {
        voices += smooth(this.#voices, cell)
        expected += smooth(this.#expected, cell)
      }
      return voices / expected
    })
    const cells = Array.from({ length: CELLS }, (_, cell) => {
      const usual = day[cell % HOURS]!
      return (smooth(this.#voices, cell) + WEEK_SHRINK * usual) / (smooth(this.#expected, cell) + WEEK_SHRINK)
    })
    const mean = cells.reduce((sum, value) => sum + value, 0) / CELLS
    return cells.map((value) => value / mean)
  }
}

function smooth(cells: number[], cell: number): number {
  const before = cells[(cell + CELLS - 1) % CELLS]!
  const after = cells[(cell + 1) % CELLS]!
  return (before + 2 * cells[cell]! + after) / 4
}
