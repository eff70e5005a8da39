import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'

/** Caches in between show us yesterday's page for a moment, and clocks differ. */
const SLACK_MS = 10 * MINUTE_MS
/** What claims to be older is history, however it came up now. */
const HISTORY_MS = 7 * DAY_MS

/**
 * Between which instants (epoch milliseconds) something was said. `claimedAt`: as its author dates it; `readAt`: when the same source was last
 * read and it was not there yet. An author who dates back, or changes the words later, has not said it then: what was not there was not said.
 * null: nobody knows.
 */
export function saidBetween(facts: {
  claimedAt: number | null
  readAt: number | null
  seenAt: number
}): [number, number] | null {
  const { claimedAt, readAt, seenAt } = facts
  const sinceLastLook: [number, number] | null = readAt === null || readAt > seenAt ? null : [readAt, seenAt]
  if (claimedAt === null || claimedAt > seenAt + SLACK_MS) return sinceLastLook
  const isDatedBack = readAt !== null && claimedAt < readAt - SLACK_MS && claimedAt > seenAt - HISTORY_MS
  if (isDatedBack && sinceLastLook) return sinceLastLook
  const at = Math.min(claimedAt, seenAt)
  return [at, at]
}
