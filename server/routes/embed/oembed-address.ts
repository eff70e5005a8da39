import { EMBED_THEMES } from '../../../web/embed-code.ts'
import { isRange } from '../../../web/chart/model.ts'
import { LANGS, type Lang } from '../../../web/locales/language.ts'
import type { Directory } from '../../catalogue/directory.ts'
import { readSubject, type Subject } from './asked.ts'

const MOST_ADDRESS_CHARS = 2_000
const PAGE = /^\/(?:(it|en)\/)?(p|i|o)\/([^/]+)\/?$/
const FRAME = /^\/embed\/(.+)$/

/** What an address of ours shows, and what its frame is to be asked with. `lang` undefined: each reader's own. */
export type Embeddable = { subject: Subject; lang: Lang | undefined; query: URLSearchParams }

/**
 * Reads the address of a page or frame below one of `bases`, the addresses under which we are found (the last one for what is no whole address).
 * Undefined: it is not ours, or nothing there can be embedded.
 */
export function readEmbeddable(
  address: string,
  { bases, directory }: { bases: readonly string[]; directory: Directory },
): Embeddable | undefined {
  if (address.length > MOST_ADDRESS_CHARS) return undefined
  const url = parse(address, bases.at(-1))
  const base = bases.find((each) => url?.href.startsWith(`${each}/`))
  if (url === undefined || base === undefined) return undefined
  const path = decoded(url.pathname.slice(new URL(`${base}/`).pathname.length - 1))
  const [, prefix, kind, rest] = PAGE.exec(path) ?? []
  const name = rest === undefined ? FRAME.exec(path)?.[1] : kind === 'p' ? rest : `${kind}/${rest}`
  const subject = name === undefined ? undefined : readSubject(name, directory)
  if (subject === undefined || (kind === 'p' && subject.kind !== 'provider')) return undefined
  const lang = LANGS.find((each) => each === (rest === undefined ? url.searchParams.get('lang') : prefix))
  return { subject, lang, query: frameQuery(url.searchParams, lang, rest === undefined) }
}

/** A page has a range and nothing else that its frame knows. */
function frameQuery(asked: URLSearchParams, lang: Lang | undefined, isFrame: boolean): URLSearchParams {
  const query = new URLSearchParams(lang === undefined ? {} : { lang })
  const range = asked.get('range')
  if (isRange(range ?? undefined)) query.set('range', range!)
  if (!isFrame) return query
  const theme = EMBED_THEMES.find((each) => each === asked.get('theme'))
  if (theme !== undefined) query.set('theme', theme)
  for (const name of ['tz', 'as_of']) {
    const value = asked.get(name)
    if (value) query.set(name, value)
  }
  if (asked.get('report') === '1' && !query.has('as_of')) query.set('report', '1')
  return query
}

function parse(address: string, base: string | undefined): URL | undefined {
  try {
    const url = new URL(address, base)
    url.hash = ''
    return url.username === '' && url.password === '' ? url : undefined
  } catch {
    return undefined
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}
