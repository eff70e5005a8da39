import { bucketWords } from '../chart/bucket-words.ts'
import { createLiveChart, type LiveChart } from '../chart/live-chart.ts'
import type { ChartModel, ChartPoint } from '../chart/model.ts'
import { chartSummary } from '../chart/summary.ts'
import type { Reader } from '../format.ts'
import { chartTexts } from '../locales/chart.ts'
import { createChartTip, type ChartTip } from './chart-tip.ts'

/** Buckets that Page Up and Page Down leap over. */
const LEAP = 10

/** Where each key leads on from a bucket; undefined: not a key of ours. */
const MOVES: Record<string, (index: number, last: number) => number> = {
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index + 1,
  PageDown: (index) => index - LEAP,
  PageUp: (index) => index + LEAP,
  Home: () => 0,
  End: (_, last) => last,
}

/**
 * Takes the place of the drawing without script, in the same box, so that nothing moves. One stop of the tab key, moved on like a
 * slider, so that a screen reader says the bucket its user came to, and nothing when data comes.
 */
export class ChartElement extends HTMLElement {
  #chart: LiveChart | undefined
  #model: ChartModel | undefined
  #reader: Reader = { lang: 'it', zone: undefined }
  #tip: ChartTip | undefined
  #selected: ChartPoint | undefined
  readonly #canvas = document.createElement('canvas')
  readonly #gone = new AbortController()

  start(model: ChartModel, reader: Reader): void {
    this.#model = model
    this.#reader = reader
    const canvas = this.#canvas
    const { chartRole } = chartTexts[reader.lang]
    for (const [name, value] of Object.entries({
      role: 'slider',
      'aria-roledescription': chartRole,
      'aria-valuemin': '0',
    }))
      canvas.setAttribute(name, value)
    canvas.tabIndex = 0
    canvas.setAttribute('aria-describedby', 'chart-keys')
    this.replaceChildren(canvas)
    this.#tip = createChartTip(this)
    this.#chart = createLiveChart(canvas, model, reader)
    this.#describe()
    this.#speak()
    this.#listen(canvas)
  }

  show(model: ChartModel, anew = false): void {
    this.#model = model
    this.#chart?.show(model, anew)
    this.#describe()
    if (anew) {
      this.#look(undefined)
      this.#speak()
    }
    if (this.#selected !== undefined) this.#look(model.points.find((point) => point.t === this.#selected?.t))
  }

  disconnectedCallback(): void {
    this.#gone.abort()
    this.#chart?.destroy()
    this.#chart = undefined
  }

  #listen(canvas: HTMLCanvasElement): void {
    const { signal } = this.#gone
    const look = (event: PointerEvent) => this.#look(this.#chart?.under(event.offsetX))
    const leave = () => this.#look(undefined)
    canvas.addEventListener('pointermove', look, { signal })
    canvas.addEventListener('pointerdown', look, { signal })
    canvas.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && leave(), { signal })
    canvas.addEventListener('keydown', (event) => this.#press(event), { signal })
    canvas.addEventListener('focus', () => canvas.matches(':focus-visible') && this.#move(this.#index()), { signal })
    canvas.addEventListener('blur', leave, { signal })
    document.addEventListener('keydown', (event) => event.key === 'Escape' && leave(), { signal })
    document.addEventListener(
      'pointerdown',
      (event) => event.target instanceof Node && !this.contains(event.target) && leave(),
      { signal },
    )
    const recolour = () => this.#chart?.recolour()
    for (const query of ['(prefers-color-scheme: dark)', 'print'])
      matchMedia(query).addEventListener('change', recolour, { signal })
  }

  #press(event: KeyboardEvent): void {
    const move = MOVES[event.key]
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    this.#move(move(this.#index(), this.#last()))
  }

  /** Its sum; a name that changes under somebody's finger would be said again and again. */
  #describe(): void {
    if (this.#model === undefined || document.activeElement === this.#canvas) return
    const summary = chartSummary(this.#reader, this.#model)
    if (this.#canvas.getAttribute('aria-label') !== summary) this.#canvas.setAttribute('aria-label', summary)
  }

  #last(): number {
    return (this.#model?.points.length ?? 1) - 1
  }

  /** The bucket that is looked at, or the newest. */
  #index(): number {
    const index = this.#model?.points.findIndex((point) => point.t === this.#selected?.t) ?? -1
    return index < 0 ? this.#last() : index
  }

  #move(index: number): void {
    this.#look(this.#model?.points[Math.min(this.#last(), Math.max(0, index))])
    this.#speak()
  }

  #speak(): void {
    const point = this.#model?.points[this.#index()]
    if (this.#model === undefined || point === undefined) return
    this.#canvas.setAttribute('aria-valuemax', String(this.#last()))
    this.#canvas.setAttribute('aria-valuenow', String(this.#index()))
    this.#canvas.setAttribute('aria-valuetext', bucketWords(this.#reader, this.#model, point).join(' '))
  }

  #look(point: ChartPoint | undefined): void {
    this.#selected = point
    if (point === undefined || this.#model === undefined || this.#chart === undefined) return this.#tip?.hide()
    this.#tip?.show(bucketWords(this.#reader, this.#model, point), this.#chart.place(point))
  }
}
