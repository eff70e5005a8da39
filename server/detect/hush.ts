import { HOUR_MS } from '../../shared/time.ts'
import { HUSH_HALF_LIFE_MS, HUSH_MARGIN } from './rule.ts'

const DECAY = 2 ** (-HOUR_MS / HUSH_HALF_LIFE_MS)
/** So many hours without a repeat end it sooner. */
const HOURS = 3

/** A suspicion that came to nothing: for a while so many times the usual is no news. `lately`: what its hours were, as multiples. */
export type Hush = { multiple: number; lately: number[] }

/** `multiple`: how many times the usual it was when it was let go of. */
export function beginHush(multiple: number): Hush {
  return { multiple: Math.max(1, HUSH_MARGIN * multiple), lately: [] }
}

/** One hour later: forgotten bit by bit, and at once when it has gone. Undefined: it is over. */
export function turnHush(hush: Hush, heard: { observed: number; expected: number }): Hush | undefined {
  const lately = [...hush.lately, (heard.observed + 2) / (heard.expected + 1)].slice(-HOURS)
  const kept = 1 + (hush.multiple - 1) * DECAY
  const multiple = lately.length < HOURS ? kept : Math.min(kept, HUSH_MARGIN * Math.max(...lately))
  return multiple < 1.05 ? undefined : { multiple, lately }
}
