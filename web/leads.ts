import type { Leads } from '../shared/notice.ts'
import type { Lang } from './locales/language.ts'
import type { ClockEnd, ClockName, LeadKind } from './locales/official.ts'
import { texts } from './locales/texts.ts'

const KINDS: LeadKind[] = ['crowd_before_official', 'probe_before_official', 'crowd_before_probe']
const FIRST: Record<LeadKind, ClockName> = {
  crowd_before_official: 'crowd',
  probe_before_official: 'probe',
  crowd_before_probe: 'crowd',
}
const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES
/** Up to here minutes alone read better; from here on minutes, and then hours, are no use to anybody. */
const PLAIN_UP_TO = 2 * HOUR_MINUTES
const MINUTES_UP_TO = 12 * HOUR_MINUTES
const HOURS_UP_TO = 4 * DAY_MINUTES

/** 20 minutes, 9 hours, 2 days and 3 hours; as exact as anybody wants it. */
export function spanWords(lang: Lang, exact: number): string {
  const t = texts[lang]
  const unit = exact < MINUTES_UP_TO ? 1 : exact < HOURS_UP_TO ? HOUR_MINUTES : DAY_MINUTES
  const span = Math.round(exact / unit) * unit
  if (span < PLAIN_UP_TO && span % HOUR_MINUTES !== 0) return t.minutes(span)
  const parts = [
    [Math.floor(span / DAY_MINUTES), t.days],
    [Math.floor((span % DAY_MINUTES) / HOUR_MINUTES), t.hours],
    [span % HOUR_MINUTES, t.minutes],
  ] as const
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => word(count))
  return words.length === 0 ? t.minutes(0) : words.reduce((a, b) => t.and(a, b))
}

/** "Reports: 9 hours before the first official word": where both clocks are dated, and only there. */
export function leadSentences(lang: Lang, leads: Leads, end: ClockEnd): string[] {
  return KINDS.flatMap((kind) => {
    const lead = leads[kind]
    return lead === null ? [] : [`${texts[lang].clock(FIRST[kind])}: ${leadWords(lang, kind, end, lead)}.`]
  })
}

function leadWords(lang: Lang, kind: LeadKind, end: ClockEnd, [least, most]: [number, number]): string {
  const t = texts[lang]
  const object = t.leadObject(kind, end)
  if (least === 0 && most === 0) return t.sameMinute(object)
  if (least >= 0) return t.before(between(lang, least, most), object)
  if (most <= 0) return t.after(between(lang, -most, -least), object)
  return t.around(spanWords(lang, most), spanWords(lang, -least), object)
}

function between(lang: Lang, least: number, most: number): string {
  const t = texts[lang]
  const [from, to] = [spanWords(lang, least), spanWords(lang, most)]
  if (from === to) return to
  return least === 0 ? t.spanUpTo(to) : t.spanBetween(from, to)
}
