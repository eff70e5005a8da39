import { createHash } from 'node:crypto'
import { NOTICE_LIMITS } from '../../shared/notice.ts'
import type { NoticeTopic } from '../../shared/notice.ts'
import { HOUR_MS } from '../../shared/time.ts'

/** One thing that a provider has said on a page of its own, as it was read there. */
export type Saying = {
  /** Another wording has another key. */
  key: string
  /** When it says that it was said, epoch milliseconds; null: it does not say, or not readably. */
  claimedAt: number | null
  topics: NoticeTopic[]
  text: string
  /** BCP 47. */
  lang: string
  source: string | null
  /** Slug of the one part it speaks of; null: of all, or of something that has no slug. */
  component: string | null
  /** Where its author counts days and hours (IANA); null: not known. */
  zone: string | null
}

/** What was read. `sayings`: oldest first; `skipped`: entries that could not be understood. */
export type Read = { sayings: Saying[]; skipped: number }

const hash = (text: string, chars: number) => createHash('sha256').update(text).digest('hex').slice(0, chars)

/** What is the same at the source, and worded the same, has the same key. */
export const keyOf = (id: string, wording: string) => `${hash(id, 32)}:${hash(wording, 16)}`

/** An address that a reader can open, or null. */
export function webAddress(text: string, base?: string): string | null {
  if (text === '' || !URL.canParse(text, base)) return null
  const url = new URL(text, base)
  const isPlain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hostname !== ''
  const href = url.href.replaceAll("'", '%27')
  return isPlain && href.length <= NOTICE_LIMITS.source ? href : null
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})$/
const RFC_822 =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+([+-]\d{4}|[a-z]{1,4})$/i
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Hours from UTC. Military letters but Z mean nothing (RFC 2822 4.3). */
const OFFSETS = new Map(
  Object.entries({ z: 0, ut: 0, utc: 0, gmt: 0, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, cet: 1, cest: 2 }),
) // prettier-ignore

/** Epoch milliseconds of a date as feeds write it (RFC 3339, RFC 822); null for any other, and for one without a zone. */
export function instantOf(text: string): number | null {
  const written = text.trim()
  if (written.length > 60) return null
  if (RFC_3339.test(written)) {
    const at = Date.parse(
      written
        .toUpperCase()
        .replace(' ', 'T')
        .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
    )
    return Number.isFinite(at) ? at : null
  }
  const [match, day, month = '', year, hour, minute, second = '0', zone = ''] = RFC_822.exec(written) ?? []
  const inYear = MONTHS.indexOf(month.toLowerCase())
  const sign = zone.startsWith('-') ? -1 : 1
  const offset = /^[+-]/.test(zone)
    ? sign * (Number(zone.slice(1, 3)) + Number(zone.slice(3)) / 60)
    : OFFSETS.get(zone.toLowerCase())
  if (match === undefined || inYear === -1 || offset === undefined) return null
  const fullYear = Number(year) < 100 ? 2000 + Number(year) : Number(year)
  if (Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null
  return Date.UTC(fullYear, inYear, Number(day), Number(hour), Number(minute), Number(second)) - offset * HOUR_MS
}
