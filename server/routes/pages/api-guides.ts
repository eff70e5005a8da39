import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { anchorOf } from '../../../web/parts/guide.tsx'
import type { Example, Part } from '../../../web/reference.ts'

/** Which document, or which sections of docs/api.md by their headings, stands on a page of the reference. '': the first. */
const GUIDES: Record<Part | '', (string | { section: string })[]> = {
  '': [{ section: 'How to read it' }, { section: 'Typed, in TypeScript' }, { section: 'Limits, licence, changes' }],
  states: [],
  series: [{ section: 'Series' }],
  incidents: [{ section: 'Clocks, notices, forecasts' }, { section: 'Citing' }],
  notices: [],
  providers: [],
  reports: [{ section: 'Reporting' }, { section: 'Receipts' }],
  agents: [{ section: 'Probe results' }],
  live: ['live.md'],
  webhooks: ['webhooks.md', { section: 'Tell me when it is back' }],
  embeds: [{ section: 'What embeds show' }, { section: 'As a Statuspage' }],
  archive: [{ section: 'The archive' }, 'archive.md'],
  other: [],
}
/** Documents that are served as something else. */
const SERVED: Record<string, string> = { 'detection.md': '/rule', 'api.md': '/docs/api', 'embedding.md': '/newsroom' }
const LANGUAGES = { sh: 'curl', mjs: 'JavaScript', py: 'Python' }
/** Examples by the page that they stand on. The verification of webhooks is in their guide. */
const EXAMPLES: Partial<Record<Part, string>> = {
  states: 'states',
  providers: 'provider',
  series: 'series',
  incidents: 'incidents',
  reports: 'report',
  live: 'live',
}
/** How our documents call an instance. */
const EXAMPLE_HOST = '://brusio.example'

export type Guides = {
  /** With the address of this instance wherever an example has one. */
  textOf(part: Part | '', origin: string): string
  /** Where a link of a document leads to here, without a language; undefined: that is not served. */
  hrefOf(href: string): string | undefined
  examplesOf(part: Part): Example[]
}

/** Our documents on the API, read once. */
export function readGuides(docs: string): Guides {
  const read = (name: string) => {
    const file = path.join(docs, name)
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
  const sections = sectionsOf(read('api.md'))
  const texts = new Map(
    Object.entries(GUIDES).map(([part, pieces]) => [
      part,
      pieces.map((one) => (typeof one === 'string' ? read(one) : (sections.get(one.section) ?? ''))).join('\n\n'),
    ]),
  )
  const homes = new Map(
    Object.entries(GUIDES).flatMap(([part, pieces]) =>
      pieces.map((one) => {
        const name = typeof one === 'string' ? one : `api.md#${anchorOf(one.section)}`
        return [name, part === '' ? '/docs/api' : `/docs/api/${part}`] as const
      }),
    ),
  )
  return {
    textOf(part, origin) {
      const [secure, plain] = [`wss${EXAMPLE_HOST}`, `https${EXAMPLE_HOST}`]
      const text = texts.get(part) ?? ''
      return text.replaceAll(secure, origin.replace(/^http/, 'ws')).replaceAll(plain, origin)
    },
    hrefOf(href) {
      if (/^https?:/.test(href)) return href
      const name = href.startsWith('#') ? `api.md${href}` : href
      const [file = ''] = name.split('#')
      return homes.get(name) ?? homes.get(file) ?? SERVED[file]
    },
    examplesOf: (part) => readExample(EXAMPLES[part], read),
  }
}

/** What stands under each heading of the second rank, with it. */
export function sectionsOf(text: string): Map<string, string> {
  const parts = text.split(/^(?=## )/m).filter((part) => part.startsWith('## '))
  return new Map(parts.map((part) => [part.slice(3, part.indexOf('\n')), part]))
}

function readExample(name: string | undefined, read: (name: string) => string): Example[] {
  if (name === undefined) return []
  const files = Object.entries(LANGUAGES).flatMap(([ending, language]) => {
    const text = read(`examples/${name}.${ending}`).trimEnd()
    return text === '' ? [] : [{ language, text }]
  })
  return [{ name, files }]
}
