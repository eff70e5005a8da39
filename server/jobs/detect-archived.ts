import type { Cause, Evidence } from '../../shared/incident.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Database } from '../store/db.ts'
import { readIncidents, type IncidentRow } from '../store/incidents.ts'
import type { Judgement, Places } from '../store/judgements.ts'
import { readUnwatched } from '../store/unwatched.ts'
import { SETTLED_AFTER_MS } from './archive.ts'

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
 * Nobody judges a provider that has left the catalogue: an incident that is open is let go of with it, and should it return it is warmed
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
  const states = left.map(({ providerId }) => ({ ...unjudged(providerId, at), places: null }))
  return lettingGo(left, states, { rule: 'archived', at: ({ confirmedAt }) => Math.max(at, confirmedAt) })
}

/**
 * What an archive that was read in leaves open was open when its last day was written; since then nobody was here to see. It is let go of at the last
 * moment of which anything is known, whatever is heard now: that is new. Undefined: there is none.
 */
export async function judgeReadIn(db: Database, at: number): Promise<Judgement | undefined> {
  const known = await readUnwatched(db, { at, awayMs: SETTLED_AFTER_MS })
  if (known.size === 0) return undefined
  const open = await readIncidents(db, { open: true, limit: INCIDENTS_PER_READ })
  const left = open.filter(({ id }) => known.has(id))
  return lettingGo(left, [], { rule: 'read in', at: ({ id }) => known.get(id)! })
}

/** How they ended nobody knows. */
function lettingGo(
  left: readonly IncidentRow[],
  states: Judgement['states'],
  by: { rule: string; at: (incident: IncidentRow) => number },
): Judgement | undefined {
  if (left.length === 0) return undefined
  return {
    states,
    parts: [],
    baselines: [],
    incidents: left.map((i) => {
      const over = { state: 'unknown', rule: by.rule, resolvedAt: by.at(i) }
      return { ...i, ...over, isNew: false, cause: unnamed(i.cause) }
    }),
    events: left.map((i) => ({
      incidentId: i.id,
      providerId: i.providerId,
      at: by.at(i),
      type: 'resolved',
      from: i.state,
      to: 'unknown',
      evidence: unseen(by.rule),
    })),
  }
}

/** As it is written: names are looked up by who reads. */
const unnamed = (cause: Cause | null): Cause | null => cause && { kind: cause.kind, of: cause.of, share: cause.share }
