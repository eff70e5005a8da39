import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import { MAX_BATCH, MAX_WAITING_REPORTS, PATIENCE_MS, RETRY_AFTER_S } from './limits.ts'

type Item = { id: string }
type Waiting<T, R> = { item: T; until: number; done: boolean; resolve(result: R): void; reject(error: unknown): void }
type Lane<T, R> = { queue: Waiting<T, R>[]; busy: boolean; tick: NodeJS.Timeout | undefined }

export type WriteBuffer<T, R> = {
  /** Settles after the commit; rejects with a 503 Refusal when there was none in time, or no room. */
  add(item: T): Promise<R>
  /** Reports without an answer yet. */
  readonly size: number
  /** Takes no more, and settles when everybody has an answer. */
  close(): Promise<void>
}

export type WriteBufferOptions<T, R> = {
  write: (batch: T[]) => Promise<R[]>
  /** Items of one lane are written one batch after the other; two lanes never wait for each other's rows. */
  laneOf: (item: T) => number
  log: Log
  lanes?: number
  tickMs?: number
  maxBatch?: number
  maxWaiting?: number
  patienceMs?: number
}

const RETRY_MS = { first: 50, most: 1_000 }
const SWEEP_MS = 100

/** What no repetition cures: a value the tables do not take (SQLSTATE classes 22 and 23). */
function isUnfit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]...$/.test(error.code)
}

/**
 * Group commit. A batch leaves when it is full, a tick after its first report, and at the close; each lane has one under way.
 * A failed batch is kept and tried again: the same id is never counted twice, so one whose answer was lost is harmless. Who has waited
 * `patienceMs` is told 503 and his report is dropped; if its statement was on the way all the same, his own retry meets its id.
 */
export function createWriteBuffer<T extends Item, R extends Item>(
  options: WriteBufferOptions<T, R>,
): WriteBuffer<T, R> {
  const { write, laneOf, log, lanes: laneCount = 2, tickMs = 5, maxBatch = MAX_BATCH } = options
  const { maxWaiting = MAX_WAITING_REPORTS, patienceMs = PATIENCE_MS } = options
  const lanes: Lane<T, R>[] = Array.from({ length: laneCount }, () => ({ queue: [], busy: false, tick: undefined }))
  const waiting = new Set<Waiting<T, R>>()
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
      if (entry.until > now) break
      settle(entry, () => entry.reject(away('It took too long to store the report.')))
    }
  }

  async function commit(batch: readonly Waiting<T, R>[]): Promise<void> {
    for (let delay = RETRY_MS.first; ; delay = Math.min(delay * 2, RETRY_MS.most)) {
      const open = batch.filter((entry) => !entry.done)
      if (open.length === 0) return
      try {
        const results = new Map((await write(open.map((entry) => entry.item))).map((result) => [result.id, result]))
        for (const entry of open) {
          const result = results.get(entry.item.id)
          if (result) settle(entry, () => entry.resolve(result))
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

  /** Not at once after the batch before it: those it answered press again, and half as many statements cost half as much. */
  function schedule(lane: Lane<T, R>): void {
    if (lane.busy || lane.queue.length === 0) return
    if (closed || lane.queue.length >= maxBatch) void flush(lane)
    else lane.tick ??= setTimeout(() => void flush(lane), tickMs)
  }

  async function flush(lane: Lane<T, R>): Promise<void> {
    clearTimeout(lane.tick)
    lane.tick = undefined
    lane.busy = true
    await commit(lane.queue.splice(0, maxBatch))
    lane.busy = false
    schedule(lane)
  }

  function add(item: T): Promise<R> {
    if (closed) return Promise.reject(away('The server is closing.'))
    if (waiting.size >= maxWaiting) return Promise.reject(away('Too many reports are waiting to be stored.'))
    return new Promise((resolve, reject) => {
      const entry = { item, until: performance.now() + patienceMs, done: false, resolve, reject }
      const lane = lanes[laneOf(item) % laneCount]!
      waiting.add(entry)
      lane.queue.push(entry)
      sweeper ??= setInterval(sweep, SWEEP_MS)
      schedule(lane)
    })
  }

  return {
    add,
    get size() {
      return waiting.size
    },
    close() {
      closed = true
      for (const lane of lanes) schedule(lane)
      return waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => (closing = resolve))
    },
  }
}

function away(detail: string): Refusal {
  return new Refusal(503, `${detail} It was not counted; try again.`, { retryAfterS: RETRY_AFTER_S })
}
