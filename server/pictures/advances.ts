/** How far the pen moves for a character, in ems; undefined: the font has no such glyph. */
export type Advances = (codePoint: number) => number | undefined

/** A character beyond these is looked up each time: nobody fills our memory with what he asks for. */
const MOST_KNOWN = 4_000

/** Widths of a TrueType font: tables head, hhea, hmtx and cmap (formats 4 and 12) of the OpenType specification. */
export function readAdvances(file: Uint8Array): Advances {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const tables = new Map<string, number>()
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16
    tables.set(String.fromCharCode(...file.subarray(at, at + 4)), view.getUint32(at + 8))
  }
  const table = (tag: string): number => {
    const at = tables.get(tag)
    if (at === undefined) throw new Error(`the font has no table ${tag}`)
    return at
  }
  const perEm = view.getUint16(table('head') + 18)
  const metrics = view.getUint16(table('hhea') + 34)
  const hmtx = table('hmtx')
  const glyphOf = readGlyphs(view, table('cmap'))
  const known = new Map<number, number | undefined>()
  return (codePoint) => {
    if (known.has(codePoint)) return known.get(codePoint)
    const glyph = glyphOf(codePoint)
    // The last width holds for all glyphs after it.
    const advance = glyph === 0 ? undefined : view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4) / perEm
    if (known.size < MOST_KNOWN) known.set(codePoint, advance)
    return advance
  }
}

/** The number of a character's glyph; 0: none. */
function readGlyphs(view: DataView, cmap: number): (codePoint: number) => number {
  const found = new Map<number, number>()
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 4 + i * 8 + 4)
    found.set(view.getUint16(at), at)
  }
  const [long, short] = [found.get(12), found.get(4)]
  if (long !== undefined) return (codePoint) => longGlyph(view, long, codePoint)
  if (short !== undefined) return (codePoint) => shortGlyph(view, short, codePoint)
  throw new Error('the font has no table of characters that we can read')
}

function longGlyph(view: DataView, at: number, codePoint: number): number {
  for (let i = 0; i < view.getUint32(at + 12); i++) {
    const group = at + 16 + i * 12
    const first = view.getUint32(group)
    if (codePoint < first) return 0
    if (codePoint <= view.getUint32(group + 4)) return view.getUint32(group + 8) + codePoint - first
  }
  return 0
}

function shortGlyph(view: DataView, at: number, codePoint: number): number {
  const segments = view.getUint16(at + 6)
  for (let i = 0; i < segments; i += 2) {
    if (codePoint > view.getUint16(at + 14 + i)) continue
    const first = view.getUint16(at + 16 + segments + i)
    if (codePoint < first) return 0
    const delta = view.getUint16(at + 16 + segments * 2 + i)
    const offsetAt = at + 16 + segments * 3 + i
    const offset = view.getUint16(offsetAt)
    if (offset === 0) return (codePoint + delta) & 0xffff
    const glyph = view.getUint16(offsetAt + offset + (codePoint - first) * 2)
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}
