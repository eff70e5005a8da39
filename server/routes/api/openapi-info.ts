import type { Publisher } from '../../config.ts'
import { limitsOf } from './openapi-limits.ts'
import { READS_PER_MINUTE } from './read-limit.ts'

/** Who runs the instance that the document is of, and what it lets everybody read. */
export type About = {
  publisher?: Publisher
  readsPerMinute?: number | undefined
  reportsPerMinute?: number | undefined
}

const DESCRIPTION = `Reading needs no key and may be done from any page. Times are RFC 3339, UTC. Errors are problem+json (RFC 9457).
Lists have cursors: pass \`next\` as \`cursor\`, or follow \`Link\`. Answers have an ETag; ask again with If-None-Match.
\`fields\` leaves out of the entries of a list what is not wanted. Tables are CSV (RFC 4180).
A replay or a simulation says so in \`mode\`. Reports are not affected users.
Newest states come over a WebSocket at /api/v1/live, and as server-sent events. All counts since the first day are files, at /archive.

**Licence.** What is read here is CC BY 4.0: name Brusio and the address of this instance. What providers have said (\`text\` of a notice) stays theirs.

**Limits** are in \`x-limits\`. Every answer says in \`RateLimit-Policy\` how many reads a minute there are, and in \`RateLimit\` how many are left
(draft-ietf-httpapi-ratelimit-headers); beyond them 429 with \`Retry-After\`. A key may have more: \`Authorization: Bearer …\`.

**Changes.** Fields and routes are added without notice: ignore what you do not know. What is to go says so for at least 180 days in
\`Deprecation\` (RFC 9745) and \`Sunset\` (RFC 8594), and in the changelog. What cannot be done so comes as /api/v2 beside this one.
A method that an address does not take is refused with 405 and \`Allow\`.`

/** The head of the document. */
export function infoOf({ publisher, readsPerMinute = READS_PER_MINUTE, reportsPerMinute }: About) {
  return {
    title: 'Brusio',
    version: '1',
    description: DESCRIPTION,
    license: { name: 'CC BY 4.0', identifier: 'CC-BY-4.0' },
    ...contactOf(publisher),
    'x-limits': limitsOf({ readsPerMinute, reportsPerMinute }),
  }
}

function contactOf(publisher: Publisher | undefined) {
  const { name, contact } = publisher ?? {}
  if (name === undefined && contact === undefined) return {}
  const where = contact === undefined ? {} : contact.startsWith('https:') ? { url: contact } : { email: contact }
  return { contact: { ...(name !== undefined && { name }), ...where } }
}
