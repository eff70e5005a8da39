import type { Mode } from '../../../shared/live.ts'
import { escapeHtml, SANDBOX } from '../../../web/embed-code.ts'
import { frameHeight } from '../../../web/embed-size.ts'
import { feedTexts } from '../../../web/locales/feeds.ts'
import type { Lang } from '../../../web/locales/language.ts'
import { SHARE_HEIGHT, SHARE_WIDTH } from '../../../web/parts/found.tsx'
import { nameOf, type Subject } from './asked.ts'

/** As an article's column has it; pixels. */
const WIDTH = 600
/** The smallest curve that can still be read, as its address takes it. */
const LEAST_CURVE = { width: 240, height: 160 }
/** Consumers may keep the answer for so long: it names no state. */
export const OEMBED_AGE_S = 3_600

export type OembedAsked = {
  subject: Subject
  /** Who it is about, in words. */
  title: string
  lang: Lang
  /** Of the frame. */
  query: URLSearchParams
  origin: string
  mode: Mode
  /** Pixels; undefined: as we like. */
  maxWidth: number | undefined
  maxHeight: number | undefined
}

/** oembed.com, 2.3: type `rich`. */
export function toOembed(asked: OembedAsked): Record<string, string | number> {
  const { subject, lang, query, origin, mode, maxWidth = Infinity, maxHeight = Infinity } = asked
  const title = mode === 'live' ? asked.title : `${feedTexts[lang].feedMode[mode]} · ${asked.title}`
  const width = Math.min(WIDTH, maxWidth)
  const height = Math.min(heightOf(subject, query), maxHeight)
  const src = `${origin}/embed/${nameOf(subject)}${query.size === 0 ? '' : `?${query}`}`
  return {
    type: 'rich',
    version: '1.0',
    title,
    provider_name: 'Brusio',
    provider_url: `${origin}/`,
    cache_age: OEMBED_AGE_S,
    width,
    height,
    html: `<iframe src="${escapeHtml(src)}" title="${escapeHtml(title)}" width="${width}" height="${height}" loading="lazy" sandbox="${SANDBOX}" frameborder="0"></iframe>`,
    ...thumbnailOf(asked, maxWidth, maxHeight),
  }
}

function heightOf(subject: Subject, query: URLSearchParams): number {
  const services = subject.kind === 'operator' || subject.kind === 'providers' ? subject.entries : []
  const about = { kind: subject.kind, name: '', title: '', path: '', services }
  return frameHeight({ about, report: query.has('report'), asOf: query.get('as_of') })
}

/** The share picture where it fits into what was asked for; else a curve that does; else none. */
function thumbnailOf(
  { subject, lang, query, origin }: OembedAsked,
  maxWidth: number,
  maxHeight: number,
): Record<string, string | number> {
  const asked = new URLSearchParams(query)
  asked.set('lang', lang)
  asked.delete('report')
  const name = nameOf(subject)
  const picture = (path: string, width: number, height: number) => ({
    thumbnail_url: `${origin}${path}.png?${asked}`,
    thumbnail_width: width,
    thumbnail_height: height,
  })
  if (SHARE_WIDTH <= maxWidth && SHARE_HEIGHT <= maxHeight) return picture(`/og/${name}`, SHARE_WIDTH, SHARE_HEIGHT)
  const width = Math.min(WIDTH, maxWidth)
  const height = Math.min(Math.round(width / 2), maxHeight)
  const hasCurve = subject.kind === 'provider' || subject.kind === 'incident'
  if (!hasCurve || width < LEAST_CURVE.width || height < LEAST_CURVE.height) return {}
  asked.set('width', String(width))
  asked.set('height', String(height))
  return picture(`/chart/${name}`, width, height)
}
