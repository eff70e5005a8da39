import { DAY_MS, HOUR_MS, bucketStart } from '../../shared/time.ts'
import type { Change } from '../detect/change.ts'
import { ALONE, type SiteView } from '../detect/site-view.ts'
import type { Spoken } from '../detect/voice.ts'
import type { Cursor } from '../store/leases.ts'
import type { DetectorRow, GaveWay, Judgement, Places } from '../store/judgements.ts'
import type { Gap, MinuteProblems } from '../store/minutes.ts'
import type { HeardNoticeRow } from '../store/notices-heard.ts'
import type { HeardResult } from '../store/probes.ts'
import { isAfter, type HeardVoice } from '../store/voices.ts'
import { nothingKnown } from './detect-archived.ts'
import { Findings, type Incident } from './findings.ts'
import { expectNumbers, toHeardProbe, toSpoken, voicesOf } from './heard.ts'
import { createJudging, restoreJudging, type Judging } from './judging.ts'
import { isKept, type Kept } from './kept.ts'
import { Records } from './records.ts'
import { Testimonies } from './testimonies.ts'
import type { Entry } from './tape.ts'

/**
 * One provider's detector with what is to be written of it. Hours are taken one by one, so that each has its row of what was
 * believed when it began; `take` hands over what has gathered since the last time.
 */
export class Watch {
  readonly providerId: number
  readonly detector: Judging
  readonly #findings: Findings
  readonly #records: Records
  /** Voices observed earlier were heard as minutes. */
  #heardUntil = -Infinity
  /** Up to these places everything was heard, though the leader's own places may be earlier. */
  #places: Places | null = null
  #dirty = true
  #written = ''
  /** False while what is heard has no names: it may follow an incident, not open one. */
  #mayOpen = true
  /** Nothing waits whenever it is written down. */
  readonly #testimonies: Testimonies
  #failedAt: number | undefined
  #checkpointMs = HOUR_MS

  constructor(providerId: number, from: { startAt: number } | { detector: Judging; kept: Kept; names: string[] }) {
    this.providerId = providerId
    this.detector = 'detector' in from ? from.detector : createJudging(from)
    const kept: Kept = 'kept' in from ? from.kept : { detector: this.detector.snapshot(), incident: null }
    this.#findings = new Findings(providerId, kept.incident)
    this.#testimonies = new Testimonies(kept.noticed)
    this.#records = new Records(kept.detector, kept, this.openIncident, 'names' in from ? from.names : [])
  }

  /**
   * Undefined: written by another rule, or not by us. `names`: the keys that its open dossier has numbered. `toRelive`: what it was
   * still waiting to judge comes once more with the history that follows.
   */
  static restore(row: DetectorRow, names: string[] = [], toRelive = false): Watch | undefined {
    if (!isKept(row.snapshot)) return undefined
    const { detector: snapshot } = row.snapshot
    const detector = restoreJudging(toRelive ? { ...Object(snapshot), waiting: [] } : snapshot)
    if (!detector) return undefined
    const watch = new Watch(row.providerId, { detector, kept: row.snapshot, names })
    // Nothing that was told to it before explains what it is from here on.
    if (toRelive) watch.#records.restart(detector.snapshot())
    else watch.#places = row.places
    return watch
  }

  get at(): number {
    return this.detector.at
  }
  /** Something was heard or has changed since it was last written down. */
  get isDirty(): boolean {
    // While something is wrong silence changes it as well.
    return this.#dirty || (!this.hasFailed && this.detector.startedAt !== null)
  }
  get openIncident(): string | undefined {
    return this.#findings.open?.id
  }
  get hasNews(): boolean {
    return this.#findings.hasNews
  }
  get rows(): number {
    return 1 + this.#findings.rows
  }
  /** The three say something else than what was last written down. */
  get hasTestimony(): boolean {
    return this.#dirty && !this.hasFailed && JSON.stringify(this.detector.testimony()) !== this.#written
  }
  get hasFailed(): boolean {
    return this.#failedAt !== undefined
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
      this.#findings.drop()
      onError(error)
      return undefined
    }
  }

  hear(voice: HeardVoice): void {
    if (this.#failedAt !== undefined || voice.observedAt < this.#heardUntil) return
    if (this.#isBehind(voice.place, 'voices')) return
    this.#tell(toSpoken(voice))
  }

  /** `place`: from where it was asked; undefined: nobody can say. */
  probe(result: HeardResult, place: string | undefined): void {
    if (place === undefined || this.#failedAt !== undefined || this.#isBehind(result.place, 'probes')) return
    if (this.#testimonies.probe(toHeardProbe(result, place), this.detector.at)) this.#dirty = true
  }

  notice(row: HeardNoticeRow): void {
    if (this.#failedAt === undefined && this.#testimonies.notice(row)) this.#dirty = true
  }

  /** Before this instant nothing happens unless something is heard; undefined: the detector does not say. */
  get dueAt(): number | undefined {
    const { dueAt } = this.detector
    return dueAt === undefined ? undefined : Math.min(dueAt, this.#testimonies.firstAt)
  }

  missing(gaps: readonly Gap[]): void {
    for (const { from, to } of gaps) {
      if (to <= this.detector.at) continue
      this.#record({ missing: [from, to] })
      this.detector.missing(from, to)
    }
  }

  advance(to: number, view: SiteView = ALONE): Change[] {
    const changes: Change[] = []
    const site = this.#records.noting(view)
    while (this.detector.at < to) {
      const before = this.detector.at
      const hourEnd = bucketStart(before, HOUR_MS) + HOUR_MS
      this.#testify(before)
      const found = this.detector.advance(Math.min(to, hourEnd, this.#testimonies.firstAt), site)
      const { at } = this.detector
      if (at === before) break // The rest is less than a step.
      this.#records.advanced(at)
      for (const change of found) this.#findings.change(change, this.#mayOpen)
      if (found.length > 0) this.#dirty = true
      this.#keepRecords()
      if (at === hourEnd) this.believe(hourEnd)
      changes.push(...found)
    }
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
    this.#checkpointMs = DAY_MS
    const voices = voicesOf(minutes)
    let voice = voices.next().value
    while (this.detector.at < to) {
      const before = this.detector.at
      const hourEnd = Math.min(to, bucketStart(before, HOUR_MS) + HOUR_MS)
      for (; voice && voice.at < hourEnd; voice = voices.next().value) if (voice.at >= before) this.#tell(voice)
      this.advance(hourEnd)
      if (this.detector.at === before) break
    }
    this.#mayOpen = true
    this.#checkpointMs = HOUR_MS
    if (!isTrusted) this.#forgetNameless(open)
  }

  /** Voices observed before `at`, or before its present, were heard already. */
  hearFrom(at: number): void {
    this.#heardUntil = Math.max(at, this.detector.at)
  }

  /** Notes what is believed of the hour that begins at `hour`; before anything is known, nothing. */
  believe(hour: number): void {
    this.#dirty = true
    if (this.detector.state === 'unknown') return
    const blindPerMinute = this.detector.blindness(hour).perMinute
    this.#findings.believe({ providerId: this.providerId, hour, ...this.detector.usual(hour), blindPerMinute })
  }

  /**
   * After a change of rule: what was written up to `until` stands. `written`, the newest incident, is the same as what
   * is wrong now when it is open, and says that it is over when it is not.
   */
  adopt(written: Incident | null, until: number): void {
    const followed = this.#findings.followed(written, until)
    const last = followed ?? written
    const endedAt = last?.resolvedAt ?? -Infinity
    const { incident } = this.#findings
    if (this.#inRise && incident && incident.detectedAt <= endedAt) this.#forget(false)
    const mine = this.#inRise ? this.#findings.incident : null
    this.#findings.adopt(last, followed, mine, until)
    if (last?.resolvedAt !== null) return
    if (mine) this.#become(last)
    else this.#findings.endUnseen(last, until)
  }

  /** The incident it has opened was open already, under another id. */
  giveWay(to: GaveWay['to']): void {
    this.#findings.giveWay(to)
    this.#records.rename(to.id)
    this.#dirty = true
  }

  /** A person has withdrawn the incident at `at`: there was nothing. */
  letGo(incidentId: string, at: number): void {
    if (this.openIncident !== incidentId) return
    this.#forget(false)
    this.#findings.letGo(at)
    this.#keepRecords()
    this.#dirty = true
  }

  /** `places`: how far its voices and probes were read, where that is not written for all. */
  take(places: Places | null = null): Judgement {
    this.#dirty = false
    const { providerId } = this
    if (this.#failedAt !== undefined) return nothingKnown(providerId, this.#failedAt, places)
    // Somebody's clock is fast, and what is written down was heard.
    this.#testify(Infinity)
    const { at, state, startedAt, verified, startedBetween, cause } = this.detector
    const testimony = this.detector.testimony()
    this.#written = JSON.stringify(testimony)
    this.#findings.look(this.detector)
    this.#findings.file(this.#records.file(at))
    const detector = this.detector.snapshot()
    const { incident } = this.#findings
    const kept = { detector, incident, ...this.#testimonies.state, ...this.#records.state(detector) }
    const row = { providerId, at, state, since: startedAt, startedBetween, verified, cause, testimony, places }
    return expectNumbers({ states: [{ ...row, snapshot: kept }], ...this.#findings.take() })
  }

  get #inRise(): boolean {
    return this.detector.state === 'confirmed' || this.detector.state === 'recovering'
  }

  #isBehind(place: Cursor, what: keyof Places): boolean {
    return this.#places !== null && !isAfter(place, this.#places[what])
  }

  #tell(spoken: Spoken): void {
    this.#record({ hear: spoken })
    this.detector.hear(spoken)
  }

  /** Tells all that is due at `at`. */
  #testify(at: number): void {
    for (let told = this.#testimonies.take(at); told; told = this.#testimonies.take(at)) {
      this.#record(told)
      if ('probe' in told) this.detector.probe(told.probe)
      else this.detector.notice(told.notice)
      if ('notice' in told && told.notice.says === 'nothing') this.#findings.doubt()
    }
  }

  #record(entry: Entry): void {
    this.#dirty = true
    this.#records.add(entry)
  }

  #forget(keepRise: boolean): void {
    this.#record({ forget: keepRise })
    this.detector.forget(keepRise)
  }

  #keepRecords(): void {
    this.#findings.file(this.#records.keep(this.detector, this.openIncident, this.#checkpointMs))
  }

  /** What was heard had no names. */
  #forgetNameless(open: Incident | null): void {
    const isFollowing = this.openIncident !== undefined
    const isSame = open !== null && this.#inRise
    this.#forget(isFollowing || isSame)
    if (isSame && !isFollowing) this.#become(open)
  }

  #become(written: Incident): void {
    const { state, peak } = this.detector
    this.#findings.become(written, { state, peak })
    this.#records.rename(written.id)
    this.#dirty = true
    this.#keepRecords()
  }
}
