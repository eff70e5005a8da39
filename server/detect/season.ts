import { HOUR_MS } from '../../shared/time.ts'
import { DAY_SHRINK, LEAST_LIKELY, LEAST_SEEN, SEASON_HALF_LIFE_WEEKS, WEEK_SHRINK } from './rule.ts'

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
  /** Before it is divided by its mean. */
  #shape: Shape | undefined
  #mean: number | undefined

  constructor(state?: SeasonState) {
    this.#voices = state ? [...state.voices] : Array.from({ length: CELLS }, () => 0)
    this.#expected = state ? [...state.expected] : Array.from({ length: CELLS }, () => 0)
  }

  /** Multiple of the mean hour at this instant. */
  at(at: number): number {
    this.#shape ??= shapeOf(this.#voices, this.#expected, HOURS)
    this.#mean ??= meanOf(this.#shape.cells)
    return this.#shape.cells[hourOfWeek(at)]! / this.#mean
  }

  /** As little as this hour of the day may be, as a multiple of the mean hour: it leans on its neighbours only as far as it must. */
  least(at: number): number {
    let seen = LEAST_SEEN
    let likely = LEAST_LIKELY
    let [ownSeen, ownLikely] = [0, 0]
    for (let cell = hourOfWeek(at) % HOURS; cell < CELLS; cell += HOURS) {
      seen += smooth(this.#voices, cell)
      likely += smooth(this.#expected, cell)
      ownSeen += this.#voices[cell]!
      ownLikely += this.#expected[cell]!
    }
    return (ownSeen + (LEAST_LIKELY * seen) / likely) / (ownLikely + LEAST_LIKELY)
  }

  /** An hour brought `voices` where the level alone made `expected` likely. */
  learn(at: number, voices: number, expected: number): void {
    const cell = hourOfWeek(at)
    this.#voices[cell] = this.#voices[cell]! * WEEK_DECAY + voices
    this.#expected[cell] = this.#expected[cell]! * WEEK_DECAY + expected
    if (this.#shape) for (const near of [cell - 1, cell, cell + 1]) this.#reshape((near + CELLS) % HOURS)
    this.#mean = undefined
  }

  state(): SeasonState {
    return { voices: [...this.#voices], expected: [...this.#expected] }
  }

  /** Only what leans on what has changed: this is done at every hour of every provider. */
  #reshape(hour: number): void {
    const { parts, cells } = this.#shape!
    parts[hour] = partOf(this.#voices, this.#expected, HOURS, hour)
    for (let cell = hour; cell < CELLS; cell += HOURS) {
      cells[cell] = cellOf(this.#voices, this.#expected, cell, parts[hour])
    }
  }
}

type Shape = { parts: number[]; cells: number[] }

/**
 * Multiple of the mean of each cell of a cycle, from what it brought and what the level alone made likely. A cell leans on those at the same
 * place of its part (an hour of the day), of which the cycle has so many to each, and these on 1.
 */
export function toShape(voices: readonly number[], expected: readonly number[], places: number): number[] {
  const { cells } = shapeOf(voices, expected, places)
  const mean = meanOf(cells)
  return cells.map((value) => value / mean)
}

function shapeOf(voices: readonly number[], expected: readonly number[], places: number): Shape {
  const parts = Array.from({ length: places }, (_, place) => partOf(voices, expected, places, place))
  return { parts, cells: voices.map((_, cell) => cellOf(voices, expected, cell, parts[cell % places]!)) }
}

/** All cells at the same place of their part, together. */
function partOf(voices: readonly number[], expected: readonly number[], places: number, place: number): number {
  let seen = DAY_SHRINK
  let likely = DAY_SHRINK
  for (let cell = place; cell < voices.length; cell += places) {
    seen += smooth(voices, cell)
    likely += smooth(expected, cell)
  }
  return seen / likely
}

function cellOf(voices: readonly number[], expected: readonly number[], cell: number, part: number): number {
  return (smooth(voices, cell) + WEEK_SHRINK * part) / (smooth(expected, cell) + WEEK_SHRINK)
}

function meanOf(cells: readonly number[]): number {
  let sum = 0
  for (const value of cells) sum += value
  return sum / cells.length
}

function smooth(cells: readonly number[], cell: number): number {
  const before = cells[(cell + cells.length - 1) % cells.length]!
  const after = cells[(cell + 1) % cells.length]!
  return (before + 2 * cells[cell]! + after) / 4
}
