import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { CHILD_ENV, type Identity } from './binaries.ts'
import { codeOf } from './server-lock.ts'

const SETTINGS = {
  listen_addresses: '', // a Unix socket only
  unix_socket_permissions: '0700',
  fsync: 'on', // an acknowledged report is on the disk
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '50',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  wal_level: 'minimal', // nobody replicates from here
  max_wal_senders: '0',
  jit: 'off', // not in the package
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and details hold reporters' keys: they stay out of the log. Errors reach us through the client.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '',
}

/**
 * The shell waits for its input to end, which the system brings about when we die, however we die, and stops PostgreSQL. It lives in
 * a session of its own and ignores what the terminal sends, so that PostgreSQL is there until we have flushed.
 */
const SCRIPT = `trap '' INT TERM HUP
exec 3<&0 </dev/null
"$@" 3<&- &
P=$!
{ cat >/dev/null; kill -INT $P; } <&3 2>/dev/null &
W=$!
exec 3<&-
wait $P
S=$?
kill -KILL $W
exit $S`

const STOP_PATIENCE_MS = 30_000
const PREVIOUS_PATIENCE_MS = 15_000
const POLL_MS = 20
const LINES_KEPT = 20

export type Postmaster = { exited: Promise<void>; stop(): Promise<void> }

const pidFile = (pgdata: string) => path.join(pgdata, 'postmaster.pid')

function postmasterPid(pgdata: string): number | undefined {
  try {
    return Number(readFileSync(pidFile(pgdata), 'utf8').split('\n')[0]) || undefined
  } catch {
    return undefined
  }
}

/** The command line of a process, where the system tells. */
function isPostmasterOf(pid: number, pgdata: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
  }
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(pgdata)
  } catch {
    return false
  }
}

/** A PostgreSQL whose server was killed is about to end; its data must not be opened before. We hold the folder's lock: it is nobody else's. */
export async function awaitPreviousEnd(pgdata: string, log: Log): Promise<void> {
  const began = performance.now()
  let asked = false
  for (;;) {
    const pid = postmasterPid(pgdata)
    if (pid === undefined) return
    if (!isPostmasterOf(pid, pgdata)) return rmSync(pidFile(pgdata), { force: true })
    if (!asked && performance.now() - began > PREVIOUS_PATIENCE_MS) {
      asked = true
      log.warn({ pid }, 'a PostgreSQL is still on these data: asking it to end')
      process.kill(pid, 'SIGINT')
    }
    if (performance.now() - began > 2 * PREVIOUS_PATIENCE_MS)
      throw new Error(`A PostgreSQL (process ${pid}) still runs on ${pgdata}. End it first.`)
    await sleep(POLL_MS)
  }
}

/** Starts PostgreSQL on `pgdata`, ready when the promise resolves; it ends with us. */
export async function startPostmaster(options: {
  postgres: string
  pgdata: string
  socketDir: string
  identity: Identity
  log: Log
}): Promise<Postmaster> {
  const { postgres, pgdata, socketDir, identity, log } = options
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: socketDir })
  const args = [postgres, '-D', pgdata, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'brusio-db', ...args], {
    ...identity,
    cwd: '/',
    env: CHILD_ENV,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  child.stdin.on('error', () => {}) // It ended first; `exit` tells.
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  await ready(child, log)
  return { exited, stop: () => stop(child, exited, pgdata, log) }
}

/** Recovery after a crash takes as long as it takes: there is no time limit, only an end. */
function ready(child: ChildProcess, log: Log): Promise<void> {
  const lines: string[] = []
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => reject(new Error(`PostgreSQL did not start: ${lines.join(' | ')}`)))
    createInterface({ input: child.stderr! }).on('line', (line) => {
      if (lines.push(line) > LINES_KEPT) lines.shift()
      // When we end it, it says FATAL to each connection that is still open.
      const isBidden = line.startsWith('FATAL:') && child.stdin?.writableEnded
      if (/^(FATAL|PANIC):/.test(line) && !isBidden) log.warn({ postgres: line }, 'postgres')
      else log.debug({ postgres: line }, 'postgres')
      if (line.includes('database system is ready to accept connections')) resolve()
    })
  })
}

async function stop(child: ChildProcess, exited: Promise<void>, pgdata: string, log: Log): Promise<void> {
  child.stdin?.end()
  const patience = setTimeout(() => {
    const pid = postmasterPid(pgdata)
    log.warn({ pid }, 'PostgreSQL takes long to end: the next start will recover')
    if (pid !== undefined && isPostmasterOf(pid, pgdata)) process.kill(pid, 'SIGQUIT')
  }, STOP_PATIENCE_MS)
  await exited
  // The shell may have been killed alone.
  while (existsSync(pidFile(pgdata)) && isPostmasterOf(postmasterPid(pgdata) ?? 0, pgdata)) await sleep(POLL_MS)
  clearTimeout(patience)
}
