import type { Evidence } from '../../shared/incident.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Database } from '../store/db.ts'
import { readIncidents } from '../store/incidents.ts'
import type { Judgement, Places } from '../store/judgements.ts'

const INCIDENTS_PER_READ = 10_000

/** An end that no voices have brought about; `rule` says what has. */
export const unseen = (rule: string): Evidence => {
  const nothing = { window_ms: 0, observed: 0, expected: 0, dispersion: 1, score: 0, threshold: 0 }
  return { rule, ...nothing, reporters: 0, networks: 0 }
}

/** Nothing is known of a provider: it is to be warmed up. */
export const unjudged = (providerId: number, at: number) => {
  const nothing = { since: null, startedBetween: null, verified: false, cause: null, testimony: null, snapshot: {} }
  return { providerId, at, state: 'unknown', ...nothing }
}

/** All that is to be written of a provider whose detector has failed. */
export function nothingKnown(providerId: number, at: number, places: Places | null): Judgement {
  const states = [{ ...unjudged(providerId, at), places }]
  return { states, baselines: [], incidents: [], events: [], parts: [] }
}

/**
 * Nobody judges a provider that has left the catalogue: an incident that is open ends with it, and should it return it is warmed
 * up as if it were new. Undefined: there is none.
 */
export async function judgeArchived(
  db: Database,
  directory: Pick<Directory, 'all'>,
  at: number,
): Promise<Judgement | undefined> {
  const listed = new Set(directory.all().map(({ id }) => id))
  const open = await readIncidents(db, { open: true, limit: INCIDENTS_PER_READ })
  const left = open.filter(({ providerId }) => !listed.has(providerId))
  if (left.length === 0) return undefined
  return {
    states: left.map(({ providerId }) => ({ ...unjudged(providerId, at), places: null })),
    parts: [],
    baselines: [],
    incidents: left.map((i) => ({
      ...i,
      isNew: false,
      state: 'ok',
      rule: 'archived',
      resolvedAt: Math.max(at, i.confirmedAt),
    })),
    events: left.map(({ id, providerId, state, confirmedAt }) => ({
      incidentId: id,
      providerId,
      at: Math.max(at, confirmedAt),
      type: 'resolved',
      from: state,
      to: 'unknown',
      evidence: unseen('archived'),
    })),
  }
}
