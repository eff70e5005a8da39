import { DAY_MS } from '../shared/time.ts'
import { formatDay, formatMoment } from './format.ts'
import { intervalWords } from './interval.ts'
import type { Lang } from './locales/language.ts'
import { texts } from './locales/texts.ts'

/** As exact as a source gives it: local days (2021-03-10) or minutes (2021-03-10T00:47), one or between two. */
export type When = { from: string; to?: string | undefined; about: boolean }

const DAY_LENGTH = 10

/** What is known to the day says no hour. Local times are never converted: they are those of the place where it happened. */
export function whenWords(lang: Lang, { from, to, about }: When): string {
  const there = { lang, zone: 'UTC' }
  const at = (local: string) => Date.parse(local.length === DAY_LENGTH ? `${local}T00:00Z` : `${local}Z`)
  const isDay = from.length === DAY_LENGTH
  const words =
    to !== undefined
      ? intervalWords(there, [at(from), at(to) + (isDay ? DAY_MS : 0)], ['UTC'])
      : isDay
        ? formatDay(there, at(from))
        : formatMoment(there, at(from))
  return about ? texts[lang].docAbout(words) : words
}
