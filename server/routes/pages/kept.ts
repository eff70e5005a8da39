import { KEPT_GROUPS, type KeptField, type KeptFor, type KeptGroup, type KeptRow } from '../../../shared/kept.ts'
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts'
import { LONGEST_WINDOW_MS } from '../../detect/rule.ts'
import { DELIVERIES_KEPT_MS } from '../../store/outbox.ts'
import { PUSH_KEPT_MS } from '../../store/push.ts'
import { isPartitioned, PARTITIONED, VOICES_KEPT_MS } from '../../store/partitions.ts'

type Columns = Record<string, readonly string[]>
const names = (text: string): string[] => text.split(' ')

type Kept = { group: KeptGroup; columns: Columns; for?: KeptFor }

const COUNTS = names('bucket_start provider_id facet value reports problems works')
const SAID = names('provider_id answer problem component began')
/** Details come after the press: what was said before them. */
const AMENDED = names('turn amendments before')

/**
 * The one source of what the privacy page says: each column that holds something of a person, a report, an agent or an author. A test
 * compares it with the tables that there are. `for`: where it is not as long as its table keeps rows.
 */
export const KEPT: Record<KeptField, Kept> = {
  press: { group: 'report', columns: { reports: SAID, voices: [...SAID, ...AMENDED] } },
  device: { group: 'report', columns: { reports: names('device'), voices: names('device') } },
  region: { group: 'report', columns: { reports: names('region'), voices: names('region') } },
  country: { group: 'report', columns: { reports: names('country') } },
  network: { group: 'report', columns: { reports: names('network'), voices: names('network') } },
  'reporter-key': { group: 'report', columns: { reports: names('reporter_key'), voices: names('reporter_key') } },
  'network-key': { group: 'report', columns: { reports: names('network_key'), voices: names('network_key') } },
  'day-key': { group: 'report', columns: { day_keys: names('id day key') }, for: 'midnight' },
  'report-id': { group: 'report', columns: { reports: names('id') } },
  referrer: { group: 'report', columns: { reports: names('via referrer_host'), voices: names('host') } },
  times: {
    group: 'report',
    columns: {
      reports: names('observed_at received_at'),
      voices: names('slot observed_at received_at xid seq'),
    },
  },
  outcome: { group: 'report', columns: { reports: names('outcome') } },
  counts: {
    group: 'report',
    columns: { report_counts_minute: COUNTS, report_counts_quarter: COUNTS, report_counts_hour: COUNTS },
  },
  // A detector is written down every hour at least.
  'memory-reporters': {
    group: 'incident',
    columns: { detector_states: names('snapshot') },
    for: { leastMs: LONGEST_WINDOW_MS, mostMs: LONGEST_WINDOW_MS + HOUR_MS },
  },
  'memory-networks': { group: 'incident', columns: { detector_states: names('snapshot') }, for: 'crowded-out' },
  dossier: { group: 'incident', columns: { dossier_parts: names('data'), dossiers: names('frozen') } },
  // `forgetNames` and the end of the incident, whichever comes first; a job looks every hour.
  'dossier-keys': {
    group: 'incident',
    columns: { dossier_parts: names('names') },
    for: { leastMs: 0, mostMs: VOICES_KEPT_MS + HOUR_MS },
  },
  correction: { group: 'incident', columns: { incident_events: names('reason') } },
  'agent-key': {
    group: 'agent',
    columns: { api_keys: names('id name prefix hash scope per_minute created_at last_used_at revoked_at') },
  },
  'agent-place': { group: 'agent', columns: { agents: names('api_key_id network resolvers seen_at asn') } },
  'probe-result': {
    group: 'agent',
    columns: {
      probe_results: names('id probe_id api_key_id at outcome status timings certificate_expires_at xid seq'),
    },
  },
  notice: {
    group: 'saying',
    columns: { notices: names('by author domain text source withdrawn_for') },
  },
  'domain-proof': {
    group: 'saying',
    columns: { domain_proofs: names('provider_id domain token asked_at proven_at') },
  },
  webhook: {
    group: 'told',
    columns: {
      webhooks: names(
        'id api_key_id url events about secret old_secret old_until challenge created_at confirmed_at off_at off_for',
      ),
    },
    for: 'deleted',
  },
  delivery: {
    group: 'told',
    columns: {
      deliveries: names(
        'id webhook_id event_id created_at attempts next_at delivered_at status failure redelivery made history',
      ),
    },
    for: { leastMs: DELIVERIES_KEPT_MS, mostMs: DELIVERIES_KEPT_MS + HOUR_MS },
  },
  // Until it was told, or so long.
  push: {
    group: 'told',
    columns: { push_subscriptions: names('endpoint provider_id p256dh auth lang created_at attempts next_at') },
    for: { leastMs: 0, mostMs: PUSH_KEPT_MS },
  },
}

/** All other columns: of services, of ourselves, of counted crowds, and of nobody. */
export const OF_NOBODY: Columns = {
  operators: names('id slug name'),
  providers: names(
    'id slug name category operator_id homepage status_page support_page helpline countries aliases domains problems components networks archived_at',
  ),
  dependencies: names('provider_id depends_on_id source'),
  heartbeats: names('minute'),
  signing_keys: names('kid private_jwk created_at'),
  push_keys: names('id public_key private_key created_at'),
  baselines: names('provider_id hour rate_per_hour dispersion shape blind_per_minute'),
  detector_states: names(
    'provider_id at state since started_from started_to verified cause testimony cursor_xid cursor_seq probe_xid probe_seq',
  ),
  verdicts: names('provider_id at state since started_from started_to verified cause testimony'),
  widget_versions: names('version body served_from'),
  leases: names('role epoch holder until cursor_xid cursor_seq probe_xid probe_seq at site'),
  incidents: names(
    'id provider_id state verified started_at started_from started_to detected_at confirmed_at resolved_at peak rule cause scope fixed withdrawn_at',
  ),
  incident_events: names('id incident_id provider_id at type from_state to_state evidence'),
  dossiers: names('incident_id rule settings bytes cut_at frozen_at'),
  dossier_parts: names('incident_id part until'),
  probes: names('id provider_id component kind target'),
  notices: names('id provider_id key topics lang component device said_from said_to seen_at withdrawn_at xid seq'),
  notice_sources: names('provider_id url kind looked_at read_at etag failure'),
  forecasts: names('notice_id place due_from due_to zone component device'),
}

/** How wide a partition is at most; it goes as a whole when its newest row is old enough, and a job looks every hour. */
const WIDEST_MS = { day: DAY_MS, month: 31 * DAY_MS }

/** How long a table keeps its rows. */
function tableKeeps(table: string): KeptFor {
  if (!isPartitioned(table)) return 'ever'
  const { keptMs, width } = PARTITIONED[table]
  return { leastMs: keptMs, mostMs: keptMs + WIDEST_MS[width] }
}

/** The lines of the privacy page, by group; tables that keep something equally long stand together. */
export function keptRows(): { group: KeptGroup; rows: KeptRow[] }[] {
  const fields = Object.entries(KEPT) as [KeptField, Kept][]
  return KEPT_GROUPS.map((group) => ({
    group,
    rows: fields.filter(([, kept]) => kept.group === group).map(([field, kept]) => ({ field, lasts: lastsOf(kept) })),
  }))
}

function lastsOf(kept: Kept): KeptRow['lasts'] {
  const byLength = new Map<string, { for: KeptFor; tables: string[] }>()
  for (const table of Object.keys(kept.columns)) {
    const length = kept.for ?? tableKeeps(table)
    const key = JSON.stringify(length)
    const same = byLength.get(key)
    if (same === undefined) byLength.set(key, { for: length, tables: [table] })
    else same.tables.push(table)
  }
  return [...byLength.values()]
}
