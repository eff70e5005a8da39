import type { Plugin } from 'chart.js'
import { flagsOf, spansOf } from './flags.ts'
import type { ChartModel } from './model.ts'

const FLAG = { width: 15, wider: 28, height: 14 }
const PROBE_STRIP = { top: 2, height: 4 }
const FORECAST_STRIP = { top: 8, height: 3 }
/** Below the axis, so that the strips have their place. */
export const STRIPS_PX = 8

/** As `MarksSvg`: flags above the plot, strips under its axis. */
export function marksPlugin(model: () => ChartModel, colour: (name: string) => string): Plugin<'line'> {
  return {
    id: 'marks',
    afterDatasetsDraw({ ctx, chartArea: { left, top, bottom, width } }) {
      const shown = model()
      const x = (share: number) => left + share * width
      const strip = (kind: 'probe' | 'forecast', name: string, place: { top: number; height: number }) => {
        ctx.fillStyle = colour(name)
        for (const { at, to } of spansOf(shown.marks, kind, shown))
          ctx.fillRect(x(at), bottom + place.top, Math.max(2, x(to) - x(at)), place.height)
      }
      strip('probe', 'confirmed', PROBE_STRIP)
      strip('forecast', 'soft', FORECAST_STRIP)
      ctx.font = `700 11px ${colour('sans')}`
      ctx.textAlign = 'center'
      for (const { at, to, label } of flagsOf(shown.marks, shown, (FLAG.width + 6) / width)) {
        const size = label.length > 1 ? FLAG.wider : FLAG.width
        const start = x(at) + size > left + width ? x(at) - size : x(at)
        ctx.fillStyle = colour('ink')
        ctx.fillRect(x(at), top - 20, 1, bottom - top + 20)
        ctx.fillRect(x(at), top - 20 + FLAG.height, x(to) - x(at), 1)
        ctx.fillRect(start, top - 20, size, FLAG.height)
        ctx.fillStyle = colour('paper')
        ctx.fillText(label, start + size / 2, top - 20 + FLAG.height - 3)
      }
    },
  }
}
