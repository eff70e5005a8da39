import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Log } from '../log.ts'
import { MAX_TRACKED_ADDRESSES } from './limits.ts'

const WINDOW_S = 60

/** Undefined: pass. A number: come back after so many seconds. */
export type RateLimit = (host: string) => Promise<number | undefined>

/** Real time, per process. A limiter that fails lets everybody in: a report is worth more than the limit. */
export function createRateLimit(options: {
  perMinute: number
  log: Log
  maxTracked?: number
  limiter?: Pick<RateLimiterMemory, 'consume' | 'get'>
}): RateLimit {
  const { perMinute, log, maxTracked = MAX_TRACKED_ADDRESSES } = options
  const { limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_S }) } = options
  let tracked = 0
  let windowEndsAt = 0
  return async (host) => {
    try {
      const now = performance.now()
      if (now >= windowEndsAt) {
        windowEndsAt = now + WINDOW_S * 1_000
        tracked = 0
      }
      if (tracked >= maxTracked && (await limiter.get(host)) === null) return undefined
      const { consumedPoints } = await limiter.consume(host)
      if (consumedPoints === 1) tracked += 1
      return undefined
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000))
      log.error({ err: refused }, 'the rate limiter failed; let in')
      return undefined
    }
  }
}
