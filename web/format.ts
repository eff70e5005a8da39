import { DAY_SIGN, LANGS, LOCALE, type Lang } from './locales/language.ts'
import { clockTexts } from './locales/clock.ts'

/** How one reader sees numbers and times. `zone` undefined: the browser's own. */
export type Reader = { lang: Lang; zone: string | undefined }

const formats = new Map<string, Intl.DateTimeFormat>()
/** Readers of embeds are of all zones; a format is some ten thousand bytes. */
const MOST_FORMATS = 1_000

// Making an Intl format costs more than using it a thousand times.
function dateFormat(reader: Reader, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${reader.lang} ${reader.zone} ${name}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE[reader.lang], { ...options, timeZone: reader.zone })
  if (formats.size >= MOST_FORMATS) formats.clear()
  formats.set(key, made)
  return made
}

const withDigits = (lang: Lang) =>
  [0, 1, 2].map(
    (maximumFractionDigits) => new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits, useGrouping: 'always' }),
  )
const inEach = <T>(make: (lang: Lang) => T) =>
  Object.fromEntries(LANGS.map((lang) => [lang, make(lang)])) as Record<Lang, T>
const numbers = inEach(withDigits)

export function formatNumber(lang: Lang, value: number, digits: 0 | 1 | 2 = 1): string {
  return numbers[lang][digits]!.format(value)
}

/** A rate that may be well below one: two figures that mean something, and whole numbers from ten on. */
export function formatRate(lang: Lang, value: number): string {
  if (value > 0 && value < 0.01) return `< ${formatNumber(lang, 0.01, 2)}`
  return value < 1
    ? formatNumber(lang, value, 2)
    : value < 10
      ? formatNumber(lang, value)
      : formatNumber(lang, Math.round(value))
}

/** 7.6 % of a share of 0.076. */
export function formatPercent(lang: Lang, share: number): string {
  const percent = share * 100
  return `${formatNumber(lang, percent < 10 ? percent : Math.round(percent))} %`
}

const lists = inEach((lang) => new Intl.ListFormat(LOCALE[lang], { type: 'conjunction' }))

/** Facebook, Instagram and WhatsApp */
export function formatList(lang: Lang, names: readonly string[]): string {
  return lists[lang].format(names)
}

/** What is usual, for a sentence: whole voices, and words below one. */
export function formatExpected(lang: Lang, expected: number | null): string | null {
  if (expected === null) return null
  return expected < 0.5 ? clockTexts[lang].fewerThanOne : formatNumber(lang, Math.round(expected))
}

/** The same for a column of figures. */
export function formatUsual(lang: Lang, expected: number | null): string {
  if (expected === null) return '–'
  return expected < 0.5 ? '< 1' : formatNumber(lang, Math.round(expected))
}

/** 14:05 */
export function formatClock(reader: Reader, at: number): string {
  return dateFormat(reader, 'clock', { hour: '2-digit', minute: '2-digit' }).format(at)
}

/** 14:05:12 */
export function formatSeconds(reader: Reader, at: number): string {
  return dateFormat(reader, 'seconds', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)
}

/** 3 luglio */
export function formatDayMonth(reader: Reader, at: number): string {
  return dateFormat(reader, 'dayMonth', { day: 'numeric', month: 'long' }).format(at)
}

/** 2019 */
export function formatYear(reader: Reader, at: number): string {
  return dateFormat(reader, 'year', { year: 'numeric' }).format(at)
}

/** 14:05 del 3 lug */
export function formatShort(reader: Reader, at: number): string {
  return clockTexts[reader.lang].clockOn(formatClock(reader, at), formatDate(reader, at))
}

/** 3 luglio 2019 */
export function formatDay(reader: Reader, at: number): string {
  return dateFormat(reader, 'day', { day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}

/** mercoledì 3 luglio 2019 */
export function formatLongDay(reader: Reader, at: number): string {
  return dateFormat(reader, 'longDay', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}

/** mer 3 */
export function formatWeekday(reader: Reader, at: number): string {
  return dateFormat(reader, 'weekday', { weekday: 'short', day: 'numeric' }).format(at)
}

/** 3 lug */
export function formatDate(reader: Reader, at: number): string {
  return dateFormat(reader, 'shortDay', { day: 'numeric', month: 'short' }).format(at)
}

/** mer 3 lug */
export function formatWeekdayDate(reader: Reader, at: number): string {
  return dateFormat(reader, 'weekdayDate', { weekday: 'short', day: 'numeric', month: 'short' }).format(at)
}

/** lug; the first of a year says which: gen 2020 */
export function formatMonth(reader: Reader, at: number): string {
  const isFirst = dateFormat(reader, 'monthNumber', { month: 'numeric' }).format(at) === '1'
  return isFirst
    ? dateFormat(reader, 'monthYear', { month: 'short', year: 'numeric' }).format(at)
    : dateFormat(reader, 'month', { month: 'short' }).format(at)
}

/** 3 luglio 2019, 14:05 */
export function formatMoment(reader: Reader, at: number): string {
  return `${formatDay(reader, at)}, ${formatClock(reader, at)}`
}

/** CEST, or the offset where the zone has no letters in this language. */
export function formatZone(reader: Reader, at: number): string {
  const parts = dateFormat(reader, 'zone', { hour: '2-digit', timeZoneName: 'short' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC'
}

export function sameDay(reader: Reader, a: number, b: number): boolean {
  return formatDay(reader, a) === formatDay(reader, b)
}

/** 1 h 20 min; under a minute counts as one. */
export function formatDuration(lang: Lang, ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  const day = DAY_SIGN[lang]
  if (days > 0) return hours > 0 ? `${days} ${day} ${hours} h` : `${days} ${day}`
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`
  return `${rest} min`
}
