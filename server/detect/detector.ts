import type { Cause, ScopeCell, State } from '../../shared/incident.ts'
import type { Usual } from '../../shared/series.ts'
import { bucketStart, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Alarm } from './alarm.ts'
import { Baseline } from './baseline.ts'
import { blindness, type Blindness } from './blindness.ts'
import type { Change } from './change.ts'
import { addGap, awayMs, type Gap } from './gaps.ts'
import { Guard } from './guard.ts'
import { Hosts } from './hosts.ts'
import { beginHush, turnHush, type Hush } from './hush.ts'
import { ProbeEvidence } from './probes.ts'
import { Recent } from './recent.ts'
import { LATE_MS, RULE_VERSION, STEP_MS, SUSPECTED_PER_YEAR } from './rule.ts'
import { Facets } from './scope.ts'
import type { Normal } from './ladder.ts'
import type { Sight } from './sight.ts'
import { ALONE, type SiteView } from './site-view.ts'
import { isSnapshot, type Snapshot } from './snapshot.ts'
import { Standing } from './standing.ts'
import type { HeardNotice, HeardProbe, Voice } from './voice.ts'

export type Detector = {
  /** All before this instant is judged. */
  readonly at: number
  readonly state: State
  /** Probes of two networks agree, or the operator has said so. */
  readonly verified: boolean
  /** Estimated start while something is wrong, and its 90 % interval. */
  readonly startedAt: number | null
  readonly startedBetween: [from: number, to: number] | null
  readonly cause: Cause | null
  readonly peak: number
  /** How many times the usual (at its lowest null) this provider's own past allows it. */
  readonly allowed: number
  /** A voice is judged when `advance` passes it. */
  hear(voice: Voice): void
  /** A probe's result counts from when it is heard. */
  probe(result: HeardProbe): void
  notice(notice: HeardNotice): void
  /** We were away in [from, to), which is not yet judged: neither silence nor health. */
  missing(from: number, to: number): void
  /** Judges up to `to`; an instant that was passed already changes nothing. */
  advance(to: number, site?: SiteView): Change[]
  /** Nothing heard so far opens or re-opens anything; unless `keepRise`, what is wrong now is let go of without a change. */
  forget(keepRise: boolean): void
  /** What is believed of the hour that holds `at`. */
  usual(at: number): Usual
  /** The smallest lasting rise that would be noticed within ten minutes in the hour of `at`. */
  blindness(at: number): Blindness
  /** What was heard (as it counts) and what is usual in the whole minute that begins at `start`, one of the last 240. */
  minute(start: number): { observed: number; expected: number }
  /** Who is affected since the rise began; nobody while all is well. */
  scope(): ScopeCell[]
  /** Everything, as JSON: `restoreDetector` goes on from it as if nothing had been. */
  snapshot(): Snapshot
}

/**
 * A detector of one provider that has heard nothing yet. `known`: what is usual is told and never learned, the same at every hour.
 * `suspectedPerYear`: how many false suspicions a year chance may give.
 */
export function createDetector(settings: {
  startAt: number
  known?: { ratePerHour: number }
  suspectedPerYear?: number
}): Detector {
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
  readonly #recent: Recent
  readonly #guard: Guard
  readonly #probes: ProbeEvidence
  readonly #facets: Facets
  readonly #hosts: Hosts
  #hush: Hush | null
  #notice: HeardNotice | null
  #waiting: Voice[]
  #gaps: Gap[]
  /** What was heard since the last step. */
  #stepWeight: number
  /** A probe or a notice was heard that is not judged yet. */
  #isProbed: boolean

  constructor(
    settings: { startAt: number; known?: { ratePerHour: number }; suspectedPerYear?: number },
    from?: Snapshot,
  ) {
    const { startAt, known, suspectedPerYear = SUSPECTED_PER_YEAR } = settings
    this.#at = startAt
    this.#perYear = suspectedPerYear
    this.#facets = new Facets(from?.facets)
    this.#standing = new Standing((since, now) => this.#scopeSince(since, now), from?.standing)
    this.#alarm = new Alarm(startAt, suspectedPerYear, from?.alarm)
    this.#baseline = new Baseline(startAt, { state: from?.baseline, ratePerHour: known?.ratePerHour })
    this.#recent = new Recent(from?.recent)
    this.#guard = new Guard(from?.guard)
    this.#probes = new ProbeEvidence(from?.probes)
    this.#hosts = new Hosts(from?.hosts)
    this.#hush = from?.hush ?? null
    this.#notice = from?.notice ?? null
    this.#waiting = from?.waiting ?? []
    this.#gaps = from?.gaps ?? []
    this.#stepWeight = from?.stepWeight ?? 0
    this.#isProbed = from?.isProbed ?? false
    if (known) this.#standing.begin()
  }

  get at(): number {
    return this.#at
  }
  get state(): State {
    return this.#standing.state
  }
  get verified(): boolean {
    return this.#standing.rise !== null && (this.#admitted || this.#probes.verified(this.#at))
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

  hear(voice: Voice): void {
    if (!(voice.at >= this.#at - LATE_MS)) return
    this.#waiting.push(voice.at < this.#at ? { ...voice, at: this.#at } : voice)
  }

  probe(result: HeardProbe): void {
    this.#probes.hear(result)
    this.#isProbed = true
  }

  notice(notice: HeardNotice): void {
    this.#notice = { ...notice }
    this.#isProbed = true
  }

  missing(from: number, to: number): void {
    const start = Math.max(from, this.#at)
    if (to > start) this.#gaps = addGap(this.#gaps, start, to)
  }

  advance(to: number, site: SiteView = ALONE): Change[] {
    if (!(to > this.#at)) return []
    const changes: Change[] = []
    // Whoever spoke within the same millisecond is heard in an order that does not depend on who was read first.
    this.#waiting = this.#waiting.toSorted(byInstant)
    if (this.#isProbed) changes.push(...this.#rouse(site))
    this.#isProbed = false
    let heard = 0
    for (;;) {
      const voice = this.#waiting[heard]
      const voiceAt = voice && voice.at < to ? voice.at : Infinity
      // A quiet provider has no steps: it costs nothing.
      const step = this.#standing.rise ? bucketStart(this.#at, STEP_MS) + STEP_MS : Infinity
      const hour = this.#baseline.hourEnd
      const next = Math.min(voiceAt, step, hour)
      if (next > to) break
      this.#at = next
      if (step === next) changes.push(...this.#step(site))
      else if (hour === next) this.#turn()
      else {
        heard += 1
        changes.push(...this.#listen(voice!, site))
      }
    }
    this.#waiting = this.#waiting.slice(heard)
    this.#at = to
    return changes
  }

  forget(keepRise: boolean): void {
    this.#recent.clear()
    this.#alarm.reset(this.#at)
    this.#standing.forget(keepRise)
    if (!this.#standing.rise) this.#facets.close()
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
    const end = start + MINUTE_MS
    return { observed: this.#recent.weight(start, end), expected: this.#baseline.expected(start, end) }
  }

  scope(): ScopeCell[] {
    return this.#scopeSince(this.startedAt ?? this.#at, this.#at)
  }

  snapshot(): Snapshot {
    return structuredClone({
      rule: RULE_VERSION,
      perYear: this.#perYear,
      at: this.#at,
      standing: this.#standing.snapshot(),
      alarm: this.#alarm.state(),
      baseline: this.#baseline.state(),
      recent: this.#recent.state(this.#at),
      guard: this.#guard.state(),
      probes: this.#probes.state(),
      facets: this.#facets.state(),
      hosts: this.#hosts.state(),
      hush: this.#hush,
      notice: this.#notice,
      waiting: this.#waiting.toSorted(byInstant),
      gaps: this.#gaps,
      stepWeight: this.#stepWeight,
      isProbed: this.#isProbed,
    })
  }

  #listen(voice: Voice, site: SiteView): Change[] {
    const { at } = voice
    const mayOpen = this.#hosts.hear(voice)
    const weight = this.#guard.weigh(voice)
    if (voice.answer !== 'problem') return []
    const common = site.common(at)
    this.#recent.trim(at)
    this.#recent.add(at, weight, voice)
    this.#facets.hear(voice, weight)
    this.#baseline.count(at, 1 / common)
    if (this.state === 'unknown') return []
    if (this.#standing.rise) this.#stepWeight += weight
    else if (!mayOpen) return []
    this.#alarm.hear(at, weight, this.#normal(common), awayMs(this.#gaps, this.#alarm.heardAt, at))
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
      this.#facets.open(rise.startedAt)
    }
    return changes
  }

  #step(site: SiteView): Change[] {
    const from = this.#at - STEP_MS
    const weight = this.#stepWeight
    this.#stepWeight = 0
    if (awayMs(this.#gaps, from, this.#at) > 0) return []
    const { multiple, rise } = this.#standing
    const changes = this.#standing.calm(this.#sight(site), weight)
    if (!this.#standing.rise) this.#close(changes.at(-1)!, multiple, rise!.startedAt)
    return changes
  }

  /** What is wrong no longer is, or never was. */
  #close({ type, to }: Change, multiple: number, startedAt: number): void {
    this.#facets.close()
    if (type === 'faded') {
      this.#hush = beginHush(multiple / this.#baseline.caution)
      this.#baseline.thaw(startedAt)
    }
    if (to === 'unknown') this.#baseline = new Baseline(this.#at)
  }

  #turn(): void {
    for (const [from, to] of this.#gaps) this.#baseline.missing(from, to)
    const { rise } = this.#standing
    if (this.#hush) {
      const [from, to] = [this.#at - HOUR_MS, this.#at]
      this.#hush = turnHush(this.#hush, this.#recent.weight(from, to), this.#baseline.expected(from, to)) ?? null
    }
    this.#baseline.turn(rise !== null)
    this.#guard.turn(this.#at, rise === null)
    this.#facets.turn(this.#at, rise === null)
    if (rise?.confirmedAt || this.state === 'unknown') this.#alarm.tolerance.spoil()
    this.#alarm.turn(this.#at)
    this.#recent.trim(this.#at)
    // Until the hour is over: only then does the baseline hear of its gaps.
    this.#gaps = this.#gaps.filter((gap) => gap[1] > Math.min(this.#at, this.#alarm.heardAt))
    if (this.state === 'unknown' && this.#baseline.known) {
      this.#standing.begin()
      this.#recent.clear()
      this.#alarm.reset(this.#at)
    }
  }

  #normal(common: number): Normal {
    return this.#baseline.normal(this.#at, common * (this.#hush?.multiple ?? 1))
  }

  #sight(site: SiteView): Sight {
    const common = site.common(this.#at)
    return {
      now: this.#at,
      normal: this.#normal(common),
      common,
      alarm: this.#alarm,
      baseline: this.#baseline,
      recent: this.#recent,
      guard: this.#guard,
      probes: this.#probes,
      site,
      admitted: this.#admitted,
      restored: this.#notice?.says === 'restored',
    }
  }

  get #admitted(): boolean {
    return this.#notice?.says === 'problem'
  }

  #scopeSince(from: number, now: number): ScopeCell[] {
    return this.#standing.rise ? this.#facets.scope(from, now, this.#baseline.expected(from, now)) : []
  }
}

function byInstant(a: Voice, b: Voice): number {
  return (
    a.at - b.at ||
    order(a.answer, b.answer) ||
    order(a.network, b.network) ||
    order(a.reporter, b.reporter) ||
    (a.weight ?? 1) - (b.weight ?? 1)
  )
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
