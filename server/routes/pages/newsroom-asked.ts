import { EMBED_FORMS, EMBED_THEMES, type EmbedAbout, type EmbedChoice } from '../../../web/embed-code.ts'
import { isRange } from '../../../web/chart/model.ts'
import { zoneOffsetMs } from '../../../web/chart/ticks.ts'
import { formatMoment } from '../../../web/format.ts'
import { LANGS, PAGE_ZONE, type Lang } from '../../../web/locales/language.ts'
import { texts } from '../../../web/locales/texts.ts'
import { BUILDER_WHENS, type BuilderAsked, type BuilderProblem } from '../../../web/builder.ts'
import { MINUTE_MS } from '../../../shared/time.ts'
import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'
import { readIncident, type IncidentRow } from '../../store/incidents.ts'
import type { Database } from '../../store/db.ts'
import { MOST_PROVIDERS, readSubject, type Subject } from '../embed/asked.ts'

const MOST_NAME_CHARS = 200
const MOST_INSTANT_CHARS = 40
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/
const OFFSET = /(Z|[+ -]\d{2}:\d{2})$/
/** An address of ours that somebody pasted: /it/p/libero-mail, https://…/i/0197…, /embed/o/italiaonline?lang=it. */
const ADDRESS = /(?:^|\/)(?:(?:[a-z]{2}\/)?p\/|embed\/)?((?:[io]\/)?[\w.,-]+)\/?(?:[?#].*)?$/

export type BuilderAnswer = {
  choice: EmbedChoice | null
  problem: BuilderProblem | null
  near: readonly DirectoryEntry[]
}

/** The form as it came; what makes no sense is as if it had not been asked for, but for whom it is about and of which moment. */
export function readBuilderAsked(query: Record<string, string>, services: readonly string[], lang: Lang): BuilderAsked {
  const { of = '', form, lang: embedLang, theme, range, when, as_of: asOf = '', button } = query
  return {
    of: of.slice(0, MOST_NAME_CHARS).trim(),
    services: services.slice(0, MOST_PROVIDERS + 1),
    form: EMBED_FORMS.find((one) => one === form) ?? 'element',
    lang: LANGS.find((one) => one === embedLang) ?? lang,
    // What a frame stands on it cannot see: paper is white until somebody says otherwise.
    theme: EMBED_THEMES.find((one) => one === theme) ?? (form === 'iframe' || form === 'amp' ? 'light' : 'auto'),
    range: isRange(range) ? range : '24h',
    when: BUILDER_WHENS.find((one) => one === when) ?? 'follow',
    asOf: asOf.slice(0, MOST_INSTANT_CHARS),
    report: button === '1',
  }
}

export type Given = {
  db: Database
  directory: Directory
  now: number
  /** The first is what is offered to who asks for nothing. */
  open: readonly IncidentRow[]
  /** Whose zone a time without offset is in. */
  pageLang: Lang
}

export async function answerBuilder(asked: BuilderAsked, given: Given): Promise<BuilderAnswer> {
  const { directory, now, pageLang } = given
  const near = (): BuilderAnswer => ({ choice: null, problem: 'unknown', near: directory.search(asked.of, 3) })
  const subject = readNamed(asked, given)
  if (subject === undefined) return near()
  if (subject === 'too-many') return { choice: null, problem: 'too-many', near: [] }
  const about = await toAbout(subject, asked, given)
  if (about === undefined) return near()
  const asOf = asked.when === 'frozen' ? readInstant(asked.asOf, now, PAGE_ZONE[pageLang]) : null
  if (asOf === undefined) return { choice: null, problem: 'as-of', near: [] }
  const { form, lang, theme, range, report } = asked
  return { choice: { about, form, lang, theme, range, report, asOf }, problem: null, near: [] }
}

/** By name, by slug, by an address of ours; several with commas, or from the list. Nothing at all: who is in the news, or the first. */
function readNamed(asked: BuilderAsked, { directory, open }: Given): Subject | 'too-many' | undefined {
  const given = asked.of === '' ? [] : (subjectAddress(asked.of, directory) ?? splitNames(asked.of, directory))
  if (given === undefined) return undefined
  const names = [...new Set([...given, ...asked.services])]
  if (names.length > MOST_PROVIDERS) return 'too-many'
  if (names.length > 0) return readSubject(names.join(','), directory)
  const first =
    open.map(({ slug }) => directory.bySlug(slug)).find((entry) => entry !== undefined) ?? directory.all()[0]
  return first && { kind: 'provider', entry: first }
}

/** The subject's own name, where the words are one or lead to one. */
function subjectAddress(words: string, directory: Directory): string[] | undefined {
  const name = ADDRESS.exec(words)?.[1]
  const subject = name === undefined ? undefined : readSubject(name, directory)
  if (subject === undefined || name === undefined) return undefined
  return subject.kind === 'providers' ? name.split(',') : [name]
}

function splitNames(words: string, directory: Directory): string[] | undefined {
  const operator = directory.all().find((entry) => isCalled(words)(entry.operator))?.operator
  if (operator && !directory.all().some(isCalled(words))) return [`o/${operator.slug}`]
  const names = words.split(',').flatMap((word) => word.trim() || [])
  const found = names.map(
    (word) =>
      directory.bySlug(word) ??
      directory.all().find(isCalled(word)) ??
      directory.named(word) ??
      only(directory.search(word, 2)),
  )
  return found.length > 0 && found.every((entry) => entry !== undefined) ? found.map(({ slug }) => slug) : undefined
}

const isCalled = (words: string) => (one: { name: string } | null) => one?.name.toLowerCase() === words.toLowerCase()
const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined)

/** "Live, then frozen": of an incident that is open, the incident. "Always live": of an incident, whose it is. */
async function toAbout(
  subject: Subject,
  { when, lang }: BuilderAsked,
  { db, directory, open }: Given,
): Promise<EmbedAbout | undefined> {
  if (subject.kind === 'incident') {
    const row = await readIncident(db, subject.id)
    const entry = row && directory.bySlug(row.slug)
    if (row === undefined) return undefined
    return when === 'live' && entry !== undefined ? ofProvider(entry) : ofIncident(row, lang)
  }
  if (subject.kind === 'provider') {
    const row = when === 'follow' ? open.find(({ slug }) => slug === subject.entry.slug) : undefined
    return row === undefined ? ofProvider(subject.entry) : ofIncident(row, lang)
  }
  const services = subject.entries.map(({ slug, name }) => ({ slug, name }))
  if (subject.kind === 'operator') {
    const { slug, name } = subject.operator
    return { kind: 'operator', name: `o/${slug}`, title: name, path: `/o/${slug}`, services }
  }
  return {
    kind: 'providers',
    name: services.map(({ slug }) => slug).join(','),
    title: services.map(({ name }) => name).join(', '),
    path: '/',
    services,
  }
}

export const ofProvider = ({ slug, name }: DirectoryEntry): EmbedAbout => ({
  kind: 'provider',
  name: slug,
  title: name,
  path: `/p/${slug}`,
  services: [{ slug, name }],
})

export const ofIncident = ({ id, slug, name, startedAt }: IncidentRow, lang: Lang): EmbedAbout => ({
  kind: 'incident',
  name: `i/${id}`,
  title: `${texts[lang].incidentOf(name)}, ${formatMoment({ lang, zone: PAGE_ZONE[lang] }, startedAt)}`,
  path: `/i/${id}`,
  services: [{ slug, name }],
})

/** As the attribute has it; nothing: this minute. Undefined: cannot be read, or lies ahead. */
export function readInstant(text: string, now: number, zone: string): string | undefined {
  const at = text === '' ? now : toInstant(text, zone)
  if (!(at >= 0 && at <= now)) return undefined
  const offset = zoneOffsetMs(at, zone)
  const wall = new Date(Math.floor((at + offset) / MINUTE_MS) * MINUTE_MS).toISOString().slice(0, 16)
  return offset === 0 ? `${wall}Z` : `${wall}${signed(offset)}`
}

function toInstant(text: string, zone: string): number {
  const offset = OFFSET.exec(text)?.[1]
  if (offset !== undefined) return Date.parse(text.replace(/ (?=\d{2}:\d{2}$)/, '+'))
  const wall = LOCAL.test(text) ? Date.parse(`${text.slice(0, 16)}Z`) : NaN
  if (Number.isNaN(wall)) return NaN
  // Twice: the offset may change between the first guess and the instant itself.
  return wall - zoneOffsetMs(wall - zoneOffsetMs(wall, zone), zone)
}

function signed(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / MINUTE_MS
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
