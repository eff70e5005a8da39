import { QUARTER_MS } from '../../shared/time.ts'
import { formatClock, formatDate, formatShort, sameDay, type Reader } from '../format.ts'
import { bandLabel } from './bands.ts'
import type { ChartBand, ChartModel } from './model.ts'

export type BandLabel = {
  band: ChartBand
  /** Pixels from the left edge of the plot. */
  x: number
  /** It stands left of its beginning, where there is no room on the right. */
  before: boolean
  row: number
  word: string
  form: 'clock' | 'short' | 'date'
}

const FORMATS = { clock: formatClock, short: formatShort, date: formatDate }
export const LABEL_ROWS = 2
const BESIDE_PX = 5
const APART_PX = 10

export const bandLabelText = (reader: Reader, { word, form, band }: BandLabel): string =>
  `${word} ${FORMATS[form](reader, band.from)}`

/**
 * Where the labels of grounds stand in a plot of this width: none covers another, none leaves the plot. The newest come
 * first, and those that find no room in any row are left out; their ground is seen, and the bucket's sentence names them.
 */
export function placeLabels(
  model: ChartModel,
  reader: Reader,
  width: number,
  measure: (text: string) => number,
): BandLabel[] {
  const taken: { row: number; from: number; to: number }[] = []
  const x = (t: number) => Math.max(0, (t - model.from) / (model.to - model.from)) * width
  return model.bands
    .filter((band) => band.from < model.to && (band.to ?? model.to) > model.from)
    .toSorted((a, b) => b.from - a.from)
    .flatMap((band) => {
      const label = { band, x: x(band.from), before: false, row: 0, ...wordsOf(reader, model, band) }
      const size = measure(bandLabelText(reader, label)) + BESIDE_PX
      const before = label.x + size > width
      const [from, to] = before ? [label.x - size, label.x] : [label.x, label.x + size]
      const isFree = (row: number) =>
        taken.every((other) => other.row !== row || other.from >= to + APART_PX || other.to <= from - APART_PX)
      const row = Array.from({ length: LABEL_ROWS }, (_, i) => i).find(isFree)
      if (from < 0 || row === undefined) return []
      taken.push({ row, from, to })
      return [{ ...label, before, row }]
    })
}

export const labelShift = (label: Pick<BandLabel, 'before'>): number => (label.before ? -BESIDE_PX : BESIDE_PX)

function wordsOf(reader: Reader, model: ChartModel, band: ChartBand): Pick<BandLabel, 'word' | 'form'> {
  const word = bandLabel(reader.lang, band.kind)
  if (model.widthMs > 4 * QUARTER_MS) return { word, form: 'date' }
  return { word, form: model.widthMs <= QUARTER_MS && sameDay(reader, band.from, model.to) ? 'clock' : 'short' }
}
