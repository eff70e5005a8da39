import { XmlDocument, XmlElement } from 'libxml2-wasm'
import { LANGS } from '../../web/locales/language.ts'
import { negotiateLanguage } from '../routes/pages/language.ts'
import type { EmbedRequest } from './hostile-embed-requests.ts'

export type EmbedAnswer = { status: number; type: string; text: string; bytes: number }

/** More than any of our answers is. */
const MOST_BYTES = 400_000
/** Elements that nothing of ours has in a picture or a feed. */
const FOREIGN = new Set(['script', 'foreignobject', 'iframe', 'object', 'embed', 'animate', 'set', 'base', 'meta'])
const TURNING = /[\u202a-\u202e]/
const OPENING = /[<>"]/
/** Every page has such; alone they close what is closed anyway. */
const CLOSING = /^(<\/[a-z]+>\s*)+$/

/** What is wrong with an answer, whatever was asked. */
export function findHarm(request: EmbedRequest, answer: EmbedAnswer): string[] {
  const { asked } = request
  const { status, type, text, bytes } = answer
  const found: string[] = []
  // The oEmbed specification has a word of its own for a format that is not given.
  const isUnknownFormat =
    status === 501 &&
    request.path.startsWith('/oembed') &&
    asked.some(([name, value]) => name === 'format' && value === 'xml')
  if (status >= 500 && !isUnknownFormat) found.push(`is answered with ${status}`)
  if (bytes > MOST_BYTES) found.push(`is ${bytes} bytes long`)
  if (status === 304 || text === '') return found
  if (type.startsWith('application/json') || type.startsWith('application/problem+json'))
    return [...found, ...readJson(text)]
  const raw = asked
    .flat()
    .filter((word) => word.length > 3 && OPENING.test(word) && !CLOSING.test(word) && text.includes(word))
  found.push(...raw.map((word) => `has ${JSON.stringify(word.slice(0, 80))} as it came`))
  if (type.includes('xml')) return [...found, ...readXml(text)]
  if (type.startsWith('text/html')) return [...found, ...readHtml(text, wantedLanguage(request))]
  return found
}

function readJson(text: string): string[] {
  try {
    JSON.parse(text)
    return []
  } catch {
    return ['is no JSON']
  }
}

function readXml(text: string): string[] {
  let document: XmlDocument
  try {
    document = XmlDocument.fromString(text)
  } catch (error) {
    return [`is no XML: ${String(error).slice(0, 120)}`]
  }
  try {
    return document.find('//*').flatMap((node) => (node instanceof XmlElement ? readElement(node) : []))
  } finally {
    document.dispose()
  }
}

const isWords = (attribute: string) => attribute === 'aria-label'

function readElement(element: XmlElement): string[] {
  const foreign = FOREIGN.has(element.name.toLowerCase()) ? [`has <${element.name}>`] : []
  const attributes = element.attrs.flatMap(({ name, value }) => {
    if (/^on/i.test(name)) return [`has ${name}=`]
    if (/^(href|src)$/i.test(name) && !/^(https?:|#|\/|data:)/.test(value)) return [`leads to ${value.slice(0, 80)}`]
    return !isWords(name) && value.includes('evil.example') ? [`names evil.example in ${name}`] : []
  })
  const turned = TURNING.test(element.content) ? ['has text that turns what comes after it'] : []
  return [...foreign, ...attributes, ...turned]
}

/** What the address of a page says, or of a frame the first `lang` if there is such a one; else what the reader's browser says. */
function wantedLanguage({ path, asked, headers }: EmbedRequest): string {
  const named = /^\/(it|en)\//.exec(path)?.[1]
  if (named !== undefined) return named
  const isFrame = /^\/embed\/[^?]/.test(path) && !/\.json(\?|$)/.test(path)
  const given = isFrame ? asked.find(([name]) => name === 'lang')?.[1] : undefined
  return LANGS.find((lang) => lang === given) ?? negotiateLanguage(headers['accept-language'])
}

function readHtml(text: string, lang: string): string[] {
  const said = /<html\b[^>]*\blang="([^"]*)"/.exec(text)?.[1]
  const scripts = [...text.matchAll(/<script\b([^>]*)>/gi)].filter(
    ([, attributes]) => !/\bsrc="\/assets\/|type="application\/(ld\+)?json"/.test(attributes!),
  )
  return [
    ...(said === lang ? [] : [`is in ${said}, not ${lang}`]),
    ...scripts.map(([tag]) => `has ${tag}`),
    ...[...text.matchAll(/<[a-z][^>]*\son[a-z]+=/gi)].map(([tag]) => `has ${tag.slice(0, 80)}`),
    ...(TURNING.test(text) ? ['has text that turns what comes after it'] : []),
  ]
}
