import type { AlarmState } from './alarm.ts'
import type { BaselineState } from './baseline.ts'
import type { Gap } from './gaps.ts'
import type { GuardState } from './guard.ts'
import type { HostsState } from './hosts.ts'
import type { Hush } from './hush.ts'
import type { ProbeState } from './probes.ts'
import type { RecentState } from './recent.ts'
import { RULE_VERSION } from './rule.ts'
import type { FacetsState } from './scope.ts'
import type { StandingState } from './standing.ts'
import type { HeardNotice, Voice } from './voice.ts'

/** Everything a detector knows, as JSON. */
export type Snapshot = {
  rule: string
  perYear: number
  at: number
  standing: StandingState
  alarm: AlarmState
  baseline: BaselineState
  recent: RecentState
  guard: GuardState
  probes: ProbeState
  facets: FacetsState
  hosts: HostsState
  hush: Hush | null
  notice: HeardNotice | null
  waiting: Voice[]
  gaps: Gap[]
  stepWeight: number
  isProbed: boolean
}

export function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && 'rule' in value && value.rule === RULE_VERSION
}
