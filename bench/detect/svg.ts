import type { Curve } from './yardstick.ts'

const WIDTH = 640
const HEIGHT = 360
const PLOT = { left: 64, right: WIDTH - 16, top: 36, bottom: HEIGHT - 64 }
/** Told apart on white and on black, and by most who see few colours. */
const COLOURS = ['#2a78c2', '#d1642a', '#3a9a4e', '#a45bb8', '#b08a1e', '#3aa0a6', '#c2476a', '#7a7a7a']
const LEGEND_COLUMNS = 3
const LEGEND_LINE = 16

/** A curve as a picture of its own: no script, no font of ours, light or dark as the reader's system is. */
export function toSvg(curve: Curve): string {
  const points = curve.lines.flatMap((line) => line.points)
  const x = scaleOf(
    points.map((p) => p[0]),
    [PLOT.left, PLOT.right],
    curve.logX ?? false,
  )
  const y = scaleOf(
    points.map((p) => p[1]),
    [PLOT.bottom, PLOT.top],
    curve.logY ?? false,
  )
  const height = HEIGHT + LEGEND_LINE * Math.max(0, Math.ceil(curve.lines.length / LEGEND_COLUMNS) - 1)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>${escape(curve.title)}</title>
<style>
  text { font: 12px system-ui, sans-serif; fill: #333 }
  .title { font-size: 14px; font-weight: 600 }
  .paper { fill: #fff } .grid { stroke: #ddd } .axis { stroke: #777 }
  @media (prefers-color-scheme: dark) { text { fill: #ddd } .paper { fill: #14171a } .grid { stroke: #333 } .axis { stroke: #999 } }
</style>
<rect class="paper" width="100%" height="100%"/>
<text class="title" x="${PLOT.left}" y="20">${escape(curve.title)}</text>
${x.ticks.map((t) => `<path class="grid" d="M${round(x.at(t))} ${PLOT.top}V${PLOT.bottom}"/><text x="${round(x.at(t))}" y="${PLOT.bottom + 16}" text-anchor="middle">${toTick(t)}</text>`).join('\n')}
${y.ticks.map((t) => `<path class="grid" d="M${PLOT.left} ${round(y.at(t))}H${PLOT.right}"/><text x="${PLOT.left - 6}" y="${round(y.at(t)) + 4}" text-anchor="end">${toTick(t)}</text>`).join('\n')}
<path class="axis" fill="none" d="M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}"/>
<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 32}" text-anchor="middle">${escape(curve.x)}</text>
<text transform="translate(14 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle">${escape(curve.y)}</text>
${curve.lines.map((line, i) => drawLine(line, i, x.at, y.at)).join('\n')}
</svg>
`
}

function drawLine(line: Curve['lines'][number], i: number, x: (v: number) => number, y: (v: number) => number): string {
  const colour = COLOURS[(line.colour ?? i) % COLOURS.length]!
  const stroke = `stroke="${colour}" stroke-width="2"${line.style === 'dashed' ? ' stroke-dasharray="6 3"' : ''}`
  const points = line.points
    .filter((p) => p.every((v) => Number.isFinite(v)))
    .map(([a, b]) => [round(x(a)), round(y(b))])
  const mark = ([a, b]: number[]) => `<circle cx="${a}" cy="${b}" r="4" fill="${colour}"/>`
  const shape =
    line.style === 'points' || points.length === 1
      ? points.map((p) => mark(p)).join('')
      : `<path fill="none" ${stroke} d="M${points.map((p) => p.join(' ')).join('L')}"/>`
  const left = PLOT.left + ((i % LEGEND_COLUMNS) * (PLOT.right - PLOT.left)) / LEGEND_COLUMNS
  const top = PLOT.bottom + 52 + LEGEND_LINE * Math.floor(i / LEGEND_COLUMNS)
  const key = line.style === 'points' ? mark([left + 8, top - 4]) : `<path ${stroke} d="M${left} ${top - 4}h16"/>`
  return `${points.length > 0 ? shape : ''}${key}<text x="${left + 22}" y="${top}">${escape(line.name)}</text>`
}

function scaleOf(values: number[], [from, to]: [number, number], isLog: boolean) {
  const usable = values.filter((v) => Number.isFinite(v) && (!isLog || v > 0))
  const least = usable.length > 0 ? Math.min(...usable) : 1
  const most = usable.length > 0 ? Math.max(...usable) : 1
  const ticks = isLog ? logTicks(least, most) : evenTicks(Math.min(0, least), most)
  const to01 = (v: number) => {
    const [low, high] = [ticks[0]!, ticks.at(-1)!]
    return isLog ? Math.log(Math.max(v, low) / low) / Math.log(high / low) : (v - low) / (high - low)
  }
  return { ticks, at: (v: number) => from + (to - from) * to01(v) }
}

function logTicks(least: number, most: number): number[] {
  const first = Math.floor(Math.log10(least))
  const last = Math.max(first + 1, Math.ceil(Math.log10(most)))
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i))
}

function evenTicks(least: number, most: number): number[] {
  const raw = Math.max(most - least, 1e-9) / 5
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * [1, 2, 5, 10].find((m) => m * power >= raw)!
  const first = Math.floor(least / step)
  return Array.from({ length: Math.ceil(most / step) - first + 1 }, (_, i) => (first + i) * step)
}

function toTick(value: number): string {
  return Math.abs(value) >= 1_000 ? value.toLocaleString('en') : String(Number(value.toPrecision(3)))
}

const round = (value: number) => Math.round(value * 10) / 10
const escape = (text: string) => text.replace(/[<>&"]/g, (c) => `&#${c.codePointAt(0)};`)
