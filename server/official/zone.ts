import { DAY_MS } from '../../shared/time.ts'

// Node 20 has no Temporal: the rules of each zone come out of Intl.

export type LocalTime = { year: number; month: number; day: number; hour?: number; minute?: number; second?: number }

const formats = new Map<string, Intl.DateTimeFormat>()
const MAX_FORMATS = 100

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  if (formats.size >= MAX_FORMATS) formats.clear()
  formats.set(zone, format)
  return format
}

/** Whether this machine knows the IANA name. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/** What clocks of the zone show at an instant (epoch milliseconds). Throws RangeError where there is no such zone. */
export function localTime(at: number, zone: string): Required<LocalTime> {
  const shown: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(at)) shown[type] = Number(value)
  const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN } = shown
  return { year, month, day, hour, minute, second }
}

/** As if the zone were UTC; days and hours beyond their end run on. */
const asUtc = ({ year, month, day, hour = 0, minute = 0, second = 0 }: LocalTime) =>
  Date.UTC(year, month - 1, day, hour, minute, second)

/**
 * The first and the last instant at which clocks of the zone show this time: both the same but in the hour that comes twice. A time that is
 * skipped is the one that clocks would have shown (02:30 is 03:30). Throws RangeError where there is no such zone.
 */
export function instantsOf(local: LocalTime, zone: string): [number, number] {
  const wanted = asUtc(local)
  const second = Math.floor(wanted / 1000) * 1000
  const offsets = [second - DAY_MS, second + DAY_MS].map((at) => asUtc(localTime(at, zone)) - at)
  const hits = offsets.map((offset) => wanted - offset).filter((at) => asUtc(localTime(at, zone)) === second)
  // In a gap neither offset fits: the one from before it carries on.
  if (hits.length === 0) return [wanted - offsets[0]!, wanted - offsets[0]!]
  return [Math.min(...hits), Math.max(...hits)]
}

/** A day of the zone, `ahead` days after the one that an instant falls on: its start, and the start of the next. */
export function dayOf(at: number, zone: string, ahead = 0): [number, number] {
  const { year, month, day } = localTime(at, zone)
  return dayAt({ year, month, day: day + ahead }, zone)
}

/** A day of the zone: its start, and the start of the next; 23 or 25 hours where the clocks change. */
export function dayAt({ year, month, day }: LocalTime, zone: string): [number, number] {
  return [instantsOf({ year, month, day }, zone)[0], instantsOf({ year, month, day: day + 1 }, zone)[0]]
}

/** Whether there is such a day. */
export function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
