import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Log } from '../log.ts'
import { canWrite, CHILD_ENV, chooseIdentity, packagedBinaries, usableBinaries, type Identity } from './binaries.ts'
import { openClient, type Connection } from './db.ts'
import { awaitPreviousEnd, startPostmaster, type Postmaster } from './postmaster.ts'
import { runningServer, takeServerLock } from './server-lock.ts'

/** Where data and binaries go when PostgreSQL's user cannot reach the folder we were given. */
const HOME = '/var/lib/brusio'
const USER = 'brusio'
const DATABASE = 'brusio'
/** The shortest limit of a socket's path is 104 bytes, with its end (macOS). */
const SOCKET_PATH_MAX = 103 - '/.s.PGSQL.5432'.length
const RESTART_MS = [200, 1_000, 5_000, 30_000]

export type Embedded = { connection: Connection; stop(): Promise<void> }

const connectionTo = (socketDir: string): Connection => ({ host: socketDir, user: USER, database: DATABASE })

/** The database of the server that runs on this folder now, for a command beside it. */
export function runningEmbedded(dataDir: string): Connection | undefined {
  const holder = runningServer(path.resolve(dataDir))
  return holder && connectionTo(holder.socketDir)
}

/**
 * A real PostgreSQL on a private Unix socket, its data in `dataDir`/postgres. It ends when we end, however we end; should it end
 * before us, it is started again. Throws DataDirInUse, or NoEmbeddedPostgres with a message fit to show.
 */
export async function startEmbedded(options: { dataDir: string; log: Log; home?: string }): Promise<Embedded> {
  const { log, home = HOME } = options
  const dataDir = path.resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const native = packagedBinaries()
  const identity = chooseIdentity(locate(dataDir))
  const socketDir = makeSocketDir(identity)
  let lock: ReturnType<typeof takeServerLock>
  try {
    lock = takeServerLock(dataDir, socketDir)
  } catch (error) {
    rmSync(socketDir, { recursive: true, force: true })
    throw error
  }
  const clear = () => {
    rmSync(socketDir, { recursive: true, force: true })
    lock.release()
  }
  try {
    const { postgres, initdb } = usableBinaries({ native, home, identity, log })
    const pgdata = placeData(dataDir, home, identity, log)
    await awaitPreviousEnd(pgdata, log)
    if (lock.previous) rmSync(lock.previous.socketDir, { recursive: true, force: true })
    if (!existsSync(pgdata)) await initialise(initdb, pgdata, identity)
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

const pointer = (dataDir: string) => path.join(dataDir, 'postgres.location')

/** Where the data of `dataDir` are: a file says so when they are not inside. */
function locate(dataDir: string): string {
  return existsSync(pointer(dataDir)) ? readFileSync(pointer(dataDir), 'utf8').trim() : path.join(dataDir, 'postgres')
}

function placeData(dataDir: string, home: string, identity: Identity, log: Log): string {
  const inside = path.join(dataDir, 'postgres')
  if (existsSync(pointer(dataDir))) return locate(dataDir)
  if (!identity) return inside
  const probe = mkdtempSync(path.join(dataDir, '.probe-'))
  chownSync(probe, identity.uid, identity.gid)
  const reachable = canWrite(probe, identity)
  rmSync(probe, { recursive: true })
  if (reachable) return inside
  const name = `${path.basename(dataDir)}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}`
  const outside = path.join(home, name)
  mkdirSync(home, { recursive: true, mode: 0o755 })
  if (existsSync(inside)) throw new Error(`PostgreSQL's user can no longer reach ${inside}: move it to ${outside}`)
  writeFileSync(pointer(dataDir), `${outside}\n`)
  log.warn({ dataDir, data: outside }, "PostgreSQL's user cannot reach this folder: the data are elsewhere")
  return outside
}

function makeSocketDir(identity: Identity): string {
  for (const base of [os.tmpdir(), '/tmp']) {
    if (base.length + '/brusio-XXXXXX'.length > SOCKET_PATH_MAX) continue
    const dir = mkdtempSync(path.join(base, 'brusio-'))
    chmodSync(dir, 0o700)
    if (!identity) return dir
    chownSync(dir, identity.uid, identity.gid)
    if (canWrite(dir, identity)) return dir
    rmSync(dir, { recursive: true })
  }
  throw new Error('No folder short enough for a Unix socket: set TMPDIR to a shorter one.')
}

/** Made beside and renamed: an interrupted initdb leaves nothing that looks finished. */
async function initialise(initdb: string, pgdata: string, identity: Identity): Promise<void> {
  const fresh = `${pgdata}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  if (identity) chownSync(fresh, identity.uid, identity.gid)
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = ['-D', fresh, '-U', USER, '--auth=trust', ...locale]
  await promisify(execFile)(initdb, args, { ...identity, cwd: '/', env: CHILD_ENV })
  renameSync(fresh, pgdata)
  const parent = openSync(path.dirname(pgdata), 'r')
  fsyncSync(parent)
  closeSync(parent)
}

function checkVersion(pgdata: string, postgres: string): void {
  const written = readFileSync(path.join(pgdata, 'PG_VERSION'), 'utf8').trim()
  const share = path.resolve(postgres, '../../share/postgresql/postgres.bki')
  const ours = /^# PostgreSQL (\d+)/.exec(readFileSync(share, 'utf8'))?.[1]
  if (written !== ours)
    throw new Error(
      `The data in ${pgdata} were written by PostgreSQL ${written}; this version brings ${ours}. ` +
        'Run `npm run backup` with the version of Brusio that wrote them, then `npm run restore` into an empty DATA_DIR.',
    )
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
