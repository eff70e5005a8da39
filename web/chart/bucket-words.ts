import { DAY_MS } from '../../shared/time.ts'
import {
  formatClock,
  formatExpected,
  formatLongDay,
  formatNumber,
  formatShort,
  formatWeekdayDate,
  sameDay,
  type Reader,
} from '../format.ts'
import { chartTexts } from '../locales/chart.ts'
import { bandLabel } from './bands.ts'
import type { ChartBand, ChartModel, ChartPoint } from './model.ts'

/** What a bucket says: when, how many, and what else there was, a line each. */
export function bucketWords(reader: Reader, model: ChartModel, point: ChartPoint): string[] {
  const words = chartTexts[reader.lang]
  const isOpen = point === model.points.at(-1) && model.to > model.now
  const what =
    point.n === null
      ? words.bucketGap
      : words.bucketNumbers(point.n, formatNumber(reader.lang, point.n), formatExpected(reader.lang, point.expected))
  return [
    `${whenWords(reader, model, point)}${isOpen ? ` (${words.open})` : ''}:`,
    what,
    ...besides(reader, model, point),
  ]
}

function whenWords(reader: Reader, { widthMs, from, to }: ChartModel, { t }: ChartPoint): string {
  const words = chartTexts[reader.lang]
  if (widthMs >= DAY_MS) return words.bucketDay(capital(formatLongDay({ ...reader, zone: 'UTC' }, t)))
  const day = to - from > DAY_MS ? formatWeekdayDate(reader, t) : null
  return words.bucket(formatClock(reader, t), formatClock(reader, t + widthMs), day)
}

/** Grounds and marks that touch the bucket. */
function besides(reader: Reader, model: ChartModel, { t }: ChartPoint): string[] {
  const words = chartTexts[reader.lang]
  const touches = (from: number, to: number | null) => from < t + model.widthMs && (to ?? model.now) >= t
  const bands = model.bands.filter((band) => touches(band.from, band.to)).map((band) => bandWords(reader, band, t))
  const marks = model.marks
    .filter((mark) => touches(mark.at, mark.to))
    .map((mark) => {
      if (mark.kind === 'probe') return words.probesFailedLabel
      return mark.kind === 'notice' ? words.noticeMark(mark.number, mark.author) : words.forecastMark(mark.author)
    })
  return [...bands, ...new Set(marks)].map((text) => `${capital(text)}.`)
}

function bandWords(reader: Reader, { from, to, kind }: ChartBand, near: number): string {
  const at = (instant: number) => (sameDay(reader, instant, near) ? formatClock : formatShort)(reader, instant)
  const until = to === null ? chartTexts[reader.lang].ongoing : at(to)
  return `${bandLabel(reader.lang, kind)}, ${at(from)}${to === null ? `, ${until}` : `–${until}`}`
}

const capital = (text: string) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
