import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts'

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i
const EPOCH = /^\d{9,13}(?:\.\d+)?$/
/** As seconds this is the year 5138, as milliseconds 1973: no series needs either. */
const FIRST_MILLISECONDS = 100_000_000_000

/**
 * Epoch milliseconds of an instant as tables write it: RFC 3339 with or without seconds, `T` or a space between, `Z`, an offset or nothing
 * (UTC); a date alone (its midnight, UTC); epoch seconds or milliseconds. Undefined: none of these, or a day that does not exist.
 */
export function readInstant(text: string): number | undefined {
  if (EPOCH.test(text)) {
    const value = Number(text)
    return Math.floor(value < FIRST_MILLISECONDS ? value * SECOND_MS : value)
  }
  const found = ISO.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = found
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const date = new Date(midnight)
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  const clock = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * SECOND_MS
  if (clock > DAY_MS || Number(minute) > 59 || Number(second) > 60) return undefined
  const offset = readOffset(zone)
  return offset === undefined ? undefined : midnight + clock + Number(fraction.padEnd(3, '0').slice(0, 3)) - offset
}

function readOffset(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS)
}
