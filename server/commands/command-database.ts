import type { EventEmitter } from 'node:events'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { openCommandDatabase } from '../store/command-database.ts'
import { openDatabase, refuseHalfRestored } from '../store/db.ts'
import type { Database } from '../store/db.ts'

export class NoDataError extends Error {
  override name = 'NoDataError'
}

/**
 * Runs a command on this instance's database, beside the server or without it, and lets it go after. Throws NoDataError where there is
 * none yet: a command makes none.
 */
export async function withCommandDatabase<T>(run: (db: Database) => Promise<T>): Promise<T> {
  bearClosedPipe(process.stdout)
  const { databaseUrl, dataDir, logLevel } = readConfig()
  const database = await openCommandDatabase({ databaseUrl, dataDir, log: createLog(logLevel) })
  if (!database)
    throw new NoDataError(`There are no data in ${dataDir}: start Brusio first, or set DATA_DIR or DATABASE_URL.`)
  const db = openDatabase({ connection: database.connection, max: 1 })
  try {
    await refuseHalfRestored(db.sql)
    return await run(db)
  } finally {
    await db.close()
    await database.stop()
  }
}

/** Whoever reads our lines may stop early (`| head`): what was asked for is done all the same. */
export function bearClosedPipe(output: EventEmitter): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
