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
  }

  /** Why `me` rises, by what was over when `minute` began. */
  cause(me: Tracked, rise: RiseView, minute: number): Cause | undefined {
    // What is said by then stands: the beginning, which tells the most, goes out of sight.
    if (rise.startedAt < (minute - TOGETHER_MINUTES) * MINUTE_MS) return undefined
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
    return together.length > 0 ? groupOf(together) : cause
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

function groupOf(together: Riser[]): Cause {
  const sorted = together.toSorted((a, b) => b.excess - a.excess || (a.tracked.key < b.tracked.key ? -1 : 1))
  return { kind: 'group', of: sorted.map(({ tracked }) => tracked.key), share: null }
}
