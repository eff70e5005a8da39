import type { Log } from '../log.ts'
import type { BackupEnd } from './backup.ts'
import { RestoreError, readHeader, readRows } from './backup-lines.ts'
import { RESTORE_MARK, appliedSchema, isHalfRestored, migrate, openDatabase } from './db.ts'
import type { Connection, Database } from './db.ts'
import { createPartitions } from './partitions.ts'

const BATCH_ROWS = 2_000
const BATCH_CHARS = 4_000_000
/** Held by whoever fills an empty database. */
export const RESTORE_LOCK = 4_207_704

/**
 * Loads a backup into an empty database: its schema as it was then, the rows, the counters of identity columns, and only then the
 * migrations since. Throws RestoreError when the database holds anything, and when the backup is cut short. A mark stands from the
 * first statement to the last: where it was left standing, nothing but a restore begun anew takes the database.
 */
export async function loadBackup(connection: Connection, lines: AsyncIterable<string>, log: Log): Promise<BackupEnd> {
  const reader = lines[Symbol.asyncIterator]()
  const header = readHeader(await reader.next())
  const db = openDatabase({ connection, max: 2, log, settings: { statement_timeout: 0 } })
  try {
    const locker = await db.sql.reserve() // The lock belongs to a connection.
    try {
      const [lock] = await locker`select pg_try_advisory_lock(${RESTORE_LOCK}) as mine`
      if (!lock?.mine) throw new RestoreError('Another restore into this database is under way.')
      if (await isHalfRestored(db.sql)) await clearHalf(db, log)
      else {
        await refuseUnlessEmpty(db, header.schema)
        await db.sql`create schema ${db.sql(RESTORE_MARK)}`
      }
      await migrate(connection, log, { upTo: header.schema, restoring: true })
      const end = await loadRows(db, reader)
      await setSequences(db)
      await migrate(connection, log, { restoring: true })
      await db.sql`analyze`
      await db.sql`drop schema ${db.sql(RESTORE_MARK)}`
      return end
    } finally {
      locker.release()
    }
  } finally {
    await db.close()
  }
}

/** Tables of ours; partitions before those they belong to, or one statement would need a lock for each of hundreds. */
const readTables = ({ sql }: Database) => sql<{ name: string; partition: boolean }[]>`
  select relname as name, relispartition as partition from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relispartition desc, relname`

/** The database was empty when the mark was made, so all that is there is the half of a backup. May be cut short itself. */
export async function clearHalf(db: Database, log: Log): Promise<void> {
  log.warn('an earlier restore was cut short: beginning anew')
  for (const { name } of await readTables(db)) await db.sql`drop table ${db.sql(name)} cascade`
  await db.sql`drop schema if exists drizzle cascade`
}

async function refuseUnlessEmpty(db: Database, schema: number): Promise<void> {
  const applied = await appliedSchema(db.sql)
  if (applied !== undefined && applied > schema)
    throw new RestoreError('The database has newer tables than the backup. Restore into an empty one.')
  for (const { name, partition } of await readTables(db)) {
    if (partition) continue
    if (applied === undefined) throw new RestoreError(`The database is not empty: there is a table ${name}.`)
    const [row] = await db.sql`select from ${db.sql(name)} limit 1`
    if (row) throw new RestoreError(`The database is not empty: there are rows in ${name}.`)
  }
}

async function loadRows(db: Database, lines: AsyncIterator<string>): Promise<BackupEnd> {
  let batch = { table: '', rows: [] as string[], chars: 0 }
  const flush = async (): Promise<void> => {
    const { table, rows } = batch
    batch = { table: '', rows: [], chars: 0 }
    if (rows.length === 0) return
    if (table === 'partition') {
      const names: string[] = rows.map((name) => JSON.parse(name))
      return createPartitions(db, names)
    }
    await db.sql`
      insert into ${db.sql(table)} overriding system value
      select * from jsonb_populate_recordset(null::${db.sql(table)}, ${`[${rows.join(',')}]`}::jsonb)`
  }
  const end = await readRows(lines, (table, row) => {
    const full = table !== batch.table || batch.rows.length >= BATCH_ROWS || batch.chars >= BATCH_CHARS
    const flushed = full ? flush() : undefined
    batch.table = table
    batch.rows.push(row)
    batch.chars += row.length
    return flushed
  })
  await flush()
  return end
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
