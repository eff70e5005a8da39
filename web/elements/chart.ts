import type { ChartModel } from '../chart/model.ts'
import { createLiveChart, type LiveChart } from '../chart/live-chart.ts'
import { highest } from '../chart/model.ts'
import { formatClock, formatNumber, type Reader } from '../format.ts'
import { liveTexts } from '../locales/live.ts'

/** Takes the place of the drawing without script, in the same box, so that nothing moves. */
export class ChartElement extends HTMLElement {
  #chart: LiveChart | undefined
  #reader: Reader | undefined
  #canvas: HTMLCanvasElement | undefined
  readonly #dark = matchMedia('(prefers-color-scheme: dark)')
  readonly #recolour = (): void => this.#chart?.recolour()

  start(model: ChartModel, reader: Reader): void {
    const canvas = document.createElement('canvas')
    canvas.setAttribute('role', 'img')
    // Where there is nothing to describe the drawing says that.
    canvas.setAttribute('aria-label', this.querySelector('[role=img]')?.getAttribute('aria-label') ?? '')
    this.replaceChildren(canvas)
    this.#canvas = canvas
    this.#reader = reader
    this.#chart = createLiveChart(canvas, model, reader)
    this.#dark.addEventListener('change', this.#recolour)
    this.#describe(model)
  }

  show(model: ChartModel): void {
    this.#chart?.show(model)
    this.#describe(model)
  }

  disconnectedCallback(): void {
    this.#dark.removeEventListener('change', this.#recolour)
    this.#chart?.destroy()
    this.#chart = undefined
  }

  #describe(model: ChartModel): void {
    const peak = highest(model.points)
    if (this.#reader === undefined || peak === null) return
    const { lang } = this.#reader
    const words = liveTexts[lang]
    const when = words.bucket(formatClock(this.#reader, peak.t), formatClock(this.#reader, peak.t + model.widthMs))
    this.#canvas?.setAttribute(
      'aria-label',
      `${when}: ${words.bucketNumbers(peak.n, formatNumber(lang, peak.n), null)}`,
    )
  }
}
