import type { EmbedCurve } from '../../shared/embed.ts'
import { curveShapes } from '../chart/curve.ts'
import { SPARK, sparkPath } from '../chart/shape.ts'
import { make } from './dom.ts'

const VIEW = { width: 600, height: 100 }
const percent = (x: number) => `${(x / VIEW.width) * 100}%`

/** Stretches with its column. */
const drawing = (name: string, { width, height }: typeof VIEW, ...shapes: Element[]) =>
  make(
    `svg${name}`,
    { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...shapes,
  )

/** Words and hatches do not stretch. */
export function plot(curve: EmbedCurve, lang: string): Element {
  const shapes = curveShapes(curve, VIEW)
  return make(
    'svg.plot',
    { role: 'img', 'aria-label': curve.summary },
    make(
      'pattern',
      { id: 'g', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      make('path.hatch', { d: 'M0 0V6' }),
    ),
    drawing(
      '',
      VIEW,
      ...shapes.grounds.map(({ kind, x, width }) => make(`rect.${kind}`, { x, width, height: VIEW.height })),
      ...(['usual', 'upper', 'fill', 'open', 'line'] as const).map((name) => make(`path.${name}`, { d: shapes[name] })),
    ),
    ...shapes.gaps.map(({ x, width }) =>
      make('rect', { x: percent(x), width: percent(width), height: '100%', fill: 'url(#g)' }),
    ),
    make('text', { y: 13 }, shapes.top.toLocaleString(lang)),
  )
}

/** On a narrow column no more than so many labels stand beside each other. */
const MOST_TICKS = 4

export function ticks({ from, to, ticks: all }: EmbedCurve): Element {
  const every = Math.ceil(all.length / MOST_TICKS)
  return make(
    'svg.ticks',
    { 'aria-hidden': 'true' },
    ...all.map(([at, words], i) => {
      const x = ((at - from) / (to - from)) * 100
      const anchor = x < 8 ? 'start' : x > 92 ? 'end' : 'middle'
      return make(`text.${i % every ? 'wide' : ''}`, { x: `${x}%`, y: 13, 'text-anchor': anchor }, words)
    }),
  )
}

export const spark = (counts: (number | null)[]): Element =>
  drawing('.spark', SPARK, make('path.fill', { d: sparkPath(counts) }))
