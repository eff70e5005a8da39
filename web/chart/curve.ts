import type { EmbedCurve } from '../../shared/embed.ts'
import { gapsOf } from './gaps.ts'
import { niceTop, stepPath, type Frame } from './shape.ts'

/** A curve as shapes in a frame of `width` × `height`, y downwards: the same in element, frame and picture. */
export type CurveShapes = {
  /** What the frame's upper edge stands for. */
  top: number
  grounds: { x: number; width: number; kind: EmbedCurve['bands'][number]['kind'] }[]
  /** Where we were away. */
  gaps: { x: number; width: number }[]
  /** SVG path data: the usual band, its upper edge, the voices, their outline, and the bucket that is not over. */
  usual: string
  upper: string
  fill: string
  line: string
  open: string
  x: (at: number) => number
}

export function curveShapes(curve: EmbedCurve, { width, height }: { width: number; height: number }): CurveShapes {
  const { from, to, now, width_ms: widthMs, points, bands } = curve
  const top = niceTop(Math.max(0, ...points.map(([n, , upper]) => Math.max(n ?? 0, upper ?? 0))))
  const frame: Frame = { from, to, top, width, height }
  const x = (at: number) => Math.round(((Math.min(Math.max(at, from), to) - from) / (to - from)) * width * 10) / 10
  const span = (a: number, b: number) => ({ x: x(a), width: Math.max(1, x(b) - x(a)) })
  const at = (i: number) => from + i * widthMs
  const isOpen = (i: number) => at(i) + widthMs > now
  const values = (pick: (point: EmbedCurve['points'][number], i: number) => number | null) =>
    points.map((point, i) => ({ t: at(i), value: pick(point, i) }))
  const uppers = values(([, , upper]) => upper)
  const closed = values(([n], i) => (isOpen(i) ? null : n))
  const last = points.findIndex((_, i) => isOpen(i))
  const open = last < 0 ? null : (points[last]?.[0] ?? null)
  return {
    top,
    grounds: bands
      .filter((band) => band.from < to && (band.to ?? now) > from)
      .map((band) => ({ ...span(band.from, band.to ?? now), kind: band.kind })),
    gaps: gapsOf({ points: points.map(([n], i) => ({ t: at(i), n: at(i) + widthMs > now ? 0 : n })), widthMs }).map(
      (gap) => span(gap.from, gap.to),
    ),
    usual: stepPath(uppers, widthMs, frame, true),
    upper: stepPath(uppers, widthMs, frame, false),
    fill: stepPath(closed, widthMs, frame, true),
    line: stepPath(closed, widthMs, frame, false),
    open: open === null ? '' : stepPath([{ t: at(last), value: open }], Math.max(1, now - at(last)), frame, true),
    x,
  }
}
