import type { Cause } from '../../shared/incident.ts'
import { fitShares } from './share-fit.ts'

// Whose fault. Excess of j = Σ a_ij · excess of i + its own, all a_ij ≥ 0. When a provider fails, some press the button of
// another one: T-Mobile 113,980 with Verizon 7.6 % and AT&T 3.4 %; AT&T about 73,000 with Verizon 2.7 %, T-Mobile 1.9 %.

/** A competitor's share in somebody's excess is a few per cent; more than this was never seen and is the provider's own. */
export const COMPETITOR_MOST = 0.12
/** People mix up services of one kind; of other kinds less. */
export const STRANGER_MOST = 0.06
/** Where one is known to build on the other, many press both buttons. */
export const DEPENDENT_MOST = 0.25
/** Up to this share of the excess may be left unexplained: others' curves are not quite one's own. */
export const OWN_SHARE = 0.3
/** Where nobody has declared a tie, only one that surely brings so many voices beyond its usual is a news that spreads: two sparse strangers never
 * explain each other. */
export const NEWS_VOICES = 100
/** Fewer voices than this beyond the usual tell nothing of where they come from. */
export const LEAST_EXCESS = 3
/** Standard deviations beyond which what is left is no chance. */
const CLEAR_SDS = 2.5
/** Voices come in clumps: variance / mean. */
const CLUMPS = 2
/** What is usual is itself known to about 30 %: that much of it is no excess that could explain another's. */
const USUAL_SD = 0.3
/** A beginning is known to some minutes. */
export const LEAD_MINUTES = 5
/** What came before the other's beginning by more than that makes it a leader, if it is at least this part of the whole. */
const LEAD_SHARE = 0.1
/** What follows may be late: others' voices count as heard up to some minutes ago, with these half-lives. */
const LAGS = [0, 5, 15]
/** The last so many minutes must fit too: who goes on when the other has ended has trouble of its own. */
const LATELY = 20
/** What follows does so by the hour more or less: standard deviation, as a share, over five minutes. What strays further on average is another curve. */
const FOLLOW_SD = 0.4
const FOLLOW_MINUTES = 5
/** In its silence before it rose, at least this part of its later share would have been heard. */
const SILENT_PART = 0.3

/**
 * Minutes of one window, the same for all: voices, and what was usual for the provider then. `from`: its rise began at this index. `most`: the
 * share of its excess that another may bring; `least`: voices beyond the usual that it takes to explain anything.
 */
export type Curve = {
  key: string
  from: number
  voices: Float64Array
  usual: Float64Array
  most: number
  least: number
}

export const OWN: Cause = { kind: 'own', of: [], share: null }

/** Whether others explain the rise of `me`; `others` are in a rise too. Undefined: too early to say. */
export function collateralOf(me: Curve, others: readonly Curve[]): Cause | undefined {
  const end = me.voices.length
  const start = Math.min(me.from, end - 1)
  const excess = difference(me)
  const mine = sum(excess, start, end)
  if (mine < LEAST_EXCESS) return undefined
  const able = others
    .map((other) => ({ other, sure: surely(other, end) }))
    .filter(
      ({ other, sure }) =>
        sure >= other.least && sure * other.most >= (1 - OWN_SHARE) * mine * SILENT_PART && !leads(me, other, excess),
    )
    .toSorted((a, b) => b.sure * b.other.most - a.sure * a.other.most || (a.other.key < b.other.key ? -1 : 1))
    .slice(0, 6)
  if (able.length === 0) return OWN
  const begin = Math.min(start, ...able.map(({ other }) => Math.max(0, other.from)))
  let best: { shares: number[]; curves: Float64Array[]; error: number } | undefined
  for (const lag of LAGS) {
    const curves = able.map(({ other }) => delayed(difference(other), lag))
    const fit = fitShares(
      excess,
      curves,
      able.map(({ other }) => other.most),
      begin,
    )
    if (!best || fit.error < best.error) best = { ...fit, curves }
  }
  const { shares, curves } = best!
  if (
    !explains(
      able.map(({ other }, i) => ({ curve: curves[i]!, most: other.most })),
      me,
      excess,
      start,
      end,
    )
  )
    return OWN
  const late = Math.max(start, end - LATELY)
  if (
    late > start &&
    !explains(
      able.map(({ other }) => ({ curve: generous(difference(other)), most: other.most })),
      me,
      excess,
      late,
      end,
    )
  )
    return OWN
  if (wasSilent(shares, curves, me, excess, begin, start)) return OWN
  if (strays(shares, curves, me, excess, begin)) return OWN
  const parts = able
    .map(({ other }, i) => ({ key: other.key, voices: shares[i]! * sum(curves[i]!, start, end), other }))
    .filter(({ voices }) => voices > 0)
    .toSorted((a, b) => b.voices - a.voices)
  const main = parts[0]
  if (!main) return OWN
  const theirs = sum(difference(main.other), Math.max(0, main.other.from), end)
  return {
    kind: 'collateral',
    of: parts.filter((p) => p.voices >= 0.2 * main.voices).map((p) => p.key),
    // More digits would only change by the minute.
    share: Number((mine / theirs).toPrecision(2)),
  }
}

/** Excess that is no chance and no error of what was held for usual. */
function surely(other: Curve, end: number): number {
  const from = Math.max(0, other.from)
  const usual = sum(other.usual, from, end)
  const voices = sum(other.voices, from, end)
  return voices - usual - Math.sqrt(CLUMPS * voices + (USUAL_SD * usual) ** 2)
}

/** Whether `me` had risen clearly before the other did, by more than the other's own slow beginning could bring. */
function leads(me: Curve, other: Curve, excess: Float64Array): boolean {
  const until = other.from - LEAD_MINUTES
  if (until <= me.from) return false
  const theirs = other.most * Math.max(0, sum(difference(other), me.from, until))
  const before = sum(excess, me.from, until) - theirs
  const chance = Math.sqrt(CLUMPS * (sum(me.usual, me.from, until) + theirs) + 1)
  return (
    before >= LEAST_EXCESS && before > CLEAR_SDS * chance && before > LEAD_SHARE * sum(excess, me.from, excess.length)
  )
}

/** Whether as much as others may bring leaves little of one's own. */
function explains(
  by: { curve: Float64Array; most: number }[],
  me: Curve,
  excess: Float64Array,
  from: number,
  to: number,
): boolean {
  const mine = sum(excess, from, to)
  let most = 0
  for (const { curve, most: share } of by) most += share * Math.max(0, sum(curve, from, to))
  const left = mine - most
  const usual = sum(me.usual, from, to)
  const chance = Math.sqrt(CLUMPS * (usual + most) + (USUAL_SD * usual) ** 2 + 1)
  return left <= OWN_SHARE * mine || left <= CLEAR_SDS * chance
}

/** Whether nothing followed for so long that what came later did not follow either. */
function wasSilent(
  shares: number[],
  curves: Float64Array[],
  me: Curve,
  excess: Float64Array,
  begin: number,
  start: number,
): boolean {
  if (start - LEAD_MINUTES <= begin) return false
  let due = 0
  for (const [i, curve] of curves.entries()) due += shares[i]! * Math.max(0, sum(curve, begin, start - LEAD_MINUTES))
  due *= SILENT_PART
  const heard = sum(excess, begin, start - LEAD_MINUTES)
  const usual = sum(me.usual, begin, start - LEAD_MINUTES)
  return due - heard > CLEAR_SDS * Math.sqrt(CLUMPS * (due + usual) + 1)
}

/** Whether it goes up and down otherwise than what it would follow, by more than chance and people's ways make of it. */
function strays(shares: number[], curves: Float64Array[], me: Curve, excess: Float64Array, begin: number): boolean {
  let squares = 0
  let bins = 0
  for (let from = begin; from < excess.length; from += FOLLOW_MINUTES) {
    const to = Math.min(excess.length, from + FOLLOW_MINUTES)
    const due = curves.reduce((all, curve, i) => all + shares[i]! * Math.max(0, sum(curve, from, to)), 0)
    const usual = sum(me.usual, from, to)
    const variance = CLUMPS * (usual + due) + (USUAL_SD * usual) ** 2 + (FOLLOW_SD * due) ** 2 + 1
    squares += (sum(excess, from, to) - due) ** 2 / variance
    bins += 1
  }
  return squares > bins + CLEAR_SDS * Math.sqrt(2 * bins)
}

function difference({ voices, usual }: Curve): Float64Array {
  return voices.map((n, i) => n - usual[i]!)
}

/** The curve as it arrives late, with this half-life in minutes. */
function delayed(curve: Float64Array, halfLife: number): Float64Array {
  if (halfLife === 0) return curve
  const keep = 2 ** (-1 / halfLife)
  let level = 0
  return curve.map((n) => (level = keep * level + (1 - keep) * n))
}

/** The most that any lag makes of each minute. */
function generous(curve: Float64Array): Float64Array {
  const all = LAGS.map((lag) => delayed(curve, lag))
  return curve.map((_, i) => Math.max(...all.map((c) => c[i]!)))
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0
  for (let i = Math.max(0, from); i < to; i += 1) total += values[i]!
  return total
}
