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

/** Domain time starts at `startAt` (epoch milliseconds) now, and runs `speed` times as fast as real time. */
export function createReplayClock(options: { startAt: number; speed: number; mode?: Mode; real?: () => number }): Clock {
  const { startAt, speed, mode = 'replay', real = () => performance.now() } = options
  const origin = real()
  return { now: () => Math.floor(startAt + (real() - origin) * speed), speed, mode }
}

/** A clock that a test moves by hand. */
export function createManualClock(startAt: number, mode: Mode = 'live'): Clock & { set(at: number): void } {
  let at = startAt
  return { now: () => at, speed: 1, mode, set: (to) => void (at = to) }
}
