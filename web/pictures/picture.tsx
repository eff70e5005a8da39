import type { EmbedFacts, EmbedLine } from '../../shared/embed.ts'
import { embedTexts } from '../locales/embed.ts'
import type { Lang } from '../locales/language.ts'
import { toPiece } from '../parts/layout.tsx'
import { plain, type Measure } from './fit.ts'
import type { EmbedTheme } from '../embed-code.ts'
import { LEAST_PLOT, plot, plotFrame } from './plot.tsx'
import { pairs, row } from './rows.tsx'
import {
  foot,
  Frame,
  marginOf,
  Mark,
  paragraph,
  round,
  stack,
  strip,
  toneColour,
  typeSize,
  type Block,
  type Sheet,
} from './sheet.tsx'

export type PictureOptions = {
  width: number
  /** Null: as high as suits what is in it. Where it does not hold its words even small, it is higher. */
  height: number | null
  theme: EmbedTheme
  measure: Measure
  /** This host, as people read it. */
  host: string
}

/** The width at which type has its own size. */
const WHOLE_WIDTH = 720
const SCALES = { least: 0.74, most: 2.6, step: 0.94, forCurve: 0.85 }
/** More services than this are a page. */
const MOST_ROWS = 12
const LEAST_ROWS = 3
/** From so many services on, two beside each other, where the picture is as wide. In pixels. */
const LEAST_PAIRED = 4
const PAIRED_WIDTH = 900
/** How high a plot is best: as a share of the picture's width, or of its height where that is given; and at scale 1, in pixels. */
const PLOT = { ofWidth: 0.3, ofHeight: 0.29, most: 300 }

/** What an embed shows, as a picture: curve, share picture and picture for print are all this one drawing. */
export function drawPicture(facts: EmbedFacts, options: PictureOptions): string {
  const { width, height, theme, measure } = options
  const whole = Math.min(SCALES.most, Math.max(SCALES.least, width / WHOLE_WIDTH))
  const layAt = (scale: number, rows: number) => layOut(facts, { width, scale, theme, measure }, options.host, rows)
  if (height === null) return render(facts, layAt(whole, MOST_ROWS), height)
  const fits = ({ least, sheet: { scale } }: Parts) => {
    // Type gives way to the curve, but not too much.
    const curve = facts.curve === null || scale < whole * SCALES.forCurve ? 0 : height * PLOT.ofHeight
    return least + Math.max(0, curve - LEAST_PLOT * scale) <= height
  }
  // The largest type that fits, found by halves: to lay out is dear.
  let [tooLarge, small] = [-1, Math.ceil(Math.log(SCALES.least / whole) / Math.log(SCALES.step))]
  let parts = layAt(SCALES.least, MOST_ROWS)
  for (let rows = Math.min(MOST_ROWS, facts.lines.length) - 1; !fits(parts) && rows >= LEAST_ROWS; rows--) {
    parts = layAt(SCALES.least, rows)
    tooLarge = small
  }
  while (small - tooLarge > 1) {
    const step = Math.floor((tooLarge + small) / 2)
    const larger = layAt(Math.max(SCALES.least, whole * SCALES.step ** step), MOST_ROWS)
    if (fits(larger)) [parts, small] = [larger, step]
    else tooLarge = step
  }
  return render(facts, parts, height)
}

type Parts = { sheet: Sheet; strip: Block; head: Block; rows: Block[]; foot: Block; least: number }

function layOut(facts: EmbedFacts, sheet: Sheet, host: string, mostRows: number): Parts {
  const margin = marginOf(sheet)
  const [only] = facts.lines
  const isList = facts.lines.length !== 1 || only === undefined
  const t = embedTexts[facts.lang as Lang]
  const shown = isList && facts.lines.length > mostRows ? facts.lines.slice(0, mostRows) : facts.lines
  const rest = facts.lines.length - shown.length
  const parts = {
    sheet,
    strip: strip(sheet, facts.notes),
    head: isList ? listHead(sheet, facts.title) : lineHead(sheet, facts.title, only),
    rows: isList ? [...listRows(sheet, shown), ...(rest > 0 ? [moreRow(sheet, t.embedMore(rest))] : [])] : [],
    foot: foot(sheet, [facts.time, facts.words.source, `${host}${withoutLanguage(facts.path)}`, t.embedLicence], 1),
  }
  const body =
    facts.curve === null
      ? parts.rows.reduce((sum, each) => sum + each.height + rowGap(sheet), 0)
      : LEAST_PLOT * sheet.scale + plotFrame(sheet)
  // Margins: above the head, between head and body, above and below the foot.
  return {
    ...parts,
    least: Math.ceil(parts.strip.height + parts.head.height + body + parts.foot.height + margin * 2.6),
  }
}

const rowGap = (sheet: Sheet) => round(12 * sheet.scale)
/** The address works without it, and is easier to copy. */
const withoutLanguage = (path: string) => path.replace(/^\/[a-z]{2}(?=\/|$)/, '')

function lineHead(sheet: Sheet, title: string, line: EmbedLine): Block {
  const margin = marginOf(sheet)
  const width = sheet.width - 2 * margin
  const size = typeSize(sheet, 32)
  const mark = size * 0.72
  const indent = mark + size * 0.36
  const headline = paragraph(sheet, line.headline, {
    face: 'serif',
    size: 32,
    x: margin + indent,
    width: width - indent,
    lines: 4,
    colour: toneColour(line.tone),
    leading: 1.14,
  })
  const plainLine = { face: 'sans', x: margin, width, lines: 3 } as const
  return stack(
    [
      paragraph(sheet, title, { ...plainLine, face: 'strong', size: 20, lines: 2, colour: 'ink' }),
      {
        height: headline.height + round(size * 0.12),
        node: (
          <>
            <Mark tone={line.tone} verified={line.verified} x={margin} y={size * 0.21} side={mark} />
            {headline.node}
          </>
        ),
      },
      paragraph(sheet, line.numbers, { ...plainLine, size: 18, colour: 'ink' }),
      paragraph(sheet, line.cause ?? '', { ...plainLine, size: 16, colour: 'soft' }),
    ],
    round(4 * sheet.scale),
  )
}

function listHead(sheet: Sheet, title: string): Block {
  const margin = marginOf(sheet)
  const width = sheet.width - 2 * margin
  return paragraph(sheet, title, { face: 'serif', size: 26, x: margin, width, lines: 2, colour: 'ink', leading: 1.2 })
}

/** From the first to the last, left and right in turn where there is room for two. */
function listRows(sheet: Sheet, lines: readonly EmbedLine[]): Block[] {
  const margin = marginOf(sheet)
  const whole = sheet.width - 2 * margin
  if (lines.length < LEAST_PAIRED || whole < PAIRED_WIDTH) return lines.map((line) => row(sheet, line, margin, whole))
  const half = Math.floor(whole / 2 - margin / 2)
  return pairs(lines.map((line, i) => row(sheet, line, i % 2 === 0 ? margin : margin + whole - half, half)))
}

function moreRow(sheet: Sheet, words: string): Block {
  const margin = marginOf(sheet)
  return paragraph(sheet, words, {
    face: 'sans',
    size: 15,
    x: margin,
    width: sheet.width - 2 * margin,
    lines: 1,
    colour: 'soft',
  })
}

function render(facts: EmbedFacts, parts: Parts, wished: number | null): string {
  const { sheet, strip: notes, head, rows, foot: credit, least } = parts
  const { curve } = facts
  const margin = marginOf(sheet)
  const grown =
    curve === null ? 0 : Math.min(PLOT.most * sheet.scale, sheet.width * PLOT.ofWidth) - LEAST_PLOT * sheet.scale
  const height = Math.max(least, wished ?? Math.ceil(least + Math.max(0, grown)))
  const bodyTop = notes.height + margin * 0.8 + head.height + margin * 0.5
  const footTop = height - credit.height - margin * 0.5
  const spare = footTop - margin * 0.5 - bodyTop
  const used = rows.reduce((sum, each) => sum + each.height, 0)
  const gap = Math.min((spare - used) / Math.max(1, rows.length), rowGap(sheet) * 3)
  const body =
    curve === null
      ? stack(rows, gap)
      : plot(sheet, { curve, usual: facts.words.usual, lang: facts.lang as Lang, height: spare + margin * 0.3 })
  const said = facts.lines.map((line) => `${line.name}: ${line.headline} ${line.numbers}`).join(' ')
  return toPiece(
    <Frame
      sheet={sheet}
      lang={facts.lang}
      height={height}
      title={[facts.title, ...facts.notes, said, facts.time].map((text) => plain(text).replace(/\.$/, '')).join('. ')}
      desc={curve === null ? undefined : plain(curve.summary)}
    >
      {notes.node}
      <g transform={`translate(0 ${round(notes.height + margin * 0.8)})`}>{head.node}</g>
      <g transform={`translate(0 ${round(bodyTop)})`}>{body.node}</g>
      <g transform={`translate(0 ${round(footTop)})`}>{credit.node}</g>
    </Frame>,
  )
}
