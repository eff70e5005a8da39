import { SECOND_MS } from '../../shared/time.ts'

export type ServerTime = { at: number; speed: number }
export type ServerClock = {
  /** Domain time of the server, epoch milliseconds: all that a page says or sends of time comes from here. */
  now(): number
  /** A message that said what time it was when it left. */
  learn(time: ServerTime): void
}

/** A message may have been on its way for so long; older than that, the server's clock was set back. */
const LATE_MS = 5 * SECOND_MS

/** Starts with the time written into the page, and goes on at the server's pace, whatever the reader's clock says. */
export function createServerClock(start: ServerTime, realNow: () => number = () => performance.now()): ServerClock {
  let { at, speed } = start
  let since = realNow()
  const now = () => Math.floor(at + (realNow() - since) * speed)
  return {
    now,
    learn(time) {
      const behind = now() - time.at
      // Time on the way makes a message late and never early, so the earliest is the best, and the clock does not jump back.
      if (time.speed === speed && behind > 0 && behind < LATE_MS * speed) return
      at = time.at
      speed = time.speed
      since = realNow()
    },
  }
}
