import { bucketStart, MINUTE_MS } from '../../shared/time.ts'
import type { Rise } from './rise.ts'
import { SLOW_STEP_AFTER_MS, SLOW_STEP_MS, STEP_MS, TIRED_MS } from './rule.ts'
import { BLOCK_MS } from './scope.ts'

type Began = Pick<Rise, 'startedAt'>

/** Once people tire, who has recovered is only seen over hours, and looked for this often. */
export const SLOW_NOTE_MS = 30 * MINUTE_MS

/** When the next step of a rise is due: steps are short at first. Of none: never. */
export function stepAfter(at: number, rise: Began | null): number {
  if (!rise) return Infinity
  const width = at < slowFrom(rise) ? STEP_MS : SLOW_STEP_MS
  return bucketStart(at, width) + width
}

/** How long the step is that ends at `at`. */
export function stepMsAt(at: number, rise: Began): number {
  return at <= slowFrom(rise) ? STEP_MS : SLOW_STEP_MS
}

/** Whether a step is one at which it is noted who has recovered. */
export function isNoteDue(at: number, rise: Pick<Rise, 'startedAt' | 'confirmedAt'>): boolean {
  return rise.confirmedAt !== null && at % (at - rise.startedAt < TIRED_MS ? BLOCK_MS : SLOW_NOTE_MS) === 0
}

function slowFrom({ startedAt }: Began): number {
  return bucketStart(startedAt + SLOW_STEP_AFTER_MS, SLOW_STEP_MS) + SLOW_STEP_MS
}
