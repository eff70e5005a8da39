import type { Cause } from '../../shared/incident.ts'
import { MINUTE_MS } from '../../shared/time.ts'
import { collateralOf, COMPETITOR_MOST, type Curve, DEPENDENT_MOST, NEWS_VOICES, OWN, STRANGER_MOST } from './cause.ts'
import { withinReach } from './common.ts'
import type { Crowd } from './crowd.ts'
import { KEPT_MINUTES } from './minutes.ts'
import type { Ties } from './relations.ts'
import type { RiseView } from './site-view.ts'
import type { Tracked } from './tracked.ts'

/** A provider that stands out over this many minutes with so many voices is a rise to others, before its own limit is reached. */
const OUT_MINUTES = 20
const OUT_VOICES = 8
/** What is related fails together when it began no further apart than this: a fault spreads over hours, not days. */
export const TOGETHER_MINUTES = 180
/** What one operator runs and is confirmed to fail is one fault when it began within half a day: what breaks at night is noticed in the morning. */
export const NIGHT_MINUTES = 720
/** Of those who press because of one service so many press at another of its operator, whose name is like it; counted so often. */
export const SPILL_SHARE = 0.002
const SPILL_EVERY_MINUTES = 10
/** So many of the biggest rises are asked: what matters of a site-wide failure, at a bounded cost. */
const MOST_OTHERS = 12
/** Minutes looked at before a rise: what leads is seen there. */
const BEFORE_MINUTES = 60

/** `from`: its rise began in this minute (numbered since the epoch). */
type Riser = { tracked: Tracked; from: number; excess: number }

/** Who rises at the moment, and because of whom. */
export class Risers {
  readonly #ties: Ties
  readonly #crowd: Crowd
  readonly #missing: ReadonlySet<number>
  #all: readonly Tracked[] = []
  /** By operator. */
  readonly #families = new Map<string, Tracked[]>()
  #minute = -1
  #risers: Riser[] = []

  constructor(ties: Ties, crowd: Crowd, missing: ReadonlySet<number>) {
    this.#ties = ties
    this.#crowd = crowd
    this.#missing = missing
  }

  follow(all: readonly Tracked[]): void {
    this.#all = all
    this.#minute = -1
    this.#families.clear()
    for (const one of all) {
      const family = this.#families.get(one.operator)
      if (family) family.push(one)
      else this.#families.set(one.operator, [one])
    }
  }

  /** Why `me` rises, by what was over when `minute` began. */
  cause(me: Tracked, rise: RiseView, minute: number): Cause | undefined {
    // What is said by then stands: the beginning, which tells the most, goes out of sight.
    if (rise.startedAt < (minute - TOGETHER_MINUTES) * MINUTE_MS) return this.#sisters(me, rise, minute)
    if (minute !== this.#minute) this.#look(minute)
    const others = this.#risers.filter(({ tracked }) => tracked !== me)
    if (others.length === 0) return OWN
    const start = Math.min(minute - 1, Math.max(minute - KEPT_MINUTES, Math.floor(rise.startedAt / MINUTE_MS)))
    const own = this.#excess(me, start, minute)
    const big = others
      .filter((other) => other.excess * DEPENDENT_MOST >= 0.1 * own && this.#mayExplain(me, other.tracked))
      .toSorted((a, b) => b.excess - a.excess || (a.tracked.key < b.tracked.key ? -1 : 1))
      .slice(0, MOST_OTHERS)
    const first = Math.max(minute - KEPT_MINUTES, Math.min(start, ...big.map(({ from }) => from)) - BEFORE_MINUTES)
    const mine = this.#curve(me, start, first, minute, { most: 0, least: 0 })
    const curves = big.map(({ tracked, from }) =>
      this.#curve(tracked, from, first, minute, this.#mayBring(me, tracked)),
    )
    const cause = collateralOf(mine, curves)
    if (cause?.kind === 'collateral') return cause
    const together = others.filter(({ tracked, from }) => {
      return this.#ties.tie(me.key, tracked.key) !== 'none' && Math.abs(from - start) <= TOGETHER_MINUTES
    })
    return together.length > 0 ? groupOf(together) : (this.#sisters(me, rise, minute) ?? cause)
  }

  /** What fails of the same operator, where both are beyond doubt; undefined: nothing, or that was long ago. */
  #sisters(me: Tracked, rise: RiseView, minute: number): Cause | undefined {
    if (!isRed(me) || rise.startedAt < (minute - NIGHT_MINUTES) * MINUTE_MS) return undefined
    const sisters = (this.#families.get(me.operator) ?? []).filter((other) => {
      return other !== me && isRed(other) && Math.abs(other.startedAt! - rise.startedAt) <= NIGHT_MINUTES * MINUTE_MS
    })
    return sisters.length > 0 ? groupOf(sisters.map((tracked) => this.#riser(tracked, minute))) : undefined
  }

  /** What wrong presses bring `me` an hour, on account of what fails of the same operator; the same for some minutes. */
  spill(me: Tracked, minute: number): number {
    const family = this.#families.get(me.operator) ?? []
    const end = minute - (minute % SPILL_EVERY_MINUTES)
    let excess = 0
    for (const other of family) {
      if (other === me || !isRed(other)) continue
      const from = Math.max(end - 60, Math.floor(other.startedAt! / MINUTE_MS))
      if (from < end) excess += Math.max(0, this.#excess(other, from, end))
    }
    return excess > 0 ? Number((SPILL_SHARE * excess).toPrecision(2)) : 0
  }

  #riser(tracked: Tracked, minute: number): Riser {
    const from = Math.floor(tracked.startedAt! / MINUTE_MS)
    return { tracked, from, excess: this.#excess(tracked, from, minute) }
  }

  /** Whoever may fail together with `me` explains nothing away: a small service fails as truly as its big sister. */
  #mayExplain(me: Tracked, other: Tracked): boolean {
    const tie = this.#ties.tie(me.key, other.key)
    return tie === 'none' || tie === 'depends'
  }

  #mayBring(me: Tracked, other: Tracked): Pick<Curve, 'most' | 'least'> {
    if (this.#ties.tie(me.key, other.key) === 'depends') return { most: DEPENDENT_MOST, least: 0 }
    return { most: this.#ties.differ(me.key, other.key) ? STRANGER_MOST : COMPETITOR_MOST, least: NEWS_VOICES }
  }

  #look(minute: number): void {
    this.#minute = minute
    this.#risers = []
    for (const tracked of this.#all) {
      const { state, startedAt, minutes } = tracked
      if (minutes.last < minute - KEPT_MINUTES || state === 'unknown') continue
      let from: number | undefined
      if (state !== 'ok' && startedAt !== null) from = Math.floor(startedAt / MINUTE_MS)
      else if (minutes.last >= minute - OUT_MINUTES) from = this.#onset(tracked, minute)
      if (from === undefined) continue
      const excess = this.#excess(tracked, from, minute)
      if (excess > 0) this.#risers.push({ tracked, from, excess })
    }
  }

  /** Since when a provider whose state is still ok stands out; undefined if it does not. */
  #onset(tracked: Tracked, minute: number): number | undefined {
    const { minutes } = tracked
    const usual = minutes.rate(minute - 1) * this.#crowd.factor(minute)
    const voices = minutes.sum(minute - OUT_MINUTES, minute)
    if (voices < OUT_VOICES || voices <= withinReach(usual * OUT_MINUTES)) return undefined
    const first = minute - BEFORE_MINUTES
    const row = minutes.row(first, minute)
    let best = { score: 0, from: minute - OUT_MINUTES }
    let score = 0
    for (let i = row.length - 1; i >= 0; i -= 1) {
      score += row[i]! - 2 * usual
      if (score > best.score) best = { score, from: first + i }
    }
    return best.from
  }

  #excess(tracked: Tracked, from: number, minute: number): number {
    const first = Math.max(from, minute - KEPT_MINUTES)
    let excess = tracked.minutes.sum(first, minute)
    for (let m = first; m < minute; m += 1) excess -= this.#usual(tracked, m)
    return excess
  }

  /** What is usual in a minute; nothing while we were away, as nothing was heard. */
  #usual(tracked: Tracked, minute: number): number {
    return this.#missing.has(minute) ? 0 : tracked.minutes.rate(minute) * this.#crowd.factor(minute)
  }

  #curve(tracked: Tracked, from: number, first: number, minute: number, may: Pick<Curve, 'most' | 'least'>): Curve {
    const voices = tracked.minutes.row(first, minute)
    const usual = voices.map((_, i) => this.#usual(tracked, first + i))
    return { key: tracked.key, from: from - first, voices, usual, ...may }
  }
}

const isRed = ({ state, startedAt }: Tracked) => (state === 'confirmed' || state === 'recovering') && startedAt !== null

function groupOf(together: Riser[]): Cause {
  const sorted = together.toSorted((a, b) => b.excess - a.excess || (a.tracked.key < b.tracked.key ? -1 : 1))
  return { kind: 'group', of: sorted.map(({ tracked }) => tracked.key), share: null }
}
