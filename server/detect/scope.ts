import type { ScopeCell } from '../../shared/incident.ts'
import { bucketStart, DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { type Counted, excessNats, smallestSet, upperLimit } from './subset.ts'
import type { Voice } from './voice.ts'

type Facet = ScopeCell['facet']

/** Values told apart in each facet, the usual ones first; the rest is '-', of which nothing is said. */
export const FACET_VALUES: Record<Facet, number> = {
  device: 8,
  component: 24,
  component_device: 64,
  region: 64,
  network: 48,
  problem: 16,
}
const REST = '-'
/** Who usually reports changes as slowly as how many do, and is learned this much later. */
export const SHARE_HALF_LIFE_MS = 21 * DAY_MS
export const SHARE_DELAY_MS = 2 * HOUR_MS
/** Fewer learned voices with this facet say nothing about who is usual. */
export const SHARES_KNOWN = 20
/** A value nobody ever had is given this much of a voice. */
export const SHARE_PRIOR = 0.5
/** Voices are kept by five minutes for as long as they may have to be learned, then only as a sum since the incident began. */
export const BLOCK_MS = 5 * MINUTE_MS
export const KEEP_MS = SHARE_DELAY_MS + HOUR_MS
/** The set that is called affected carries this share of the evidence… */
export const SCORE_SHARE = 0.8
/** …of which there is at least this much, in nats (a hundred to one). */
export const FACET_NATS = 4.6
/** A cell of that set has voices enough of its own; one outside has more, at nearly the rate of those inside. */
export const INSIDE = { voices: 2, nats: 3 }
export const OUTSIDE = { voices: 3, nats: 4.6, ofRate: 0.3 }
/** Not affected: with 99.5 % certainty (sds), less above the usual than a quarter of what the affected ones are. */
export const SPARED = { sds: 2.58, ofRise: 0.25 }
/** Recovered: the same over one of these last stretches, against what the cell itself brought before. */
export const RECOVERED = { sds: 2.33, ofRise: 0.15, lastMs: [30 * MINUTE_MS, 60 * MINUTE_MS] }

type Counts = { voices: number; cells: [key: string, n: number][] }
export type FacetsState = {
  usual: Counts & { at: number }
  blocks: (Counts & { start: number })[]
  since: (Counts & { startedAt: number }) | null
}
type Tally = { voices: number; cells: Map<string, number> }
type Block = Tally & { start: number }
type Cell = Counted & { value: string; surely: number }

/** Who reports: usual shares of devices, components, regions…, and who is hit by what happens now. */
export class Facets {
  readonly #usual: Tally & { at: number }
  #blocks: Block[]
  #since: (Tally & { startedAt: number }) | null

  constructor(state?: FacetsState) {
    this.#usual = { ...toTally(state?.usual), at: state?.usual.at ?? 0 }
    this.#blocks = state?.blocks.map((block) => ({ ...toTally(block), start: block.start })) ?? []
    this.#since = state?.since ? { ...toTally(state.since), startedAt: state.since.startedAt } : null
  }

  /** A voice for `problem`, with what it weighs. Voices come in order of time. */
  hear(voice: Voice, weight = voice.weight ?? 1): void {
    const start = bucketStart(voice.at, BLOCK_MS)
    let block = this.#blocks.at(-1)
    if (!block || block.start < start) {
      block = { start, voices: 0, cells: new Map() }
      this.#blocks.push(block)
      this.#drop(start)
    }
    block.voices += weight
    for (const [facet, value] of valuesOf(voice)) {
      const key = this.#isKept(block, facet, value) ? `${facet} ${value}` : `${facet} ${REST}`
      block.cells.set(key, (block.cells.get(key) ?? 0) + weight)
      if (value !== REST) block.cells.set(facet, (block.cells.get(facet) ?? 0) + weight)
    }
  }

  /** An incident began at `startedAt` (estimated): its voices are summed for as long as it lasts. */
  open(startedAt: number): void {
    if (this.#since?.startedAt === startedAt) return
    this.#since = { startedAt, voices: 0, cells: new Map() }
  }

  /** It is over. */
  close(): void {
    this.#since = null
  }

  /** At the end of an hour: `quiet`, and the hour before the last two is learned from. */
  turn(hourEnd: number, quiet: boolean): void {
    if (!quiet || this.#since || this.#blocks.length === 0) return
    const to = hourEnd - SHARE_DELAY_MS
    const blocks = this.#blocks.filter(({ start }) => start >= to - HOUR_MS && start < to)
    if (blocks.length === 0) return
    const usual = this.#usual
    const keep = usual.at === 0 ? 1 : 2 ** (-Math.max(0, to - usual.at) / SHARE_HALF_LIFE_MS)
    usual.at = to
    usual.voices *= keep
    for (const [key, n] of usual.cells) usual.cells.set(key, n * keep)
    for (const block of blocks) addTally(usual, block)
    this.#cap()
  }

  /**
   * Who is affected by what began at `startedAt`; `expected`: voices that are usual in [startedAt, now). Values of which nobody heard and of
   * which nothing can be said are left out: they are unknown too.
   */
  scope(startedAt: number, now: number, expected: number): ScopeCell[] {
    const from = bucketStart(startedAt, BLOCK_MS)
    const perMs = expected / Math.max(1, now - startedAt)
    const all = this.#sum(from, this.#since?.startedAt === startedAt)
    const recent = RECOVERED.lastMs
      .map((lastMs) => bucketStart(now - lastMs, BLOCK_MS))
      .filter((start) => start - from >= RECOVERED.lastMs[0]!)
      .map((start) => ({ start, tally: this.#sum(start, false) }))
    return (Object.keys(FACET_VALUES) as Facet[]).flatMap((facet) => {
      const cells = this.#cells(facet, all, perMs * (now - from))
      const lately = recent.map(({ start, tally }) => this.#cells(facet, tally, perMs * (now - start)))
      return judge(cells, lately).map((found) => ({ facet, ...found }))
    })
  }

  /** Components that at least `share` of all voices since `startedAt` named. */
  complaints(startedAt: number, share: number): string[] {
    const { voices, cells } = this.#sum(bucketStart(startedAt, BLOCK_MS), this.#since?.startedAt === startedAt)
    const prefix = 'component '
    return [...cells]
      .filter(([key, n]) => key.startsWith(prefix) && key !== prefix + REST && n >= share * voices)
      .map(([key]) => key.slice(prefix.length))
  }

  state(): FacetsState {
    return {
      usual: { ...toCounts(this.#usual), at: this.#usual.at },
      blocks: this.#blocks.map((block) => ({ ...toCounts(block), start: block.start })),
      since: this.#since && { ...toCounts(this.#since), startedAt: this.#since.startedAt },
    }
  }

  /** Every value of a facet, usual or heard, against what is usual of it when `expected` voices are usual in all. */
  #cells(facet: Facet, tally: Tally, expected: number): Cell[] {
    const usual = this.#usual
    const known = usual.cells.get(facet) ?? 0
    if (known < SHARES_KNOWN) return []
    const prefix = `${facet} `
    const keys = new Set([...usual.cells.keys(), ...tally.cells.keys()].filter((key) => key.startsWith(prefix)))
    const cover = known / usual.voices
    const total = known + SHARE_PRIOR * keys.size
    return [...keys].map((key) => {
      const share = ((usual.cells.get(key) ?? 0) + SHARE_PRIOR) / total
      const sd = Math.sqrt((share * (1 - share)) / total)
      const surely = Math.max(0, share - SPARED.sds * sd) * cover * expected
      const observed = tally.cells.get(key) ?? 0
      return { value: key.slice(prefix.length), observed, expected: share * cover * expected, surely }
    })
  }

  #sum(from: number, whole: boolean): Tally {
    const sum: Tally = { voices: 0, cells: new Map() }
    if (whole && this.#since) addTally(sum, this.#since)
    for (const block of this.#blocks) if (block.start >= from) addTally(sum, block)
    return sum
  }

  #drop(now: number): void {
    while (this.#blocks.length > 0 && this.#blocks[0]!.start < now - KEEP_MS) {
      const block = this.#blocks.shift()!
      if (this.#since && block.start >= bucketStart(this.#since.startedAt, BLOCK_MS)) addTally(this.#since, block)
    }
  }

  #isKept(block: Block, facet: Facet, value: string): boolean {
    const key = `${facet} ${value}`
    if (block.cells.has(key) || this.#usual.cells.has(key)) return true
    let heard = 0
    for (const other of block.cells.keys()) if (other.startsWith(`${facet} `)) heard += 1
    return heard < FACET_VALUES[facet]
  }

  #cap(): void {
    for (const facet of Object.keys(FACET_VALUES) as Facet[]) {
      const values = [...this.#usual.cells].filter(([key]) => key.startsWith(`${facet} `) && !key.endsWith(` ${REST}`))
      const rarest = values.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(FACET_VALUES[facet])
      for (const [key, n] of rarest) {
        this.#usual.cells.delete(key)
        this.#usual.cells.set(`${facet} ${REST}`, (this.#usual.cells.get(`${facet} ${REST}`) ?? 0) + n)
      }
    }
  }
}

/** `lately`: the same cells over the last stretches, the shortest first. */
function judge(cells: readonly Cell[], lately: readonly Cell[][]): Omit<ScopeCell, 'facet'>[] {
  const named = cells.filter((cell) => cell.value !== REST)
  const { set, nats } = smallestSet(named, SCORE_SHARE)
  const inside = nats >= FACET_NATS ? set : []
  const times = timesUsual(inside)
  const isHit = (cell: Cell) => {
    const need = inside.includes(cell) ? { ...INSIDE, ofRate: 0 } : OUTSIDE
    if (inside.length === 0 || cell.observed < need.voices || excessNats(cell) < need.nats) return false
    return cell.observed >= need.ofRate * times * cell.expected
  }
  const hit = named.filter(isHit)
  const found = named.map((cell) => {
    const { value, observed, expected } = cell
    const recent = lately.map((last) => last.find((other) => other.value === value))
    const verdict = hit.includes(cell)
      ? recent.some((last) => last && isOver(cell, last))
        ? ('recovered' as const)
        : ('affected' as const)
      : isSpared(cell, timesUsual(hit)) && !recent.some((last) => last && excessNats(last) >= INSIDE.nats)
        ? ('not_affected' as const)
        : ('unknown' as const)
    return { value, verdict, observed, expected }
  })
  const told = found.filter((cell) => cell.verdict !== 'unknown' || cell.observed > 0)
  return told.toSorted((a, b) => b.observed - a.observed || (a.value < b.value ? -1 : 1))
}

/** Had it been hit like the others, much more would have been heard. */
function isSpared(cell: Cell, times: number): boolean {
  const rise = Math.max(0, times - 1) * cell.surely
  return upperLimit(cell.observed, SPARED.sds) <= cell.expected + SPARED.ofRise * rise
}

/** Lately near the usual, where it would have brought much more had it gone on as before. */
function isOver(all: Cell, last: Cell): boolean {
  const before = (all.observed - last.observed) / Math.max(all.expected - last.expected, Number.MIN_VALUE)
  const rise = Math.max(0, before - 1) * last.expected
  return upperLimit(last.observed, RECOVERED.sds) <= last.expected + RECOVERED.ofRise * rise
}

function timesUsual(cells: readonly Counted[]): number {
  const observed = cells.reduce((sum, cell) => sum + cell.observed, 0)
  const expected = cells.reduce((sum, cell) => sum + cell.expected, 0)
  return expected > 0 ? observed / expected : 1
}

function valuesOf(voice: Voice): [Facet, string][] {
  const { device, component, region, asn, problem } = voice
  const values: [Facet, string | undefined][] = [
    ['device', device],
    ['component', component],
    ['component_device', component && device && `${component}/${device}`],
    ['region', region],
    ['network', asn === undefined ? undefined : String(asn)],
    ['problem', problem],
  ]
  return values.filter((entry): entry is [Facet, string] => Boolean(entry[1]))
}

function addTally(sum: Tally, more: Tally): void {
  sum.voices += more.voices
  for (const [key, n] of more.cells) sum.cells.set(key, (sum.cells.get(key) ?? 0) + n)
}

function toTally(counts?: Counts): Tally {
  return { voices: counts?.voices ?? 0, cells: new Map(counts?.cells) }
}

function toCounts({ voices, cells }: Tally): Counts {
  return { voices, cells: [...cells] }
}
