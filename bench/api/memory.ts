import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_MS = 20

/** Memory of a process that is not swapped out, bytes; undefined where there is no /proc to ask. */
export function residentBytes(pid: number): number | undefined {
  try {
    return toBytes(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return undefined
  }
}

/** Of what the kernel says of a process. */
export function toBytes(status: string): number | undefined {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kib === undefined ? undefined : Number(kib) * 1_024
}

/** How much a process grows, at most, while something is done: beyond what it had before. */
export async function growthOf<T>(pid: number, doing: () => Promise<T>): Promise<{ result: T; bytes?: number }> {
  const before = residentBytes(pid)
  if (before === undefined) return { result: await doing() }
  const ending = new AbortController()
  let most = before
  const looking = (async () => {
    while (!ending.signal.aborted) {
      most = Math.max(most, residentBytes(pid) ?? 0)
      await sleep(LOOK_MS, undefined, { signal: ending.signal }).catch(() => {})
    }
  })()
  try {
    const result = await doing()
    return { result, bytes: most - before }
  } finally {
    ending.abort()
    await looking
  }
}
