import type { Line } from '../page/limits.ts'

/** What is measured; the last line of the bench is this and nothing else. */
export type Figures = {
  bench: 'embed'
  /** Gzipped (level 9), 1 kB = 1,000 bytes. */
  widgetKb: number
  /** From when the script has arrived until its words have been painted, the median. */
  firstPaintMs: number
  cls: number
  socketsFor20: number
  /** The lowest of all that is compared with a bare handler. */
  ratio: number
  queriesPerSecondAt100kPerMinute: number
}

/** Each figure beside what it must reach. */
export function compare(figures: Figures): Line[] {
  const { widgetKb, firstPaintMs, cls, socketsFor20, ratio, queriesPerSecondAt100kPerMinute: queries } = figures
  const line = (what: string, value: number, limit: string, holds: boolean): Line => {
    return { what, measured: String(value), limit, holds }
  }
  return [
    line('widget, kB', widgetKb, '<= 6', widgetKb <= 6),
    line('its first paint, ms', firstPaintMs, '< 100', firstPaintMs < 100),
    line('layout shift of the host page', cls, '0', cls === 0),
    line('sockets for 20 widgets', socketsFor20, '1', socketsFor20 === 1),
    line('served, of a bare handler', ratio, '>= 0.5', ratio >= 0.5),
    line('statements a second at 100,000 views a minute', queries, '<= 1', queries <= 1),
  ]
}
