import type { Incident, IncidentEvent } from '../../../shared/incident.ts'
import type { Change } from '../../detect/change.ts'
import { RULE_VERSION } from '../../detect/rule.ts'
import type { Part } from '../../jobs/dossier.ts'
import { replay, type Replayed } from '../../jobs/replay.ts'
import type { Database } from '../../store/db.ts'
import { readDossier, type Dossier, type Frozen } from '../../store/dossiers.ts'
import { readIncident, readIncidentEvents, toIncident } from '../../store/incidents.ts'

/** `verdict` unknown: nothing of it can be judged once more; `notes` say why. */
export type Explanation = {
  verdict: 'same' | 'different' | 'unknown'
  rule: string
  incident: Incident
  /** What is written of it: what the detector has seen at each change, and what people have changed. */
  events: IncidentEvent[]
  /** What comes out now, in the parts of time that were judged once more. */
  again: { spans: { from: string; to: string }[]; changes: IncidentEvent[] }
  differences: string[]
  notes: string[]
  dossier: ReturnType<typeof factsOf> | null
  frozen: Frozen | null
}

const iso = (at: number) => new Date(at).toISOString()

/** Judges an incident once more from its dossier, and compares. Undefined: there is no such incident. */
export async function explain(db: Database, id: string): Promise<Explanation | undefined> {
  const row = await readIncident(db, id)
  if (!row) return undefined
  const dossier = await readDossier(db, id)
  const replayed = replay(
    row.providerId,
    (dossier?.parts ?? []).map(({ part }) => part as Part),
  )
  const incident = toIncident(row)
  const since = Math.min(row.detectedAt, ...replayed.spans.map(({ from }) => from))
  const around = await readIncidentEvents(db, { providerId: row.providerId, since })
  // A checkpoint is of a moment when nothing was wrong: what begins at its very instant came after it.
  const isWithin = (event: IncidentEvent) => {
    const at = Date.parse(event.at)
    return replayed.spans.some(({ from, to }) => at <= to && (at > from || (at === from && event.from === 'ok')))
  }
  // What people, or another rule, have said is not for this detector to say again.
  const isOurs = ({ reason, evidence }: IncidentEvent) => !reason && evidence.rule === RULE_VERSION
  const stored = around.filter((event) => isWithin(event) && isOurs(event))
  const changes = replayed.changes.map(toEvent)
  const isWhole = changes.some(({ type }) => type === 'confirmed') && !incident.corrections.some(isFinal)
  const differences = [...compareEvents(stored, changes), ...(isWhole ? compareIncident(incident, replayed) : [])]
  const events = await readIncidentEvents(db, { incidentId: id })
  return {
    verdict: replayed.spans.length === 0 ? 'unknown' : differences.length > 0 ? 'different' : 'same',
    rule: RULE_VERSION,
    incident,
    events,
    again: { spans: replayed.spans.map(({ from, to }) => ({ from: iso(from), to: iso(to) })), changes },
    differences,
    notes: notesOf(dossier, replayed),
    dossier: dossier ? factsOf(dossier) : null,
    frozen: dossier?.frozen ?? null,
  }
}

function factsOf({ rule, settings, bytes, cutAt, frozenAt }: Dossier) {
  return { rule, settings, bytes, cutAt, frozenAt }
}

const isFinal = ({ type }: { type: string }) => type === 'withdrawn'

function notesOf(dossier: Dossier | undefined, { otherRules }: Replayed): string[] {
  if (!dossier) return ['Nothing was recorded of it: it is older than dossiers are, or no voice of it was heard.']
  const notes = [...new Set(otherRules)].map(
    (rule) =>
      `It was judged by rule ${rule}. This program is of rule ${RULE_VERSION} and cannot judge that once more; what was seen then is below.`,
  )
  if (dossier.cutAt !== null)
    notes.push(`Its dossier is full at ${iso(dossier.cutAt)}: of what came then there are counts by the minute only.`)
  return notes
}

function toEvent({ at, type, from, to, evidence }: Change): IncidentEvent {
  return { at: iso(at), type, from, to, evidence }
}

/** Sums may be added up in another order: figures are the same to nine digits. */
const DIGITS = 1e-9

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= DIGITS * Math.max(1, Math.abs(a), Math.abs(b))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return (a ?? null) === (b ?? null)
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  const keys = new Set([...left.map(([key]) => key), ...right.keys()])
  const of = new Map(left)
  return [...keys].every((key) => isSame(of.get(key), right.get(key)))
}

const nameOf = ({ at, type, from, to }: IncidentEvent) => `${at} ${type} (${from} → ${to})`

function compareEvents(stored: readonly IncidentEvent[], again: readonly IncidentEvent[]): string[] {
  const differences: string[] = []
  for (let i = 0; i < Math.max(stored.length, again.length); i += 1) {
    const [then, now] = [stored[i], again[i]]
    if (!then) differences.push(`now, not then: ${nameOf(now!)}`)
    else if (!now) differences.push(`then, not now: ${nameOf(then)}`)
    else if (nameOf(then) !== nameOf(now)) differences.push(`then ${nameOf(then)}, now ${nameOf(now)}`)
    else if (!isSame(then.evidence, now.evidence))
      differences.push(`${nameOf(then)}: then ${JSON.stringify(then.evidence)}, now ${JSON.stringify(now.evidence)}`)
  }
  return differences
}

/** What was found about the incident as a whole; what people have set is theirs. */
function compareIncident(incident: Incident, { incident: found }: Replayed): string[] {
  if (!found) return []
  const interval = found.startedBetween && found.startedBetween.map(iso)
  const now: Partial<Record<keyof Incident, unknown>> = {
    started_at: iso(found.startedAt),
    started_between: interval,
    detected_at: iso(found.detectedAt),
    confirmed_at: iso(found.confirmedAt),
    resolved_at: found.resolvedAt === null ? null : iso(found.resolvedAt),
    state: found.state,
    verified: found.verified,
    peak: found.peak,
    cause: found.cause && { kind: found.cause.kind, of: found.cause.of, share: found.cause.share },
    scope: found.scope,
  }
  const { cause } = incident
  const then = { ...incident, cause: cause && { kind: cause.kind, of: cause.of, share: cause.share } }
  const corrected = incident.corrections.length > 0
  const theirs: (keyof Incident)[] = corrected ? ['started_at', 'started_between', 'resolved_at', 'cause'] : []
  return (Object.keys(now) as (keyof Incident)[]).flatMap((key) =>
    theirs.includes(key) || isSame(then[key], now[key])
      ? []
      : [`${key}: then ${JSON.stringify(then[key])}, now ${JSON.stringify(now[key])}`],
  )
}
