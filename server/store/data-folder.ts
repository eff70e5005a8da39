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
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Log } from '../log.ts'
import { canWrite, CHILD_ENV, type Identity } from './binaries.ts'

/** The shortest limit of a socket's path is 104 bytes, with its end (macOS). */
const SOCKET_PATH_MAX = 103 - '/.s.PGSQL.5432'.length

const pointer = (dataDir: string) => path.join(dataDir, 'postgres.location')

/** Where the data of `dataDir` are: a file says so when they are not inside. */
export function locateData(dataDir: string): string {
  return existsSync(pointer(dataDir)) ? readFileSync(pointer(dataDir), 'utf8').trim() : path.join(dataDir, 'postgres')
}

export function placeData(dataDir: string, home: string, identity: Identity, log: Log): string {
  const inside = path.join(dataDir, 'postgres')
  if (existsSync(pointer(dataDir))) return locateData(dataDir)
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

export function makeSocketDir(identity: Identity): string {
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

/** What it says in a lock is not to be trusted with more: only a socket goes, and a folder that is empty then. */
export function removeSocketDir(dir: string): void {
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) rmSync(path.join(dir, name), { force: true })
  try {
    rmdirSync(dir)
  } catch {
    // Gone already, or something else is in it.
  }
}

/** Made beside and renamed: an interrupted initdb leaves nothing that looks finished. */
export async function initialise(initdb: string, pgdata: string, identity: Identity, user: string): Promise<void> {
  const fresh = `${pgdata}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  if (identity) chownSync(fresh, identity.uid, identity.gid)
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = ['-D', fresh, '-U', user, '--auth=trust', ...locale]
  await promisify(execFile)(initdb, args, { ...identity, cwd: '/', env: CHILD_ENV })
  renameSync(fresh, pgdata)
  const parent = openSync(path.dirname(pgdata), 'r')
  fsyncSync(parent)
  closeSync(parent)
}

export function checkVersion(pgdata: string, postgres: string): void {
  const written = readFileSync(path.join(pgdata, 'PG_VERSION'), 'utf8').trim()
  const share = path.resolve(postgres, '../../share/postgresql/postgres.bki')
  const ours = /^# PostgreSQL (\d+)/.exec(readFileSync(share, 'utf8'))?.[1]
  if (written !== ours)
    throw new Error(
      `The data in ${pgdata} were written by PostgreSQL ${written}; this version brings ${ours}. ` +
        'Run `npm run backup` with the version of Brusio that wrote them, then `npm run restore` into an empty DATA_DIR.',
    )
}
