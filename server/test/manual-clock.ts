import type { Mode } from '../../shared/live.ts'
import type { Clock } from '../clock.ts'

/** A clock that a test moves by hand. */
export function createManualClock(startAt: number, mode: Mode = 'live'): Clock & { set(at: number): void } {
  let at = startAt
  return { now: () => at, speed: 1, mode, set: (to) => void (at = to) }
}
