import {
  Chart,
  Filler,
  Interaction,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartDataset,
  type InteractionItem,
  type InteractionModeFunction,
  type Plugin,
} from 'chart.js'
import { DAY_MS } from '../../shared/time.ts'
import { formatClock, formatExpected, formatNumber, formatWeekday, type Reader } from '../format.ts'
import { liveTexts } from '../locales/live.ts'
import { BAND_COLOURS, bandLabel } from './bands.ts'
import { pointAt, toCorners, type XY } from './datasets.ts'
import { marksPlugin, STRIPS_PX } from './marks-canvas.ts'
import type { ChartModel } from './model.ts'
import { nextScale, type Scale } from './scale.ts'
import { topOf } from './shape.ts'
import { timeTicks } from './ticks.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Tooltip)

declare module 'chart.js' {
  interface InteractionModeMap {
    bucket: InteractionModeFunction
  }
}

export type LiveChart = { show(model: ChartModel): void; recolour(): void; destroy(): void }

const PIXELS_PER_TICK = 62
const FONT_PX = 12
/** Where it may have begun: seen, and lighter than what did begin. As `.chart-start` of the style. */
const START_ALPHA = 0.16
/** A time nearer to the edge would push the plot inwards. */
const LABEL_HALF_PX = 22

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** All of Chart.js stands behind this. Times are in the reader's zone, numbers in the reader's language. */
export function createLiveChart(canvas: HTMLCanvasElement, first: ChartModel, reader: Reader): LiveChart {
  let model = first
  let scale: Scale = { top: topOf(model.points), lowerSince: null }
  let shown = toCorners(model)
  const words = liveTexts[reader.lang]

  // What lies under the pointer is a bucket, not the nearest corner of the line.
  Interaction.modes.bucket = (chart, event): InteractionItem[] => {
    const x = event.x === null ? undefined : chart.scales.x?.getValueForPixel(event.x)
    const point = x === undefined ? undefined : pointAt(model, x)
    if (point === undefined) return []
    for (const datasetIndex of [0, 1]) {
      const corners = [shown.closed, shown.open][datasetIndex] ?? []
      const index = corners.findIndex((corner) => corner.x === point.t && corner.y !== null)
      const element = index < 0 ? undefined : chart.getDatasetMeta(datasetIndex).data[index]
      if (element !== undefined) return [{ element, datasetIndex, index }]
    }
    return []
  }

  const ground: Plugin<'line'> = {
    id: 'ground',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      for (const band of model.bands) {
        const at = (t: number) => scales.x!.getPixelForValue(Math.min(model.to, Math.max(t, model.from)))
        const { ground: tint, label } = BAND_COLOURS[band.kind]
        const fill = (from: number, to: number) =>
          ctx.fillRect(at(from), chartArea.top, Math.max(1, at(to) - at(from)), chartArea.height)
        ctx.fillStyle = colour(tint)
        fill(band.from, band.to ?? model.to)
        if (band.startedBetween === null || band.startedBetween[1] <= model.from) continue
        ctx.save()
        ctx.globalAlpha = START_ALPHA
        ctx.fillStyle = colour(label)
        fill(...band.startedBetween)
        ctx.restore()
      }
    },
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      for (const band of model.bands) {
        const x = scales.x!.getPixelForValue(Math.max(band.from, model.from))
        const late = x > chartArea.left + chartArea.width * 0.6
        ctx.font = `600 ${FONT_PX}px ${colour('sans')}`
        ctx.textAlign = late ? 'right' : 'left'
        ctx.fillStyle = colour(BAND_COLOURS[band.kind].label)
        const label = `${bandLabel(reader.lang, band.kind)} ${formatClock(reader, band.from)}`
        ctx.fillText(label, late ? x - 5 : x + 5, chartArea.top + FONT_PX)
      }
    },
  }

  const markWords = (from: number): string[] => {
    const to = from + model.widthMs
    const here = model.marks.filter((mark) => mark.at < to && (mark.to ?? model.now) >= from)
    const said = here.flatMap((mark) => (mark.kind === 'notice' ? [`${mark.number}: ${mark.author}`] : []))
    return [...said, ...(here.some((mark) => mark.kind === 'probe') ? [words.probesFailedLabel] : [])]
  }

  const sentence = (): string[] => {
    const at = chart.tooltip?.dataPoints[0]?.parsed.x
    const point = at == null ? undefined : pointAt(model, at)
    if (point === undefined) return []
    const open = point === model.points.at(-1)
    const day = model.widthMs * model.points.length > DAY_MS ? `${formatWeekday(reader, point.t)}, ` : ''
    const when = `${day}${words.bucket(formatClock(reader, point.t), formatClock(reader, point.t + model.widthMs))}`
    const what =
      point.n === null
        ? words.bucketGap
        : words.bucketNumbers(point.n, formatNumber(reader.lang, point.n), formatExpected(reader.lang, point.expected))
    return [`${when}${open ? ` (${words.open})` : ''}:`, what, ...markWords(point.t)]
  }

  const chart = new Chart<'line', XY[]>(canvas, {
    type: 'line',
    data: { datasets: datasets() },
    plugins: [ground, marksPlugin(() => model, colour)],
    options: {
      animation: false,
      parsing: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 20 } },
      events: ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'],
      interaction: { mode: 'bucket' },
      scales: {
        x: {
          type: 'linear',
          grid: { display: false },
          afterBuildTicks(axis) {
            const most = Math.max(2, Math.floor(axis.chart.width / PIXELS_PER_TICK))
            const edge = (LABEL_HALF_PX / axis.chart.width) * (model.to - model.from)
            axis.ticks = timeTicks(model.from, model.to, reader.zone, most)
              .ticks.filter((at) => at - model.from >= edge && model.to - at >= edge)
              .map((value) => ({ value }))
          },
          ticks: {
            autoSkip: false,
            maxRotation: 0,
            padding: STRIPS_PX,
            color: () => colour('soft'),
            callback: (value, _, ticks) => {
              const days =
                ticks.length > 1 && Number(ticks[1]?.value) - Number(ticks[0]?.value) >= DAY_MS - 2 * 3_600_000
              return days ? formatWeekday(reader, Number(value)) : formatClock(reader, Number(value))
            },
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
      plugins: {
        tooltip: {
          displayColors: false,
          cornerRadius: 4,
          padding: 10,
          backgroundColor: () => colour('ink'),
          bodyColor: () => colour('paper'),
          bodyFont: { size: 13 },
          callbacks: { title: () => '', label: sentence },
        },
      },
    },
  })

  function datasets(): ChartDataset<'line', XY[]>[] {
    const { closed, open, upper } = shown
    const steps = { stepped: 'before', pointRadius: 0, pointHoverRadius: 0, borderWidth: 1 } as const
    return [
      { ...steps, data: closed, order: 2, fill: 'origin', backgroundColor: colour('fill'), borderColor: colour('ink') },
      {
        ...steps,
        data: open,
        order: 1,
        fill: 'origin',
        backgroundColor: colour('fill-open'),
        borderColor: 'transparent',
      },
      {
        ...steps,
        data: upper,
        order: 3,
        fill: 'origin',
        backgroundColor: colour('band'),
        borderColor: colour('upper'),
        borderDash: [4, 3],
      },
    ]
  }

  function draw(): void {
    chart.options.font = { family: colour('sans'), size: FONT_PX }
    chart.options.scales!.x!.min = model.from
    chart.options.scales!.x!.max = model.to
    chart.options.scales!.x!.border = { color: colour('ink') }
    chart.options.scales!.y!.max = scale.top
    chart.data.datasets = datasets()
    chart.update('none')
  }

  draw()
  return {
    show(next) {
      model = next
      shown = toCorners(model)
      scale = nextScale(scale, topOf(model.points), performance.now())
      draw()
    },
    recolour: draw,
    destroy: () => chart.destroy(),
  }
}
