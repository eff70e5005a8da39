import { niceTop } from './shape.ts'

export type Scale = { top: number; lowerSince: number | null }

/** How long the curve must stay lower before the scale follows it down by a step, in real milliseconds. */
export const SHRINK_AFTER_MS = 20_000

/** Grows at once, so that nothing is cut off; shrinks late and by halves at most, so that the curve does not jump about. */
export function nextScale(scale: Scale, wanted: number, realNow: number): Scale {
  if (wanted >= scale.top) return { top: wanted, lowerSince: null }
  if (scale.lowerSince === null) return { top: scale.top, lowerSince: realNow }
  if (realNow - scale.lowerSince < SHRINK_AFTER_MS) return scale
  const top = Math.max(wanted, niceTop(scale.top / 2))
  return { top, lowerSince: top > wanted ? realNow : null }
}
