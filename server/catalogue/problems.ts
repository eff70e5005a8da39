import type { Category, ProblemKind } from '../../shared/provider.ts'

/**
 * What people can say is wrong, by category, the most asked for first: the report form shows them in this order.
 * `bounced` is "my mail to them came back": it is said of the one whose mailboxes refuse, by people who are elsewhere.
 */
export const PROBLEMS: Record<Category, readonly ProblemKind[]> = {
  mail: ['cannot-open', 'cannot-receive', 'cannot-send', 'bounced', 'old-mail-missing', 'slow', 'other'],
  messaging: [
    'cannot-send',
    'cannot-receive',
    'cannot-open',
    'cannot-load-media',
    'cannot-call',
    'app-crashes',
    'other',
  ],
  social: ['cannot-open', 'cannot-load-media', 'cannot-post', 'cannot-log-in', 'slow', 'app-crashes', 'other'],
  bank: ['cannot-open', 'cannot-log-in', 'cannot-pay', 'app-crashes', 'slow', 'errors', 'other'],
  payment: ['cannot-pay', 'cannot-open', 'cannot-log-in', 'app-crashes', 'errors', 'other'],
  mobile: ['no-signal', 'no-internet', 'cannot-call', 'slow', 'cannot-log-in', 'other'],
  fixed: ['no-internet', 'slow', 'cannot-call', 'cannot-log-in', 'other'],
  cloud: ['cannot-open', 'errors', 'slow', 'cannot-log-in', 'other'],
  streaming: ['cannot-play', 'poor-quality', 'cannot-open', 'cannot-log-in', 'app-crashes', 'other'],
  game: ['cannot-play', 'cannot-log-in', 'slow', 'app-crashes', 'cannot-pay', 'other'],
  public: ['cannot-open', 'cannot-log-in', 'errors', 'slow', 'app-crashes', 'other'],
  shop: ['cannot-open', 'cannot-pay', 'cannot-log-in', 'slow', 'app-crashes', 'other'],
  work: ['cannot-open', 'cannot-log-in', 'errors', 'slow', 'app-crashes', 'other'],
}
