import type { Context } from 'hono'
import { MINUTE_MS } from '../../../shared/time.ts'
import { isRange, type Range } from '../../../web/chart/model.ts'
import { EMBED_THEMES, type EmbedTheme } from '../../../web/embed-code.ts'
import { LANGS, PAGE_ZONE, type Lang } from '../../../web/locales/language.ts'
import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'
import { negotiateLanguage } from '../pages/language.ts'

/** Services beside each other in one embed; more are a table, and that is a page. */
export const MOST_PROVIDERS = 8
const MOST_ZONE_CHARS = 64
const MOST_INSTANT_CHARS = 40
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const EARLIEST = Date.UTC(1970)

/** Whom an embed is about. An incident may be anybody's: who reads it finds out. */
export type Subject =
  | { kind: 'provider'; entry: DirectoryEntry }
  | { kind: 'providers'; entries: readonly DirectoryEntry[] }
  | { kind: 'operator'; operator: { slug: string; name: string }; entries: readonly DirectoryEntry[] }
  | { kind: 'incident'; id: string }

/** How an embed was asked for, all of it known to be sound. */
export type Asked = {
  subject: Subject
  /** The subject as the address names it, in one way only: `libero-mail`, `gmail,libero-mail`, `o/italiaonline`, `i/0197…`. */
  name: string
  lang: Lang
  theme: EmbedTheme
  range: Range
  /** IANA. */
  zone: string
  /** Whole minutes, epoch milliseconds; null: live. */
  asOf: number | null
  report: boolean
}

/** Why there is nothing to show. `as_of`: cannot be read or lies ahead; the present must not stand in for a frozen moment. */
export type Unavailable = { unavailable: 'subject' | 'as_of'; lang: Lang; theme: EmbedTheme }

type Given = { directory: Directory; now: number }

/** Theme, range, zone or language that we do not know are as if they had not been asked for. `name` is the subject as the address has it. */
export function readAsked(c: Context, name: string, { directory, now }: Given): Asked | Unavailable {
  const query = c.req.query()
  const lang: Lang = LANGS.find((one) => one === query['lang']) ?? negotiateLanguage(c.req.header('accept-language'))
  const theme: EmbedTheme = EMBED_THEMES.find((one) => one === query['theme']) ?? 'auto'
  const subject = readSubject(name, directory)
  if (subject === undefined) return { unavailable: 'subject', lang, theme }
  const asOf = readAsOf(query['as_of'], now)
  if (asOf === undefined) return { unavailable: 'as_of', lang, theme }
  const range = isRange(query['range']) ? query['range'] : '24h'
  const zone = readZone(query['tz']) ?? PAGE_ZONE[lang]
  return {
    subject,
    name: nameOf(subject),
    lang,
    theme,
    range,
    zone,
    asOf,
    report: query['report'] === '1' && asOf === null,
  }
}

export function readSubject(name: string, directory: Directory): Subject | undefined {
  const [kind, rest] = /^([io])\/([^/]+)$/.exec(name)?.slice(1) ?? []
  if (kind === 'i') return UUID.test(rest!) ? { kind: 'incident', id: rest!.toLowerCase() } : undefined
  if (kind === 'o') {
    const entries = directory.byOperator(rest!)
    const operator = entries[0]?.operator
    return operator ? { kind: 'operator', operator, entries } : undefined
  }
  const slugs = [...new Set(name.split(',', MOST_PROVIDERS + 1))]
  if (slugs.length > MOST_PROVIDERS) return undefined
  const entries = slugs.flatMap((slug) => directory.bySlug(slug) ?? [])
  if (entries.length < slugs.length) return undefined
  return entries.length === 1 ? { kind: 'provider', entry: entries[0]! } : { kind: 'providers', entries }
}

/** The one address of a subject, below `/embed/`, `/chart/` and so on. */
export function nameOf(subject: Subject): string {
  if (subject.kind === 'incident') return `i/${subject.id}`
  if (subject.kind === 'operator') return `o/${subject.operator.slug}`
  return subject.kind === 'provider' ? subject.entry.slug : subject.entries.map(({ slug }) => slug).join(',')
}

/** Null: none was asked for; undefined: one that cannot be. */
function readAsOf(text: string | undefined, now: number): number | null | undefined {
  if (text === undefined || text === '') return null
  // In an address "+" is a space unless somebody took care.
  const instant = text.slice(0, MOST_INSTANT_CHARS + 1).replace(' ', '+')
  const at = instant.length <= MOST_INSTANT_CHARS && INSTANT.test(instant) ? Date.parse(instant) : NaN
  return at >= EARLIEST && at <= now ? Math.floor(at / MINUTE_MS) * MINUTE_MS : undefined
}

const zones = new Map<string, string | undefined>()
/** Few zones are asked for, and to ask whether one exists is dear. */
const MOST_ZONES = 600
/** The zones that have names; each may be spelt in many ways, and formats are kept of each. */
const NAMED = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])

/** The one name of a zone; undefined: there is none that is called so. */
function readZone(text: string | undefined): string | undefined {
  if (text === undefined || text === '' || text.length > MOST_ZONE_CHARS) return undefined
  if (zones.has(text)) return zones.get(text)
  const name = nameOfZone(text)
  if (zones.size >= MOST_ZONES) zones.clear()
  zones.set(text, name)
  return name
}

function nameOfZone(text: string): string | undefined {
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
    return NAMED.has(name) ? name : undefined
  } catch {
    return undefined
  }
}
