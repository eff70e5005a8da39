import type { State } from '../../shared/incident.ts'
import type { BaselineState } from './baseline.ts'
import type { Gap } from './gaps.ts'
import type { RecentState } from './recent.ts'
import type { Recovery } from './recovery.ts'
import { RULE_VERSION } from './rule.ts'
import type { Voice } from './voice.ts'

/** A rise above the usual, from the first suspicion on; `wildAt` is when it was last far above the usual. */
export type Rise = { startedAt: number; detectedAt: number; confirmedAt: number | null; wildAt: number; peak: number }
/** Everything a detector knows, as JSON. */
export type Snapshot = {
  rule: string
  at: number
  state: State
  rise: Rise | null
  last: (Rise & { resolvedAt: number }) | null
  recovery: Recovery
  recoveringAt: number | null
  baseline: BaselineState
  recent: RecentState
  waiting: Voice[]
  gaps: Gap[]
}

export function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && 'rule' in value && value.rule === RULE_VERSION
}
