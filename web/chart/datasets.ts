import type { ChartModel, ChartPoint } from './model.ts'

export type XY = { x: number; y: number | null }

/** Corners of a step line: a value holds to the end of its bucket, a null breaks the line. `until`: the last ends there. */
export function stepCorners(
  points: readonly ChartPoint[],
  widthMs: number,
  value: (point: ChartPoint) => number | null,
  until = Infinity,
): XY[] {
  const corners: XY[] = []
  points.forEach((point, i) => {
    const y = value(point)
    if (y === null) return
    corners.push({ x: point.t, y })
    const next = points[i + 1]
    if (next === undefined || value(next) === null) {
      const end = Math.min(point.t + widthMs, until)
      corners.push({ x: end, y }, { x: end, y: null })
    }
  })
  return corners
}

/** The buckets that are over, the open one as far as it has come, and the limit of the usual. */
export function toCorners(model: ChartModel): { closed: XY[]; open: XY[]; upper: XY[] } {
  const { points, widthMs } = model
  const isOpen = model.to > model.now
  return {
    closed: stepCorners(isOpen ? points.slice(0, -1) : points, widthMs, (point) => point.n),
    open: isOpen ? stepCorners(points.slice(-1), widthMs, (point) => point.n, openUntil(model)) : [],
    upper: stepCorners(points, widthMs, (point) => point.upper),
  }
}

/** Where the open bucket ends for now; one that has just begun is seen all the same. */
export function openUntil({ now, to, widthMs }: ChartModel): number {
  return Math.min(to, Math.max(now, to - widthMs + widthMs / 20))
}

/** The bucket that holds an instant. */
export function pointAt(model: ChartModel, at: number): ChartPoint | undefined {
  return model.points.findLast((point) => point.t <= at && at < point.t + model.widthMs)
}
