import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../errors.ts'

/** Of the main thread's time so much may go into drawing: addresses can be made up faster than they are drawn. */
export const DRAWING_SHARE = 0.3
/** So much at once, in milliseconds: a page of twenty pictures. */
export const DRAWING_BURST_MS = 300
/** Drawings that wait for their turn, and for how long at most. */
export const MOST_TURNS = 60
const MOST_WAIT_MS = 3_000
const RETRY_AFTER_S = 5

/** Runs what is drawn, a little later where much was drawn of late. Throws a `Refusal` (503) where too many wait. Times are real. */
export function createDrawingThrift(real: () => number = () => performance.now(), wait: typeof sleep = sleep) {
  let debtMs = 0
  let asOf = real()
  let waiting = 0
  const settle = () => {
    const now = real()
    debtMs = Math.max(0, debtMs - (now - asOf) * DRAWING_SHARE)
    asOf = now
  }
  return async <T>(draw: () => T): Promise<T> => {
    settle()
    const waitMs = Math.max(0, debtMs - DRAWING_BURST_MS) / DRAWING_SHARE
    if (waitMs > 0) {
      if (waiting >= MOST_TURNS || waitMs > MOST_WAIT_MS) {
        throw new Refusal(503, 'Too many pictures wait to be drawn. Ask again in a moment.', {
          retryAfterS: RETRY_AFTER_S,
        })
      }
      waiting++
      await wait(waitMs).finally(() => waiting--)
      settle()
    }
    const began = real()
    try {
      return draw()
    } finally {
      debtMs += real() - began
    }
  }
}
