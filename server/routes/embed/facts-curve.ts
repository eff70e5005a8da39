import type { EmbedCurve } from '../../../shared/embed.ts'
import type { ChartBand, ChartModel } from '../../../web/chart/model.ts'
import { chartSummary } from '../../../web/chart/summary.ts'
import { TICK_FORMATS, timeTicks } from '../../../web/chart/ticks.ts'
import type { Reader } from '../../../web/format.ts'

/** Words side by side under a curve of 300 px. */
const MOST_TICKS = 6

export function embedCurve(reader: Reader, model: ChartModel): EmbedCurve {
  const { from, to, now, widthMs } = model
  const { ticks, form } = timeTicks(from, to, reader.zone, MOST_TICKS)
  return {
    from,
    to,
    now,
    width_ms: widthMs,
    points: model.points.map(({ n, expected, upper }) => [n, short(expected), short(upper)]),
    bands: bandsWithin(model).map(({ from: start, to: end, kind }) => ({ from: start, to: end, kind })),
    ticks: ticks.map((at) => [at, TICK_FORMATS[form](reader, at)]),
    summary: chartSummary(reader, model),
  }
}

/** Ground that can be seen, oldest first. */
export function bandsWithin({ bands, from, to, now }: Pick<ChartModel, 'bands' | 'from' | 'to' | 'now'>): ChartBand[] {
  return bands
    .filter((band) => band.from < to && (band.to ?? now) >= from && band.from <= (band.to ?? now))
    .toSorted((a, b) => a.from - b.from)
}

/** What no curve shows need not be sent. */
const short = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)
