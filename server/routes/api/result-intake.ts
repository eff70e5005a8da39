import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../../errors.ts'
import type { KeyEnv } from './agent-key.ts'

/** Batches read and written at once in this process. One: reports come first, and a second would only take the database from them. */
const BATCHES_AT_ONCE = 1
/** Batches that have come in or are coming in, half a megabyte each at most. */
const MAX_BATCHES = 64
/** Of these, of one key: an agent that sends too much keeps nobody else out. */
const MAX_BATCHES_PER_KEY = 8
/** How long a batch waits for its turn (real time). */
const PATIENCE_MS = 10_000
const RETRY_AFTER_S = 5

export type IntakeLimits = { maxBatches?: number; maxPerKey?: number; patienceMs?: number }

/**
 * Lets results in one batch after the other, in the order in which their bodies were complete: a slow sender holds a place, but not the turn.
 * Who finds no place, or waits too long, is told 503; what an agent sends again is harmless.
 */
export function createIntake(limits: IntakeLimits = {}): MiddlewareHandler<KeyEnv> {
  const { maxBatches = MAX_BATCHES, maxPerKey = MAX_BATCHES_PER_KEY, patienceMs = PATIENCE_MS } = limits
  const takeTurn = createTurns(patienceMs)
  const underWay = new Map<number, number>()
  let all = 0
  return async (c, next) => {
    const { id } = c.get('key')
    const own = underWay.get(id) ?? 0
    if (own >= maxPerKey) throw busy('This key is sending too many batches at once.')
    if (all >= maxBatches) throw busy('Too many batches of results are waiting.')
    all += 1
    underWay.set(id, own + 1)
    try {
      await c.req.text() // Kept by the request: whoever parses it finds it read.
      const leave = await takeTurn()
      try {
        await next()
      } finally {
        leave()
      }
    } finally {
      all -= 1
      const left = (underWay.get(id) ?? 1) - 1
      if (left > 0) underWay.set(id, left)
      else underWay.delete(id)
    }
  }
}

function createTurns(patienceMs: number): () => Promise<() => void> {
  let free = BATCHES_AT_ONCE
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return () =>
    new Promise((resolve, reject) => {
      if (free > 0) {
        free -= 1
        return resolve(leave)
      }
      const go = () => {
        clearTimeout(deadline)
        resolve(leave)
      }
      const deadline = setTimeout(() => {
        waiting.splice(waiting.indexOf(go), 1)
        reject(busy('It took too long to store the results.'))
      }, patienceMs)
      waiting.push(go)
    })
}

function busy(detail: string): Refusal {
  return new Refusal(503, `${detail} They are not confirmed; send them again with the same ids.`, {
    retryAfterS: RETRY_AFTER_S,
  })
}
