import type { ChartModel, ChartPoint } from './model.ts'

export type XY = { x: number; y: number | null }

/** Corners of a step line: a value holds to the end of its bucket, a null breaks the line. */
export function stepCorners(
  points: readonly ChartPoint[],
  widthMs: number,
  value: (point: ChartPoint) => number | null,
): XY[] {
  const corners: XY[] = []
  points.forEach((point, i) => {
    const y = value(point)
    if (y === null) return
    corners.push({ x: point.t, y })
    const next = points[i + 1]
    if (next === undefined || value(next) === null) {
      corners.push({ x: point.t + widthMs, y }, { x: point.t + widthMs, y: null })
    }
  })
  return corners
}

/** The buckets that are over, the open one, and the limit of the usual. */
export function toCorners(model: ChartModel): { closed: XY[]; open: XY[]; upper: XY[] } {
  const { points, widthMs } = model
  return {
    closed: stepCorners(points.slice(0, -1), widthMs, (point) => point.n),
    open: stepCorners(points.slice(-1), widthMs, (point) => point.n),
    upper: stepCorners(points, widthMs, (point) => point.upper),
  }
}

/** The bucket that holds an instant. */
export function pointAt(model: ChartModel, at: number): ChartPoint | undefined {
  return model.points.findLast((point) => point.t <= at && at < point.t + model.widthMs)
}
