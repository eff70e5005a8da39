import { bucketStart, MINUTE_MS } from '../../shared/time.ts'
import { DISTINCT_LIMIT, FULL_VOICES_OF_NETWORK, LONGEST_WINDOW_MS, STEP_MS } from './rule.ts'

/** Start of the step, voices in it, and what they weigh. */
export type Cell = [start: number, voices: number, weight: number]
type Heard = { lastAt: number; minute: number; voices: number }

export type RecentState = {
  cells: Cell[]
  reporters: [string, number][]
  networks: [string, Heard][]
  /** Names for voices that come without a reporter or a network: each is its own. */
  nameless: number
}

/** The voices of the last two hours: how many, what they weigh, and from how many reporters and networks. */
export class Recent {
  #cells: Cell[]
  readonly #reporters: Map<string, number>
  readonly #networks: Map<string, Heard>
  #nameless: number

  constructor(state?: RecentState) {
    this.#cells = state ? structuredClone(state.cells) : []
    this.#reporters = new Map(state?.reporters)
    this.#networks = new Map(state?.networks.map(([key, heard]) => [key, { ...heard }]))
    this.#nameless = state?.nameless ?? 0
  }

  /** Oldest first; only steps in which somebody spoke. */
  get cells(): readonly Cell[] {
    return this.#cells
  }

  /** Gives what the voice weighs. `at` never falls. Voices of one network within a minute count less and less beyond the first few. */
  add(at: number, voice: { network?: string; reporter?: string; weight?: number }): number {
    const name = `?${this.#nameless}`
    if (voice.network === undefined || voice.reporter === undefined) this.#nameless += 1
    remember(this.#reporters, voice.reporter ?? name, at)
    const network = voice.network ?? name
    const minute = bucketStart(at, MINUTE_MS)
    const before = this.#networks.get(network)
    const voices = before?.minute === minute ? before.voices + 1 : 1
    remember(this.#networks, network, { lastAt: at, minute, voices })
    const weight = (voice.weight ?? 1) * (voices <= FULL_VOICES_OF_NETWORK ? 1 : 1 / voices)
    const start = bucketStart(at, STEP_MS)
    const last = this.#cells.at(-1)
    if (last?.[0] === start) {
      last[1] += 1
      last[2] += weight
    } else this.#cells.push([start, 1, weight])
    return weight
  }

  /** Lets go of what no window reaches. */
  trim(now: number): void {
    const from = now - LONGEST_WINDOW_MS
    let old = 0
    while (old < this.#cells.length && this.#cells[old]![0] < from) old += 1
    // In one go now and then: taking single cells off the front of a long array is slow.
    if (old > 64 || old === this.#cells.length) this.#cells = this.#cells.slice(old)
  }

  /** A verdict was closed: its voices do not open the next. */
  clear(): void {
    this.#cells = []
    this.#reporters.clear()
    this.#networks.clear()
  }

  /** Distinct reporters and networks heard since `from`, each up to DISTINCT_LIMIT. */
  distinct(from: number): { reporters: number; networks: number } {
    let reporters = 0
    let networks = 0
    for (const lastAt of this.#reporters.values()) if (lastAt >= from) reporters += 1
    for (const heard of this.#networks.values()) if (heard.lastAt >= from) networks += 1
    return { reporters, networks }
  }

  /** Voices since `from`. */
  voices(from: number): number {
    let sum = 0
    for (let i = this.#cells.length - 1; i >= 0 && this.#cells[i]![0] >= from; i -= 1) sum += this.#cells[i]![1]
    return sum
  }

  state(now: number): RecentState {
    const from = now - LONGEST_WINDOW_MS
    return {
      cells: structuredClone(this.#cells.filter(([start]) => start >= from)),
      reporters: [...this.#reporters].filter(([, lastAt]) => lastAt >= from),
      networks: [...this.#networks]
        .filter(([, heard]) => heard.lastAt >= from)
        .map(([key, heard]) => [key, { ...heard }]),
      nameless: this.#nameless,
    }
  }
}

/** A map in order of last use, that lets the oldest go. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > DISTINCT_LIMIT) map.delete(map.keys().next().value!)
}
