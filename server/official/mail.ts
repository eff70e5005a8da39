import type { Category } from '../../shared/provider.ts'
import { DAY_MS } from '../../shared/time.ts'

/** A sender gives up on a message after "at least 4-5 days" (RFC 5321, 4.5.4.1); most do after five. */
export const GIVE_UP_MS = 5 * DAY_MS

/**
 * When mail that was sent as the incident began starts to come back to its senders. Null where it is no mail, or where the incident
 * was over by then: what had waited was delivered.
 */
export function mailExpiresFrom(
  category: Category | undefined,
  { startedAt, resolvedAt }: { startedAt: number; resolvedAt: number | null },
): number | null {
  if (category !== 'mail') return null
  const expiresFrom = startedAt + GIVE_UP_MS
  return resolvedAt !== null && resolvedAt <= expiresFrom ? null : expiresFrom
}
