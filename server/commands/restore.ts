import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { checkBackup } from '../store/backup-lines.ts'
import { openCommandDatabase } from '../store/command-database.ts'
import { runningEmbedded } from '../store/embedded.ts'
import { loadBackup } from '../store/restore.ts'
import { readBackupFile } from './backup-file.ts'

// npm run restore -- FILE: a backup into an empty database, of either kind.

async function restore(file: string): Promise<number> {
  const { databaseUrl, dataDir, logLevel } = readConfig()
  if (databaseUrl === undefined && runningEmbedded(dataDir))
    throw new Error(`A server runs on ${dataDir}. Stop it first, or set another DATA_DIR.`)
  await checkBackup(readBackupFile(file)) // Before a database is made, or filled by half, for nothing.
  const log = createLog(logLevel)
  const database = await openCommandDatabase({ databaseUrl, dataDir, log, create: true })
  if (!database) throw new Error('There is no database to restore into.')
  try {
    const { rows } = await loadBackup(database.connection, readBackupFile(file), log)
    return Object.values(rows).reduce((sum, n) => sum + n, 0)
  } finally {
    await database.stop()
  }
}

const [file, ...more] = process.argv.slice(2)
try {
  if (file === undefined || more.length > 0) throw new Error('Which file? npm run restore -- FILE')
  const rows = await restore(file)
  console.log(`${rows} rows restored from ${file}.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
