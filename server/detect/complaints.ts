import type { ProblemKind } from '../../shared/provider.ts'

/**
 * The parts that would show what people say is wrong, where it says anything of a part. A front page that answers vouches for no mail that
 * does not arrive.
 */
const PARTS: Partial<Record<ProblemKind, readonly string[]>> = {
  'cannot-open': ['webmail', 'app', 'web', 'feed', 'messages', 'console', 'catalogue', 'files'],
  'cannot-log-in': ['login'],
  'cannot-receive': ['receiving', 'messages'],
  bounced: ['receiving'],
  'cannot-send': ['sending', 'messages'],
  'old-mail-missing': ['imap', 'webmail'],
  'cannot-load-media': ['media', 'stories'],
  'cannot-post': ['posting'],
  'cannot-call': ['calls', 'phone', 'voice', 'mobile'],
  'no-signal': ['mobile'],
  'no-internet': ['data', 'fixed'],
  'cannot-pay': ['payments', 'online', 'store', 'cards', 'transfers', 'shop'],
  'cannot-play': ['live', 'catalogue', 'matches', 'tv'],
  'poor-quality': ['live', 'catalogue', 'tv'],
  'app-crashes': ['app'],
}

/** Components that would show a problem; empty: it says nothing of where. */
export function partsOf(problem: string): readonly string[] {
  return Object.hasOwn(PARTS, problem) ? PARTS[problem as ProblemKind]! : []
}
