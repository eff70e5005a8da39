import type { Between } from '../shared/notice.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../shared/time.ts'
import { zoneOffsetMs } from './chart/ticks.ts'
import { formatClock, formatDay, formatDayMonth, formatMoment, formatYear, sameDay, type Reader } from './format.ts'
import { liveTexts } from './locales/live.ts'

/** Both ends at midnight of one of these are no accident: days were meant, not hours. */
const DAY_ZONES = ['Europe/Rome', 'UTC']

export const toInstants = ([from, to]: Between): [from: number, to: number] => [Date.parse(from), Date.parse(to)]

export const isMidnight = (at: number, zone: string | undefined) => (at + zoneOffsetMs(at, zone)) % DAY_MS === 0

/** First and last of whole days, each as an instant within it, and the zone they are days of; undefined: hours were meant. */
export function wholeDays(
  [from, to]: [number, number],
  zones: readonly (string | undefined)[],
): { first: number; last: number; zone: string | undefined } | undefined {
  if (from >= to) return undefined
  for (const zone of zones) {
    // A day may be said to end at its last millisecond, second or minute.
    const end = [to, to + 1, to + SECOND_MS, to + MINUTE_MS].find((at) => isMidnight(at, zone))
    if (end !== undefined && isMidnight(from, zone)) return { first: from, last: end - 1, zone }
  }
  return undefined
}

/** "3 luglio 2019, 14:05", "tra il 25 e il 26 gennaio 2023", "25 gennaio 2023, tra le 20:00 e le 23:00": as exact as it is known. */
export function intervalWords(reader: Reader, between: [number, number], zones: readonly string[] = []): string {
  const [from, to] = between
  if (from === to) return formatMoment(reader, from)
  const t = liveTexts[reader.lang]
  const days = wholeDays(between, [...zones, reader.zone, ...DAY_ZONES])
  if (days !== undefined) return daysWords({ ...reader, zone: days.zone }, days.first, days.last)
  // Midnight belongs to the day that it ends.
  const end = isMidnight(to, reader.zone) ? '24:00' : formatClock(reader, to)
  if (!sameDay(reader, from, to - 1)) return t.between(formatMoment(reader, from), formatMoment(reader, to))
  return t.betweenClocks(formatDay(reader, from), formatClock(reader, from), end)
}

function daysWords(reader: Reader, first: number, last: number): string {
  const end = formatDay(reader, last)
  if (sameDay(reader, first, last)) return end
  const sameYear = formatYear(reader, first) === formatYear(reader, last)
  const [day = '', ...month] = formatDayMonth(reader, first).split(' ')
  const sameMonth = sameYear && formatDayMonth(reader, last).endsWith(month.join(' '))
  const start = sameMonth ? day : sameYear ? formatDayMonth(reader, first) : formatDay(reader, first)
  return liveTexts[reader.lang].between(start, end)
}
