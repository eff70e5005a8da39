import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Face, Measure } from '../../web/pictures/fit.ts'
import { readAdvances, type Advances } from './advances.ts'

const require = createRequire(import.meta.url)
const FONTS = '@expo-google-fonts'

/** Ours, because a bare machine has none. */
const FILES: Record<Face, string> = {
  sans: require.resolve(`${FONTS}/source-sans-3/400Regular/SourceSans3_400Regular.ttf`),
  strong: require.resolve(`${FONTS}/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf`),
  serif: require.resolve(`${FONTS}/source-serif-4/400Regular/SourceSerif4_400Regular.ttf`),
}
export const FONT_FILES = Object.values(FILES)

/** What no font of ours has is drawn as a box; no glyph of theirs is wider. */
const STRANGE_EM = 1.2
/** Hinting and rounding of whoever draws. */
const OWN_SLACK = 1.01
/** A drawing in a browser is in the faces of its reader, and these are wider than ours: so much wider at most (DejaVu, Verdana). */
const READER_SLACK: Record<Face, number> = { sans: 1.24, strong: 1.32, serif: 1.2 }

const faces = new Map<Face, Advances>()

function advancesOf(face: Face): Advances {
  let advances = faces.get(face)
  if (advances === undefined) faces.set(face, (advances = readAdvances(readFileSync(FILES[face]))))
  return advances
}

/** How wide a text is in our faces. */
export const measureOwn: Measure = (text, face, sizePx) => widthOf(text, face) * sizePx * OWN_SLACK

/** How wide a text may become in whatever faces its reader has. */
export const measureReader: Measure = (text, face, sizePx) => widthOf(text, face) * sizePx * READER_SLACK[face]

function widthOf(text: string, face: Face): number {
  const advances = advancesOf(face)
  let ems = 0
  for (const character of text) ems += advances(character.codePointAt(0)!) ?? STRANGE_EM
  return ems
}
