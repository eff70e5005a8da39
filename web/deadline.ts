import type { Forecast } from '../shared/notice.ts'
import { formatDay, formatMoment, formatZone } from './format.ts'
import { intervalWords, isMidnight, toInstants, wholeDays } from './interval.ts'
import type { Lang } from './locales/language.ts'
import { texts } from './locales/texts.ts'

/** When it was to be over, in the zone where the days were counted; hours name that zone. */
export function deadlineWords(lang: Lang, { due_between, zone }: Pick<Forecast, 'due_between' | 'zone'>): string {
  const t = texts[lang]
  const due = toInstants(due_between)
  const [from, to] = due
  const there = { lang, zone }
  if (wholeDays(due, [zone]) !== undefined) return intervalWords(there, due, [zone])
  // Midnight belongs to the day that it ends.
  if (from === to && isMidnight(to, zone)) return t.byEndOf(formatDay(there, to - 1))
  const words = from === to ? t.by(formatMoment(there, to)) : intervalWords(there, due, [zone])
  return `${words} (${formatZone(there, to)})`
}
