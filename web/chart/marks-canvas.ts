import type { Plugin } from 'chart.js'
import { EDGE, FLAG, flagsOf, flagWidth, spansOf, STRIP } from './flags.ts'
import type { ChartModel } from './model.ts'

/** From the top of the plot up. */
const FLAGS_PX = 20
/** As `.chart-flag-line` of the style. */
const LINE_ALPHA = 0.6
/** As `.chart-strip.forecast` of the style. */
const DASHES = [3, 3]
/** Below the axis, so that the strips have their place. */
export const STRIPS_PX = 8

/** As `MarksSvg`: flags above the plot, strips under its axis. */
export function marksPlugin(model: () => ChartModel, colour: (name: string) => string): Plugin<'line'> {
  return {
    id: 'marks',
    afterDatasetsDraw({ ctx, chartArea: { left, top, bottom, width } }) {
      const shown = model()
      const x = (share: number) => left + share * width
      const strip = (kind: 'probe' | 'forecast', name: string, dashes: number[]) => {
        ctx.strokeStyle = colour(name)
        ctx.lineWidth = STRIP[kind].height
        ctx.setLineDash(dashes)
        const y = bottom + STRIP[kind].top + STRIP[kind].height / 2
        for (const { at, to } of spansOf(shown.marks, kind, shown)) {
          ctx.beginPath()
          ctx.moveTo(x(at), y)
          ctx.lineTo(Math.max(x(to), x(at) + 2), y)
          ctx.stroke()
        }
      }
      ctx.save()
      strip('probe', 'confirmed', [])
      strip('forecast', 'soft', DASHES)
      ctx.restore()
      ctx.font = `700 11px ${colour('sans')}`
      ctx.textAlign = 'center'
      const above = top - FLAGS_PX
      for (const { at, to, label } of flagsOf(shown.marks, shown, (FLAG.width + 6) / width)) {
        const size = flagWidth(label)
        const start = at < EDGE.share ? x(at) + EDGE.px : Math.min(x(at), left + width - size)
        ctx.fillStyle = colour('ink')
        ctx.globalAlpha = LINE_ALPHA
        ctx.fillRect(x(at), above, 1, bottom - above)
        ctx.globalAlpha = 1
        ctx.fillRect(x(at), above + FLAG.height, x(to) - x(at), 1)
        ctx.fillRect(start, above, size, FLAG.height)
        ctx.fillStyle = colour('paper')
        ctx.fillText(label, start + size / 2, above + FLAG.height - 3)
      }
    },
  }
}
