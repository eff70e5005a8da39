/** The five of XML, and what Italian and English authors write besides; any other name stays as it is written. */
const NAMED = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    agrave: 'à',
    egrave: 'è',
    eacute: 'é',
    igrave: 'ì',
    ograve: 'ò',
    ugrave: 'ù',
    Agrave: 'À',
    Egrave: 'È',
    Eacute: 'É',
    euro: '€',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
  }),
)
const XML_NAMES = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

const decode = (text: string, isKnown: (name: string) => boolean): string =>
  text.replace(/&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});/g, (written, name: string) => {
    if (!name.startsWith('#')) return isKnown(name) ? (NAMED.get(name) ?? written) : written
    const code = /^#[xX]/.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : ''
  })

/** One level of XML's escapes undone: the five predefined entities and numbers, and nothing that a document may define. */
export function decodeXml(text: string): string {
  return decode(text, (name) => XML_NAMES.has(name))
}

/** At these a reader sees a new line. */
const BLOCKS = new Set('p br div li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote pre hr'.split(' '))
/** What is in them is not text. */
const HIDDEN = new Set(['script', 'style', 'template', 'iframe', 'noscript'])

/** The words of an HTML fragment as plain text. Linear in its length, whatever it is; what it says stays text, also where that looks like markup. */
export function htmlToText(html: string): string {
  // Only letters that keep their length, or places in the one would be others in the other.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  let text = ''
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open === -1) return tidy(decode(text + html.slice(at), () => true))
    text += html.slice(at, open)
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4)
      at = end === -1 ? html.length : end + 3
      continue
    }
    const [, name] = /^<[/!?]?([a-z][a-z0-9]*)/.exec(lower.slice(open, open + 20)) ?? []
    if (name === undefined) {
      text += '<'
      at = open + 1
      continue
    }
    if (BLOCKS.has(name)) text += '\n'
    const close = HIDDEN.has(name) && lower[open + 1] !== '/' ? lower.indexOf(`</${name}`, open) : open
    const end = close === -1 ? -1 : html.indexOf('>', close)
    at = end === -1 ? html.length : end + 1
  }
  return tidy(decode(text, () => true))
}

/** Readable text: no control signs, none that turn the direction around them, no half characters, spaces and lines in order. */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00a0]/g, ' ') // oxlint-disable-line no-control-regex
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu, '')
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' '))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** At most `max` characters, with a sign that there is more. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const kept = text.slice(0, max - 1)
  // Not between the halves of one character.
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}
