export type ChartTip = {
  show(lines: string[], at: { x: number; y: number }): void
  hide(): void
}

const APART_PX = 10

/** The sentence of a bucket beside it, inside the plot. Not for screen readers: they hear the slider's value. */
export function createChartTip(plot: HTMLElement): ChartTip {
  const tip = document.createElement('div')
  tip.className = 'chart-tip'
  tip.setAttribute('aria-hidden', 'true')
  tip.hidden = true
  plot.append(tip)
  let shown = ''
  return {
    show(lines, { x, y }) {
      const text = lines.join('\n')
      if (text !== shown) {
        tip.replaceChildren(
          ...lines.map((line) => {
            const part = document.createElement('p')
            part.textContent = line
            return part
          }),
        )
        shown = text
      }
      tip.hidden = false
      const { offsetWidth: width, offsetHeight: height } = tip
      const room = plot.clientWidth
      // Beside the bucket rather than over it; left of it where the plot ends.
      const left = x + APART_PX + width <= room ? x + APART_PX : Math.max(0, x - APART_PX - width)
      const top = Math.max(0, Math.min(y - height / 2, plot.clientHeight - height))
      // Not the style attribute, which the policy of the page forbids.
      tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
    },
    hide() {
      tip.hidden = true
    },
  }
}
