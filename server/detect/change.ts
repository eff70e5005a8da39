import type { Cause, Evidence, IncidentEventType, ScopeCell, State } from '../../shared/incident.ts'

/**
 * The state changed at `at`, the end of the step that carried it. `startedAt` is an estimate, `detectedAt` the first
 * `suspected` of the same rise; `peak` the most voices in any 15 minutes so far.
 */
export type Change = {
  at: number
  type: IncidentEventType
  from: State
  to: State
  startedAt: number
  detectedAt: number
  evidence: Evidence
  peak: number
  /** 90 % interval of `startedAt`. */
  startedBetween: [from: number, to: number]
  verified: boolean
  cause: Cause
  /** Who is affected, as far as voices said where they come from. */
  scope: ScopeCell[]
}
