import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { type Cell, SPARED } from './scope-verdict.ts'
import { addTally, addTo, type Counts, type Facet, FACETS, REST, type Tally, toCounts, toTally } from './tally.ts'

/** Values told apart in each facet, the usual ones first; the rest is '-', of which nothing is said. */
export const FACET_VALUES: Record<Facet, number> = {
  device: 8,
  component: 24,
  component_device: 64,
  region: 64,
  network: 48,
  problem: 16,
}
/** Who usually reports changes as slowly as how many do, and is learned this much later. */
export const SHARE_HALF_LIFE_MS = 21 * DAY_MS
export const SHARE_DELAY_MS = 2 * HOUR_MS
/** Fewer learned voices with this facet say nothing about who is usual. */
export const SHARES_KNOWN = 20
/** A value nobody ever had is given this much of a voice. */
export const SHARE_PRIOR = 0.5

export type SharesState = Counts & { at: number }

/** Who usually reports: shares of devices, components, regions… */
export class Shares {
  readonly #usual: Tally & { at: number }

  constructor(state?: SharesState) {
    this.#usual = { ...toTally(state), at: state?.at ?? 0 }
  }

  /** What was heard in the hour before `to`, while all was quiet. */
  learn(heard: readonly Tally[], to: number): void {
    if (heard.length === 0) return
    const usual = this.#usual
    const keep = usual.at === 0 ? 1 : 2 ** (-Math.max(0, to - usual.at) / SHARE_HALF_LIFE_MS)
    usual.at = to
    usual.voices *= keep
    for (const [key, n] of usual.cells) usual.cells.set(key, n * keep)
    for (const tally of heard) addTally(usual, tally)
    this.#cap()
  }

  /** Every value of a facet, usual or heard, against what is usual of it when `expected` voices are usual in all. */
  cells(facet: Facet, tally: Tally, expected: number): Cell[] {
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

  /** Whether a value is told apart in a tally, or is one of the rest. */
  tells({ cells }: Tally, facet: Facet, value: string): boolean {
    const key = `${facet} ${value}`
    if (cells.has(key) || this.#usual.cells.has(key)) return true
    let heard = 0
    for (const other of cells.keys()) if (other.startsWith(`${facet} `)) heard += 1
    return heard < FACET_VALUES[facet]
  }

  state(): SharesState {
    return { ...toCounts(this.#usual), at: this.#usual.at }
  }

  #cap(): void {
    for (const facet of FACETS) {
      const values = [...this.#usual.cells].filter(([key]) => key.startsWith(`${facet} `) && !key.endsWith(` ${REST}`))
      const rarest = values.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(FACET_VALUES[facet])
      for (const [key, n] of rarest) {
        this.#usual.cells.delete(key)
        addTo(this.#usual, `${facet} ${REST}`, n)
      }
    }
  }
}
