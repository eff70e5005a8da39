import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { readBackup } from '../store/backup.ts'
import { openCommandDatabase } from '../store/command-database.ts'
import { refuseUnwritable } from './backup-file.ts'

// npm run backup -- [FILE]: all data into one file, from a database that may be in use.

async function* counted(lines: AsyncGenerator<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}

async function backup(file: string): Promise<void> {
  refuseUnwritable(file)
  const { databaseUrl, dataDir, logLevel } = readConfig()
  const database = await openCommandDatabase({ databaseUrl, dataDir, log: createLog(logLevel) })
  if (!database) throw new Error(`There are no data in ${dataDir}. Set DATA_DIR or DATABASE_URL.`)
  // The file holds reporters' keys and the day's secret. It gets its name when it is whole.
  const part = `${file}.part`
  try {
    const lines = Readable.from(counted(readBackup(database.connection, new Date())))
    await pipeline(lines, createGzip(), createWriteStream(part, { mode: 0o600, flush: true }))
    renameSync(part, file)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    await database.stop()
  }
}

const [file = `brusio-${new Date().toISOString().slice(0, 10)}.gz`, ...more] = process.argv.slice(2)
try {
  if (more.length > 0) throw new Error('One file: npm run backup -- [FILE]')
  await backup(file)
  console.log(`All data are in ${file}. Keep it as you keep the database: it holds the same.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
