import { embedTexts } from '../locales/embed.ts'
import type { Lang } from '../locales/language.ts'
import { texts } from '../locales/texts.ts'
import { toPiece } from '../parts/layout.tsx'
import {
  foot,
  Frame,
  marginOf,
  paragraph,
  round,
  stack,
  strip,
  typeSize,
  WaveLine,
  waveWidth,
  Words,
  type Sheet,
} from './sheet.tsx'

type Unavailable = keyof (typeof embedTexts)['it']['embedUnavailable']

/** In place of a picture that there is none of; higher where its words need it. */
export function drawMissing(lang: Lang, why: Unavailable, sheet: Sheet, least: number): string {
  const t = embedTexts[lang]
  const margin = marginOf(sheet)
  const width = sheet.width - 2 * margin
  const words = paragraph(sheet, t.embedUnavailable[why], {
    face: 'serif',
    size: 24,
    x: margin,
    width,
    lines: 4,
    colour: 'soft',
    leading: 1.25,
  })
  const credit = foot(sheet, [t.embedSource], 0)
  const height = Math.max(least, Math.ceil(words.height + credit.height + margin * 2))
  return toPiece(
    <Frame sheet={sheet} lang={lang} height={height} title={t.embedUnavailable[why]}>
      <g transform={`translate(0 ${round(margin * 0.8)})`}>{words.node}</g>
      <g transform={`translate(0 ${round(height - credit.height - margin * 0.5)})`}>{credit.node}</g>
    </Frame>,
  )
}

/** The site itself, for whoever shares its first page: no state of anybody, which would be old where it is kept for weeks. */
export function drawSite(
  lang: Lang,
  sheet: Sheet,
  about: { host: string; height: number; notes: readonly string[] },
): string {
  const margin = marginOf(sheet)
  const width = sheet.width - 2 * margin
  const size = typeSize(sheet, 64)
  const name = 'brusio'
  const notes = strip(sheet, about.notes)
  const head = stack(
    [
      {
        height: size * 1.3,
        node: (
          <>
            <Words x={margin} y={size} face="serif" size={size} colour="ink">
              {name}
            </Words>
            <WaveLine
              x={margin + sheet.measure(name, 'serif', size) + size * 0.25}
              y={size * 0.32}
              height={Math.min(size * 0.9, (width / waveWidth(1)) * 0.3)}
            />
          </>
        ),
      },
      paragraph(sheet, texts[lang].description, {
        face: 'serif',
        size: 32,
        x: margin,
        width,
        lines: 4,
        colour: 'soft',
        leading: 1.2,
      }),
    ],
    margin * 0.5,
  )
  const credit = foot(sheet, [about.host, embedTexts[lang].embedLicence], -1)
  return toPiece(
    <Frame sheet={sheet} lang={lang} height={about.height} title={`${name}. ${texts[lang].description}`}>
      {notes.node}
      <g transform={`translate(0 ${notes.height + margin * 2})`}>{head.node}</g>
      <g transform={`translate(0 ${about.height - credit.height - margin * 0.6})`}>{credit.node}</g>
    </Frame>,
  )
}
