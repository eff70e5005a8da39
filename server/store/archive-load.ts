import type { Log } from '../log.ts'
import { RestoreError } from './backup-lines.ts'
import { isHalfRestored, migrate, openDatabase, RESTORE_MARK, type Connection, type Database } from './db.ts'
import { clearHalf, RESTORE_LOCK } from './restore.ts'

/** Rows are objects with the names of the columns; instants RFC 3339, JSON as text. */
export type LoadRow = Record<string, string | number | boolean | null>

/** A catalogue may be there already; anything that was counted or judged may not. */
const MUST_BE_EMPTY = [
  'reports',
  'voices',
  'report_counts_minute',
  'report_counts_quarter',
  'report_counts_hour',
  'heartbeats',
  'baselines',
  'detector_states',
  'incidents',
  'incident_events',
  'verdicts',
  'dossiers',
  'notices',
  'probe_results',
]

/**
 * Runs `fill` on a database with all tables and nothing in them. A mark stands until it is done: a database that was filled by half is fit for
 * nothing but to be filled anew, and is emptied then. Throws RestoreError where anything is in it.
 */
export async function fillEmpty<T>(connection: Connection, log: Log, fill: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase({ connection, max: 2, log, settings: { statement_timeout: 0 } })
  try {
    const locker = await db.sql.reserve() // The lock belongs to a connection.
    try {
      const [lock] = await locker`select pg_try_advisory_lock(${RESTORE_LOCK}) as mine`
      if (!lock?.mine) throw new RestoreError('Another restore into this database is under way.')
      if (await isHalfRestored(db.sql)) {
        await clearHalf(db, log)
        await db.sql`create schema if not exists ${db.sql(RESTORE_MARK)}`
        await migrate(connection, log, { restoring: true })
      } else {
        await migrate(connection, log)
        await refuseUnlessEmpty(db)
        await db.sql`create schema ${db.sql(RESTORE_MARK)}`
      }
      const filled = await fill(db)
      await db.sql`analyze`
      await db.sql`drop schema ${db.sql(RESTORE_MARK)}`
      return filled
    } finally {
      locker.release()
    }
  } finally {
    await db.close()
  }
}

async function refuseUnlessEmpty({ sql }: Database): Promise<void> {
  for (const table of MUST_BE_EMPTY) {
    const [row] = await sql`select from ${sql(table)} limit 1`
    if (row) throw new RestoreError(`The database is not empty: there are rows in ${table}.`)
  }
}

/** Slugs and ids. Who is not there yet is archived until a catalogue names him; who is stays as he is. */
export async function insertProviders(
  db: Database,
  rows: readonly LoadRow[],
  now: number,
): Promise<Map<string, number>> {
  await db.sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(slug text, name text, category text, operator text, operator_name text, homepage text, countries text)
    ), made as (
      insert into operators (slug, name)
      select distinct on (operator) operator, coalesce(operator_name, operator) from given where operator is not null order by operator
      on conflict (slug) do update set name = operators.name
      returning id, slug
    )
    insert into providers (slug, name, category, operator_id, homepage, countries, problems, archived_at)
    select g.slug, g.name, g.category, m.id, g.homepage, string_to_array(coalesce(g.countries, ''), ' '), '[]', ${new Date(now).toISOString()}::timestamptz
    from given g left join made m on m.slug = g.operator order by g.slug
    on conflict (slug) do nothing`
  const all = await db.sql<{ id: number; slug: string }[]>`select id, slug from providers`
  return new Map(all.map(({ id, slug }) => [slug, id]))
}

/** Of one provider, by the minute or by the hour. */
export async function insertCounts(
  db: Database,
  table: 'report_counts_minute' | 'report_counts_hour',
  providerId: number,
  rows: readonly LoadRow[],
): Promise<void> {
  await db.sql`
    insert into ${db.sql(table)} (bucket_start, provider_id, facet, value, reports, problems, works)
    select bucket_start, ${providerId}, facet, value, reports, problems, works
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(bucket_start timestamptz, facet text, value text, reports int, problems int, works int)`
}

export async function insertBaselines(db: Database, providerId: number, rows: readonly LoadRow[]): Promise<void> {
  await db.sql`
    insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape, blind_per_minute)
    select ${providerId}, hour, rate, dispersion, shape, blind
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(hour timestamptz, rate float8, dispersion float8, shape float8, blind float8)`
}

/** Each minute of these spans. */
export async function insertUptime(db: Database, rows: readonly LoadRow[]): Promise<void> {
  await db.sql`
    insert into heartbeats (minute)
    select m from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("from" timestamptz, "to" timestamptz),
      generate_series(r."from", r."to" - interval '1 minute', interval '1 minute') as m`
}

export async function insertIncidents(db: Database, rows: readonly LoadRow[]): Promise<void> {
  await db.sql`
    insert into incidents (id, provider_id, state, verified, started_at, started_from, started_to, detected_at, confirmed_at, resolved_at,
      withdrawn_at, peak, rule, cause, scope, fixed)
    select r.id, p.id, r.state, r.verified, r.started_at, r.started_from, r.started_to, r.detected_at, r.confirmed_at, r.resolved_at,
      r.withdrawn_at, r.peak, r.rule, r.cause::jsonb, r.scope::jsonb, string_to_array(coalesce(r.fixed, ''), ' ')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, provider text, state text, verified bool, started_at timestamptz,
      started_from timestamptz, started_to timestamptz, detected_at timestamptz, confirmed_at timestamptz, resolved_at timestamptz,
      withdrawn_at timestamptz, peak int, rule text, cause text, scope text, fixed text)
    join providers p on p.slug = r.provider`
}

/** In the order in which they happened, for their numbers tell who came later. A suspicion has no incident, though it is told of one. */
export async function insertEvents(db: Database, rows: readonly LoadRow[]): Promise<void> {
  await db.sql`
    insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
    select case when r.type not in ('suspected', 'faded') then r.incident end, p.id, r.at, r.type, r.from_state, r.to_state, r.evidence::jsonb,
      r.reason
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, place) => ({ ...row, place })))}::jsonb) as r(place int, incident uuid, provider text,
      at timestamptz, type text, from_state text, to_state text, reason text, evidence text)
    join providers p on p.slug = r.provider order by r.at, r.place`
}
