import type { Mode } from '../shared/live.ts'

/**
 * Domain time: buckets, slots, keys, partitions, detector, pages. A replay runs it at another date and speed.
 * Timeouts, rate limits, sockets and retries live on real time and do not ask this clock.
 */
export interface Clock {
  /** Epoch milliseconds, domain time. */
  now(): number
  readonly speed: number
  readonly mode: Mode
}

export const systemClock: Clock = { now: () => Date.now(), speed: 1, mode: 'live' }

/**
 * Domain time stands at `startAt` (epoch milliseconds) until `start()`, then runs `speed` times as fast as real time, but never past
 * `limit()`: what it loses by waiting there it does not make up for.
 */
export function createReplayClock(options: {
  startAt: number
  speed: number
  mode?: Mode
  real?: () => number
  limit?: () => number
}): Clock & { start(): void } {
  const { startAt, speed, mode = 'replay', real = () => performance.now(), limit = () => Infinity } = options
  let at = startAt
  let lookedAt: number | undefined
  return {
    now() {
      if (lookedAt === undefined) return startAt
      const present = real()
      at = Math.max(at, Math.min(at + (present - lookedAt) * speed, limit()))
      lookedAt = present
      return Math.floor(at)
    },
    start: () => void (lookedAt ??= real()),
    speed,
    mode,
  }
}
