import { NOTICE_LIMITS, NOTICE_BY, NOTICE_TOPICS } from '../../shared/notice.ts'
import { COMPONENT_SLUG, DEVICES } from '../../shared/provider.ts'
import type { NewNotice } from './notice-row.ts'

/** Of what was read by a machine, one provider keeps at most so many a day: a feed gone mad fills no disk. */
export const FEED_NOTICES_PER_DAY = 300

const MAX_KEY_CHARS = 200
const MAX_COMPONENT_CHARS = 40
const MAX_DOMAIN_CHARS = 253
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

/** Controls other than line breaks and tabs, and what turns the direction of the text around it. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/ // oxlint-disable-line no-control-regex
/** Half of a character: no database takes it. */
const HALF = /\p{Cs}/u
const ANY_CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u

/** A notice that cannot be kept: which field, and why, fit to show. */
export class NoticeError extends Error {
  override name = 'NoticeError'
  readonly field: keyof NewNotice
  constructor(field: keyof NewNotice, detail: string) {
    super(`${field}: ${detail}`)
    this.field = field
  }
}

/** Throws NoticeError. */
export function checkNotice(notice: NewNotice): void {
  const fail = (field: keyof NewNotice, detail: string): never => {
    throw new NoticeError(field, detail)
  }
  const { key, by, author, domain, topics, text, source, component, device } = notice
  if (key === '' || key.length > MAX_KEY_CHARS || ANY_CONTROL.test(key)) fail('key', 'is no key')
  if (!NOTICE_BY.includes(by)) fail('by', `must be one of ${NOTICE_BY.join(', ')}`)
  if (HALF.test(author) || author.trim() === '' || author.length > NOTICE_LIMITS.author || ANY_CONTROL.test(author))
    fail('author', `must be one line of at most ${NOTICE_LIMITS.author} characters`)
  if (domain !== null && (by !== 'provider' || domain === '' || domain.length > MAX_DOMAIN_CHARS))
    fail('domain', 'is proven by providers only')
  if (topics.some((topic) => !NOTICE_TOPICS.includes(topic)) || new Set(topics).size !== topics.length)
    fail('topics', `must be some of ${NOTICE_TOPICS.join(', ')}, each once`)
  if (HALF.test(text) || text.trim() === '' || UNPRINTABLE.test(text)) fail('text', 'must be readable text')
  if (text.length > NOTICE_LIMITS.text) fail('text', `must have at most ${NOTICE_LIMITS.text} characters`)
  if (!isLanguage(notice.lang)) fail('lang', 'must be a language tag like it or en-GB')
  if (source !== null && !isWebAddress(source))
    fail('source', `must be an http or https address of at most ${NOTICE_LIMITS.source} characters`)
  if (component !== null && (component.length > MAX_COMPONENT_CHARS || !COMPONENT_SLUG.test(component)))
    fail('component', 'is no component')
  if (device !== null && !DEVICES.includes(device)) fail('device', `must be one of ${DEVICES.join(', ')}`)
  checkTimes(notice, fail)
}

function checkTimes(notice: NewNotice, fail: (field: keyof NewNotice, detail: string) => never): void {
  const { saidFrom, saidTo, seenAt, forecasts } = notice
  if (!isInstant(seenAt)) fail('seenAt', 'is no instant')
  if ((saidFrom === null) !== (saidTo === null)) fail('saidFrom', 'must be known with saidTo, or neither')
  if (saidFrom !== null && saidTo !== null) {
    if (!isInstant(saidFrom) || !isInstant(saidTo) || saidFrom > saidTo) fail('saidFrom', 'must not be after saidTo')
    if (saidFrom > seenAt) fail('saidFrom', 'is in the future')
  }
  if (forecasts.length > NOTICE_LIMITS.forecasts) fail('forecasts', `are more than ${NOTICE_LIMITS.forecasts}`)
  for (const { dueFrom, dueTo, zone, component, device } of forecasts) {
    if (!isInstant(dueFrom) || !isInstant(dueTo) || dueFrom > dueTo) fail('forecasts', 'must begin before they end')
    if (saidFrom !== null && dueTo < saidFrom) fail('forecasts', 'were due before they were said')
    if (!isZone(zone)) fail('forecasts', `${zone} is no time zone`)
    if (component !== null && (component.length > MAX_COMPONENT_CHARS || !COMPONENT_SLUG.test(component)))
      fail('forecasts', 'name no component')
    if (device !== null && !DEVICES.includes(device)) fail('forecasts', 'name no device')
  }
}

const isInstant = (at: number) => Number.isFinite(at) && at >= EARLIEST && at <= LATEST

function isLanguage(tag: string): boolean {
  try {
    return tag.length <= 35 && Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** One that a reader can open: no other scheme, no password, no signs that hide where it leads. */
export function isWebAddress(text: string): boolean {
  if (text.length > NOTICE_LIMITS.source || /[\s"'<>\\]/.test(text) || ANY_CONTROL.test(text)) return false
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { username, password, hostname } = new URL(text)
  return username === '' && password === '' && hostname !== ''
}
