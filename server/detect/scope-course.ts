import { bucketStart, HOUR_MS } from '../../shared/time.ts'
import { type Counts, addTally, emptyTally, type Tally, toCounts, toTally } from './tally.ts'

/** The last two days of an incident are kept in pieces of this length: a day, and the day before it to compare with. */
export const PIECE_MS = 4 * HOUR_MS
export const COURSE_MS = 52 * HOUR_MS

/** Who complains of a stretch of time, and from how many networks it was said to work. */
export type Heard = { start: number; problems: Tally; works: Tally }
export type HeardState = { start: number; problems: Counts; works: Counts }
export type CourseState = {
  startedAt: number
  all: Counts
  pieces: HeardState[]
  recovered: [key: string, since: number][]
}

/** An incident in the course of its life: all that it brought, what its last days brought, and who has recovered since when. */
export class Course {
  readonly startedAt: number
  readonly #all: Tally
  #pieces: Heard[]
  readonly #recovered: Map<string, number>

  constructor(startedAt: number, state?: CourseState) {
    this.startedAt = startedAt
    this.#all = toTally(state?.all)
    this.#pieces = state?.pieces.map(toHeard) ?? []
    this.#recovered = new Map(state?.recovered)
  }

  /** A block of time is over. Blocks come in order. */
  add(block: Heard): void {
    addTally(this.#all, block.problems)
    const start = bucketStart(block.start, PIECE_MS)
    let piece = this.#pieces.at(-1)
    if (!piece || piece.start < start) {
      piece = { start, problems: emptyTally(), works: emptyTally() }
      this.#pieces.push(piece)
      this.#pieces = this.#pieces.filter((old) => old.start >= start - COURSE_MS)
    }
    addTally(piece.problems, block.problems)
    addTally(piece.works, block.works)
  }

  addAllTo(sum: Tally): void {
    addTally(sum, this.#all)
  }

  /** Whole pieces that begin in [from, to). */
  *pieces(from: number, to: number): Generator<Heard> {
    for (const piece of this.#pieces) if (piece.start >= from && piece.start < to) yield piece
  }

  recoveredAt(key: string): number | undefined {
    return this.#recovered.get(key)
  }

  /** What was said of a cell: since when it has recovered stands until it is affected again. */
  say(key: string, verdict: string, since: number | undefined): void {
    if (verdict === 'affected') this.#recovered.delete(key)
    else if (verdict === 'recovered' && since !== undefined && !this.#recovered.has(key))
      this.#recovered.set(key, since)
  }

  state(): CourseState {
    return {
      startedAt: this.startedAt,
      all: toCounts(this.#all),
      pieces: this.#pieces.map(toHeardState),
      recovered: [...this.#recovered].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    }
  }
}

export function toHeard({ start, problems, works }: HeardState): Heard {
  return { start, problems: toTally(problems), works: toTally(works) }
}

export function toHeardState({ start, problems, works }: Heard): HeardState {
  return { start, problems: toCounts(problems), works: toCounts(works) }
}
