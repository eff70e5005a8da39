import { readFileSync } from 'node:fs'
import path from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import type { EmbedFacts, EmbedLine } from '../../shared/embed.ts'
import { readCatalogue } from '../../server/catalogue/catalogue.ts'
import { measureOwn, measureReader } from '../../server/pictures/fonts.ts'
import { HOSTILE_STRINGS } from '../../server/test/hostile-strings.ts'
import { drawMissing, drawSite } from './cards.tsx'
import type { Face } from './fit.ts'
import { DARK, LIGHT } from './palette.ts'
import { drawPicture, type PictureOptions } from './picture.tsx'
import { anEmbedCurve, anEmbedLine, someFacts } from './test-facts.ts'

const SHARED: PictureOptions = {
  width: 1200,
  height: 630,
  theme: 'light',
  measure: measureOwn,
  host: 'brusio.example',
}

type Written = { words: string; left: number; right: number; y: number }
type Node = Record<string, unknown> & { ':@'?: Record<string, string> }

/** Every text of a drawing, and where it stands. Throws where it is no XML. */
function textsOf(svg: string): { width: number; height: number; texts: Written[] } {
  expect(XMLValidator.validate(svg)).toBe(true)
  const [root] = new XMLParser({ preserveOrder: true, ignoreAttributes: false, trimValues: false }).parse(svg) as Node[]
  const texts: Written[] = []
  const walk = (node: Node, x: number, y: number) => {
    const about = node[':@'] ?? {}
    const [, dx = '0', dy = '0'] = /translate\((-?[\d.]+) (-?[\d.]+)\)/.exec(about['@_transform'] ?? '') ?? []
    const at = { x: x + Number(dx), y: y + Number(dy) }
    const words = node['text']
    if (Array.isArray(words)) {
      const text = words.map((child: Record<string, unknown>) => String(child['#text'])).join('')
      const face = about['@_class']!.split(' ')[1] as Face
      const width = measureOwn(text, face, Number(about['@_font-size']))
      const anchor = at.x + Number(about['@_x'])
      const left =
        anchor - (about['@_text-anchor'] === 'end' ? width : about['@_text-anchor'] === 'middle' ? width / 2 : 0)
      texts.push({ words: text, left, right: left + width, y: at.y + Number(about['@_y']) })
      return
    }
    for (const children of Object.values(node)) {
      if (Array.isArray(children)) for (const child of children as Node[]) walk(child, at.x, at.y)
    }
  }
  walk(root!, 0, 0)
  const size = root![':@']!
  return { width: Number(size['@_width']), height: Number(size['@_height']), texts }
}

function expectInside(svg: string): Written[] {
  const { width, height, texts } = textsOf(svg)
  for (const text of texts) {
    expect(text.left, text.words).toBeGreaterThanOrEqual(0)
    expect(text.right, text.words).toBeLessThanOrEqual(width)
    expect(text.y, text.words).toBeGreaterThan(0)
    expect(text.y, text.words).toBeLessThan(height)
  }
  return texts
}
const saidIn = (svg: string) =>
  textsOf(svg)
    .texts.map(({ words }) => words)
    .join(' ')

/** All that a drawing is made of. */
const ELEMENTS = new Set('svg title desc style g text rect line path circle pattern'.split(' '))
const ATTRIBUTES = new Set(
  `xmlns width height viewBox role xml:lang class x y x1 x2 y1 y2 d cx cy r id fill font-size text-anchor transform patternUnits
    patternTransform stroke-width stroke-dasharray stroke-opacity stroke-linecap stroke-linejoin`.split(/\s+/),
)

function namesIn(svg: string) {
  const [elements, attributes] = [new Set<string>(), new Set<string>()]
  const walk = (nodes: Node[]) => {
    for (const { ':@': about = {}, ...node } of nodes) {
      for (const name of Object.keys(about)) attributes.add(name.slice('@_'.length))
      for (const [name, children] of Object.entries(node)) {
        if (!Array.isArray(children)) continue
        elements.add(name)
        walk(children as Node[])
      }
    }
  }
  walk(new XMLParser({ preserveOrder: true, ignoreAttributes: false }).parse(svg) as Node[])
  return { elements, attributes }
}

const list = (count: number, more: Partial<EmbedLine> = {}): Partial<EmbedFacts> => ({
  title: 'Italiaonline',
  curve: null,
  lines: Array.from({ length: count }, (_, i) => anEmbedLine({ name: `Servizio ${i}`, ...more })),
})
const named = (name: string): Partial<EmbedFacts> => ({
  title: name,
  lines: [anEmbedLine({ name, cause: `Insieme a ${name}` })],
})
const longest = readCatalogue()
  .providers.map(({ name }) => name)
  .toSorted((a, b) => b.length - a.length)
const CASES: [string, Partial<EmbedFacts>][] = [
  ['a service', {}],
  ['the longest names of the catalogue', named(longest.slice(0, 2).join(', '))],
  ['a name of 200 characters without a space', named('W'.repeat(200))],
  ['a name of 200 characters', named('Azienda Sanitaria '.repeat(12).slice(0, 200))],
  ['writings that our faces do not have', named('\u202eשלום 中文 🙂'.repeat(20))],
  ['all notes', { notes: Array.from({ length: 6 }, (_, i) => `Nota ${i}: corretto il 24 gennaio 2023. `.repeat(4)) }],
  ['three services', list(3)],
  ['eight services of long names', list(8, { name: longest[0]!, headline: 'Molte segnalazioni '.repeat(12) })],
  ['forty services', list(40)],
  ['no service at all', list(0)],
  ['a curve of which nothing was heard', { curve: anEmbedCurve({ points: [[null, null, null]] }) }],
  ['a curve without buckets', { curve: anEmbedCurve({ points: [], ticks: [], bands: [] }) }],
]

describe('a picture', () => {
  it.each(CASES)('keeps all words of %s inside, at every size', (_, more) => {
    for (const [width, height] of [
      [1200, 630],
      [240, null],
      [240, 160],
      [390, null],
      [720, null],
      [2000, 1200],
      [2000, 160],
    ] as const) {
      for (const measure of [measureOwn, measureReader]) {
        const texts = expectInside(drawPicture(someFacts(more), { ...SHARED, width, height, measure }))
        expect(texts.map(({ words }) => words)).toContain('fonte: Brusio')
      }
    }
  })

  it.each(CASES.slice(0, -2))('of %s has the height of a shared picture', (_, more) => {
    expect(textsOf(drawPicture(someFacts(more), SHARED)).height).toBe(630)
  })

  it('says state, numbers, notes, time, source, address and licence', () => {
    const facts = someFacts({ notes: ['SIMULAZIONE: dati simulati.', 'Corretto il 24 gennaio.'] })
    const said = saidIn(drawPicture(facts, SHARED))
    for (const words of [
      'Libero Mail',
      'Molte segnalazioni di problemi dalle 18:02.',
      '412 segnalazioni negli ultimi 15 minuti, di solito 6.',
      'SIMULAZIONE: dati simulati.',
      'Corretto il 24 gennaio.',
      '3 luglio 2019, ore 21:07 CEST',
      'fonte: Brusio',
      'brusio.example/p/libero-mail',
      'licenza CC BY 4.0',
    ]) {
      expect(said).toContain(words)
    }
  })

  it('says how many services it has no room for', () => {
    expect(saidIn(drawPicture(someFacts(list(40)), SHARED))).toContain('e altri 28 servizi')
    expect(saidIn(drawPicture(someFacts(list(13)), SHARED))).toContain('e un altro servizio')
  })

  it('has the axis, its top and where we were away', () => {
    const svg = drawPicture(someFacts(), SHARED)
    expect(saidIn(svg)).toMatch(/500 .*14:00/)
    expect(svg.match(/url\(#brusio-gap\)/g)).toHaveLength(1)
    expect(svg).toContain('class="ground incident"')
  })

  it('asks nobody for anything and runs nothing, whatever names say', () => {
    for (const text of HOSTILE_STRINGS) {
      const svg = drawPicture(someFacts({ ...named(text), notes: [text] }), SHARED)
      expectInside(svg)
      const { elements, attributes } = namesIn(svg)
      expect([...elements].filter((name) => !ELEMENTS.has(name))).toEqual([])
      expect([...attributes].filter((name) => !ATTRIBUTES.has(name))).toEqual([])
    }
  })

  it('follows its reader between light and dark where it was not told', () => {
    expect(drawPicture(someFacts(), { ...SHARED, theme: 'auto' })).toContain('prefers-color-scheme:dark')
    expect(drawPicture(someFacts(), { ...SHARED, theme: 'dark' })).not.toContain(LIGHT.paper)
    expect(drawPicture(someFacts(), SHARED)).not.toContain(DARK.paper)
  })

  it('has the colours of the site', () => {
    for (const [theme, colours] of [
      ['light', LIGHT],
      ['dark', DARK],
    ] as const) {
      const css = readFileSync(path.join(import.meta.dirname, `../styles/tokens-${theme}.css`), 'utf8')
      const { fillOpacity, openOpacity, ...rest } = colours
      for (const [name, value] of Object.entries(rest)) expect(css, name).toContain(`--${name}: ${value};`)
      expect(css).toMatch(new RegExp(`--fill: rgb\\([\\d ]+/ ${fillOpacity * 100}%\\)`))
      expect(css).toMatch(new RegExp(`--fill-open: rgb\\([\\d ]+/ ${openOpacity * 100}%\\)`))
    }
  })
})

describe('cards', () => {
  const sheet = { width: 1200, scale: 1.67, theme: 'light', measure: measureOwn } as const
  it.each(['it', 'en'] as const)('say in %s that there is nothing, or what this site is', (lang) => {
    for (const why of ['subject', 'as_of'] as const) {
      const words = expectInside(drawMissing(lang, why, { ...sheet, width: 480, scale: 1 }, 160))
      expect(words[0]!.words).toMatch(/Non disponibile|Not available/)
    }
    expectInside(drawMissing(lang, 'as_of', sheet, 630))
    expectInside(drawSite(lang, sheet, { host: 'x'.repeat(80), height: 630, notes: ['Replica '.repeat(30)] }))
  })
})
