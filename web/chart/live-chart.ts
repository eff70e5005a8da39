import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartDataset,
  type ChartOptions,
} from 'chart.js'
import { formatNumber, type Reader } from '../format.ts'
import { openUntil, pointAt, toCorners, type XY } from './datasets.ts'
import { FONT_PX, groundPlugin } from './ground-canvas.ts'
import { marksPlugin, STRIPS_PX } from './marks-canvas.ts'
import type { ChartModel, ChartPoint } from './model.ts'
import { createPalette } from './palette.ts'
import { nextScale, type Scale } from './scale.ts'
import { topOf } from './shape.ts'
import { TICK_FORMATS, timeTicks, type TickForm, type Ticks } from './ticks.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler)

/** Pixels of the canvas: the edges of a bucket, its top, and those of the plot. */
export type Place = { left: number; right: number; y: number; top: number; ground: number }

export type LiveChart = {
  /** `anew`: another chart, whose scale begins by itself. */
  show(model: ChartModel, anew?: boolean): void
  /** The bucket under a pixel of the canvas. */
  under(x: number): ChartPoint | undefined
  /** Where a bucket stands. */
  place(point: ChartPoint): Place
  recolour(): void
  destroy(): void
}

const PIXELS_PER_TICK = 62
/** Half a label of the axis: nearer to the edge it would push the plot inwards. */
const HALF_LABEL_PX: Record<TickForm, number> = { clock: 18, weekday: 22, date: 22, month: 28 }

/** All of Chart.js stands behind this. Times are in the reader's zone, numbers in the reader's language. */
export function createLiveChart(canvas: HTMLCanvasElement, first: ChartModel, reader: Reader): LiveChart {
  let model = first
  let scale: Scale = { top: topOf(model.points), lowerSince: null }
  let drawn = ''
  const palette = createPalette()
  const { colour } = palette
  const steps = { stepped: 'before', pointRadius: 0, borderWidth: 1, fill: 'origin' } as const
  // Kept, and only their data exchanged: Chart.js would build everything anew for new ones.
  const closed: ChartDataset<'line', XY[]> = { ...steps, order: 2, data: [] }
  const open: ChartDataset<'line', XY[]> = { ...steps, order: 1, data: [], borderColor: 'transparent' }
  const upper: ChartDataset<'line', XY[]> = { ...steps, order: 3, data: [], borderDash: [4, 3] }
  const chart = new Chart<'line', XY[]>(canvas, {
    type: 'line',
    data: { datasets: [closed, open, upper] },
    // Words over lines: the grounds have the labels.
    plugins: [marksPlugin(() => model, colour), groundPlugin(() => model, reader, palette)],
    options: chartOptions(reader, colour, () => model),
  })
  paint()
  fill()
  chart.update('none')

  function paint(): void {
    Object.assign(closed, { backgroundColor: colour('fill'), borderColor: colour('ink') })
    Object.assign(open, { backgroundColor: colour('fill-open') })
    Object.assign(upper, { backgroundColor: colour('band'), borderColor: colour('upper') })
    chart.options.scales!.x!.border = { color: colour('ink') }
  }

  function fill(): void {
    const corners = toCorners(model)
    closed.data = corners.closed
    open.data = corners.open
    upper.data = corners.upper
    const { x, y } = chart.options.scales!
    x!.min = model.from
    x!.max = model.to
    y!.max = scale.top
  }

  return {
    show(next, anew = false) {
      model = next
      const wanted = topOf(model.points)
      scale = anew ? { top: wanted, lowerSince: null } : nextScale(scale, wanted, performance.now())
      const key = drawnKey(model, scale.top, chart.width)
      if (key === drawn) return
      drawn = key
      fill()
      chart.update('none')
    },
    under: (x) => pointAt(model, chart.scales['x']!.getValueForPixel(x) ?? 0),
    place(point) {
      const { x, y } = chart.scales
      const { top, bottom } = chart.chartArea
      return {
        left: x!.getPixelForValue(point.t),
        right: x!.getPixelForValue(point.t + model.widthMs),
        y: y!.getPixelForValue(Math.min(scale.top, point.n ?? 0)),
        top,
        ground: bottom,
      }
    },
    recolour() {
      palette.forget()
      paint()
      chart.update('none')
    },
    destroy: () => chart.destroy(),
  }
}

/** What a drawing depends on: most seconds nothing of it changes, and then nothing is drawn. */
function drawnKey(model: ChartModel, top: number, width: number): string {
  const pixel = Math.floor(((openUntil(model) - model.from) / (model.to - model.from)) * width)
  const points = model.points.map(({ n, upper }) => `${n}/${upper}`).join()
  const open = model.marks.some((mark) => mark.to === null)
  return `${model.from} ${top} ${pixel} ${points} ${JSON.stringify(model.bands)} ${model.marks.length} ${open ? pixel : ''}`
}

function chartOptions(reader: Reader, colour: (name: string) => string, model: () => ChartModel): ChartOptions<'line'> {
  let ticks: Ticks = { ticks: [], form: 'clock' }
  return {
    animation: false,
    parsing: false,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { top: 20 } },
    font: { family: colour('sans'), size: FONT_PX },
    scales: {
      x: {
        type: 'linear',
        grid: { display: false },
        afterBuildTicks(axis) {
          const { from, to } = model()
          const { width } = axis.chart
          ticks = timeTicks(from, to, reader.zone, Math.max(2, Math.floor(width / PIXELS_PER_TICK)))
          const edge = (HALF_LABEL_PX[ticks.form] / width) * (to - from)
          axis.ticks = ticks.ticks.filter((at) => at - from >= edge && to - at >= edge).map((value) => ({ value }))
        },
        ticks: {
          autoSkip: false,
          maxRotation: 0,
          padding: STRIPS_PX,
          color: () => colour('soft'),
          callback: (value) => TICK_FORMATS[ticks.form](reader, Number(value)),
        },
      },
      y: {
        type: 'linear',
        min: 0,
        border: { display: false },
        grid: { color: () => colour('rule'), drawTicks: false },
        afterBuildTicks(axis) {
          axis.ticks = [0, axis.max / 2, axis.max].map((value) => ({ value }))
        },
        ticks: {
          mirror: true,
          padding: 0,
          labelOffset: -8,
          color: () => colour('soft'),
          callback: (value) => (value === 0 ? '' : formatNumber(reader.lang, Number(value))),
        },
      },
    },
  }
}
