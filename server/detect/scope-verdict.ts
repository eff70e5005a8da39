import type { ScopeCell } from '../../shared/incident.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { VERIFY_NETWORKS } from './rule.ts'
import { WORKS_SHARE } from './rule.ts'
import { type Counted, excessNats, lowerLimit, smallestSet, upperLimit } from './subset.ts'
import { REST } from './tally.ts'

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
/** …had it fallen only as the others have, who surely bring so much at least (sds): falling like all is the way of people, not of a part. */
export const OTHERS_SDS = 1.64
/**
 * Once people tire, longer stretches too, and each against the day before it: who tires sooner has not recovered. That somebody still is affected takes
 * so many nats then: dozens of values are looked at for days, some ten thousand times.
 */
export const TIRED = { lastMs: [4 * HOUR_MS, 24 * HOUR_MS], beforeMs: 24 * HOUR_MS, nats: 10 }
/** It has come back when so much more than that is heard. */
export const RELAPSED = { voices: 3, nats: 6 }
/** "Works for me" from so many networks, and four of five answers, while nothing more than usual is reported. */
export const CELL_WORKS = 8

/** One value of a facet; `surely`: the least of `expected` that is usual for it, as far as that is known. */
export type Cell = Counted & { value: string; surely: number }
/**
 * A last stretch: its cells, those of the time `before` it with which they are compared, and from how many networks each was said to
 * work meanwhile.
 */
export type Stretch = { start: number; last: Cell[]; before: Cell[]; works: ReadonlyMap<string, number> }
/** What probes say of a part: from how many networks it surely fails, and whether all reach it. */
export type Part = { failing: number; healthy: boolean }
type Case = {
  cells: readonly Cell[]
  stretches: readonly Stretch[]
  /** People tire: what is affected has to be heard now. */
  isTired: boolean
  part: (value: string) => Part | undefined
  /** Since when a value is said to have recovered. */
  recoveredAt: (value: string) => number | undefined
}
export type Judged = Omit<ScopeCell, 'facet' | 'since'> & { since: number | undefined }

/** Who is affected, of one facet. */
export function judgeFacet(of: Case): Judged[] {
  const named = of.cells.filter((cell) => cell.value !== REST)
  const { set, nats } = smallestSet(named, SCORE_SHARE)
  const inside = nats >= FACET_NATS ? set : []
  const times = timesUsual(inside)
  const isHit = (cell: Cell) => {
    const need = inside.includes(cell) ? { ...INSIDE, ofRate: 0 } : OUTSIDE
    if (inside.length === 0 || cell.observed < need.voices || excessNats(cell) < need.nats) return false
    return cell.observed >= need.ofRate * times * cell.expected
  }
  const hit = named.filter(isHit)
  const isOrWasHit = (cell: Cell) => hit.includes(cell) || of.recoveredAt(cell.value) !== undefined
  const found = named.map((cell): Judged => {
    const { value, observed, expected } = cell
    return { value, observed, expected, ...(isOrWasHit(cell) ? courseOf(cell, hit, of) : spareOf(cell, hit, of)) }
  })
  const told = found.filter((cell) => cell.verdict !== 'unknown' || cell.observed > 0)
  return told.toSorted((a, b) => b.observed - a.observed || (a.value < b.value ? -1 : 1))
}

/** Of what was hit: whether it still is. */
function courseOf({ value }: Cell, hit: readonly Cell[], of: Case): Pick<Judged, 'verdict' | 'since'> {
  const part = of.part(value)
  if (part && part.failing > 0) return { verdict: 'affected', since: undefined }
  const others = hit.filter((cell) => cell.value !== value && of.recoveredAt(cell.value) === undefined)
  const seen = of.stretches.map((stretch) => {
    const last = find(stretch.last, value)
    const before = find(stretch.before, value)
    const persists = part?.healthy ? 1 : persistence(others, stretch)
    return { ...stretch, last, wouldRise: persists * riseOf(before, last) }
  })
  const said = of.recoveredAt(value)
  // Days later that something goes on is seen over hours: in minutes chance has many tries.
  const slowly = of.isTired ? seen.slice(-TIRED.lastMs.length) : seen
  const least = of.isTired ? TIRED.nats : RELAPSED.nats
  if (said !== undefined) {
    const isBack = slowly.some(({ start, last, wouldRise }) => start >= said && isRelapse(last, wouldRise, least))
    return isBack ? { verdict: 'affected', since: undefined } : { verdict: 'recovered', since: said }
  }
  const over = seen.find(({ last, wouldRise, works }) => isOver(last, wouldRise) || isWorking(last, works))
  if (over) return { verdict: 'recovered', since: over.start }
  // It takes voices of now to say so, as many as a relapse does.
  const isHeard = slowly.some(({ last }) => isRelapse(last, 0, least))
  return { verdict: !of.isTired || isHeard ? 'affected' : 'unknown', since: undefined }
}

/** Of what was not: whether it surely was not. */
function spareOf(cell: Cell, hit: readonly Cell[], of: Case): Pick<Judged, 'verdict' | 'since'> {
  const part = of.part(cell.value)
  const since = undefined
  if (part && part.failing > 0) return { verdict: part.failing >= VERIFY_NETWORKS ? 'affected' : 'unknown', since }
  const lately = of.stretches.map(({ last, works }) => ({ last: find(last, cell.value), works }))
  const isRising = lately.some(({ last }) => excessNats(last) >= INSIDE.nats)
  const isWell =
    hit.length > 0 && lately.some(({ last, works }) => isWorking(last, works)) && excessNats(cell) < INSIDE.nats
  return { verdict: !isRising && (isWell || isSpared(cell, timesUsual(hit))) ? 'not_affected' : 'unknown', since }
}

/** Had it been hit like the others, much more would have been heard. */
function isSpared(cell: Cell, times: number): boolean {
  const rise = Math.max(0, times - 1) * cell.surely
  return upperLimit(cell.observed, SPARED.sds) <= cell.expected + SPARED.ofRise * rise
}

/** Voices beyond the usual that it would bring, had it gone on as before. */
function riseOf(before: Counted, last: Counted): number {
  return Math.max(0, before.observed / Math.max(before.expected, Number.MIN_VALUE) - 1) * last.expected
}

/** Lately near the usual, where it would bring twice that and more: else a lull would do. */
function isOver(last: Counted, wouldRise: number): boolean {
  if (wouldRise < last.expected) return false
  return upperLimit(last.observed, RECOVERED.sds) <= last.expected + RECOVERED.ofRise * wouldRise
}

function isRelapse({ observed, expected }: Counted, wouldRise: number, nats: number): boolean {
  const usual = { observed, expected: expected + RECOVERED.ofRise * wouldRise }
  return observed >= RELAPSED.voices && excessNats(usual) >= nats
}

function isWorking(last: Cell, works: ReadonlyMap<string, number>): boolean {
  const said = works.get(last.value) ?? 0
  if (said < CELL_WORKS || excessNats(last) >= INSIDE.nats) return false
  return said >= WORKS_SHARE * (said + last.observed)
}

/** How much of what the others brought they surely still bring: 0 to 1. */
function persistence(others: readonly Cell[], { last, before }: Stretch): number {
  const now = sumOf(others.map(({ value }) => find(last, value)))
  const then = sumOf(others.map(({ value }) => find(before, value)))
  const rise = riseOf(then, now)
  return rise > 0 ? Math.min(1, Math.max(0, lowerLimit(now.observed, OTHERS_SDS) - now.expected) / rise) : 0
}

function timesUsual(cells: readonly Counted[]): number {
  const { observed, expected } = sumOf(cells)
  return expected > 0 ? observed / expected : 1
}

function sumOf(cells: readonly Counted[]): Counted {
  const sum = { observed: 0, expected: 0 }
  for (const { observed, expected } of cells) {
    sum.observed += observed
    sum.expected += expected
  }
  return sum
}

function find(cells: readonly Cell[], value: string): Cell {
  return cells.find((cell) => cell.value === value) ?? { value, observed: 0, expected: 0, surely: 0 }
}
