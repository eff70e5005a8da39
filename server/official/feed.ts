import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { NOTICE_LIMITS } from '../../shared/notice.ts'
import { guessLanguage } from './language.ts'
import { cut, decodeXml, htmlToText, tidy } from './plain-text.ts'
import { instantOf, keyOf, webAddress } from './saying.ts'
import type { Read, Saying } from './saying.ts'
import { statusOf, topicsOf } from './topics.ts'

// RSS 2.0, Atom (RFC 4287) and RSS 1.0, as status pages make them.

/** Newer ones come first in a feed; the others are not looked at. */
export const MAX_ITEMS = 100
const MAX_DEPTH = 20
const MAX_ID_CHARS = 2_000

/** What makes a document unreadable, or not worth the risk. */
export class FeedError extends Error {
  override name = 'FeedError'
}

// Entities are never expanded: not those of a DTD (which is refused anyway), not by the parser at all. Texts stay as they are written, markup
// and all, so that the order of their parts is kept.
const parser = new XMLParser({
  processEntities: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
  stopNodes: ['..title', '..description', '..content', '..summary', '..content:encoded'],
})

type Node = string | { [name: string]: Node | Node[] | undefined }

/** What a feed says. `url`: where it is, for its relative links. Throws FeedError. */
export function readFeed(bytes: Uint8Array, contentType: string, url: string): Read {
  const { root, items } = parse(decodeBytes(bytes, contentType))
  const channel = first(root, 'channel') ?? root
  const lang = languageOf(text(first(channel, 'language')) || text(first(root, '@xml:lang')))
  let skipped = Math.max(0, items.length - MAX_ITEMS)
  const sayings = items.slice(0, MAX_ITEMS).flatMap((item): Saying[] => {
    const saying = toSaying(item, url, lang)
    if (saying === undefined) skipped++
    // An entry that is about nothing we know is no notice.
    return saying && saying.topics.length > 0 ? [saying] : []
  })
  // In a feed the newest is on top, also where nothing has a date.
  return { sayings: sayings.toReversed().toSorted((a, b) => (a.claimedAt ?? 0) - (b.claimedAt ?? 0)), skipped }
}

function parse(xml: string): { root: Node; items: Node[] } {
  if (hasDoctype(xml)) throw new FeedError('it declares a document type')
  const fault = XMLValidator.validate(xml)
  if (fault !== true) throw new FeedError(`it is no XML (line ${fault.err.line})`)
  let document: Node
  try {
    document = parser.parse(xml)
  } catch (cause) {
    throw new FeedError('it is nested too deeply, or has names that no feed has', { cause })
  }
  for (const [name, entries] of [
    ['rss', 'item'],
    ['feed', 'entry'],
    ['rdf:RDF', 'item'],
  ] as const) {
    const root = first(document, name)
    if (root === undefined) continue
    const parent = name === 'rss' ? first(root, 'channel') : root
    if (parent === undefined) break
    return { root, items: all(parent, entries) }
  }
  throw new FeedError('it is neither RSS nor Atom')
}

/** Before the root element only: in a text it is a word like any other. */
function hasDoctype(xml: string): boolean {
  for (let at = 0; ;) {
    at += /^\s*/.exec(xml.slice(at))?.[0].length ?? 0
    const ending = xml.startsWith('<?', at) ? '?>' : xml.startsWith('<!--', at) ? '-->' : undefined
    if (ending === undefined) return xml.slice(at, at + 9).toLowerCase() === '<!doctype'
    const end = xml.indexOf(ending, at)
    if (end === -1) return false
    at = end + ending.length
  }
}

function toSaying(item: Node, url: string, lang: string | undefined): Saying | undefined {
  const html = htmlOf(
    first(item, 'content') ?? first(item, 'description') ?? first(item, 'summary') ?? first(item, 'content:encoded'),
  )
  const { status, block } = newestUpdate(html)
  const title = cut(titleOf(first(item, 'title')).replaceAll('\n', ' '), NOTICE_LIMITS.text)
  const body = htmlToText(block.slice(0, 4 * NOTICE_LIMITS.text))
  const words = cut([title, body].filter(Boolean).join('\n\n'), NOTICE_LIMITS.text)
  if (words === '') return undefined
  const link = linkOf(item)
  const id = text(first(item, 'guid') ?? first(item, 'id') ?? first(item, '@rdf:about')) || link || title
  const date = ['updated', 'pubDate', 'dc:date', 'published'].map((name) => text(first(item, name))).find(Boolean)
  return {
    key: keyOf(id.slice(0, MAX_ID_CHARS), words),
    claimedAt: date === undefined ? null : instantOf(date),
    topics: topicsOf({ title, text: body, status }),
    text: words,
    lang: lang ?? guessLanguage(words),
    source: webAddress(link, url),
    component: null,
    zone: null,
  }
}

const LABEL = /<strong>\s*([A-Za-z ]{4,15}?)\s*<\/strong>\s*[-–:]/
/** Its time and status stand at the beginning of an update. */
const LABEL_WITHIN = 400
const labelled = (html: string) => statusOf(LABEL.exec(html.slice(0, LABEL_WITHIN))?.[1] ?? '')

/** Statuspage puts all updates of an incident into one entry, the newest on top, each with its status: only that one is new. */
function newestUpdate(html: string): { status: ReturnType<typeof statusOf>; block: string } {
  const [block = '', ...older] = html.split(/(?=<p>\s*<small>)/).filter((part) => part.trim() !== '')
  const status = labelled(block)
  const isList = status !== undefined && older.every((part) => labelled(part) !== undefined)
  return { status, block: isList ? block : html }
}

/** What was written, one level of XML undone: escaped outside of CDATA sections, plain in them. */
function unescaped(raw: string): string {
  let told = ''
  for (let at = 0; ;) {
    const open = raw.indexOf('<![CDATA[', at)
    const close = open === -1 ? -1 : raw.indexOf(']]>', open)
    if (close === -1) return told + decodeXml(raw.slice(at))
    told += decodeXml(raw.slice(at, open)) + raw.slice(open + 9, close)
    at = close + 3
  }
}

function htmlOf(node: Node | undefined): string {
  const raw = text(node)
  const type = typeof node === 'object' ? text(first(node, '@type')) : ''
  if (type === 'xhtml') return raw
  return type === 'text' ? unescaped(raw).replaceAll('&', '&amp;').replaceAll('<', '&lt;') : unescaped(raw)
}

function titleOf(node: Node | undefined): string {
  const html = htmlOf(node)
  return tidy(htmlToText(html.slice(0, 4 * NOTICE_LIMITS.text)))
}

function linkOf(item: Node): string {
  const links = all(item, 'link')
  const alternate = links.find((link) => typeof link === 'object' && /^(?:alternate)?$/.test(text(first(link, '@rel'))))
  const href = alternate === undefined ? '' : text(first(alternate, '@href'))
  return unescaped(href || text(links.find((link) => text(link) !== '')))
}

/** A language tag, or undefined for what is none. */
function languageOf(tag: string): string | undefined {
  try {
    return tag.length <= 35 ? Intl.getCanonicalLocales(tag.trim())[0] : undefined
  } catch {
    return undefined
  }
}

/** The children of that name. Anything else than a node has none. */
function all(node: Node, name: string): Node[] {
  if (typeof node === 'string' || !Object.hasOwn(node, name)) return []
  const found = node[name]
  return Array.isArray(found) ? found : found === undefined ? [] : [found]
}

const first = (node: Node, name: string): Node | undefined => all(node, name)[0]

function text(node: Node | undefined): string {
  if (node === undefined || typeof node === 'string') return node ?? ''
  return text(first(node, '#text'))
}

/** By its mark, what the server says, or what it says itself; old Italian feeds that claim UTF-8 and are not are read as windows-1252. */
function decodeBytes(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const mark = start.startsWith('ï»¿')
    ? 'utf-8'
    : start.startsWith('ÿþ')
      ? 'utf-16le'
      : start.startsWith('þÿ')
        ? 'utf-16be'
        : undefined
  const declared =
    /charset=["']?([\w-]{1,40})/i.exec(contentType)?.[1] ??
    /^\s*<\?xml[^>]*encoding=["']([\w-]{1,40})["']/.exec(start)?.[1]
  const charset = mark ?? declared ?? 'utf-8'
  for (const label of /^utf-?8$/i.test(charset) ? ['utf-8', 'windows-1252'] : [charset]) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes)
    } catch {
      // The next one, or none.
    }
  }
  throw new FeedError(`it is not written in ${charset}`)
}
