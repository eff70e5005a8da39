import type { Cause, ScopeCell, State, Testimony } from '../../shared/incident.ts'
import type { Usual } from '../../shared/series.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Alarm } from './alarm.ts'
import { Baseline } from './baseline.ts'
import { blindness, type Blindness } from './blindness.ts'
import type { Change } from './change.ts'
import type { Detector } from './detector-contract.ts'
import { addGap, awayMs, type Gap } from './gaps.ts'
import { Hearing } from './hearing.ts'
import { beginHush, turnHush, type Hush } from './hush.ts'
import type { ProbeEvidence } from './probes.ts'
import { RATE_FLOOR, RULE_VERSION, SUSPECTED_PER_YEAR } from './rule.ts'
import type { Normal } from './ladder.ts'
import type { Sight } from './sight.ts'
import { ALONE, type SiteView } from './site-view.ts'
import { isSnapshot, type Snapshot } from './snapshot.ts'
import { Standing } from './standing.ts'
import type { HeardNotice, HeardProbe, Spoken } from './voice.ts'
import { testify } from './testimony.ts'
import { isToldVerified } from './verified.ts'
import { isNoteDue, stepAfter, stepMsAt } from './steps.ts'
import { Waiting } from './waiting.ts'

export type { Detector } from './detector-contract.ts'

type Settings = { startAt: number; known?: { ratePerHour: number }; suspectedPerYear?: number }

/**
 * A detector of one provider that has heard nothing yet. `known`: what is usual is told and never learned, the same at every hour.
 * `suspectedPerYear`: how many false suspicions a year chance may give.
 */
export function createDetector(settings: Settings): Detector {
  return new OneDetector(settings)
}

/** Undefined: the snapshot is of another rule, so its provider is to be warmed up again. */
export function restoreDetector(snapshot: unknown): Detector | undefined {
  if (!isSnapshot(snapshot)) return undefined
  return new OneDetector({ startAt: snapshot.at, suspectedPerYear: snapshot.perYear }, structuredClone(snapshot))
}

class OneDetector implements Detector {
  #at: number
  readonly #perYear: number
  readonly #standing: Standing
  readonly #alarm: Alarm
  #baseline: Baseline
  readonly #hearing: Hearing
  readonly #waiting: Waiting
  #hush: Hush | null
  #gaps: Gap[]
  /** What was heard since the last step. */
  #stepWeight: number
  /** A probe or a notice was heard that is not judged yet. */
  #isProbed: boolean
  /** Networks whose probes are no evidence, as the site said last. */
  #broken: ReadonlySet<string>

  constructor(settings: Settings, from?: Snapshot) {
    const { startAt, known, suspectedPerYear = SUSPECTED_PER_YEAR } = settings
    this.#at = startAt
    this.#perYear = suspectedPerYear
    this.#standing = new Standing((since, now) => this.#scopeSince(since, now), from?.standing)
    this.#alarm = new Alarm(startAt, suspectedPerYear, from?.alarm)
    this.#baseline = new Baseline(startAt, { state: from?.baseline, ratePerHour: known?.ratePerHour })
    this.#hearing = new Hearing(from)
    this.#waiting = new Waiting(from?.waiting)
    this.#hush = from?.hush ?? null
    this.#gaps = from?.gaps ?? []
    this.#stepWeight = from?.stepWeight ?? 0
    this.#isProbed = from?.isProbed ?? false
    this.#broken = new Set(from?.broken)
    if (known) this.#standing.begin()
  }

  get at(): number {
    return this.#at
  }
  get dueAt(): number {
    return this.#isProbed
      ? this.#at
      : Math.min(this.#waiting.first?.at ?? Infinity, this.#stepAt, this.#baseline.hourEnd)
  }
  get state(): State {
    return this.#standing.state
  }
  get verified(): boolean {
    const { rise } = this.#standing
    return rise !== null && isToldVerified(this.#witness, rise)
  }
  get startedAt(): number | null {
    return this.#standing.rise?.startedAt ?? null
  }
  get startedBetween(): [number, number] | null {
    return this.#standing.rise?.startedBetween ?? null
  }
  get cause(): Cause | null {
    return this.#standing.rise?.cause ?? null
  }
  get peak(): number {
    return this.#standing.rise?.peak ?? 0
  }
  get allowed(): number {
    return this.#alarm.allowed.suspected * this.#baseline.caution
  }

  hear(spoken: Spoken): void {
    this.#waiting.hear(spoken, this.#at)
  }

  probe(result: HeardProbe): void {
    this.#hearing.probes.hear(result)
    this.#isProbed = true
  }

  notice(notice: HeardNotice): void {
    this.#hearing.notices.hear(notice)
    this.#isProbed = true
  }

  missing(from: number, to: number): void {
    const start = Math.max(from, this.#at)
    if (to > start) this.#gaps = addGap(this.#gaps, start, to)
  }

  advance(to: number, site: SiteView = ALONE): Change[] {
    if (!(to > this.#at)) return []
    const changes = this.#isProbed ? this.#rouse(site) : []
    this.#isProbed = false
    for (;;) {
      const voice = this.#waiting.first
      const voiceAt = voice && voice.at < to ? voice.at : Infinity
      const [step, hour] = [this.#stepAt, this.#baseline.hourEnd]
      const next = Math.min(voiceAt, step, hour)
      if (next > to) break
      this.#at = next
      if (step === next) changes.push(...this.#step(site))
      else if (hour === next) this.#turn()
      else {
        this.#waiting.shift()
        changes.push(...this.#listen(voice!, site))
      }
    }
    this.#at = to
    return changes
  }

  forget(keepRise: boolean): void {
    this.#hearing.recent.clear()
    this.#alarm.reset(this.#at)
    this.#standing.forget(keepRise)
    if (!this.#standing.rise) this.#hearing.close()
  }

  usual(at: number): Usual {
    return this.#baseline.usual(at)
  }

  blindness(at: number): Blindness {
    const { ratePerHour } = this.usual(at)
    const normal = this.#baseline.normal(at, this.#hush?.multiple ?? 1)
    return blindness({ ratePerHour, normal, allowed: this.#alarm.allowed.suspected, perYear: this.#perYear })
  }

  minute(start: number): { observed: number; expected: number } {
    return this.#heard(start, start + MINUTE_MS)
  }

  byNetwork(now: number): ReturnType<ProbeEvidence['byNetwork']> {
    return this.#hearing.probes.byNetwork(now)
  }

  scope(): ScopeCell[] {
    return this.#scopeSince(this.startedAt ?? this.#at, this.#at)
  }

  testimony(): Testimony {
    return testify(this.#witness, this.#standing)
  }

  snapshot(): Snapshot {
    return structuredClone({
      rule: RULE_VERSION,
      perYear: this.#perYear,
      at: this.#at,
      standing: this.#standing.snapshot(),
      alarm: this.#alarm.state(),
      baseline: this.#baseline.state(),
      ...this.#hearing.state(this.#at),
      hush: this.#hush,
      waiting: this.#waiting.state(),
      gaps: this.#gaps,
      stepWeight: this.#stepWeight,
      isProbed: this.#isProbed,
      broken: [...this.#broken],
    })
  }

  #listen(voice: Spoken, site: SiteView): Change[] {
    const heard = this.#hearing.hear(voice)
    if (!heard) return []
    const { at } = voice
    const { weight, mayOpen, mayRaise } = heard
    const common = site.common(at)
    // Not divided by it: growth that lasts is to become usual, or the factor would have to carry it for ever.
    this.#baseline.count(at, 1)
    if (this.state === 'unknown') return []
    if (this.#standing.rise) this.#stepWeight += weight
    // What is wrong goes on as long as people say so, whoever sent them.
    if (!mayRaise || !(mayOpen || this.#standing.rise)) return []
    this.#alarm.hear(at, weight, this.#normal(common, site), awayMs(this.#gaps, this.#alarm.heardAt, at))
    return this.state === 'confirmed' ? [] : this.#rouse(site)
  }

  #rouse(site: SiteView): Change[] {
    if (this.state === 'unknown') return []
    const before = this.#standing.rise
    const changes = this.#standing.rouse(this.#sight(site))
    const rise = this.#standing.rise
    if (rise && !before) {
      this.#stepWeight = 0
      this.#baseline.freeze(rise.startedAt)
      this.#hearing.open(rise.startedAt)
    }
    return changes
  }

  #step(site: SiteView): Change[] {
    const from = this.#at - stepMsAt(this.#at, this.#standing.rise!)
    const weight = this.#stepWeight
    this.#stepWeight = 0
    if (awayMs(this.#gaps, from, this.#at) > 0) return []
    const { multiple, rise } = this.#standing
    // Whoever asks when: since when somebody has recovered does not depend on it.
    if (isNoteDue(this.#at, rise!)) this.#hearing.noteScope(this.#at, this.#scopeOf)
    const changes = this.#standing.calm(this.#sight(site), weight)
    if (!this.#standing.rise) this.#close(changes.at(-1)!, multiple, rise!.startedAt)
    return changes
  }

  /** What is wrong no longer is, or never was. */
  #close({ type, to }: Change, multiple: number, startedAt: number): void {
    this.#hearing.close()
    if (to === 'ok') this.#hush = beginHush(multiple / this.#baseline.caution)
    if (type === 'faded') this.#baseline.thaw(startedAt)
    if (to === 'unknown') this.#baseline = new Baseline(this.#at)
  }

  #turn(): void {
    for (const [from, to] of this.#gaps) this.#baseline.missing(from, to)
    const { rise } = this.#standing
    if (this.#hush) this.#hush = turnHush(this.#hush, this.#heard(this.#at - HOUR_MS, this.#at)) ?? null
    this.#baseline.turn(rise !== null)
    this.#hearing.turn(this.#at, rise === null)
    if (rise?.confirmedAt || this.state === 'unknown') this.#alarm.tolerance.spoil()
    this.#alarm.turn(this.#at)
    // Until the hour is over: only then does the baseline hear of its gaps.
    this.#gaps = this.#gaps.filter((gap) => gap[1] > Math.min(this.#at, this.#alarm.heardAt))
    if (this.state === 'unknown' && this.#baseline.known) {
      this.#standing.begin()
      this.#hearing.recent.clear()
      this.#alarm.reset(this.#at)
    }
  }

  /** The lowest null: what is usual, as busy as the site is, with the wrong presses that a sister in trouble brings. */
  #normal(common: number, site: SiteView): Normal {
    const spill = site.spill(this.#at) / Math.max(RATE_FLOOR, this.#baseline.rate(this.#at))
    return this.#baseline.normal(this.#at, common * (this.#hush?.multiple ?? 1) * (1 + spill))
  }

  #sight(site: SiteView): Sight {
    const common = site.common(this.#at)
    this.#broken = site.broken(this.#at)
    return { ...this.#witness, normal: this.#normal(common, site), common, alarm: this.#alarm, site }
  }

  /** A quiet provider has no steps: it costs nothing. */
  get #stepAt(): number {
    return stepAfter(this.#at, this.#standing.rise)
  }

  #scopeSince(from: number, now: number): ScopeCell[] {
    return this.#standing.rise ? this.#hearing.scope(from, now, this.#scopeOf) : []
  }

  #heard(from: number, to: number): { observed: number; expected: number } {
    return { observed: this.#hearing.recent.weight(from, to), expected: this.#baseline.expected(from, to) }
  }

  get #scopeOf() {
    const expected = (from: number, to: number) => this.#baseline.expected(from, to)
    return { expected, parts: this.#hearing.probes.parts(this.#at, this.#broken) }
  }

  get #witness() {
    return { now: this.#at, baseline: this.#baseline, ...this.#hearing.told(this.#broken) }
  }
}
