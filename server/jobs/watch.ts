import { v7 as uuidv7 } from 'uuid'
import { HOUR_MS, MINUTE_MS, bucketStart } from '../../shared/time.ts'
import type { Change } from '../detect/change.ts'
import { createDetector, restoreDetector, type Detector } from '../detect/detector.ts'
import { RULE_VERSION } from '../detect/rule.ts'
import type { DetectorRow, EventWrite, GaveWay, IncidentWrite, Judgement } from '../store/judgements.ts'
import type { Gap, MinuteProblems } from '../store/minutes.ts'
import type { HeardVoice } from '../store/voices.ts'
import { unseen } from './detect-archived.ts'

export type Incident = Omit<IncidentWrite, 'isNew'>
/** What becomes of an incident that is open. */
const FOLLOWING = new Set<Change['type']>(['recovering', 'relapsed', 'resolved'])
/** What `detector_states.snapshot` holds: the detector, and the incident it is in or was last in. */
type Kept = { detector: unknown; incident: Incident | null }

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'detector' in value && 'incident' in value
}

/**
 * One provider's detector with what is to be written of it. Hours are taken one by one, so that each has its row of what was
 * believed when it began; `take` hands over what has gathered since the last time.
 */
export class Watch {
  readonly providerId: number
  readonly #detector: Detector
  #incident: Incident | null
  /** Voices observed earlier were heard as minutes. */
  #heardUntil: number
  #dirty = true
  /** False while what is heard has no names: it may follow an incident, not open one. */
  #mayOpen = true
  #gathered: Omit<Judgement, 'states'> = { baselines: [], incidents: [], events: [] }
  #failedAt: number | undefined

  constructor(providerId: number, from: { startAt: number } | { detector: Detector; incident: Incident | null }) {
    this.providerId = providerId
    this.#detector = 'detector' in from ? from.detector : createDetector(from)
    this.#incident = 'incident' in from ? from.incident : null
    this.#heardUntil = -Infinity
  }

  /**
   * Undefined: written by another rule, or not by us. `toRelive`: what it was still waiting to judge comes once more with
   * the history that follows.
   */
  static restore(row: DetectorRow, toRelive = false): Watch | undefined {
    if (!isKept(row.snapshot)) return undefined
    const { detector: snapshot, incident } = row.snapshot
    const detector = restoreDetector(toRelive ? { ...Object(snapshot), waiting: [] } : snapshot)
    return detector && new Watch(row.providerId, { detector, incident })
  }

  get at(): number {
    return this.#detector.at
  }

  /** Something was heard or has changed since it was last written down. */
  get isDirty(): boolean {
    return this.#dirty
  }

  /**
   * Does what may go wrong with this provider, and with this one only: whatever is thrown, its detector stands still from then on and is
   * written as `unknown` without a snapshot, so that the next leader warms it up again.
   */
  attempt<T>(at: number, onError: (error: unknown) => void, run: () => T): T | undefined {
    if (this.#failedAt !== undefined) return undefined
    try {
      return run()
    } catch (error) {
      this.#failedAt = at
      this.#dirty = true
      this.#gathered = { baselines: [], incidents: [], events: [] }
      onError(error)
      return undefined
    }
  }

  get hasFailed(): boolean {
    return this.#failedAt !== undefined
  }

  hear(voice: HeardVoice): void {
    if (this.#failedAt !== undefined || voice.observedAt < this.#heardUntil) return
    const { observedAt: at, answer, reporter, network } = voice
    this.#detector.hear({ at, answer, reporter, network })
    this.#dirty = true
  }

  missing(gaps: readonly Gap[]): void {
    for (const { from, to } of gaps) this.#detector.missing(from, to)
  }

  advance(to: number): Change[] {
    const changes: Change[] = []
    while (this.#detector.at < to) {
      const hourEnd = bucketStart(this.#detector.at, HOUR_MS) + HOUR_MS
      const before = this.#detector.at
      changes.push(...this.#detector.advance(Math.min(to, hourEnd)))
      if (this.#detector.at === hourEnd) this.believe(hourEnd)
      if (this.#detector.at === before) break // The rest is less than a step.
    }
    for (const change of changes) this.#write(change)
    return changes
  }

  /**
   * Goes through a history of [its present, to) by the minute. Who spoke is forgotten, so sixty people and one who shouts look the
   * same: such a history teaches what is usual and follows an incident that is open, but opens none. `isTrusted`: a
   * recording, whose voices are as many people.
   */
  relive(history: { minutes: readonly MinuteProblems[]; to: number; open: Incident | null; isTrusted: boolean }): void {
    const { minutes, to, open, isTrusted } = history
    this.#mayOpen = isTrusted
    let next = 0
    while (this.#detector.at < to) {
      const hourEnd = Math.min(to, bucketStart(this.#detector.at, HOUR_MS) + HOUR_MS)
      for (; next < minutes.length && minutes[next]!.minute < hourEnd; next += 1) {
        const { minute, problems } = minutes[next]!
        if (minute < this.#detector.at - MINUTE_MS) continue
        // When inside the minute nobody knows any more: evenly.
        for (let n = 0; n < problems; n += 1) {
          const at = minute + Math.floor(((n + 0.5) * MINUTE_MS) / problems)
          if (at >= this.#detector.at) this.#detector.hear({ at, answer: 'problem' })
        }
      }
      const before = this.#detector.at
      this.advance(hourEnd)
      if (this.#detector.at === before) break
    }
    this.#mayOpen = true
    if (!isTrusted) this.#forget(open)
  }

  /** Voices observed before `at`, or before its present, were heard already. */
  hearFrom(at: number): void {
    this.#heardUntil = Math.max(at, this.#detector.at)
  }

  /** Notes what is believed of the hour that begins at `hour`; before anything is known, nothing. */
  believe(hour: number): void {
    this.#dirty = true
    if (this.#detector.state === 'unknown') return
    this.#gathered.baselines.push({ providerId: this.providerId, hour, ...this.#detector.usual(hour) })
  }

  /**
   * After a change of rule: what was written up to `until` stands. `last`, the newest incident that is written, is the same as what
   * is wrong now when it is open, and says that it is over when it is not.
   */
  adopt(written: Incident | null, until: number): void {
    const { baselines, incidents, events } = this.#gathered
    const followed = incidents.find((i) => i.id === written?.id && i.resolvedAt !== null && i.resolvedAt > until)
    const last = followed ?? written
    const endedAt = last?.resolvedAt ?? -Infinity
    if (this.#inRise && this.#incident && this.#incident.detectedAt <= endedAt) this.#detector.forget(false)
    const mine = this.#inRise ? this.#incident : null
    const open = last?.resolvedAt === null ? last : null
    const ofMine = (e: EventWrite) => mine !== null && (e.incidentId ?? mine.id) === mine.id && e.at >= mine.detectedAt
    this.#gathered = {
      baselines,
      incidents: incidents.filter((i) => i === followed || i.id === mine?.id || i.confirmedAt > until),
      // What goes on and was not written yet has its events, however old.
      events: events.filter((e) => e.at > until || (!open && ofMine(e))),
    }
    if (!open) return
    if (mine) return this.#become(open)
    this.#gathered.incidents = this.#gathered.incidents.filter((i) => i.id !== open.id)
    const { id: incidentId, providerId, state: from } = open
    this.#gathered.incidents.unshift({ ...open, isNew: false, state: 'ok', resolvedAt: until })
    this.#gathered.events.unshift({
      incidentId,
      providerId,
      at: until,
      type: 'resolved',
      from,
      to: 'ok',
      evidence: unseen(RULE_VERSION),
    })
  }

  /** The incident it has opened was open already, under another id. */
  giveWay(to: GaveWay['to']): void {
    const mine = this.#incident
    if (!mine) return
    const { id, startedAt, detectedAt, confirmedAt } = to
    this.#put({ ...mine, id, startedAt, detectedAt, confirmedAt, peak: Math.max(to.peak, mine.peak) }, false)
    this.#dirty = true
  }

  take(): Judgement {
    this.#dirty = false
    const { providerId } = this
    if (this.#failedAt !== undefined) {
      const unknown = { providerId, at: this.#failedAt, state: 'unknown', since: null, snapshot: {} }
      return { states: [unknown], baselines: [], incidents: [], events: [] }
    }
    const { at, state, startedAt, peak } = this.#detector
    const incident = this.#incident
    const isOpen = incident !== null && incident.resolvedAt === null
    if (isOpen && peak > incident.peak) this.#put({ ...incident, peak }, false)
    const kept: Kept = { detector: this.#detector.snapshot(), incident: this.#incident }
    const states: DetectorRow[] = [{ providerId, at, state, since: startedAt, snapshot: kept }]
    const judgement = { states, ...this.#gathered }
    this.#gathered = { baselines: [], incidents: [], events: [] }
    expectNumbers(judgement)
    return judgement
  }

  get #inRise(): boolean {
    return this.#detector.state === 'confirmed' || this.#detector.state === 'recovering'
  }

  /** What was heard had no names. */
  #forget(open: Incident | null): void {
    const isFollowing = this.#incident?.resolvedAt === null
    const isSame = open !== null && this.#inRise
    this.#detector.forget(isFollowing || isSame)
    if (isSame && !isFollowing) this.#become(open)
  }

  /** What is wrong now is this incident, which is written already. */
  #become(written: Incident): void {
    const gathered = this.#gathered
    const renamed = this.#incident?.id
    gathered.incidents = gathered.incidents.filter((i) => i.id !== renamed)
    gathered.events = gathered.events.map((e) =>
      e.incidentId !== null && e.incidentId === renamed ? { ...e, incidentId: written.id } : e,
    )
    const { state, peak } = this.#detector
    this.#put({ ...written, state, peak: Math.max(written.peak, peak) }, false)
    this.#dirty = true
  }

  #write(change: Change): void {
    this.#dirty = true
    const { at, type, from, to, startedAt, detectedAt, evidence, peak } = change
    const last = this.#incident
    const isFollowing = last?.resolvedAt === null && FOLLOWING.has(type)
    if (!this.#mayOpen && !isFollowing) return
    if (type === 'confirmed' || (type === 'reopened' && !last)) {
      const id = uuidv7({ msecs: at })
      const incident = { id, providerId: this.providerId, state: to, startedAt, detectedAt, peak, rule: RULE_VERSION }
      this.#put({ ...incident, confirmedAt: at, resolvedAt: null }, true)
    } else if (last && type !== 'suspected' && type !== 'faded') {
      this.#put(
        { ...last, state: to, peak: Math.max(last.peak, peak), resolvedAt: type === 'resolved' ? at : null },
        false,
      )
    }
    const incidentId = type === 'suspected' || type === 'faded' ? null : (this.#incident?.id ?? null)
    this.#gathered.events.push({ incidentId, providerId: this.providerId, at, type, from, to, evidence })
  }

  /** One row an incident, as it is in the end, however often it changed since the last writing. */
  #put(incident: Incident, isNew: boolean): void {
    this.#incident = incident
    const { incidents } = this.#gathered
    const known = incidents.findIndex((i) => i.id === incident.id)
    if (known < 0) incidents.push({ ...incident, isNew })
    else incidents[known] = { ...incident, isNew: incidents[known]!.isNew }
  }
}

/** JSON would write null, which the table refuses, or which is read back as a number. */
function expectNumbers(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('a judgement holds what is not a number')
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) expectNumbers(part)
}
