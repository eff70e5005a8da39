import type { AlarmState } from './alarm.ts'
import type { BaselineState } from './baseline.ts'
import type { Gap } from './gaps.ts'
import type { HearingState } from './hearing.ts'
import type { Hush } from './hush.ts'
import { RULE_VERSION } from './rule.ts'
import type { StandingState } from './standing.ts'
import type { Spoken } from './voice.ts'

/** Everything a detector knows, as JSON. */
export type Snapshot = HearingState & {
  rule: string
  perYear: number
  at: number
  standing: StandingState
  alarm: AlarmState
  baseline: BaselineState
  hush: Hush | null
  waiting: Spoken[]
  gaps: Gap[]
  stepWeight: number
  isProbed: boolean
  broken: string[]
}

export function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && 'rule' in value && value.rule === RULE_VERSION
}
