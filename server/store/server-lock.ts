import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** `started` tells this process from a later one with the same number: in a container numbers come back after every restart. */
export type Holder = { pid: number; started: string; socketDir: string }

export class DataDirInUse extends Error {
  override name = 'DataDirInUse'
}

export const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

const lockFile = (dataDir: string) => path.join(dataDir, 'server.lock')

/** When a process began, in words of its system; undefined when there is no such process (a dead one nobody waited for is none). */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    // The second field is the name in brackets, and may hold anything; fields 3 (state) and 22 (start) count from behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${boot}/${fields[19]}`
  } catch {
    return undefined
  }
}

function read(file: string): Holder | undefined {
  try {
    const { pid, started, socketDir }: Partial<Holder> = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof pid !== 'number' || typeof started !== 'string' || typeof socketDir !== 'string') return undefined
    return { pid, started, socketDir }
  } catch {
    return undefined
  }
}

/** Who runs on this folder now. */
export function runningServer(dataDir: string): Holder | undefined {
  const holder = read(lockFile(dataDir))
  return holder && startOf(holder.pid) === holder.started ? holder : undefined
}

/**
 * Takes `dataDir`/server.lock or throws DataDirInUse naming the process that has it. A lock whose process is gone is taken over; its
 * holder is returned as `previous`. (PostgreSQL's own lock on its data stands behind this one.)
 */
export function takeServerLock(dataDir: string, socketDir: string): { previous: Holder | undefined; release(): void } {
  const file = lockFile(dataDir)
  const own = `${file}.${process.pid}`
  const started = startOf(process.pid) ?? ''
  writeFileSync(own, JSON.stringify({ pid: process.pid, started, socketDir } satisfies Holder), { mode: 0o600 })
  let previous: Holder | undefined
  try {
    for (;;) {
      try {
        linkSync(own, file) // Fails where there is a file: nobody ever sees a lock half written.
        break
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
      }
      const holder = runningServer(dataDir)
      if (holder)
        throw new DataDirInUse(
          `Another Brusio server (process ${holder.pid}) runs on ${dataDir}. Stop it first, or set another DATA_DIR.`,
        )
      previous = moveStale(file, `${own}.stale`) ?? previous
    }
  } finally {
    rmSync(own, { force: true })
  }
  const release = () => {
    const holder = read(file)
    if (holder?.pid === process.pid && holder.started === started) rmSync(file, { force: true })
  }
  return { previous, release }
}

/** Two may find the same stale lock; who comes second must not move away the fresh one of the first. */
function moveStale(file: string, aside: string): Holder | undefined {
  try {
    renameSync(file, aside)
  } catch {
    return undefined
  }
  const moved = read(aside)
  try {
    if (moved && startOf(moved.pid) === moved.started) linkSync(aside, file)
  } finally {
    rmSync(aside, { force: true })
  }
  return moved
}
