import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { dayAt, instantsOf, isDate } from '../official/zone.ts'

/** A time that cannot be read; the message is fit to show after the name of its option. */
export class TimeError extends Error {
  override name = 'TimeError'
}

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/
const HOW =
  'must be a day (2023-01-25), a time (2023-01-25T10:00, 2023-01-25T10:00+01:00), or two of them with / between'

/**
 * Between which instants (epoch milliseconds) what is written lies: a day is the whole day in the zone, a time without an offset is one of the
 * zone, `A/B` from the beginning of A to the end of B. Throws TimeError.
 */
export function readSpan(text: string, zone: string): [number, number] {
  const [from, to, ...more] = text.split('/')
  if (from === undefined || more.length > 0) throw new TimeError(HOW)
  const first = readPoint(from, zone)
  const last = to === undefined ? first : readPoint(to, zone)
  if (first[0] >= last[1] && first[0] !== last[0]) throw new TimeError('ends before it begins')
  return [first[0], last[1]]
}

function readPoint(text: string, zone: string): [number, number] {
  const [written, years = '', months = '', days = '', hours, minutes, seconds, offset] = WRITTEN.exec(text.trim()) ?? []
  if (written === undefined) throw new TimeError(HOW)
  const [year, month, day] = [Number(years), Number(months), Number(days)]
  if (!isDate(year, month, day)) throw new TimeError(`there is no ${years}-${months}-${days}`)
  if (hours === undefined) return dayAt({ year, month, day }, zone)
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) throw new TimeError(`there is no ${written.slice(11)}`)
  if (offset === undefined) return instantsOf({ year, month, day, hour, minute, second }, zone)
  const at = Date.parse(`${years}-${months}-${days}T${hours}:${minutes}:${seconds ?? '00'}${offset}`)
  if (!Number.isFinite(at)) throw new TimeError(`${offset} is no offset`)
  return [at, at]
}

const UNITS: Record<string, number> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }

/** `24h/48h`, `30m`, `3d`: at least and at most, milliseconds. Throws TimeError. */
export function readLength(text: string): [number, number] {
  const lengths = text.split('/').map((part) => {
    const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(part.trim()) ?? []
    return count === undefined ? 0 : Number(count) * (UNITS[unit] ?? 0)
  })
  const [least = 0, most = least] = lengths
  if (lengths.length > 2 || least <= 0 || most < least)
    throw new TimeError('must be a length like 24h, 24h/48h, 30m or 3d, the shorter one first')
  return [least, most]
}
