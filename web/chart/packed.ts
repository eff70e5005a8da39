import type { SeriesPoint } from '../../shared/series.ts'
import type { ChartModel } from './model.ts'

/** A chart as a page carries it to its script: a year is 365 buckets, and their starts follow from the first. */
export type PackedChart<M extends ChartModel = ChartModel> = Omit<M, 'points'> & {
  n: (number | null)[]
  expected: (number | null)[]
  upper: (number | null)[]
}

/** Counts of minutes in order from `from` (epoch milliseconds); null: we were away. */
export type PackedMinutes = { from: number; counts: (number | null)[] }

/** More digits than are ever shown would only make the page longer. */
const round = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)

export function packChart<M extends ChartModel>({ points, ...rest }: M): PackedChart<M> {
  return {
    ...rest,
    n: points.map((point) => point.n),
    expected: points.map((point) => round(point.expected)),
    upper: points.map((point) => round(point.upper)),
  }
}

export function unpackChart<M extends ChartModel>({ n, expected, upper, ...rest }: PackedChart<M>): M {
  const points = n.map((count, i) => ({
    t: rest.from + i * rest.widthMs,
    n: count,
    expected: expected[i] ?? null,
    upper: upper[i] ?? null,
  }))
  return { ...rest, points } as unknown as M
}

export function packMinutes(minutes: readonly SeriesPoint[]): PackedMinutes {
  return { from: minutes[0]?.t ?? 0, counts: minutes.map((minute) => minute.problems) }
}
