import { editDistance, TOO_FAR } from './edit-distance.ts'

/** What an outsider types is cut to this before anything looks at it. */
export const MAX_QUERY_CHARS = 80
export const MAX_QUERY_WORDS = 6
export const MAX_RESULTS = 50

type Searchable = { slug: string; name: string; aliases: readonly string[]; domains: readonly string[] }
type Indexed<T> = { entry: T; name: string; terms: string[]; words: string[]; domains: readonly string[] }

/** Said about a provider, not its name: "whatsapp non funziona", "is gmail down". */
const NOISE = new Set(
  (
    'non funziona funzionano va problema problemi disservizio disservizi down giu oggi adesso guasto guasti bloccato ' +
    'accesso errore il lo la di del e is not working works the outage outages problem problems issue issues today'
  ).split(' '),
)

// A full hit outranks a beginning, a beginning outranks a typing error, whatever the field.
const EXACT_DOMAIN = 120
const SUBDOMAIN = 105
const EXACT_NAME = 101
const EXACT_TERM = 100
const EXACT = new Set([EXACT_DOMAIN, EXACT_NAME, EXACT_TERM])
const BEGINNING = 80
const TYPING_ERROR = 70
const UNFINISHED_ERROR = 50
const WORDS = 60
const PER_EDIT = 12
/** Share of the typed letters that must belong to words we know, where not the whole phrase fits. */
const KNOWN_SHARE = 0.6

/** Lower case, accents and other marks off, everything but letters and digits a single space. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function join(folded: string): string {
  return folded.replaceAll(' ', '')
}

/** Typing errors we forgive: none in short words, where everything is near everything. */
function forgiven(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2
}

function scoreTerm(typed: string, term: string, forgive: boolean): number {
  if (typed === term) return EXACT_TERM
  if (term.startsWith(typed)) return BEGINNING + (10 * typed.length) / term.length
  if (!forgive) return 0
  const limit = forgiven(Math.min(typed.length, term.length))
  if (limit === 0 || typed.length > term.length + limit) return 0
  const { whole, start } = editDistance(typed, term, limit)
  if (whole !== TOO_FAR) return TYPING_ERROR - PER_EDIT * whole
  if (start !== TOO_FAR && typed.length >= 5) return UNFINISHED_ERROR - PER_EDIT * start
  return 0
}

/** How well the words fit one by one, up to WORDS; 0 where too many of the typed letters are in words we do not know. */
function scoreWords(typed: readonly string[], words: readonly string[], forgive: boolean): number {
  let known = 0
  let all = 0
  let score = 0
  for (const word of typed) {
    const best = Math.max(0, ...words.map((w) => scoreTerm(word, w, forgive)))
    all += word.length
    if (best > 0) known += word.length
    score += (word.length * best) / EXACT_TERM
  }
  return all > 0 && known >= KNOWN_SHARE * all ? (WORDS * score) / all : 0
}

/** The hosts in what was typed: mario@inwind.it, https://www.facebook.com/groups, outlook.com. */
function hostsIn(query: string): string[] {
  const found: string[] = []
  for (const piece of query.toLowerCase().split(/[\s,;<>"()]+/)) {
    const host = piece
      .replace(/^[a-z]+:\/\//, '')
      .replace(/[/?#].*$/, '')
      .replace(/^.*@/, '')
      .replace(/:\d+$/, '')
    if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(host)) found.push(host)
  }
  return found.slice(0, MAX_QUERY_WORDS)
}

function scoreHost(host: string, domain: string, forgive: boolean): number {
  if (host === domain) return EXACT_DOMAIN
  if (host.endsWith('.' + domain)) return SUBDOMAIN + Math.min(domain.length, 14)
  if (!forgive) return 0
  const limit = forgiven(Math.min(host.length, domain.length))
  const { whole } = editDistance(host, domain, limit)
  return whole === TOO_FAR ? 0 : TYPING_ERROR - PER_EDIT * whole
}

type Query = { hosts: string[]; words: string[]; phrases: string[] }

function readQuery(query: string): Query {
  const cut = query.slice(0, MAX_QUERY_CHARS)
  // A sign may unfold into many letters, so cut again. The part before an @ is a person, not a provider.
  const folded = fold(cut.replace(/\S*@/g, ' ')).slice(0, MAX_QUERY_CHARS)
  const typed = folded.split(' ').filter(Boolean).slice(0, MAX_QUERY_WORDS)
  const meant = typed.filter((word) => !NOISE.has(word))
  const words = meant.length > 0 ? meant : typed
  return { hosts: hostsIn(cut), words, phrases: [...new Set([join(folded), words.join('')])].filter(Boolean) }
}

function scoreEntry(asked: Query, one: Indexed<unknown>, forgive: boolean): number {
  let best = scoreWords(asked.words, one.words, forgive)
  for (const phrase of asked.phrases) {
    if (phrase === one.name) best = Math.max(best, EXACT_NAME)
    for (const term of one.terms) best = Math.max(best, scoreTerm(phrase, term, forgive))
  }
  for (const host of asked.hosts) {
    for (const domain of one.domains) best = Math.max(best, scoreHost(host, domain, forgive))
  }
  return best
}

export type Search<T> = {
  find(query: string, limit: number): T[]
  /** Who is called exactly so, by name, alias or domain, where the words fit nobody else: "aruba" begins the names of three. */
  named(query: string): T | undefined
}

/**
 * Searches by name, alias and domain. Accents never matter; typing errors are forgiven where nothing fits without, so that
 * "gmail" does not also find every other mail. Ties go by name, then slug.
 */
export function createSearch<T extends Searchable>(entries: readonly T[]): Search<T> {
  const index = entries.map((entry): Indexed<T> => {
    const folded = [entry.name, entry.slug, ...entry.aliases].map(fold)
    return {
      entry,
      name: join(fold(entry.name)),
      terms: [...new Set(folded.map(join))],
      words: [...new Set(folded.flatMap((f) => f.split(' ')))],
      domains: entry.domains,
    }
  })

  const hits = (asked: Query, forgive: boolean) =>
    index.map((one) => ({ one, score: scoreEntry(asked, one, forgive) })).filter((hit) => hit.score > 0)

  return {
    find(query, limit) {
      const asked = readQuery(query)
      const exact = hits(asked, false)
      return (exact.length > 0 ? exact : hits(asked, true))
        .toSorted(
          (a, b) => b.score - a.score || order(a.one.name, b.one.name) || order(a.one.entry.slug, b.one.entry.slug),
        )
        .slice(0, Math.max(0, Math.min(limit, MAX_RESULTS)))
        .map((hit) => hit.one.entry)
    },
    named(query) {
      const [only, other] = hits(readQuery(query), false)
      return other === undefined && only !== undefined && EXACT.has(only.score) ? only.one.entry : undefined
    },
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
