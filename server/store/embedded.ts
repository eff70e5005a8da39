import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { chooseIdentity, packagedBinaries, usableBinaries } from './binaries.ts'
import { checkVersion, initialise, locateData, makeSocketDir, placeData, removeSocketDir } from './data-folder.ts'
import { openClient, type Connection } from './db.ts'
import { awaitPreviousEnd, startPostmaster, type Postmaster } from './postmaster.ts'
import { runningServer, takeServerLock } from './server-lock.ts'

/** Where data and binaries go when PostgreSQL's user cannot reach the folder we were given. */
const HOME = '/var/lib/brusio'
const USER = 'brusio'
const DATABASE = 'brusio'
const RESTART_MS = [200, 1_000, 5_000, 30_000]

export type Embedded = { connection: Connection; stop: () => Promise<void> }

const connectionTo = (socketDir: string): Connection => ({ host: socketDir, user: USER, database: DATABASE })

/** The database of the server that runs on this folder now, for a command beside it. */
export function runningEmbedded(dataDir: string): Connection | undefined {
  const holder = runningServer(path.resolve(dataDir))
  return holder && connectionTo(holder.socketDir)
}

export const embeddedDataExist = (dataDir: string): boolean => existsSync(locateData(path.resolve(dataDir)))

/**
 * A real PostgreSQL on a private Unix socket, its data in `dataDir`/postgres. It ends when we end, however we end; should it end
 * before us, it is started again. Throws DataDirInUse, or NoEmbeddedPostgres with a message fit to show.
 */
export async function startEmbedded(options: { dataDir: string; log: Log; home?: string }): Promise<Embedded> {
  const { log, home = HOME } = options
  const dataDir = path.resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const native = packagedBinaries()
  const identity = chooseIdentity(locateData(dataDir))
  const socketDir = makeSocketDir(identity)
  let lock: ReturnType<typeof takeServerLock>
  try {
    lock = takeServerLock(dataDir, socketDir)
  } catch (error) {
    removeSocketDir(socketDir)
    throw error
  }
  const clear = () => {
    removeSocketDir(socketDir)
    lock.release()
  }
  try {
    const { postgres, initdb } = usableBinaries({ native, home, identity, log })
    const pgdata = placeData(dataDir, home, identity, log)
    await awaitPreviousEnd(pgdata, log)
    if (lock.previous) removeSocketDir(lock.previous.socketDir)
    if (!existsSync(pgdata)) await initialise(initdb, pgdata, identity, USER)
    checkVersion(pgdata, postgres)
    const stop = await keepRunning(() => startPostmaster({ postgres, pgdata, socketDir, identity, log }), pgdata, log)
    try {
      await createDatabase(socketDir)
    } catch (error) {
      await stop()
      throw error
    }
    return { connection: connectionTo(socketDir), stop: () => stop().finally(clear) }
  } catch (error) {
    clear()
    throw error
  }
}

async function createDatabase(socketDir: string): Promise<void> {
  const sql = openClient({ host: socketDir, user: USER, database: 'postgres' }, { max: 1 })
  try {
    const [there] = await sql`select from pg_database where datname = ${DATABASE}`
    if (!there) await sql`create database ${sql(DATABASE)}`
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Starts it again should it end by itself (killed for want of memory, say); what was acknowledged is on the disk. */
async function keepRunning(start: () => Promise<Postmaster>, pgdata: string, log: Log): Promise<() => Promise<void>> {
  let current = await start()
  let stopping = false
  const halt = new AbortController()
  const watch = (async () => {
    for (let failures = 0; ;) {
      await current.exited
      if (stopping) return
      log.error('PostgreSQL ended unexpectedly: starting it again')
      await sleep(RESTART_MS[Math.min(failures, RESTART_MS.length - 1)], undefined, { signal: halt.signal }).catch(
        () => {},
      )
      if (stopping) return
      try {
        await awaitPreviousEnd(pgdata, log)
        current = await start()
        failures = 0
      } catch (error) {
        failures++
        log.error({ err: error }, 'PostgreSQL could not be started again')
      }
    }
  })()
  return async () => {
    stopping = true
    halt.abort()
    await current.stop()
    await watch
    await current.stop() // The watch may have been starting one.
  }
}
