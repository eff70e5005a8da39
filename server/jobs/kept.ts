import type { Incident } from './findings.ts'
import type { RecordsState } from './records.ts'

/**
 * What `detector_states.snapshot` holds: the detector, the incident it is in or was last in, what was noted of it, and which notices it has
 * heard.
 */
export type Kept = { detector: unknown; incident: Incident | null; noticed?: string[] } & Partial<RecordsState>

export function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'detector' in value && 'incident' in value
}

/** Whose dossier was under way when this was written. */
export function openDossier(snapshot: unknown): string | undefined {
  return isKept(snapshot) && snapshot.incident?.resolvedAt === null ? snapshot.dossier?.incidentId : undefined
}
