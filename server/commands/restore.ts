import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { openCommandDatabase } from '../store/command-database.ts'
import { runningEmbedded } from '../store/embedded.ts'
import { splitLines } from '../store/lines.ts'
import { loadBackup } from '../store/restore.ts'

// npm run restore -- FILE: a backup into an empty database, of either kind.

async function restore(file: string): Promise<number> {
  const { databaseUrl, dataDir, logLevel } = readConfig()
  if (databaseUrl === undefined && runningEmbedded(dataDir))
    throw new Error(`A server runs on ${dataDir}. Stop it first, or set another DATA_DIR.`)
  const source = (await open(file)).createReadStream() // Before a database is made for nothing.
  const unzipped = source.pipe(createGunzip())
  source.on('error', (error) => unzipped.destroy(error))
  const log = createLog(logLevel)
  const database = await openCommandDatabase({ databaseUrl, dataDir, log, create: true })
  if (!database) throw new Error('There is no database to restore into.')
  try {
    const { rows } = await loadBackup(database.connection, splitLines(unzipped), log)
    return Object.values(rows).reduce((sum, n) => sum + n, 0)
  } finally {
    await database.stop()
  }
}

const file = process.argv[2]
try {
  if (file === undefined) throw new Error('Which file? npm run restore -- FILE')
  const rows = await restore(file)
  console.log(`${rows} rows restored from ${file}.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
