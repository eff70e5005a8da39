import type { EmbedLine } from '../../shared/embed.ts'
import { make } from './dom.ts'

const circle = (x: number, r: number) => `M${x - r} 10a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0`
const RING = circle(10, 7.5)

/** The shapes of `parts/mark.tsx`: what is drawn and what is filled. */
const SHAPES: Record<EmbedLine['tone'] | 'verified', [outline: string, solid?: string]> = {
  ok: [RING],
  suspected: [RING, 'M10 2.5a7.5 7.5 0 0 0 0 15z'],
  confirmed: [RING, circle(10, 4)],
  verified: ['', circle(10, 8)],
  recovering: [RING, 'M10 10V2.5a7.5 7.5 0 0 1 7.5 7.5z'],
  unknown: ['M3 3h14v14H3zM3 10 10 3M3 17 17 3M10 17l7-7'],
  collateral: [circle(7, 5.5) + circle(13, 5.5)],
}

export function mark({ tone, verified }: EmbedLine): Element {
  const [outline, solid = ''] = SHAPES[tone === 'confirmed' && verified ? 'verified' : tone]
  return make(
    'svg.mark',
    { viewBox: '0 0 20 20', 'aria-hidden': 'true' },
    make('path', { d: outline, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 }),
    make('path', { d: solid, fill: 'currentColor' }),
  )
}
