import { appliedSchema, openClient, refuseHalfRestored, type Connection } from './db.ts'
import { splitLines } from './lines.ts'
import { PARTITIONED } from './partitions.ts'

export const BACKUP_FORMAT = 1

/** The first line of a backup; `schema` is the newest migration applied. Then one line a row, then `BackupEnd`. */
export type BackupHeader = { brusio_backup: number; schema: number; created_at: string }
export type BackupEnd = { rows: Record<string, number> }

/** A transaction's number means nothing in another cluster. Any that is settled there will do: this one always is. */
const SETTLED_XID = 3
const NUMBERED = `to_jsonb(t) || jsonb_build_object('xid', '${SETTLED_XID}', 'seq', row_number() over (order by t.xid, t.seq))`
/** Counted only where a place is written down. */
const place = (name: string, table: string) => `case when t.${name}_xid is null then '{}' else jsonb_build_object(
  '${name}_xid', '${SETTLED_XID}', '${name}_seq',
  (select count(*) from ${table} o where (o.xid, o.seq) <= (t.${name}_xid, t.${name}_seq))) end`
const PLACES = `${place('cursor', 'voices')} || ${place('probe', 'probe_results')}`

/**
 * Every table with data, those referred to first. Voices, probe results and notices are numbered anew in the order in which the detector reads
 * them, and its places in that order with them, so that it goes on where it was.
 */
export const BACKUP_TABLES: Record<string, string> = {
  operators: 'row_to_json(t)',
  providers: 'row_to_json(t)',
  dependencies: 'row_to_json(t)',
  day_keys: 'row_to_json(t)',
  reports: 'row_to_json(t)',
  voices: NUMBERED,
  report_counts_minute: 'row_to_json(t)',
  report_counts_quarter: 'row_to_json(t)',
  report_counts_hour: 'row_to_json(t)',
  heartbeats: 'row_to_json(t)',
  baselines: 'row_to_json(t)',
  detector_states: `to_jsonb(t) || ${PLACES}`,
  verdicts: 'row_to_json(t)',
  widget_versions: 'row_to_json(t)',
  leases: `to_jsonb(t) || ${PLACES}`,
  incidents: 'row_to_json(t)',
  incident_events: 'row_to_json(t)',
  dossiers: 'row_to_json(t)',
  dossier_parts: 'row_to_json(t)',
  api_keys: 'row_to_json(t)',
  agents: 'row_to_json(t)',
  probes: 'row_to_json(t)',
  probe_results: NUMBERED,
  notices: NUMBERED,
  forecasts: 'row_to_json(t)',
  notice_sources: 'row_to_json(t)',
  domain_proofs: 'row_to_json(t)',
  webhooks: 'row_to_json(t)',
  deliveries: 'row_to_json(t)',
  push_subscriptions: 'row_to_json(t)',
  push_keys: 'row_to_json(t)',
  signing_keys: 'row_to_json(t)',
}

const PARTITIONS = `select '["partition","' || c.relname || '"]' from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent in (${Object.keys(PARTITIONED)
    .map((table) => `'public.${table}'::regclass`)
    .join(', ')})`

// One statement sees one moment of the whole database. CSV with signs that JSON never holds is JSON as it is, line by line.
const COPY = `copy (${[
  PARTITIONS,
  ...Object.entries(BACKUP_TABLES).map(
    ([table, row]) => `select '["${table}",' || (${row})::text || ']' from public.${table} t`,
  ),
].join('\nunion all\n')}) to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')`

/** All data as lines of JSON, from a database that may be in use. */
export async function* readBackup(connection: Connection, createdAt: Date): AsyncGenerator<string, BackupEnd> {
  // In parallel the tables would come mixed, and rows before those they refer to.
  const sql = openClient(connection, { max: 1, settings: { statement_timeout: 0, max_parallel_workers_per_gather: 0 } })
  try {
    await refuseHalfRestored(sql)
    const schema = await appliedSchema(sql)
    if (schema === undefined) throw new Error('There is no Brusio in this database.')
    const header: BackupHeader = { brusio_backup: BACKUP_FORMAT, schema, created_at: createdAt.toISOString() }
    yield JSON.stringify(header)
    const rows: Record<string, number> = Object.fromEntries(Object.keys(BACKUP_TABLES).map((table) => [table, 0]))
    const stream = await sql.unsafe(COPY).readable()
    for await (const line of splitLines(stream)) {
      const table = line.slice(2, line.indexOf('"', 2))
      if (table in rows) rows[table]!++
      yield line
    }
    const end: BackupEnd = { rows }
    yield JSON.stringify(end)
    return end
  } finally {
    await sql.end({ timeout: 2 })
  }
}
