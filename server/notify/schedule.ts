import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'

const SECOND_MS = 1_000

/** Real time from a failed attempt to the next: just under a day in all. */
export const RETRY_AFTER_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  8 * HOUR_MS,
]
/** Share by which a wait may be longer or shorter, so that receivers of one host do not all come at once. */
const JITTER = 0.1

/** How long to wait after so many attempts; undefined: that was the last. `random` in [0, 1). */
export function retryAfterMs(attempts: number, random: () => number): number | undefined {
  const wait = RETRY_AFTER_MS[attempts - 1]
  return wait === undefined ? undefined : Math.round(wait * (1 - JITTER + 2 * JITTER * random()))
}
