import type { ChartMark } from './marks.ts'

type Range = { from: number; to: number }
export type Flag = {
  /** Where it stands, as a share of the width. */
  at: number
  /** How far what it stands for may reach; the same as `at` where that is known exactly. */
  to: number
  label: string
}

/** Nearer to the left edge stand the labels of the scale: a flag there stands beside them. */
export const EDGE = { share: 0.04, px: 32 }
/** A flag of one number, of several, and how high both are. */
export const FLAG = { width: 15, wider: 28, height: 14 }
/** Pixels below the axis. */
export const STRIP = { probe: { top: 2, height: 4 }, forecast: { top: 9, height: 3 } }

export const flagWidth = (label: string): number => (label.length > 1 ? FLAG.wider : FLAG.width)

/** Flags of notices within the range, in order; those nearer to each other than `least` of the width are one: "2–4". */
export function flagsOf(marks: readonly ChartMark[], range: Range, least: number): Flag[] {
  const flags: { at: number; to: number; first: number; last: number }[] = []
  for (const mark of marks) {
    if (mark.kind !== 'notice' || !isWithin(mark.at, mark.to, range)) continue
    const [at, to] = [shareOf(mark.at, range), shareOf(mark.to, range)]
    const near = flags.at(-1)
    if (near !== undefined && at - near.at < least) {
      near.last = mark.number
      near.to = Math.max(near.to, to)
    } else flags.push({ at, to, first: mark.number, last: mark.number })
  }
  return flags.map(({ at, to, first, last }) => ({ at, to, label: first === last ? `${first}` : `${first}–${last}` }))
}

/** Spans of one kind within the range, as shares of the width; what is not over reaches to `now`. */
export function spansOf(
  marks: readonly ChartMark[],
  kind: 'probe' | 'forecast',
  { from, to, now }: Range & { now: number },
): { at: number; to: number }[] {
  return marks.flatMap((mark) => {
    if (mark.kind !== kind) return []
    const end = mark.to ?? Math.min(now, to)
    return isWithin(mark.at, end, { from, to })
      ? [{ at: shareOf(mark.at, { from, to }), to: shareOf(end, { from, to }) }]
      : []
  })
}

/** Of an interval the part within counts: it is not known to be outside. */
const isWithin = (at: number, end: number, { from, to }: Range) => end >= from && at < to

const shareOf = (at: number, { from, to }: Range) => Math.min(1, Math.max(0, (at - from) / (to - from)))
