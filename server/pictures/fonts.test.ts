import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { readAdvances } from './advances.ts'
import { FONT_FILES, measureOwn, measureReader } from './fonts.ts'
import { toPng } from './png.ts'

const TEXTS = [
  'Molte segnalazioni di problemi dalle 18:02.',
  'Perché l’azienda è già più lenta: «così non va» – città, però…',
  'WWWWMMMM iiiillll 0123456789',
  'AVAVAVAV To Ty fi ffl',
]

describe('the width of a text', () => {
  it.each(TEXTS)('is what the renderer takes for it, and never less: %s', (text) => {
    for (const [face, family, weight] of [
      ['sans', 'Source Sans 3', 400],
      ['strong', 'Source Sans 3', 600],
      ['serif', 'Source Serif 4', 400],
    ] as const) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="100"><text x="100" y="60" font-size="40" font-family="${family}" font-weight="${weight}">${text}</text></svg>`
      const font = { loadSystemFonts: false, fontFiles: FONT_FILES }
      const drawn = new Resvg(svg, { font }).getBBox()!.width
      const measured = measureOwn(text, face, 40)
      expect(measured).toBeGreaterThanOrEqual(drawn)
      expect(measured).toBeLessThan(drawn * 1.15)
      expect(measureReader(text, face, 40)).toBeGreaterThan(measured)
    }
  })

  it('is generous for what our faces do not have', () => {
    expect(measureOwn('中🙂', 'sans', 10)).toBeGreaterThan(20)
  })

  it('is read from the table of short character codes too', () => {
    const file = readFileSync(FONT_FILES[0]!)
    const whole = readAdvances(file)
    const short = readAdvances(withoutLongTable(file))
    for (const character of 'aàÈ’…W') {
      expect(short(character.codePointAt(0)!), character).toBe(whole(character.codePointAt(0)!))
    }
    expect(short('中'.codePointAt(0)!)).toBeUndefined()
  })

  it('cannot be read from what is no font', () => {
    expect(() => readAdvances(new Uint8Array(64))).toThrow('has no table head')
  })
})

/** The font, whose long table of characters goes by a number that nobody knows. */
function withoutLongTable(file: Buffer): Buffer {
  const copy = Buffer.from(file)
  for (let i = 0; i < copy.readUInt16BE(4); i++) {
    const at = 12 + i * 16
    if (copy.toString('latin1', at, at + 4) !== 'cmap') continue
    const cmap = copy.readUInt32BE(at + 8)
    for (let j = 0; j < copy.readUInt16BE(cmap + 2); j++) {
      const table = cmap + copy.readUInt32BE(cmap + 4 + j * 8 + 4)
      if (copy.readUInt16BE(table) === 12) copy.writeUInt16BE(99, table)
    }
  }
  return copy
}

it('packs pixels into a PNG that gives them back', async () => {
  const rgba = Uint8Array.from({ length: 5 * 3 * 4 }, (_, i) => (i * 37) % 256)
  const read = PNG.sync.read(await toPng({ width: 5, height: 3, rgba }))
  expect([read.width, read.height]).toEqual([5, 3])
  expect(Uint8Array.from(read.data)).toEqual(rgba)
})
