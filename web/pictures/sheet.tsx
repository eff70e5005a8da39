import type { Child } from 'hono/jsx'
import type { EmbedTone } from '../../shared/embed.ts'
import { stateShapes, WAVE_PATH } from '../parts/mark.tsx'
import { balance, fitLine, sizeFor, wrap, type Face, type Measure } from './fit.ts'
import type { EmbedTheme } from '../embed-code.ts'
import { pictureStyle } from './palette.ts'

/** What a picture is drawn on. `scale` 1: the sizes of type that suit a width of 720. */
export type Sheet = { width: number; scale: number; theme: EmbedTheme; measure: Measure }

/** Smaller than this nobody reads. */
const LEAST_TYPE_PX = 11
const MARGIN = 28
const WAVE = { width: 40, height: 24 }

export const typeSize = (sheet: Sheet, size: number): number => round(Math.max(LEAST_TYPE_PX, size * sheet.scale))
export const marginOf = (sheet: Sheet): number => Math.round(Math.max(14, MARGIN * sheet.scale))
export const round = (value: number): number => Math.round(value * 10) / 10

/** A part of a picture and how high it is; it is drawn from 0 downwards. */
export type Block = { height: number; node: Child }

type Paragraph = {
  face: Face
  /** At scale 1, in pixels. */
  size: number
  x: number
  width: number
  lines: number
  colour: string
  /** Of a line, in heights of the type. */
  leading?: number
}

/** A text within its width, cut where it does not fit. */
export function paragraph(sheet: Sheet, text: string, how: Paragraph): Block {
  const wished = { width: how.width, face: how.face, size: typeSize(sheet, how.size), measure: sheet.measure }
  const size = how.face === 'serif' ? round(sizeFor(text, wished)) : wished.size
  const step = round(size * (how.leading ?? 1.35))
  const room = { ...wished, size }
  const lines = (how.face === 'serif' ? balance : wrap)(text, how.lines, room)
  return {
    height: lines.length * step,
    node: lines.map((line, i) => (
      <Words x={how.x} y={round(i * step + (step + size * 0.7) / 2)} face={how.face} size={size} colour={how.colour}>
        {line}
      </Words>
    )),
  }
}

/** One line that ends or stands in the middle at `x`. */
export function Words(props: {
  x: number
  y: number
  face: Face
  size: number
  colour: string
  anchor?: 'middle' | 'end'
  children: string
}) {
  const { x, y, face, size, colour, anchor, children } = props
  return (
    <text class={`words ${face} ${colour}`} x={x} y={y} font-size={size} text-anchor={anchor}>
      {children}
    </text>
  )
}

/** What colour the words of a state have: that of trouble, or ink. */
export const toneColour = (tone: EmbedTone): string =>
  tone === 'suspected' || tone === 'confirmed' || tone === 'recovering' ? tone : 'ink'

export function Mark(props: { tone: EmbedTone; verified: boolean; x: number; y: number; side: number }) {
  const { tone, verified, x, y, side } = props
  return (
    <g class={tone} transform={`translate(${round(x)} ${round(y)}) scale(${round((side / 20) * 100) / 100})`}>
      {stateShapes(tone, verified)}
    </g>
  )
}

export function WaveLine({ x, y, height }: { x: number; y: number; height: number }) {
  return (
    <path
      class="line"
      d={WAVE_PATH}
      stroke-width="2"
      stroke-linejoin="round"
      stroke-linecap="round"
      transform={`translate(${round(x)} ${round(y)}) scale(${round((height / WAVE.height) * 100) / 100})`}
    />
  )
}
export const waveWidth = (height: number): number => (height / WAVE.height) * WAVE.width

/** Blocks below each other, with `gap` between two that are there. */
export function stack(blocks: readonly Block[], gap: number): Block {
  let y = 0
  const nodes = blocks.map((block) => {
    const at = y
    if (block.height > 0) y += block.height + gap
    return <g transform={`translate(0 ${round(at)})`}>{block.node}</g>
  })
  return { height: Math.max(0, y - gap), node: nodes }
}

/** What every form must show, across the top. */
export function strip(sheet: Sheet, notes: readonly string[]): Block {
  if (notes.length === 0) return { height: 0, node: null }
  const margin = marginOf(sheet)
  const lines = notes.map((note) =>
    paragraph(sheet, note, {
      face: 'strong',
      size: 15,
      x: margin,
      width: sheet.width - 2 * margin,
      lines: 3,
      colour: 'ink',
    }),
  )
  const text = stack(lines, 2)
  const padding = round(margin * 0.35)
  const height = round(text.height + 2 * padding)
  return {
    height,
    node: (
      <>
        <rect class="strip" width={sheet.width} height={height} />
        <g transform={`translate(0 ${padding})`}>{text.node}</g>
      </>
    ),
  }
}

/** The picture around what is drawn on it; `title` and `desc` are for those who do not see it. */
export function Frame(props: {
  sheet: Sheet
  lang: string
  height: number
  title: string
  desc?: string
  children: Child
}) {
  const { sheet, lang, height, title, desc, children } = props
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={sheet.width}
      height={height}
      viewBox={`0 0 ${sheet.width} ${height}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is the picture itself
      role="img"
      xml:lang={lang}
    >
      <title>{title}</title>
      {desc ? <desc>{desc}</desc> : null}
      <style>{FACES + pictureStyle(sheet.theme)}</style>
      <rect class="paper" width={sheet.width} height={height} />
      {children}
    </svg>
  )
}

/** Ours come first, in which the PNG is drawn; readers see those of the site. */
const SANS = `'Source Sans 3',system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','DejaVu Sans',sans-serif`
const SERIF = `'Source Serif 4','Iowan Old Style','Palatino Linotype','URW Palladio L',Palatino,'Book Antiqua',Georgia,serif`
const FACES = `.sans{font-family:${SANS}}.strong{font-family:${SANS};font-weight:600}.serif{font-family:${SERIF}}`

/** One line of words that stand apart, the first at the left and the rest at the right; below each other where there is no room for that. */
export function foot(sheet: Sheet, parts: readonly string[], waveAfter: number): Block {
  const margin = marginOf(sheet)
  const width = sheet.width - 2 * margin
  const size = typeSize(sheet, 13)
  const gap = size * 1.4
  const step = round(size * 1.5)
  const wave = size * 0.95
  const faceOf = (i: number): Face => (i === 0 ? 'strong' : 'sans')
  const items = parts.map((part, i) => {
    const after = i === waveAfter ? waveWidth(wave) + size * 0.4 : 0
    const text = fitLine(part, { width: width - after, face: faceOf(i), size, measure: sheet.measure })
    const words = sheet.measure(text, faceOf(i), size)
    return { i, text, words, whole: words + after }
  })
  const lines: (typeof items)[] = [[]]
  for (const item of items) {
    const line = lines.at(-1)!
    const taken = line.reduce((sum, each) => sum + each.whole + gap, 0)
    if (line.length > 0 && taken + item.whole > width) lines.push([item])
    else line.push(item)
  }
  const draw = (line: typeof items, row: number) => {
    const used = line.reduce((sum, each) => sum + each.whole, 0) + gap * (line.length - 1)
    let x = margin
    return line.map((item, position) => {
      // Only where all is one line: its first part stands apart.
      if (position === 1 && lines.length === 1) x += width - used
      const at = x
      x += item.whole + gap
      const y = round(row * step + size * 1.1)
      return (
        <>
          <Words x={round(at)} y={y} face={faceOf(item.i)} size={size} colour={item.i === 0 ? 'ink' : 'soft'}>
            {item.text}
          </Words>
          {item.i === waveAfter ? (
            <WaveLine x={at + item.words + size * 0.4} y={y - size * 0.82} height={wave} />
          ) : null}
        </>
      )
    })
  }
  const above = round(size * 0.7)
  return {
    height: round(above + lines.length * step),
    node: (
      <>
        <line class="rule" x1={margin} x2={sheet.width - margin} y1="0.5" y2="0.5" />
        <g transform={`translate(0 ${above - round(size * 0.2)})`}>{lines.map(draw)}</g>
      </>
    ),
  }
}
