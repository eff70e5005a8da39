import type { Place } from '../chart/live-chart.ts'

export type ChartTip = { show(lines: string[], at: Place): void; hide(): void }

const APART_PX = 10
const LEAST_PX = 3

/**
 * The bucket that is looked at, and its sentence beside it, inside the plot. Over the canvas, so that it need not be drawn
 * again for each step; not for screen readers: they hear the slider's value.
 */
export function createChartTip(plot: HTMLElement): ChartTip {
  const cursor = part(plot, 'chart-cursor')
  const tip = part(plot, 'chart-tip')
  let shown = ''
  return {
    show(lines, { left, right, y, top, ground }) {
      const text = lines.join('\n')
      if (text !== shown) {
        tip.replaceChildren(...lines.map((line) => Object.assign(document.createElement('p'), { textContent: line })))
        shown = text
      }
      cursor.hidden = false
      tip.hidden = false
      // Not the style attribute, which the policy of the page forbids.
      cursor.style.transform = `translate(${left}px, ${top}px)`
      cursor.style.width = `${Math.max(LEAST_PX, right - left)}px`
      cursor.style.height = `${ground - top}px`
      const { offsetWidth: width, offsetHeight: height } = tip
      // Beside the bucket rather than over it; left of it where the plot ends, and never over the axis.
      const x = right + APART_PX + width <= plot.clientWidth ? right + APART_PX : left - APART_PX - width
      const above = Math.min(y - height / 2, ground - APART_PX / 2 - height)
      tip.style.transform = `translate(${Math.round(Math.max(0, x))}px, ${Math.round(Math.max(0, above))}px)`
    },
    hide() {
      cursor.hidden = true
      tip.hidden = true
    },
  }
}

function part(plot: HTMLElement, className: string): HTMLElement {
  const element = document.createElement('div')
  element.className = className
  element.setAttribute('aria-hidden', 'true')
  element.hidden = true
  plot.append(element)
  return element
}
