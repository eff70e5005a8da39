import type { Plugin } from 'chart.js'
import type { Reader } from '../format.ts'
import { chartTexts } from '../locales/chart.ts'
import { bandLabelText, labelShift, placeLabels } from './band-labels.ts'
import { BAND_COLOURS } from './bands.ts'
import { gapsOf } from './gaps.ts'
import { hatch } from './hatch.ts'
import type { ChartModel } from './model.ts'
import type { Palette } from './palette.ts'

export const FONT_PX = 12
const ROW_PX = 15
/** Where it may have begun: seen, and lighter than what did begin. As `.chart-start` of the style. */
const START_ALPHA = 0.16
/** What was over at once is seen all the same. */
const LEAST_PX = 2

/** Behind the curve the grounds of incidents, before it gaps and words. As `ChartSvg`. */
export function groundPlugin(shown: () => ChartModel, reader: Reader, { colour }: Palette): Plugin<'line'> {
  const { gapLabel } = chartTexts[reader.lang]
  return {
    id: 'ground',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const model = shown()
      const at = (t: number) => scales['x']!.getPixelForValue(Math.min(model.to, Math.max(t, model.from)))
      const fill = (from: number, to: number) =>
        ctx.fillRect(at(from), chartArea.top, Math.max(LEAST_PX, at(to) - at(from)), chartArea.height)
      ctx.save()
      for (const band of model.bands) {
        const { ground, label } = BAND_COLOURS[band.kind]
        ctx.globalAlpha = 1
        ctx.fillStyle = colour(ground)
        fill(band.from, band.to ?? model.to)
        if (band.startedBetween === null || band.startedBetween[1] <= model.from) continue
        ctx.globalAlpha = START_ALPHA
        ctx.fillStyle = colour(label)
        fill(...band.startedBetween)
      }
      ctx.restore()
    },
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const model = shown()
      const { left, top, bottom, width } = chartArea
      const at = (t: number) => scales['x']!.getPixelForValue(t)
      ctx.save()
      ctx.font = `${FONT_PX}px ${colour('sans')}`
      ctx.textAlign = 'center'
      for (const gap of gapsOf(model)) {
        const [from, to] = [at(gap.from), at(gap.to)]
        ctx.fillStyle = hatch(ctx, colour('upper'))
        ctx.fillRect(from, top, to - from, bottom - top)
        const size = ctx.measureText(gapLabel).width + 16
        if (size > to - from) continue
        ctx.fillStyle = colour('paper')
        ctx.fillRect((from + to - size) / 2, (top + bottom) / 2 - FONT_PX, size, FONT_PX * 1.6)
        ctx.fillStyle = colour('soft')
        ctx.fillText(gapLabel, (from + to) / 2, (top + bottom) / 2)
      }
      ctx.font = `600 ${FONT_PX}px ${colour('sans')}`
      ctx.lineWidth = 3
      ctx.lineJoin = 'round'
      for (const label of placeLabels(model, reader, width, (text) => ctx.measureText(text).width)) {
        ctx.textAlign = label.before ? 'right' : 'left'
        const text = bandLabelText(reader, label)
        const [x, y] = [left + label.x + labelShift(label), top + FONT_PX + label.row * ROW_PX]
        // A rim of paper, where the curve runs behind the words.
        ctx.strokeStyle = colour('paper')
        ctx.strokeText(text, x, y)
        ctx.fillStyle = colour(BAND_COLOURS[label.band.kind].label)
        ctx.fillText(text, x, y)
      }
      ctx.restore()
    },
  }
}
