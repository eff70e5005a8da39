import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import { MAX_BATCH, MAX_WAITING_REPORTS, PATIENCE_MS, RETRY_AFTER_S } from './limits.ts'

type Waiting<T, R> = { item: T; since: number; done: boolean; resolve(result: R): void; reject(error: unknown): void }

export type WriteBuffer<T, R> = {
  /** Settles after the commit; rejects with a 503 Refusal when there was none in time, or no room. */
  add(item: T): Promise<R>
  /** Reports without an answer yet. */
  readonly size: number
  /** Takes no more, and settles when everybody has an answer. */
  close(): Promise<void>
}

export type WriteBufferOptions<T, R> = {
  /** Results in the order of the batch; undefined: not decided yet, and to be written again. */
  write: (batch: T[]) => Promise<readonly (R | undefined)[]>
  log: Log
  connections?: number
  tickMs?: number
  maxBatch?: number
  maxWaiting?: number
  patienceMs?: number
}

const RETRY_MS = { first: 50, most: 1_000 }
const SWEEP_MS = 100
/** A statement that takes longer has met somebody's lock; the second connection helps out. */
const STALL_MS = 200

/** What no repetition cures: a value the tables do not take (SQLSTATE classes 22 and 23). */
function isUnfit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]...$/.test(error.code)
}

/**
 * Group commit. A batch leaves when it is full, a tick after its first report, and at the close. As long as the batches are not full one
 * statement at a time is enough and two would cost more: each is twice as dear for half as many. So the second connection is for full
 * batches, and for when the first one is stuck.
 *
 * A failed batch is kept and tried again: the same id is never counted twice, so one whose answer was lost is harmless. Who has waited
 * `patienceMs` is told 503 and his report is dropped; if its statement was on the way all the same, his own retry meets its id.
 */
export function createWriteBuffer<T, R>(options: WriteBufferOptions<T, R>): WriteBuffer<T, R> {
  const { write, log, connections = 2, tickMs = 3, maxBatch = MAX_BATCH } = options
  const { maxWaiting = MAX_WAITING_REPORTS, patienceMs = PATIENCE_MS } = options
  const queue: Waiting<T, R>[] = []
  const waiting = new Set<Waiting<T, R>>()
  let underWay = 0
  let tick: NodeJS.Timeout | undefined
  let sweeper: NodeJS.Timeout | undefined
  let closing: (() => void) | undefined
  let closed = false

  function settle(entry: Waiting<T, R>, answer: () => void): void {
    if (entry.done) return
    entry.done = true
    waiting.delete(entry)
    answer()
    if (waiting.size > 0) return
    clearInterval(sweeper)
    sweeper = undefined
    closing?.()
  }

  function sweep(): void {
    const now = performance.now()
    // In order of arrival: the first one that still may wait ends it.
    for (const entry of waiting) {
      if (entry.since + patienceMs > now) break
      settle(entry, () => entry.reject(away('It took too long to store the report.')))
    }
    const first = queue.findIndex((entry) => !entry.done)
    queue.splice(0, first < 0 ? queue.length : first)
    if (queue.length > 0 && queue[0]!.since + STALL_MS < now && underWay < connections) void flush()
  }

  async function commit(batch: readonly Waiting<T, R>[]): Promise<void> {
    for (let delay = RETRY_MS.first; ; delay = Math.min(delay * 2, RETRY_MS.most)) {
      const open = batch.filter((entry) => !entry.done)
      if (open.length === 0) return
      try {
        const results = await write(open.map((entry) => entry.item))
        for (const [i, entry] of open.entries()) {
          const result = results[i]
          if (result !== undefined) settle(entry, () => entry.resolve(result))
        }
        if (open.every((entry) => entry.done)) return
      } catch (error) {
        log.warn({ err: error, reports: open.length }, 'batch failed; kept')
        if (isUnfit(error)) return split(open, error)
      }
      await sleep(delay)
    }
  }

  /** One report that cannot be stored must not take the others with it. */
  async function split(open: readonly Waiting<T, R>[], error: unknown): Promise<void> {
    if (open.length === 1) return settle(open[0]!, () => open[0]!.reject(error))
    const middle = open.length >>> 1
    await commit(open.slice(0, middle))
    await commit(open.slice(middle))
  }

  function schedule(): void {
    if (queue.length === 0 || underWay >= connections) return
    if (closed || queue.length >= maxBatch) void flush()
    // Not at once after the batch before it: those it answered are about to press again.
    else if (underWay === 0) tick ??= setTimeout(() => void flush(), tickMs)
  }

  async function flush(): Promise<void> {
    clearTimeout(tick)
    tick = undefined
    underWay += 1
    await commit(queue.splice(0, maxBatch))
    underWay -= 1
    schedule()
  }

  function add(item: T): Promise<R> {
    if (closed) return Promise.reject(away('The server is closing.'))
    if (waiting.size >= maxWaiting) return Promise.reject(away('Too many reports are waiting to be stored.'))
    return new Promise((resolve, reject) => {
      const entry = { item, since: performance.now(), done: false, resolve, reject }
      waiting.add(entry)
      queue.push(entry)
      sweeper ??= setInterval(sweep, SWEEP_MS)
      schedule()
    })
  }

  return {
    add,
    get size() {
      return waiting.size
    },
    close() {
      closed = true
      schedule()
      return waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => (closing = resolve))
    },
  }
}

function away(detail: string): Refusal {
  return new Refusal(503, `${detail} It is not confirmed; send it again with the same id.`, {
    retryAfterS: RETRY_AFTER_S,
  })
}
