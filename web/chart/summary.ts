import { formatDay, formatMoment, formatNumber, type Reader } from '../format.ts'
import { DAY_MS } from '../../shared/time.ts'
import { chartTexts } from '../locales/chart.ts'
import { highest, type ChartModel } from './model.ts'

/** What the chart shows, in a sentence, for those who do not see it. */
export function chartSummary(reader: Reader, { range, points, widthMs }: ChartModel): string {
  const words = chartTexts[reader.lang]
  const peak = highest(points)
  if (peak === null) return words.chartEmpty
  const when = widthMs < DAY_MS ? formatMoment(reader, peak.t) : formatDay({ ...reader, zone: 'UTC' }, peak.t)
  return words.chartSummary(range, formatNumber(reader.lang, peak.n), when)
}
