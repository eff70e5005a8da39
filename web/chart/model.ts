import type { Incident } from '../../shared/incident.ts'
import type { ProviderLive } from '../../shared/live.ts'
import type { SeriesPoint } from '../../shared/series.ts'
import type { ChartMark } from './marks.ts'
import { bucketStart, DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS, WEEK_MS } from '../../shared/time.ts'

export const RANGES = {
  '1h': { spanMs: HOUR_MS, widthMs: MINUTE_MS },
  '24h': { spanMs: DAY_MS, widthMs: QUARTER_MS },
  '7d': { spanMs: WEEK_MS, widthMs: HOUR_MS },
  '30d': { spanMs: 30 * DAY_MS, widthMs: 6 * HOUR_MS },
  '1y': { spanMs: 365 * DAY_MS, widthMs: DAY_MS },
} as const
export type Range = keyof typeof RANGES
export const RANGE_NAMES = ['1h', '24h', '7d', '30d', '1y'] as const satisfies Range[]

export const isRange = (value: unknown): value is Range => typeof value === 'string' && Object.hasOwn(RANGES, value)

/** Voices about problems in one bucket; `n` null: we were not listening. */
export type ChartPoint = { t: number; n: number | null; expected: number | null; upper: number | null }

/** `collateral`: reports follow somebody else's incident. `withdrawn`: it was said, and stands no longer. Neither has the colour of trouble. */
export type BandKind = 'incident' | 'suspected' | 'collateral' | 'withdrawn'

/** Ground behind the curve; `to` null: not over. `startedBetween`: the 90 % interval of `from`. */
export type ChartBand = {
  from: number
  to: number | null
  kind: BandKind
  startedBetween: [from: number, to: number] | null
}

/** All that a chart shows, the same for the drawing without script and the live one. The last bucket is open until `to`. */
export type ChartModel = {
  /** Null: not counted back from now, but the time about an incident. */
  range: Range | null
  widthMs: number
  from: number
  to: number
  /** The moment it was made: the open bucket is filled up to here. */
  now: number
  points: ChartPoint[]
  bands: ChartBand[]
  marks: ChartMark[]
}

/** A chart of the last hours, days or year. */
export type RangeModel = ChartModel & { range: Range }

/** Marks that can be seen in the range, as they are numbered among all. */
export function marksShown({ marks, from, to, now }: ChartModel): ChartMark[] {
  return marks.filter((mark) => mark.at < to && (mark.to ?? now) >= from)
}

/** The buckets of a range at this moment, the open one last. */
export function rangeWindow(range: Range, now: number): { from: number; to: number; widthMs: number } {
  const { spanMs, widthMs } = RANGES[range]
  const to = bucketStart(now, widthMs) + widthMs
  return { from: to - spanMs, to, widthMs }
}

export function toChartPoint(point: SeriesPoint): ChartPoint {
  return { t: point.t, n: point.problems, expected: point.expected, upper: point.upper }
}

/** The highest bucket, for the sentence that sums the chart up. */
export function highest(points: ChartPoint[]): { t: number; n: number } | null {
  let best: { t: number; n: number } | null = null
  for (const { t, n } of points) if (n !== null && n > (best?.n ?? 0)) best = { t, n }
  return best
}

/** Ground of what is not over: the open incident, or a suspicion that is not one yet. */
export function openBands({ incident, verdict }: Pick<ProviderLive, 'incident' | 'verdict'>): ChartBand[] {
  if (incident !== null) return [incidentBand(incident)]
  if (verdict.state !== 'suspected' || verdict.since === null) return []
  return [
    {
      from: Date.parse(verdict.since),
      to: null,
      kind: verdict.cause?.kind === 'collateral' ? 'collateral' : 'suspected',
      startedBetween: toInterval(verdict.started_between),
    },
  ]
}

export function incidentBand(incident: Incident): ChartBand {
  const { cause, corrections, resolved_at: resolvedAt } = incident
  const isWithdrawn = corrections.some((correction) => correction.type === 'withdrawn')
  return {
    from: Date.parse(incident.started_at),
    to: resolvedAt === null ? null : Date.parse(resolvedAt),
    kind: isWithdrawn ? 'withdrawn' : cause?.kind === 'collateral' ? 'collateral' : 'incident',
    startedBetween: toInterval(incident.started_between),
  }
}

const toInterval = (between: [string, string] | null): [number, number] | null =>
  between === null ? null : [Date.parse(between[0]), Date.parse(between[1])]
