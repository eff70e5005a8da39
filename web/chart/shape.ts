import type { ChartPoint } from './model.ts'

/** Below this a chart's scale does not go: two reports are not a mountain. */
const LEAST_TOP = 6
const NICE = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10]

/** A round number at or above `value`, so that the top line carries a readable label. */
export function niceTop(value: number): number {
  const wanted = Math.max(value, LEAST_TOP)
  const power = 10 ** Math.floor(Math.log10(wanted))
  return Math.round((NICE.find((step) => step * power >= wanted) ?? 10) * power)
}

export function topOf(points: ChartPoint[]): number {
  return niceTop(Math.max(0, ...points.map((point) => Math.max(point.n ?? 0, point.upper ?? 0))))
}

const round = (value: number) => Math.round(value * 100) / 100

export type Frame = { from: number; to: number; top: number; width: number; height: number }

/**
 * Steps as SVG path data: each value holds for its bucket's width. A null leaves a gap.
 * `closed` gives the ground under the steps, otherwise only their outline.
 */
export function stepPath(
  values: { t: number; value: number | null }[],
  widthMs: number,
  frame: Frame,
  closed: boolean,
): string {
  const x = (at: number) => round(((Math.min(at, frame.to) - frame.from) / (frame.to - frame.from)) * frame.width)
  const y = (value: number) => round(frame.height - (Math.min(value, frame.top) / frame.top) * frame.height)
  let path = ''
  let inside = false
  let end = 0
  for (const { t, value } of values) {
    if (value === null) {
      if (inside && closed) path += `V${frame.height}Z`
      inside = false
      continue
    }
    path += inside ? `V${y(value)}` : closed ? `M${x(t)} ${frame.height}V${y(value)}` : `M${x(t)} ${y(value)}`
    end = x(t + widthMs)
    path += `H${end}`
    inside = true
  }
  return inside && closed ? `${path}V${frame.height}Z` : path
}

/** Fewer buckets than this are bars: each can be told from its neighbour. */
const BARS_BELOW = 40
/** How much of a bucket's width its bar takes. */
const BAR_SHARE = 0.72

export const isBarred = (points: readonly unknown[]): boolean => points.length < BARS_BELOW

/** As `stepPath`, each value for itself. */
export function barPath(
  values: { t: number; value: number | null }[],
  widthMs: number,
  frame: Frame,
  closed: boolean,
): string {
  const aside = (widthMs * (1 - BAR_SHARE)) / 2
  return values.map(({ t, value }) => stepPath([{ t: t + aside, value }], widthMs * BAR_SHARE, frame, closed)).join('')
}

export const SPARK = { width: 120, height: 24 }

/** A small curve of counts, oldest first; its own highest count is its top. Null: we were away. */
export function sparkPath(counts: (number | null)[]): string {
  const values = counts.map((value, t) => ({ t, value }))
  return stepPath(
    values,
    1,
    {
      from: 0,
      to: Math.max(1, counts.length),
      top: Math.max(LEAST_TOP, ...counts.map((count) => count ?? 0)),
      ...SPARK,
    },
    true,
  )
}
