import {
  formatClock,
  formatDay,
  formatLongDay,
  formatMoment,
  formatSeconds,
  formatZone,
  type Reader,
} from '../format.ts'

const FORMS: Record<string, (reader: Reader, at: number) => string> = {
  clock: formatClock,
  seconds: formatSeconds,
  day: formatDay,
  moment: formatMoment,
}

const NOW: Record<string, (reader: Reader, at: number) => string> = {
  day: formatLongDay,
  clock: formatClock,
  zone: formatZone,
}

/** The server writes times in the page's zone; here they come into the reader's. */
export function localiseTimes(root: ParentNode, reader: Reader): void {
  for (const element of root.querySelectorAll<HTMLTimeElement>('time[data-form]')) {
    const format = FORMS[element.dataset.form ?? '']
    if (format !== undefined) setText(element, format(reader, Date.parse(element.dateTime)))
  }
}

/** The line under the name of the paper, once a second. */
export function tickDateline(reader: Reader, now: () => number): void {
  const elements = document.querySelectorAll<HTMLElement>('[data-now]')
  const tick = () => {
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
