import type { ScopeCell } from '../../shared/incident.ts'
import { bucketStart, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Amendable, type Counted } from './amendable.ts'
import { TIRED_MS } from './rule.ts'
import {
  Course,
  type CourseState,
  type Heard,
  type HeardState,
  PIECE_MS,
  toHeard,
  toHeardState,
} from './scope-course.ts'
import { type Cell, judgeFacet, type Judged, type Part, RECOVERED, type Stretch, TIRED } from './scope-verdict.ts'
import { SHARE_DELAY_MS, Shares, type SharesState } from './shares.ts'
import { addTally, addTo, emptyTally, type Facet, FACETS, REST, takeFrom, type Tally, valuesOf } from './tally.ts'
import type { Amendment, Voice } from './voice.ts'

/** Of these it is known who says that it works: who answers so names no problem. */
const WORKING: ReadonlySet<Facet> = new Set(['device', 'component', 'component_device'])
/** Voices are kept by five minutes for as long as they may have to be learned, then only as a sum since the incident began. */
export const BLOCK_MS = 5 * MINUTE_MS
export const KEEP_MS = SHARE_DELAY_MS + HOUR_MS

export type FacetsState = {
  usual: SharesState
  blocks: HeardState[]
  course: CourseState | null
  /** Missing in what was written before voices could be amended. */
  amendable?: Counted[]
}
/** How many voices are usual in [from, to). */
export type Expected = (from: number, to: number) => number
export type Parts = ReadonlyMap<string, Part>
const NO_PARTS: Parts = new Map()

/** Who reports: usual shares of devices, components, regions…, and who is hit by what happens now. */
export class Facets {
  readonly #usual: Shares
  #blocks: Heard[]
  #course: Course | null
  readonly #amendable: Amendable

  constructor(state?: FacetsState) {
    this.#usual = new Shares(state?.usual)
    this.#blocks = state?.blocks.map(toHeard) ?? []
    this.#course = state?.course ? new Course(state.course.startedAt, state.course) : null
    this.#amendable = new Amendable(state?.amendable)
  }

  /** A voice for `problem`, with what it weighs. Voices come in order of time. */
  hear(voice: Voice, weight = voice.weight ?? 1): void {
    const { start, problems } = this.#blockOf(voice.at)
    problems.voices += weight
    for (const [facet, value] of valuesOf(voice)) this.#add(problems, facet, value, weight)
    this.#amendable.remember(voice, start, weight)
  }

  /** Somebody says that it works: once for each network and day. */
  hearWorks(voice: Voice): void {
    const { start, works } = this.#blockOf(voice.at)
    works.voices += 1
    for (const [facet, value] of valuesOf(voice)) this.#addWorks(works, facet, value)
    this.#amendable.remember(voice, start, 1)
  }

  /** Counts a voice as if it had said at once what it says now; one that was not counted, or long ago, stays as it is. */
  amend(amendment: Amendment): void {
    const counted = this.#amendable.find(amendment)
    const block = counted && this.#blocks.find(({ start }) => start === counted.block)
    if (!block) return
    const [before, now] = [valuesOf(amendment.before), valuesOf(amendment.now)]
    const isIn = ([facet, value]: [Facet, string], all: [Facet, string][]) =>
      all.some(([f, v]) => f === facet && v === value)
    for (const gone of before.filter((one) => !isIn(one, now))) {
      if (amendment.answer === 'problem') this.#take(block.problems, ...gone, counted.weight)
      else takeFrom(block.works, gone.join(' '), counted.weight)
    }
    for (const fresh of now.filter((one) => !isIn(one, before))) {
      if (amendment.answer === 'problem') this.#add(block.problems, ...fresh, counted.weight)
      else this.#addWorks(block.works, ...fresh)
    }
  }

  /** An incident began at `startedAt` (estimated): its voices are summed for as long as it lasts. */
  open(startedAt: number): void {
    if (this.#course?.startedAt !== startedAt) this.#course = new Course(startedAt)
  }

  /** It is over. */
  close(): void {
    this.#course = null
  }

  /** At the end of an hour: `quiet`, and the hour before the last two is learned from. */
  turn(hourEnd: number, quiet: boolean): void {
    if (!quiet || this.#course) return
    const to = hourEnd - SHARE_DELAY_MS
    const isOf = ({ start, problems }: Heard) => start >= to - HOUR_MS && start < to && problems.voices > 0
    this.#usual.learn(
      this.#blocks.filter(isOf).map(({ problems }) => problems),
      to,
    )
  }

  /**
   * Who is affected by what began at `startedAt`, by voices, by who says that it works, and by what probes say of `parts`. Values of which
   * nobody heard and of which nothing can be said are left out: they are unknown too.
   */
  scope(startedAt: number, now: number, expected: Expected, parts: Parts = NO_PARTS): ScopeCell[] {
    return this.#judge(startedAt, now, expected, parts).map(
      ([facet, { value, verdict, observed, expected: usual }]) => {
        // Since when is said once it was noted, so that it stays the same.
        const since = verdict === 'recovered' ? this.#course?.recoveredAt(`${facet} ${value}`) : undefined
        return {
          facet,
          value,
          verdict,
          observed,
          expected: usual,
          ...(since !== undefined && { since: new Date(since).toISOString() }),
        }
      },
    )
  }

  /** Notes who has recovered, and since when; to be called at instants that do not depend on who asks. */
  note(now: number, expected: Expected, parts: Parts = NO_PARTS): void {
    const course = this.#course
    if (!course) return
    for (const [facet, { value, verdict, since }] of this.#judge(course.startedAt, now, expected, parts))
      course.say(`${facet} ${value}`, verdict, since)
  }

  /** What at least `share` of all voices since `startedAt` named: components, and kinds of problem. */
  complaints(startedAt: number, share: number): { components: string[]; problems: string[] } {
    const { voices, cells } = this.#all(startedAt)
    const named = (facet: Facet) => {
      const prefix = `${facet} `
      return [...cells]
        .filter(([key, n]) => key.startsWith(prefix) && key !== prefix + REST && n >= share * voices)
        .map(([key]) => key.slice(prefix.length))
    }
    return { components: named('component'), problems: named('problem') }
  }

  /** Voices heard in a stretch of time, the older ones to within a piece of the course. */
  voices(from: number): number {
    return this.#heard(bucketStart(from, PIECE_MS), Infinity).problems.voices
  }

  state(): FacetsState {
    return {
      usual: this.#usual.state(),
      blocks: this.#blocks.map(toHeardState),
      course: this.#course?.state() ?? null,
      amendable: this.#amendable.state(),
    }
  }

  #add(problems: Tally, facet: Facet, value: string, weight: number): void {
    addTo(problems, this.#usual.tells(problems, facet, value) ? `${facet} ${value}` : `${facet} ${REST}`, weight)
    if (value !== REST) addTo(problems, facet, weight)
  }

  #take(problems: Tally, facet: Facet, value: string, weight: number): void {
    takeFrom(problems, problems.cells.has(`${facet} ${value}`) ? `${facet} ${value}` : `${facet} ${REST}`, weight)
    if (value !== REST) takeFrom(problems, facet, weight)
  }

  #addWorks(works: Tally, facet: Facet, value: string): void {
    if (WORKING.has(facet) && this.#usual.tells(works, facet, value)) addTo(works, `${facet} ${value}`, 1)
  }

  #judge(startedAt: number, now: number, expected: Expected, parts: Parts): [Facet, Judged][] {
    const from = bucketStart(startedAt, BLOCK_MS)
    const isTired = now - startedAt > TIRED_MS
    const all = this.#all(startedAt)
    const inAll = expected(from, now)
    const stretches = this.#stretches(from, now, isTired, expected)
    return FACETS.flatMap((facet) => {
      const cells = this.#usual.cells(facet, all, inAll)
      const lately = stretches.map((s): Stretch => {
        const last = this.#usual.cells(facet, s.heard.problems, s.expected)
        const then = s.before && this.#usual.cells(facet, s.before.tally, s.before.expected)
        return {
          start: s.start,
          last,
          before: then ?? cells.map((cell) => without(cell, last)),
          works: worksOf(facet, s.heard.works),
        }
      })
      const part = (value: string) => parts.get(partOf(facet, value))
      const recoveredAt = (value: string) => this.#course?.recoveredAt(`${facet} ${value}`)
      if (facet === 'component')
        for (const [value, { failing }] of parts)
          if (failing > 0 && cells.every((cell) => cell.value !== value))
            cells.push({ value, observed: 0, expected: 0, surely: 0 })
      return judgeFacet({ cells, stretches: lately, isTired, part, recoveredAt }).map((found): [Facet, Judged] => [
        facet,
        found,
      ])
    })
  }

  /** The last stretches, the shortest first; once people tire each with the day before it. */
  #stretches(from: number, now: number, isTired: boolean, expected: Expected) {
    const short = RECOVERED.lastMs.map((lastMs) => bucketStart(now - lastMs, BLOCK_MS))
    const long = TIRED.lastMs.map((lastMs) => bucketStart(now, PIECE_MS) + PIECE_MS - Math.max(lastMs, 2 * PIECE_MS))
    const starts = (isTired ? [...short, ...long] : short).filter((start) => start - from >= RECOVERED.lastMs[0]!)
    return starts.map((start) => {
      const stretch = { start, heard: this.#heard(start, Infinity), expected: expected(start, now) }
      if (!isTired) return { ...stretch, before: undefined }
      // Whole pieces: what is older than the blocks is known no finer.
      const end = bucketStart(start, PIECE_MS)
      const begin = Math.max(from, end - TIRED.beforeMs)
      const { problems } = this.#heard(bucketStart(begin, PIECE_MS), end)
      return { ...stretch, before: { tally: problems, expected: expected(begin, end) } }
    })
  }

  /** All complaints since an instant; of an incident that goes on, since it began. */
  #all(startedAt: number): Tally {
    const sum = emptyTally()
    this.#course?.addAllTo(sum)
    const from = bucketStart(startedAt, BLOCK_MS)
    for (const block of this.#blocks) if (block.start >= from) addTally(sum, block.problems)
    return sum
  }

  /** What was heard in [from, to): blocks, and before them whole pieces of the course. */
  #heard(from: number, to: number): Pick<Heard, 'problems' | 'works'> {
    const sum = { problems: emptyTally(), works: emptyTally() }
    const pieces = this.#course?.pieces(from, to) ?? []
    const blocks = this.#blocks.filter(({ start }) => start >= from && start < to)
    for (const { problems, works } of [...pieces, ...blocks]) {
      addTally(sum.problems, problems)
      addTally(sum.works, works)
    }
    return sum
  }

  #blockOf(at: number): Heard {
    const start = bucketStart(at, BLOCK_MS)
    const last = this.#blocks.at(-1)
    if (last && last.start >= start) return last
    const block = { start, problems: emptyTally(), works: emptyTally() }
    this.#blocks.push(block)
    while (this.#blocks[0]!.start < start - KEEP_MS) {
      const old = this.#blocks.shift()!
      if (this.#course && old.start >= bucketStart(this.#course.startedAt, BLOCK_MS)) this.#course.add(old)
    }
    return block
  }
}

/** The part of the service that a cell speaks of; '': of none. */
function partOf(facet: Facet, value: string): string {
  return facet === 'component' ? value : facet === 'component_device' ? value.slice(0, value.indexOf('/')) : ''
}

function worksOf(facet: Facet, { cells }: Tally): Map<string, number> {
  const prefix = `${facet} `
  return new Map([...cells].filter(([key]) => key.startsWith(prefix)).map(([key, n]) => [key.slice(prefix.length), n]))
}

function without(cell: Cell, cells: readonly Cell[]): Cell {
  const less = cells.find(({ value }) => value === cell.value)
  return less ? { ...cell, observed: cell.observed - less.observed, expected: cell.expected - less.expected } : cell
}
