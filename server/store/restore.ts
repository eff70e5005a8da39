import type { Log } from '../log.ts'
import { BACKUP_FORMAT, BACKUP_TABLES, type BackupEnd, type BackupHeader } from './backup.ts'
import { appliedSchema, migrate, newestSchema, openDatabase, type Connection, type Database } from './db.ts'
import { createPartitions } from './partitions.ts'

/** Why a restore was refused or given up; fit to show. */
export class RestoreError extends Error {
  override name = 'RestoreError'
}

const BATCH_ROWS = 2_000
const BATCH_CHARS = 4_000_000

/**
 * Loads a backup into an empty database: its schema as it was then, the rows, the counters of identity columns, and only then the
 * migrations since. Throws RestoreError when the database holds anything, and when the backup is cut short.
 */
export async function loadBackup(connection: Connection, lines: AsyncIterable<string>, log: Log): Promise<BackupEnd> {
  const reader = lines[Symbol.asyncIterator]()
  const header = readHeader(await reader.next())
  const db = openDatabase({ connection, max: 1, log })
  try {
    await refuseUnlessEmpty(db, header.schema)
    await migrate(connection, log, header.schema)
    const end = await loadRows(db, reader)
    await setSequences(db)
    await migrate(connection, log)
    await db.sql`analyze`
    return end
  } finally {
    await db.close()
  }
}

function readHeader(first: IteratorResult<string>): BackupHeader {
  let header: Partial<BackupHeader> = {}
  try {
    if (!first.done) header = JSON.parse(first.value)
  } catch {
    // Refused below.
  }
  const { brusio_backup, schema, created_at } = header
  if (typeof brusio_backup !== 'number' || typeof schema !== 'number' || typeof created_at !== 'string')
    throw new RestoreError('This is no backup of Brusio.')
  if (brusio_backup > BACKUP_FORMAT || schema > newestSchema())
    throw new RestoreError('This backup was made by a newer Brusio. Update this one.')
  return { brusio_backup, schema, created_at }
}

async function refuseUnlessEmpty({ sql }: Database, schema: number): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`
  const applied = await appliedSchema(sql)
  if (applied !== undefined && applied > schema)
    throw new RestoreError('The database has newer tables than the backup. Restore into an empty one.')
  for (const { name } of tables) {
    if (applied === undefined) throw new RestoreError(`The database is not empty: there is a table ${name}.`)
    const [row] = await sql`select from ${sql(name)} limit 1`
    if (row) throw new RestoreError(`The database is not empty: there are rows in ${name}.`)
  }
}

async function loadRows(db: Database, lines: AsyncIterator<string>): Promise<BackupEnd> {
  const loaded: Record<string, number> = Object.fromEntries(Object.keys(BACKUP_TABLES).map((table) => [table, 0]))
  let batch = { table: '', rows: [] as string[], chars: 0 }
  const flush = async () => {
    const { table, rows } = batch
    batch = { table: '', rows: [], chars: 0 }
    if (rows.length === 0) return
    if (table === 'partition')
      return createPartitions(
        db,
        rows.map((name) => JSON.parse(name)),
      )
    await db.sql`
      insert into ${db.sql(table)} overriding system value
      select * from jsonb_populate_recordset(null::${db.sql(table)}, ${`[${rows.join(',')}]`}::jsonb)`
    loaded[table] = (loaded[table] ?? 0) + rows.length
  }
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const [, table, row] = /^\["([a-z_]+)",(.*)\]$/s.exec(next.value) ?? []
    if (table === undefined || row === undefined) {
      await flush()
      return checkEnd(next.value, loaded)
    }
    if (table !== batch.table || batch.rows.length >= BATCH_ROWS || batch.chars >= BATCH_CHARS) await flush()
    batch.table = table
    batch.rows.push(row)
    batch.chars += row.length
  }
  throw new RestoreError('The backup ends too early: it was cut short.')
}

function checkEnd(line: string, loaded: Record<string, number>): BackupEnd {
  let end: Partial<BackupEnd> = {}
  try {
    end = JSON.parse(line)
  } catch {
    // Refused below.
  }
  const { rows } = end
  if (rows === undefined) throw new RestoreError(`The backup is damaged: ${line.slice(0, 60)}`)
  for (const table of new Set([...Object.keys(rows), ...Object.keys(loaded)])) {
    if ((rows[table] ?? 0) !== (loaded[table] ?? 0))
      throw new RestoreError(`The backup is damaged: ${loaded[table] ?? 0} of ${rows[table] ?? 0} rows of ${table}.`)
  }
  return { rows }
}

/** Numbers given out before are not given out again. */
async function setSequences({ sql }: Database): Promise<void> {
  const columns = await sql<{ table: string; column: string; sequence: string }[]>`
    select c.relname as table, a.attname as column, pg_get_serial_sequence(format('public.%I', c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped
      and pg_get_serial_sequence(format('public.%I', c.relname), a.attname) is not null
    order by 1, 2`
  for (const { table, column, sequence } of columns) {
    await sql`select setval(${sequence}::regclass, coalesce((select max(${sql(column)}) from ${sql(table)}), 0) + 1, false)`
  }
}
