import type { Mode } from '../../../shared/live.ts'
import { DAY_MS, bucketStart } from '../../../shared/time.ts'
import { LANGS } from '../../../web/locales/language.ts'
import { contactHref } from '../../../web/parts/publisher.tsx'

export const SECURITY_TXT = '/.well-known/security.txt'

/** RFC 9116 wants less than a year. A day is the same for all who ask on it. */
const VALID_MS = 180 * DAY_MS

/** Whom to tell of a hole in this instance; undefined where nobody is named, or where it is no instance but a story. */
export function securityText(of: {
  contact: string | undefined
  publicUrl: string | undefined
  now: number
  mode: Mode
}): string | undefined {
  const { contact, publicUrl, now, mode } = of
  if (contact === undefined || mode !== 'live') return undefined
  const lines = [
    `Contact: ${contactHref(contact)}`,
    `Expires: ${new Date(bucketStart(now, DAY_MS) + VALID_MS).toISOString()}`,
    `Preferred-Languages: ${LANGS.join(', ')}`,
    ...(publicUrl === undefined ? [] : [`Canonical: ${publicUrl}${SECURITY_TXT}`]),
  ]
  return `${lines.join('\n')}\n`
}
