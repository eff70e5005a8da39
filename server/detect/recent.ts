import { bucketStart } from '../../shared/time.ts'
import type { Voice } from './voice.ts'
import { CELL_MS, DISTINCT_LIMIT, LONGEST_WINDOW_MS } from './rule.ts'

/** The first voice of a second, how many spoke in it, and what they weigh. */
export type Cell = [start: number, voices: number, weight: number]

export type RecentState = {
  cells: Cell[]
  reporters: [string, number][]
  networks: [string, number][]
  /** Of voices that came through no newspaper's page. */
  direct: [string, number][]
  /** Names for voices that come without a reporter or a network: each is its own. */
  nameless: number
}

/** The voices of the last hours: how many, what they weigh, and from how many reporters and networks. */
export class Recent {
  #cells: Cell[]
  readonly #reporters: Map<string, number>
  readonly #networks: Map<string, number>
  readonly #direct: Map<string, number>
  #nameless: number

  constructor(state?: RecentState) {
    this.#cells = state ? structuredClone(state.cells) : []
    this.#reporters = new Map(state?.reporters)
    this.#networks = new Map(state?.networks)
    this.#direct = new Map(state?.direct)
    this.#nameless = state?.nameless ?? 0
  }

  /** Oldest first; only seconds in which somebody spoke. */
  get cells(): readonly Cell[] {
    return this.#cells
  }

  /** `at` never falls by more than a cell. */
  add(at: number, weight: number, who: Pick<Voice, 'network' | 'reporter' | 'host'>): void {
    const name = `?${this.#nameless}`
    if (who.network === undefined || who.reporter === undefined) this.#nameless += 1
    remember(this.#reporters, who.reporter ?? name, at)
    remember(this.#networks, who.network ?? name, at)
    if (who.host === undefined) remember(this.#direct, who.network ?? name, at)
    const start = bucketStart(at, CELL_MS)
    const last = this.#cells.at(-1)
    if (last && last[0] >= start) {
      last[1] += 1
      last[2] += weight
    } else this.#cells.push([at, 1, weight])
  }

  /** Lets go of what no window reaches. */
  trim(now: number): void {
    const old = this.#first(now - LONGEST_WINDOW_MS)
    // In one go now and then: taking single cells off the front of a long array is slow.
    if (old > 64 || old === this.#cells.length) this.#cells = this.#cells.slice(old)
  }

  /** A verdict was closed: those who spoke do not open the next. `keepVoices`: that they spoke is still known. */
  clear(keepVoices = false): void {
    if (!keepVoices) this.#cells = []
    this.#reporters.clear()
    this.#networks.clear()
    this.#direct.clear()
  }

  /** Whether at least so many of each were heard since `from`: cheaper than counting them all. */
  hasDistinct(count: number, from: number): boolean {
    return reaches(this.#networks, count, from) && reaches(this.#reporters, count, from)
  }

  /** The same of networks whose voices came through no newspaper's page. */
  hasDirect(count: number, from: number): boolean {
    return reaches(this.#direct, count, from)
  }

  /** Distinct reporters and networks heard since `from`, each up to DISTINCT_LIMIT. */
  distinct(from: number): { reporters: number; networks: number } {
    let reporters = 0
    let networks = 0
    for (const lastAt of this.#reporters.values()) if (lastAt >= from) reporters += 1
    for (const lastAt of this.#networks.values()) if (lastAt >= from) networks += 1
    return { reporters, networks }
  }

  /** Voices since `from`. */
  voices(from: number): number {
    let sum = 0
    for (let i = this.#cells.length - 1; i >= 0 && this.#cells[i]![0] >= from; i -= 1) sum += this.#cells[i]![1]
    return sum
  }

  /** What the voices of [from, to) weigh. */
  weight(from: number, to: number): number {
    let sum = 0
    for (let i = this.#first(from); i < this.#cells.length && this.#cells[i]![0] < to; i += 1) sum += this.#cells[i]![2]
    return sum
  }

  state(now: number): RecentState {
    const from = now - LONGEST_WINDOW_MS
    return {
      cells: structuredClone(this.#cells.slice(this.#first(from))),
      reporters: [...this.#reporters].filter(([, lastAt]) => lastAt >= from),
      networks: [...this.#networks].filter(([, lastAt]) => lastAt >= from),
      direct: [...this.#direct].filter(([, lastAt]) => lastAt >= from),
      nameless: this.#nameless,
    }
  }

  /** Index of the first cell at or after an instant. */
  #first(at: number): number {
    let [low, high] = [0, this.#cells.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#cells[middle]![0] < at) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** A map in order of last use, that lets the oldest go. */
function remember(map: Map<string, number>, key: string, at: number): void {
  map.delete(key)
  map.set(key, at)
  if (map.size > DISTINCT_LIMIT) map.delete(map.keys().next().value!)
}

function reaches(map: ReadonlyMap<string, number>, count: number, from: number): boolean {
  if (count <= 0) return true
  if (map.size < count) return false
  let found = 0
  for (const lastAt of map.values()) if (lastAt >= from && (found += 1) >= count) return true
  return false
}
