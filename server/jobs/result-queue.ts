import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../log.ts'

export type ResultQueue<T> = {
  /** Never waits and never throws: what does not fit pushes out the oldest. */
  push(items: readonly T[]): void
  /** One last try at what is left, then gives up; says what was lost. */
  close(): Promise<void>
}

export type ResultQueueOptions<T> = {
  write: (batch: readonly T[]) => Promise<unknown>
  /** Whether another try may go better. Where not, the batch is lost: one that cannot be written must not stop the others. */
  mayPass: (error: unknown) => boolean
  log: Log
  /** What it is, in the plural, as the log names it. */
  name: string
  limit?: number
  batch?: number
  /** Real time between two tries. */
  retryMs?: number
}

/** About a day of a hundred targets, 20 MB. */
const LIMIT = 100_000
const BATCH = 500
const RETRY_MS = 2_000

/**
 * Holds what could not be written and tries again, oldest first, one batch at a time. Results have ids, so one that was written
 * although we were told otherwise does no harm. What is lost is said, at its beginning and its end.
 */
export function createResultQueue<T>(options: ResultQueueOptions<T>): ResultQueue<T> {
  const { write, mayPass, log, name, limit = LIMIT, batch = BATCH, retryMs = RETRY_MS } = options
  const waiting: T[] = []
  const closing = new AbortController()
  let dropped = 0
  let isAway = false
  let working: Promise<void> | undefined

  async function writeFirst(): Promise<boolean> {
    const items = waiting.slice(0, batch)
    const before = dropped
    try {
      await write(items)
    } catch (error) {
      if (mayPass(error)) {
        if (!isAway) log.error({ err: error }, `${name} cannot be written, and are kept`)
        isAway = true
        return false
      }
      log.error({ err: error, lost: items.length }, `${name} cannot be written and are lost`)
    }
    // Of those that were pushed out meanwhile, some were among these.
    waiting.splice(0, Math.max(0, items.length - (dropped - before)))
    if (isAway || dropped > 0) log.info({ waiting: waiting.length, dropped }, `${name} are written again`)
    isAway = false
    dropped = 0
    return true
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      if (await writeFirst()) continue
      if (closing.signal.aborted) break
      await pause(retryMs, undefined, { signal: closing.signal, ref: false }).catch(() => {})
    }
    working = undefined
  }

  return {
    push(items) {
      for (const item of items) waiting.push(item)
      const tooMany = waiting.length - limit
      if (tooMany > 0) {
        if (dropped === 0) log.error({ limit }, `too many ${name} are waiting: the oldest are dropped`)
        waiting.splice(0, tooMany)
        dropped += tooMany
      }
      working ??= drain()
    },
    async close() {
      closing.abort()
      await working
      if (waiting.length + dropped > 0) log.error({ lost: waiting.length + dropped }, `${name} are lost`)
    },
  }
}
