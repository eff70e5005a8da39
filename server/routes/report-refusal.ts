import type { DropReason } from '../../shared/report.ts'
import { Refusal } from '../errors.ts'

/** Where a dropped report has its status and its sentence, for the API and the form alike. */
const ANSWERS: Record<DropReason, [status: number, detail: string]> = {
  'unknown-provider': [404, 'There is no such provider here.'],
  'unknown-component': [400, 'component: this provider has no such part.'],
  'unfit-problem': [400, 'problem: this kind of problem does not fit this provider or this answer.'],
  'unfit-began': [400, 'began: what works has not begun to fail.'],
  'unfit-host': [400, 'host: only a widget stands in a page; say via: widget.'],
  'id-out-of-range': [400, 'id: its time is more than 72 hours ago or more than 5 minutes ahead.'],
  'id-taken': [409, 'id: another report has it; a new report needs a new one.'],
  'observed-out-of-range': [400, 'observed_at: more than 48 hours ago or more than 5 minutes ahead.'],
  'rate-limited': [429, 'Too many reports from this address. Please wait.'],
  crawler: [403, 'Reports by crawlers are not taken.'],
}

export function toRefusal(drop: { dropped: DropReason; field?: string; retryAfterS?: number }): Refusal {
  const [status, detail] = ANSWERS[drop.dropped]
  const { field, retryAfterS } = drop
  return new Refusal(status, detail, {
    ...(field === undefined ? {} : { field }),
    ...(retryAfterS === undefined ? {} : { retryAfterS }),
  })
}
