import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { silentLog, type Log } from '../log.ts'
import { startPulse } from './pulse.ts'
import * as schema from './schema.ts'

/** A server by URL (`?host=/dir` names a Unix socket's folder), or a Unix socket's folder. */
export type Connection = { url: string } | { host: string; user: string; database: string }

export type Database = {
  readonly sql: postgres.Sql
  readonly orm: PostgresJsDatabase<typeof schema>
  close: () => Promise<void>
}

const CONNECT_TIMEOUT_S = 5
const END_TIMEOUT_S = 2
const STATEMENT_TIMEOUT_MS = 30_000
const RECONNECT_S = 0.05

/** `new URL` knows neither an empty host nor a path as host, both of which libpq allows. */
function parseUrl(raw: string): { url: string; socketDir?: string } {
  const url = new URL(raw.replace(/^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)(?=[/?#]|$)/, '$1localhost'))
  const host = url.searchParams.get('host')
  url.searchParams.delete('host')
  if (host?.startsWith('/')) return { url: url.href, socketDir: host }
  if (host) url.hostname = host
  return { url: url.href }
}

/** The same server, another database. */
export function withDatabase(connection: Connection, database: string): Connection {
  if (!('url' in connection)) return { ...connection, database }
  const { url: href, socketDir } = parseUrl(connection.url)
  const url = new URL(href)
  url.pathname = `/${database}`
  if (socketDir) url.searchParams.set('host', socketDir)
  return { url: url.href }
}

/** A bare client. `settings` are PostgreSQL's, over our own. */
export function openClient(
  connection: Connection,
  options: { max?: number; log?: Log; settings?: Record<string, string | number> } = {},
): postgres.Sql {
  const { max = 10, log = silentLog } = options
  const settings: postgres.Options<Record<string, never>> = {
    max,
    backoff: () => RECONNECT_S,
    connect_timeout: CONNECT_TIMEOUT_S,
    connection: {
      application_name: 'brusio',
      TimeZone: 'UTC',
      statement_timeout: STATEMENT_TIMEOUT_MS,
      ...options.settings,
    },
    onnotice: (notice) => log.debug({ notice: notice.message }, 'postgres notice'),
  }
  if (!('url' in connection)) return postgres({ ...settings, ...connection, port: 5432, password: '' })
  const { url, socketDir } = parseUrl(connection.url)
  return postgres(url, socketDir ? { ...settings, host: socketDir } : settings)
}

const INT8 = 20
const JSON_TEXT = 114
const TIMESTAMPTZ = 1184
const JSONB = 3802

/**
 * drizzle makes the client pass instants and JSON through untouched, which breaks them in hand-written SQL. Here both ways work:
 * `timestamptz` takes Date, epoch milliseconds or text and comes back as Date; `jsonb` takes text or a value; `bigint` is a number
 * (ours are counts, sequences and ASNs, far below 2^53).
 */
function setTypes(client: postgres.Sql): void {
  const parsers: Record<number, (text: string) => unknown> = client.options.parsers
  const serializers: Record<number, (value: unknown) => unknown> = client.options.serializers
  parsers[INT8] = Number
  parsers[TIMESTAMPTZ] = (text) => new Date(text)
  serializers[TIMESTAMPTZ] = (value) =>
    value instanceof Date || typeof value === 'number' ? new Date(value).toISOString() : value
  serializers[JSON_TEXT] = (value) => (typeof value === 'string' ? value : JSON.stringify(value))
  serializers[JSONB] = serializers[JSON_TEXT]
}

/**
 * A pool of connections, and one more that asks whether the database is there. As long as it is not, what waits is refused on every
 * beat and what comes finds a fresh pool: postgres.js has no deadline of its own. So take `sql` and `orm` from here each time.
 */
export function openDatabase(options: {
  connection: Connection
  max?: number
  log?: Log
  settings?: Record<string, string | number>
  beatMs?: number
  /** Told once a beat how long the database took to say that it is there (milliseconds), or undefined: it failed to. */
  onBeat?: ((ms: number | undefined) => void) | undefined
}): Database {
  const { connection, log = silentLog, beatMs, onBeat } = options
  const openPool = () => {
    const sql = openClient(connection, options)
    const orm = drizzle(sql, { schema, casing: 'snake_case' })
    setTypes(sql)
    return { sql, orm }
  }
  let pool = openPool()
  const pulse = startPulse({
    beatMs,
    onBeat,
    open: () => {
      const sql = openClient(connection, { max: 1, log })
      return { ask: () => sql`select 1`, cut: () => void sql.end({ timeout: 0 }) }
    },
    silent: (first) => {
      if (first) log.error('the database does not answer: letting its connections go')
      void pool.sql.end({ timeout: 0 })
      pool = openPool()
    },
  })
  return {
    get sql() {
      return pool.sql
    },
    get orm() {
      return pool.orm
    },
    close: () => {
      pulse.close()
      // Without a timeout `end` can wait for ever after a lost connection.
      return pool.sql.end({ timeout: END_TIMEOUT_S })
    },
  }
}

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))
/** Any number, the same in every process. */
export const MIGRATION_LOCK = 4_207_701
const ALREADY_APPLIED = 'BR001'

/** When the newest migration we know was made; it names the version of the schema. */
export function newestSchema(): number {
  return Math.max(0, ...readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((m) => m.folderMillis))
}

/** Which version of the schema this database has; undefined where none was ever applied. */
export async function appliedSchema(sql: postgres.Sql): Promise<number | undefined> {
  const [there] = await sql<{ yes: boolean }[]>`select to_regclass('drizzle.__drizzle_migrations') is not null as yes`
  if (!there?.yes) return undefined
  const [row] = await sql<
    { at: number | null }[]
  >`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`
  return row?.at ?? undefined
}

/** A schema of this name stands as long as a restore lasts, and stays where one was cut short. */
export const RESTORE_MARK = 'brusio_restore'

/** There is half of a backup in this database: fit for nothing but another restore. */
export async function isHalfRestored(sql: postgres.Sql): Promise<boolean> {
  const [mark] = await sql`select from pg_namespace where nspname = ${RESTORE_MARK}`
  return mark !== undefined
}

export async function refuseHalfRestored(sql: postgres.Sql): Promise<void> {
  if (await isHalfRestored(sql))
    throw new Error(
      'A restore into this database was cut short, or is under way. Run npm run restore -- FILE again: it begins anew.',
    )
}

/**
 * Applies what is new in migrations/, up to `upTo` where given; refuses a database with half of a backup unless `restoring`. Safe to call in several processes at once: each migration is one
 * message to the server, which runs it as one transaction: take the lock, refuse if somebody was faster, apply, write it down. So a
 * backend that dies in the middle leaves nothing behind, and no lock can be lost unnoticed. The table is drizzle-kit's own.
 */
export async function migrate(
  connection: Connection,
  log: Log,
  { upTo = Infinity, restoring = false } = {},
): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: MIGRATIONS })
  const sql = openClient(connection, { max: 1, log, settings: { statement_timeout: 0 } })
  try {
    if (!restoring) await refuseHalfRestored(sql)
    await sql.unsafe(`select pg_advisory_xact_lock(${MIGRATION_LOCK});
      create schema if not exists drizzle;
      create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`)
    const applied = (await appliedSchema(sql)) ?? 0
    if (applied > newestSchema()) throw new Error('This database was written by a newer Brusio. Update this one.')
    for (const { folderMillis, hash, sql: statements } of migrations) {
      if (folderMillis <= applied || folderMillis > upTo) continue
      try {
        await sql.unsafe(`select pg_advisory_xact_lock(${MIGRATION_LOCK});
          do $$ begin if exists (select from drizzle.__drizzle_migrations where created_at >= ${folderMillis}) then
            raise exception 'already applied' using errcode = '${ALREADY_APPLIED}'; end if; end $$;
          ${statements.map((s) => s.trim().replace(/;?$/, ';')).join('\n')}
          insert into drizzle.__drizzle_migrations (hash, created_at) values ('${hash}', ${folderMillis})`)
        log.info({ migration: new Date(folderMillis).toISOString() }, 'migration applied')
      } catch (error) {
        if (!(error instanceof postgres.PostgresError) || error.code !== ALREADY_APPLIED) throw error
      }
    }
  } finally {
    await sql.end({ timeout: END_TIMEOUT_S })
  }
}
