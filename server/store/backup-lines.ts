import { BACKUP_FORMAT, BACKUP_TABLES, type BackupEnd, type BackupHeader } from './backup.ts'
import { newestSchema } from './db.ts'

/** Why a restore was refused or given up; fit to show. */
export class RestoreError extends Error {
  override name = 'RestoreError'
}

/** Reads a backup through to its end and writes nothing. Throws RestoreError when it is none, damaged, or cut short. */
export async function checkBackup(lines: AsyncIterable<string>): Promise<BackupEnd> {
  const reader = lines[Symbol.asyncIterator]()
  readHeader(await reader.next())
  return readRows(reader, () => undefined)
}

export function readHeader(first: IteratorResult<string>): BackupHeader {
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

/**
 * Hands over each row, as JSON, with its table (`partition`: the name of one). Answers with the backup's end, or throws RestoreError
 * where that is missing or counts otherwise.
 */
export async function readRows(
  lines: AsyncIterator<string>,
  take: (table: string, row: string) => Promise<void> | undefined,
): Promise<BackupEnd> {
  const seen: Record<string, number> = Object.fromEntries(Object.keys(BACKUP_TABLES).map((table) => [table, 0]))
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const [, table, row] = /^\["([a-z_]+)",(.*)\]$/s.exec(next.value) ?? []
    if (table === undefined || row === undefined) {
      const end = readEnd(next.value, seen)
      // Only now has the stream compared its checksum.
      if (!(await lines.next()).done) throw new RestoreError('The backup is damaged: it goes on after its end.')
      return end
    }
    if (table !== 'partition') seen[table] = (seen[table] ?? 0) + 1
    await take(table, row)
  }
  throw new RestoreError('The backup ends too early: it was cut short.')
}

function readEnd(line: string, seen: Record<string, number>): BackupEnd {
  let end: Partial<BackupEnd> = {}
  try {
    end = JSON.parse(line)
  } catch {
    // Refused below.
  }
  const { rows } = end
  if (typeof rows !== 'object' || rows === null) throw new RestoreError(`The backup is damaged: ${line.slice(0, 60)}`)
  for (const table of new Set([...Object.keys(rows), ...Object.keys(seen)])) {
    if ((rows[table] ?? 0) !== (seen[table] ?? 0))
      throw new RestoreError(`The backup is damaged: ${seen[table] ?? 0} of ${rows[table] ?? 0} rows of ${table}.`)
  }
  return { rows }
}
