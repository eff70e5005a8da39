import type { Incident } from './findings.ts'
import type { RecordsState } from './records.ts'

/** What `detector_states.snapshot` holds: the detector, the incident it is in or was last in, and what was noted of it. */
export type Kept = { detector: unknown; incident: Incident | null } & Partial<RecordsState>

export function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'detector' in value && 'incident' in value
}
