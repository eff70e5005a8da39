import type { EmbedCurve } from '../../shared/embed.ts'
import { curveShapes } from '../chart/curve.ts'
import { formatNumber } from '../format.ts'
import type { Lang } from '../locales/language.ts'
import { marginOf, round, typeSize, Words, type Block, type Sheet } from './sheet.tsx'

/** A curve lower than this says nothing. At scale 1, in pixels. */
export const LEAST_PLOT = 76
const LABEL = 12

/** What axis and labels take beside the plot itself. */
export const plotFrame = (sheet: Sheet): number => typeSize(sheet, LABEL) * 3.4

/** The curve with its usual band, its grounds, what we did not hear and its axis, in a given height. */
export function plot(
  sheet: Sheet,
  { curve, usual, lang, height }: { curve: EmbedCurve; usual: string; lang: Lang; height: number },
): Block {
  const margin = marginOf(sheet)
  const size = typeSize(sheet, LABEL)
  const width = sheet.width - 2 * margin
  const inner = round(height - plotFrame(sheet))
  const shapes = curveShapes(curve, { width, height: inner })
  const dash = round(4 * sheet.scale)
  return {
    height,
    node: (
      <g transform={`translate(${margin} ${round(size * 1.6)})`}>
        <pattern
          id="brusio-gap"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(45) scale(${Math.max(1, sheet.scale)})`}
        >
          <line class="gap" x1="0" x2="0" y1="0" y2="6" stroke-width="1" stroke-opacity="0.55" />
        </pattern>
        {shapes.grounds.map((ground) => (
          <rect class={`ground ${ground.kind}`} x={ground.x} width={ground.width} height={inner} />
        ))}
        <line class="rule" x2={width} y1="0.5" y2="0.5" />
        <line class="rule" x2={width} y1={round(inner / 2)} y2={round(inner / 2)} />
        <path class="usual" d={shapes.usual} />
        <path
          class="upper"
          d={shapes.upper}
          stroke-width={Math.max(1, sheet.scale)}
          stroke-dasharray={`${dash} ${dash}`}
        />
        {shapes.gaps.map((gap) => (
          <rect fill="url(#brusio-gap)" x={gap.x} width={gap.width} height={inner} />
        ))}
        <path class="fill" d={shapes.fill} />
        <path class="open" d={shapes.open} />
        <path class="line" d={shapes.line} stroke-width={Math.max(1, sheet.scale)} />
        <line class="line" x2={width} y1={inner} y2={inner} stroke-width="1" />
        <Words x={0} y={round(size * -0.45)} face="sans" size={size} colour="soft">
          {formatNumber(lang, shapes.top)}
        </Words>
        <Legend sheet={sheet} usual={usual} width={width} taken={size * 4} />
        <Ticks sheet={sheet} curve={curve} x={shapes.x} width={width} y={inner} />
      </g>
    ),
  }
}

/** What the pale band is; left out where it would run into the label of the axis. */
function Legend({ sheet, usual, width, taken }: { sheet: Sheet; usual: string; width: number; taken: number }) {
  const size = typeSize(sheet, LABEL)
  const words = sheet.measure(usual, 'sans', size)
  const swatch = { width: size * 1.8, height: size * 0.75 }
  const x = round(width - swatch.width)
  const end = x - size * 0.5
  if (end - words < taken) return null
  const top = round(size * -1.1)
  const dash = round(size / 4)
  return (
    <>
      <Words x={round(end)} y={round(size * -0.45)} face="sans" size={size} colour="soft" anchor="end">
        {usual}
      </Words>
      <rect class="usual" x={x} y={top} width={round(swatch.width)} height={round(swatch.height)} />
      <line
        class="upper"
        x1={x}
        x2={width}
        y1={top}
        y2={top}
        stroke-width={Math.max(1, sheet.scale)}
        stroke-dasharray={`${dash} ${dash}`}
      />
    </>
  )
}

/** As many of the times as stand apart and inside. */
function Ticks(props: { sheet: Sheet; curve: EmbedCurve; x: (at: number) => number; width: number; y: number }) {
  const { sheet, curve, x, width, y } = props
  const size = typeSize(sheet, LABEL)
  let free = 0
  const shown = curve.ticks.flatMap(([at, words]) => {
    const half = sheet.measure(words, 'sans', size) / 2
    const middle = x(at)
    if (at < curve.from || at > curve.to || middle - half < free || middle + half > width) return []
    free = middle + half + size
    return [{ middle, words }]
  })
  return (
    <>
      {shown.map(({ middle, words }) => (
        <>
          <line class="line" x1={middle} x2={middle} y1={y} y2={round(y + size * 0.35)} stroke-width="1" />
          <Words x={middle} y={round(y + size * 1.4)} face="sans" size={size} colour="soft" anchor="middle">
            {words}
          </Words>
        </>
      ))}
    </>
  )
}
