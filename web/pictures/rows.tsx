import type { EmbedLine } from '../../shared/embed.ts'
import { sparkPath, SPARK } from '../chart/shape.ts'
import { Mark, paragraph, round, stack, toneColour, typeSize, type Block, type Sheet } from './sheet.tsx'

/** How much of a row's width its small curve takes. */
const SPARK_SHARE = 0.2

/** One service of several, between `left` and `left + whole`: name, state, figures, and its last hours at the right. */
export function row(sheet: Sheet, line: EmbedLine, left: number, whole: number): Block {
  const size = typeSize(sheet, 18)
  const mark = size * 0.85
  const indent = mark + size * 0.55
  const spark = round(whole * SPARK_SHARE)
  const width = whole - indent - spark - size
  const x = left + indent
  const text = stack(
    [
      paragraph(sheet, line.name, { face: 'strong', size: 18, x, width, lines: 1, colour: 'ink' }),
      paragraph(sheet, line.headline, {
        face: 'serif',
        size: 18,
        x,
        width,
        lines: 2,
        colour: toneColour(line.tone),
        leading: 1.25,
      }),
      paragraph(sheet, line.numbers, { face: 'sans', size: 14, x, width, lines: 2, colour: 'soft' }),
    ],
    0,
  )
  const height = round(Math.min(text.height * 0.7, size * 2.6))
  return {
    height: text.height,
    node: (
      <>
        <Mark tone={line.tone} verified={line.verified} x={left} y={size * 0.27} side={mark} />
        {text.node}
        <path
          class="fill"
          d={sparkPath(line.spark)}
          transform={`translate(${left + whole - spark} ${round(size * 0.25)}) scale(${spark / SPARK.width} ${height / SPARK.height})`}
        />
        <line
          class="rule"
          x1={left + whole - spark}
          x2={left + whole}
          y1={round(size * 0.25 + height)}
          y2={round(size * 0.25 + height)}
        />
      </>
    ),
  }
}

/** Two rows beside each other; an odd last one stands alone. */
export function pairs(blocks: readonly Block[]): Block[] {
  const paired: Block[] = []
  for (let i = 0; i < blocks.length; i += 2) {
    const [a, b] = [blocks[i]!, blocks[i + 1]]
    paired.push({
      height: Math.max(a.height, b?.height ?? 0),
      node: (
        <>
          {a.node}
          {b?.node}
        </>
      ),
    })
  }
  return paired
}
