import { PROBE_RESULTS_PER_POST } from '../../../shared/probe.ts'
import { MAX_PUSH_ENDPOINT } from '../../../shared/push.ts'
import { MAX_DELIVERIES_LISTED, MAX_WEBHOOK_URL, MAX_WEBHOOKS_PER_KEY } from '../../../shared/webhook.ts'
import type { Publisher } from '../../config.ts'
import { MAX_REPORT_BYTES, OBSERVED_BACK_MS } from '../../ingest/limits.ts'
import { LIVE_LIMITS } from '../../live/limits.ts'
import { PUSH_KEPT_MS } from '../../store/push.ts'
import { READS_PER_MINUTE } from './read-limit.ts'
import { MAX_FACET_POINTS, MAX_POINTS, MAX_STREAMED } from './series-asked.ts'

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

const S = 1_000

/** The head of the document. */
export function infoOf({ publisher, readsPerMinute = READS_PER_MINUTE, reportsPerMinute }: About) {
  return {
    title: 'Brusio',
    version: '1',
    description: DESCRIPTION,
    license: { name: 'CC BY 4.0', identifier: 'CC-BY-4.0' },
    ...contactOf(publisher),
    'x-limits': {
      reads_per_minute: readsPerMinute,
      ...(reportsPerMinute !== undefined && { reports_per_minute: reportsPerMinute }),
      series_points: MAX_STREAMED,
      series_points_with_etag: MAX_POINTS,
      series_points_with_facet: MAX_FACET_POINTS,
      report_bytes: MAX_REPORT_BYTES,
      report_back_s: OBSERVED_BACK_MS / S,
      probe_results_per_post: PROBE_RESULTS_PER_POST,
      sockets_per_address: LIVE_LIMITS.socketsPerAddress,
      topics_per_socket: LIVE_LIMITS.topicsPerSocket,
      socket_message_bytes: LIVE_LIMITS.messageBytes,
      socket_messages_at_once: LIVE_LIMITS.messagesAtOnce,
      socket_messages_per_second: LIVE_LIMITS.messagesPerSecond,
      webhooks_per_key: MAX_WEBHOOKS_PER_KEY,
      webhook_url_characters: MAX_WEBHOOK_URL,
      deliveries_listed: MAX_DELIVERIES_LISTED,
      push_endpoint_characters: MAX_PUSH_ENDPOINT,
      push_kept_s: PUSH_KEPT_MS / S,
    },
  }
}

function contactOf(publisher: Publisher | undefined) {
  const { name, contact } = publisher ?? {}
  if (name === undefined && contact === undefined) return {}
  const where = contact === undefined ? {} : contact.startsWith('https:') ? { url: contact } : { email: contact }
  return { contact: { ...(name !== undefined && { name }), ...where } }
}
