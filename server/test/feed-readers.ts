import { readFileSync } from 'node:fs'
import { parseFeed } from 'feedsmith'
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm'
import Parser from 'rss-parser'

/** An entry as readers see it. */
export type ReadEntry = { id: string; title: string; link: string; at: number }
type ReadFeed = { format: string; title: string; entries: ReadEntry[] }

/** By the first of two readers that know nothing of each other. */
export function readBySmith(xml: string): ReadFeed {
  const { format, feed } = parseFeed(xml)
  if (format === 'atom') {
    const entries = feed.entries?.map((entry) => ({
      id: entry.id ?? '',
      title: textOf(entry.title),
      link: entry.links?.find(({ rel }) => rel === 'alternate')?.href ?? '',
      at: Date.parse(String(entry.published)),
    }))
    return { format, title: textOf(feed.title), entries: entries ?? [] }
  }
  if (format !== 'rss') throw new Error(`a feed of another kind: ${format}`)
  const entries = feed.items?.map(({ guid, title, link, pubDate }) => ({
    id: guid?.value ?? '',
    title: title ?? '',
    link: link ?? '',
    at: Date.parse(String(pubDate)),
  }))
  return { format, title: feed.title ?? '', entries: entries ?? [] }
}

const textOf = (text: unknown): string =>
  typeof text === 'string' ? text : ((text as { value?: string } | undefined)?.value ?? '')

/** By the second. */
export async function readByRssParser(xml: string): Promise<Omit<ReadFeed, 'format'>> {
  const feed = await new Parser<object, { id?: string }>().parseString(xml)
  const entries = feed.items.map(({ id, guid, title, link, isoDate }) => ({
    id: id ?? guid ?? '',
    title: title ?? '',
    link: link ?? '',
    at: Date.parse(isoDate ?? ''),
  }))
  return { title: feed.title ?? '', entries }
}

/** Throws where it is not well-formed; an Atom feed is held against the grammar as well. */
export function checkXml(xml: string, isAtom: boolean): void {
  const document = XmlDocument.fromString(xml)
  try {
    if (isAtom) checkAtom(document)
  } finally {
    document.dispose()
  }
}

function checkAtom(document: XmlDocument): void {
  const grammar = XmlDocument.fromString(readFileSync(new URL('atom.rng', import.meta.url), 'utf8'))
  const validator = RelaxNGValidator.fromDoc(grammar)
  try {
    validator.validate(document)
  } finally {
    validator.dispose()
    grammar.dispose()
  }
}
