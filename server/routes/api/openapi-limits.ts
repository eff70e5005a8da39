import { PROBE_RESULTS_PER_POST } from '../../../shared/probe.ts'
import { MAX_PUSH_ENDPOINT } from '../../../shared/push.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { MAX_DELIVERIES_LISTED, MAX_WEBHOOK_URL, MAX_WEBHOOKS_PER_KEY } from '../../../shared/webhook.ts'
import { MAX_REPORT_BYTES, OBSERVED_BACK_MS } from '../../ingest/limits.ts'
import { LIVE_LIMITS } from '../../live/limits.ts'
import { PARTITIONED } from '../../store/partitions.ts'
import { MAX_PUSH_PER_ENDPOINT, MAX_PUSH_PER_PROVIDER, PUSH_KEPT_MS } from '../../store/push.ts'
import { MAX_DAYS as CITED_DAYS } from './citations.ts'
import { MAX_FIELDS } from './fields.ts'
import { MAX_PAGE as INCIDENTS } from './incident-list.ts'
import { MAX_PAGE as NOTICES } from './notices.ts'
import { MAX_DAYS as PROBED_DAYS, MAX_PAGE as RESULTS } from './probe-reads.ts'
import { MAX_FOUND, MAX_PAGE as PROVIDERS, MAX_QUERY } from './provider-reads.ts'
import { CHANGES_PER_MINUTE, MAX_BODY_BYTES as PUSH_BYTES } from './push.ts'
import { MAX_VALUES } from './series.ts'
import { MAX_FACET_POINTS, MAX_POINTS, MAX_STREAMED, SECONDS_BACK_MS } from './series-asked.ts'
import { MOST_AT_ONCE } from './series-stream.ts'
import { CONFIRMATIONS_PER_HOST, CONFIRMATIONS_PER_MINUTE, REDELIVERIES_PER_MINUTE } from './webhooks.ts'

const S = 1_000

/** `x-limits` of the document: whatever a program may run into, as the code has it. */
export function limitsOf({
  readsPerMinute,
  reportsPerMinute,
}: {
  readsPerMinute: number
  reportsPerMinute: number | undefined
}): Record<string, number> {
  return {
    reads_per_minute: readsPerMinute,
    ...(reportsPerMinute !== undefined && { reports_per_minute: reportsPerMinute }),
    providers_per_page: PROVIDERS,
    incidents_per_page: INCIDENTS,
    notices_per_page: NOTICES,
    probe_results_per_page: RESULTS,
    probe_results_days: PROBED_DAYS,
    search_characters: MAX_QUERY,
    search_results: MAX_FOUND,
    fields_characters: MAX_FIELDS,
    citation_days: CITED_DAYS,
    minutes_kept_days: PARTITIONED.report_counts_minute.keptMs / DAY_MS,
    series_10s_back_s: SECONDS_BACK_MS / S,
    series_points: MAX_STREAMED,
    series_points_with_etag: MAX_POINTS,
    series_points_with_facet: MAX_FACET_POINTS,
    series_facet_values: MAX_VALUES,
    series_long_at_once: MOST_AT_ONCE,
    report_bytes: MAX_REPORT_BYTES,
    report_back_s: OBSERVED_BACK_MS / S,
    probe_results_per_post: PROBE_RESULTS_PER_POST,
    sockets: LIVE_LIMITS.sockets,
    sockets_per_address: LIVE_LIMITS.socketsPerAddress,
    topics_per_socket: LIVE_LIMITS.topicsPerSocket,
    socket_message_bytes: LIVE_LIMITS.messageBytes,
    socket_messages_at_once: LIVE_LIMITS.messagesAtOnce,
    socket_messages_per_second: LIVE_LIMITS.messagesPerSecond,
    socket_waiting_bytes: LIVE_LIMITS.bufferedBytes,
    topic_kept_messages: LIVE_LIMITS.keptMessages,
    topic_kept_bytes: LIVE_LIMITS.keptBytes,
    topic_kept_s: LIVE_LIMITS.keptMs / S,
    webhooks_per_key: MAX_WEBHOOKS_PER_KEY,
    webhook_url_characters: MAX_WEBHOOK_URL,
    webhook_confirmations_per_minute: CONFIRMATIONS_PER_MINUTE,
    webhook_confirmations_per_minute_and_host: CONFIRMATIONS_PER_HOST,
    webhook_redeliveries_per_minute: REDELIVERIES_PER_MINUTE,
    deliveries_listed: MAX_DELIVERIES_LISTED,
    push_endpoint_characters: MAX_PUSH_ENDPOINT,
    push_body_bytes: PUSH_BYTES,
    push_changes_per_minute: CHANGES_PER_MINUTE,
    push_services_per_endpoint: MAX_PUSH_PER_ENDPOINT,
    push_endpoints_per_service: MAX_PUSH_PER_PROVIDER,
    push_kept_s: PUSH_KEPT_MS / S,
  }
}
