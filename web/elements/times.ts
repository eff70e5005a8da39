import {
  formatClock,
  formatDate,
  formatDay,
  formatLongDay,
  formatMoment,
  formatMonth,
  formatSeconds,
  formatShort,
  formatWeekday,
  formatZone,
  type Reader,
} from '../format.ts'

export type TimeForms = Record<string, (reader: Reader, at: number, to: number) => string>

const FORMS: TimeForms = {
  clock: formatClock,
  seconds: formatSeconds,
  day: formatDay,
  moment: formatMoment,
  weekday: formatWeekday,
  date: formatDate,
  month: formatMonth,
  short: formatShort,
}

/** Of a page that has more of them. */
export function knowForms(more: TimeForms): void {
  Object.assign(FORMS, more)
}

const NOW: Record<string, (reader: Reader, at: number) => string> = {
  day: formatLongDay,
  clock: formatClock,
  zone: formatZone,
}

/** The server writes times in the page's zone; here they come into the reader's. */
export function localiseTimes(root: ParentNode, reader: Reader): void {
  for (const element of root.querySelectorAll<HTMLElement | SVGElement>('[data-form]')) {
    const { form = '', at, to } = element.dataset
    const instant = element instanceof HTMLTimeElement ? Date.parse(element.dateTime) : Number(at)
    const format = FORMS[form]
    if (format !== undefined) setText(element, format(reader, instant, Number(to)))
  }
}

/** The line under the name of the paper, once a second, as long as nobody has stopped what moves. */
export function tickDateline(reader: Reader, now: () => number, isPaused = () => false): void {
  const elements = document.querySelectorAll<HTMLElement>('[data-now]')
  const tick = () => {
    if (isPaused()) return
    for (const element of elements) {
      const format = NOW[element.dataset.now ?? '']
      if (format !== undefined) setText(element, format(reader, now()))
    }
  }
  tick()
  setInterval(tick, 1000)
}

/** Untouched text stays untouched, so that a selection or a screen reader is not disturbed. True when it changed. */
export function setText(element: Element | null | undefined, text: string): boolean {
  if (element == null || element.textContent === text) return false
  element.textContent = text
  return true
}
