import type { EmbedCurve } from '../../shared/embed.ts'
import { niceTop } from '../chart/shape.ts'
import { make } from './dom.ts'

type Counts = (number | null)[]

/**
 * A count for each step, from left to right; null leaves a gap. One unit is a bucket wide and a voice high, upwards is negative, and the
 * browser does the rest: what `web/chart/curve.ts` reckons, in a fraction of the code.
 */
export function steps(counts: Counts): string {
  let path = ''
  counts.forEach((n, i) => {
    if (n !== null) path += `${(counts[i - 1] ?? null) === null ? `M${i} 0` : ''}V${-n}H${i + 1}`
    else if (path) path += 'V0'
  })
  return path + (path && 'V0')
}

const highest = (counts: Counts) => niceTop(Math.max(...counts.map((n) => n ?? 0)))

const drawing = (name: string, width: number, top: number, ...shapes: Element[]) =>
  make(
    `svg.${name}`,
    { viewBox: `0 ${-top} ${width} ${top}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...shapes,
  )

const path = (name: string, d: string) => make(`path.${name}`, { d })

/** Words do not stretch with the column. */
export function plot({ from, now, width_ms: width, points, bands, summary }: EmbedCurve, lang: string): Element {
  const count = points.length
  const bucket = (at: number) => (at - from) / width
  const isOpen = (i: number) => i + 1 > bucket(now)
  const voices = points.map(([n]) => n)
  const uppers = points.map(([, , upper]) => upper)
  const top = highest([...voices, ...uppers])
  const last = voices.findIndex((_, i) => isOpen(i))
  return make(
    'svg.plot',
    { role: 'img', 'aria-label': summary },
    drawing(
      '',
      count,
      top,
      ...bands.map((band) => {
        const x = Math.max(0, bucket(band.from))
        return make(`rect.${band.kind}`, { x, y: -top, width: Math.max(0, bucket(band.to ?? now) - x), height: top })
      }),
      // As wide as the plot is high, and dashed: stripes, so that nobody takes what we did not hear for silence.
      path('gap', voices.map((n, i) => (n === null && !isOpen(i) ? `M${i} 0h1` : '')).join('')),
      path('usual', steps(uppers)),
      path('fill', steps(voices.map((n, i) => (isOpen(i) ? null : n)))),
      path('late', voices[last] ? `M${last} 0V${-voices[last]}H${bucket(now)}V0` : ''),
    ),
    make('text', { y: 13 }, top.toLocaleString(lang)),
  )
}

/** On a narrow column every second one is left out. */
export const ticks = ({ from, to, ticks: all }: EmbedCurve): Element =>
  make(
    'svg.ticks',
    { 'aria-hidden': 'true' },
    ...all.map(([at, words]) => {
      const x = ((at - from) / (to - from)) * 100
      return make('text', { x: `${x}%`, y: 13, 'text-anchor': x < 8 ? 'start' : x > 92 ? 'end' : 'middle' }, words)
    }),
  )

export const spark = (counts: Counts): Element =>
  drawing('spark', counts.length, highest(counts), path('fill', steps(counts)))
