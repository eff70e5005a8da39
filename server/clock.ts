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

/** Domain time stands at `startAt` (epoch milliseconds) until `start()`, then runs `speed` times as fast as real time. */
export function createReplayClock(options: {
  startAt: number
  speed: number
  mode?: Mode
  real?: () => number
}): Clock & { start(): void } {
  const { startAt, speed, mode = 'replay', real = () => performance.now() } = options
  let origin: number | undefined
  return {
    now: () => (origin === undefined ? startAt : Math.floor(startAt + (real() - origin) * speed)),
    start: () => void (origin ??= real()),
    speed,
    mode,
  }
}
