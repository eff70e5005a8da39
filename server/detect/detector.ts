import type { Evidence, IncidentEventType, State } from '../../shared/incident.ts'
import { bucketStart, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Baseline } from './baseline.ts'
import type { Change } from './change.ts'
import { addGap, type Gap } from './gaps.ts'
import type { Usual } from '../../shared/series.ts'
import { Recent } from './recent.ts'
import { beginRecovery, type Recovery, stepRecovery } from './recovery.ts'
import {
  FADE_NATS,
  FREEZE_MS,
  LATE_MS,
  MILD_MS,
  MILD_MULTIPLE,
  PEAK_MS,
  recoverMs,
  recoverNats,
  REOPEN_MS,
  RULE_VERSION,
  STEP_MS,
} from './rule.ts'
import { estimateStart, evidenceOf, type Finding, scan } from './scan.ts'
import { isSnapshot, type Rise, type Snapshot } from './snapshot.ts'
import type { Voice } from './voice.ts'

export type Detector = {
  /** All before this instant is judged. */
  readonly at: number
  readonly state: State
  /** Estimated start while something is wrong. */
  readonly startedAt: number | null
  readonly peak: number
  /** A voice is judged when `advance` passes it. `works` raises nothing and, in this form of the rule, ends nothing. */
  hear(voice: Voice): void
  /** We were away in [from, to), which is not yet judged: neither silence nor health. */
  missing(from: number, to: number): void
  /** Judges up to `to`; an instant that was passed already changes nothing. */
  advance(to: number): Change[]
  /** Nothing heard so far opens or re-opens anything; unless `keepRise`, what is wrong now is let go of without a change. */
  forget(keepRise: boolean): void
  /** What is believed of the hour that holds `at`. */
  usual(at: number): Usual
  /** What was heard (as it counts) and what is usual in the whole minute that begins at `start`, one of the last 240. */
  minute(start: number): { observed: number; expected: number }
  /** Everything, as JSON: `restoreDetector` goes on from it as if nothing had been. */
  snapshot(): Snapshot
}

/** A detector of one provider that has heard nothing yet. */
export function createDetector(settings: { startAt: number }): Detector {
  const at = bucketStart(settings.startAt, STEP_MS)
  return new OneDetector(at)
}

/** Undefined: the snapshot is of another rule, so its provider is to be warmed up again. */
export function restoreDetector(snapshot: unknown): Detector | undefined {
  if (!isSnapshot(snapshot)) return undefined
  return new OneDetector(snapshot.at, structuredClone(snapshot))
}

class OneDetector implements Detector {
  #at: number
  #state: State
  #rise: Rise | null
  #last: (Rise & { resolvedAt: number }) | null
  #recovery: Recovery
  #recoveringAt: number | null
  readonly #baseline: Baseline
  readonly #recent: Recent
  #waiting: Voice[]
  #gaps: Gap[]

  constructor(at: number, from?: Snapshot) {
    this.#at = at
    this.#state = from?.state ?? 'unknown'
    this.#rise = from?.rise ?? null
    this.#last = from?.last ?? null
    this.#recovery = from?.recovery ?? beginRecovery(0, 1)
    this.#recoveringAt = from?.recoveringAt ?? null
    this.#baseline = new Baseline(at, from?.baseline)
    this.#recent = new Recent(from?.recent)
    this.#waiting = from?.waiting ?? []
    this.#gaps = from?.gaps ?? []
  }

  get at(): number {
    return this.#at
  }
  get state(): State {
    return this.#state
  }
  get startedAt(): number | null {
    return this.#rise?.startedAt ?? null
  }
  get peak(): number {
    return this.#rise?.peak ?? 0
  }

  hear(voice: Voice): void {
    if (voice.answer !== 'problem' || !(voice.at >= this.#at - LATE_MS)) return
    this.#waiting.push(voice.at < this.#at ? { ...voice, at: this.#at } : voice)
  }

  missing(from: number, to: number): void {
    const start = Math.max(from, this.#at)
    if (to > start) this.#gaps = addGap(this.#gaps, start, to)
  }

  advance(to: number): Change[] {
    const end = bucketStart(to, STEP_MS)
    if (end <= this.#at) return []
    const changes: Change[] = []
    // Whoever spoke within the same millisecond is heard in an order that does not depend on who was read first.
    this.#waiting = this.#waiting.toSorted(byInstant)
    let heard = 0
    while (this.#at < end) {
      const next = this.#waiting[heard]
      const calm = this.#rise === null
      const nextStep = next ? bucketStart(next.at, STEP_MS) : end
      if (calm && nextStep > this.#at) {
        this.#at = Math.min(nextStep, this.#baseline.hourEnd, end)
      } else {
        const first = heard
        const stepEnd = this.#at + STEP_MS
        while (heard < this.#waiting.length && this.#waiting[heard]!.at < stepEnd) heard += 1
        this.#step(this.#waiting.slice(first, heard), changes)
      }
      if (this.#at === this.#baseline.hourEnd) this.#turn()
    }
    this.#waiting = this.#waiting.slice(heard)
    // Until the hour is over: only then does the baseline hear of its gaps.
    this.#gaps = this.#gaps.filter((gap) => gap[1] > this.#baseline.hourEnd - HOUR_MS)
    return changes
  }

  forget(keepRise: boolean): void {
    this.#recent.clear()
    this.#last = null
    if (keepRise || !this.#rise) return
    this.#close()
    this.#state = 'ok'
  }

  usual(at: number): Usual {
    return this.#baseline.usual(at)
  }

  minute(start: number): { observed: number; expected: number } {
    let observed = 0
    for (const [at, , weight] of this.#recent.cells) if (at >= start && at < start + MINUTE_MS) observed += weight
    return { observed, expected: this.#baseline.expected(start, start + MINUTE_MS) }
  }

  snapshot(): Snapshot {
    return structuredClone({
      rule: RULE_VERSION,
      at: this.#at,
      state: this.#state,
      rise: this.#rise,
      last: this.#last,
      recovery: this.#recovery,
      recoveringAt: this.#recoveringAt,
      baseline: this.#baseline.state(),
      recent: this.#recent.state(this.#at),
      waiting: this.#waiting.toSorted(byInstant),
      gaps: this.#gaps,
    })
  }

  #step(voices: Voice[], changes: Change[]): void {
    const stepStart = this.#at
    let weight = 0
    for (const voice of voices) weight += this.#recent.add(voice.at, voice)
    this.#baseline.count(stepStart, voices.length)
    this.#at = stepStart + STEP_MS
    this.#recent.trim(this.#at)
    if (this.#state === 'unknown') return
    if (this.#rise && voices.length > 0) this.#rise.peak = Math.max(this.#rise.peak, this.#lately())
    if (this.#rise && !this.#away(stepStart)) this.#weigh(stepStart, weight)
    // Only a voice can raise a state: in silence every window holds less than before.
    if (voices.length > 0 && this.#state !== 'confirmed') this.#rouse(changes)
    this.#calm(changes)
  }

  /** ok → suspected → confirmed, and recovering → confirmed on what it takes to suspect. */
  #rouse(changes: Change[]): void {
    const finding = scan(this.#at, this.#recent, this.#baseline)
    if (!finding) return
    if (this.#state === 'recovering') {
      this.#recoveringAt = null
      this.#recovery.nats = 0
      return this.#change(changes, 'relapsed', 'confirmed', finding.evidence)
    }
    if (!this.#rise) this.#open(finding, changes)
    if (finding.level !== 'confirmed') return
    const rise = this.#rise!
    rise.confirmedAt = this.#at
    this.#recovery.nats = 0
    const last = this.#last
    const again = last !== null && rise.detectedAt - last.resolvedAt <= REOPEN_MS
    if (again) {
      Object.assign(rise, {
        startedAt: last.startedAt,
        detectedAt: last.detectedAt,
        peak: Math.max(last.peak, rise.peak),
      })
    }
    this.#change(changes, again ? 'reopened' : 'confirmed', 'confirmed', finding.evidence)
  }

  #open(finding: Finding, changes: Change[]): void {
    const startedAt = estimateStart(this.#at, this.#recent, this.#baseline)
    this.#rise = { startedAt, detectedAt: this.#at, confirmedAt: null, wildAt: this.#at, peak: this.#lately() }
    this.#recovery = beginRecovery(finding.evidence.observed, finding.evidence.expected)
    this.#baseline.freeze(startedAt)
    this.#change(changes, 'suspected', 'suspected', finding.evidence)
  }

  /** suspected → ok, confirmed → recovering → ok. */
  #calm(changes: Change[]): void {
    const rise = this.#rise
    if (!rise) return
    const lengthMs = this.#at - rise.startedAt
    const { nats } = this.#recovery
    if (this.#state === 'suspected' && nats >= FADE_NATS) {
      this.#change(changes, 'faded', 'ok', this.#evidence(nats, FADE_NATS))
      this.#close()
    } else if (this.#state === 'confirmed' && nats >= recoverNats(lengthMs)) {
      this.#recoveringAt = this.#at
      this.#change(changes, 'recovering', 'recovering', this.#evidence(nats, recoverNats(lengthMs)))
      this.#recent.clear()
    } else if (this.#state === 'recovering' && nats >= recoverNats(lengthMs)) {
      if (this.#at - this.#recoveringAt! < recoverMs(lengthMs)) return
      this.#last = { ...rise, resolvedAt: this.#at }
      this.#change(changes, 'resolved', 'ok', this.#evidence(nats, recoverNats(lengthMs)))
      this.#close()
    }
  }

  #weigh(stepStart: number, voices: number): void {
    const rise = this.#rise!
    stepRecovery(this.#recovery, rise.confirmedAt === null ? 'suspected' : 'confirmed', {
      voices,
      ratePerHour: this.#baseline.rate(stepStart),
      stepMs: STEP_MS,
      dispersion: this.#baseline.dispersion(STEP_MS),
      cap: rise.confirmedAt === null ? FADE_NATS : recoverNats(this.#at - rise.startedAt),
    })
  }

  #change(changes: Change[], type: IncidentEventType, to: State, evidence: Evidence): void {
    const { startedAt, detectedAt, peak } = this.#rise!
    changes.push({
      at: this.#at,
      type,
      from: this.#state,
      to,
      startedAt,
      detectedAt,
      evidence,
      peak,
      startedBetween: [startedAt, startedAt],
      verified: false,
      cause: { kind: 'own', of: [], share: null },
      scope: [],
    })
    this.#state = to
  }

  #close(): void {
    this.#rise = null
    this.#recoveringAt = null
    this.#recent.clear()
  }

  #evidence(score: number, threshold: number): Evidence {
    return evidenceOf({ now: this.#at, windowMs: PEAK_MS, score, threshold }, this.#recent, this.#baseline)
  }

  #lately(): number {
    return this.#recent.voices(this.#at - PEAK_MS)
  }

  #away(at: number): boolean {
    return this.#gaps.some(([from, to]) => at >= from && at < to)
  }

  #frozen(rise: Rise): boolean {
    if (this.#recovery.voices / this.#recovery.usual >= MILD_MULTIPLE) rise.wildAt = this.#at
    return this.#at - rise.wildAt < MILD_MS && this.#at - rise.detectedAt < FREEZE_MS
  }

  #turn(): void {
    for (const [from, to] of this.#gaps) this.#baseline.missing(from, to)
    this.#baseline.turn(this.#rise !== null && this.#frozen(this.#rise))
    if (this.#state === 'unknown' && this.#baseline.known) {
      this.#state = 'ok'
      this.#recent.clear()
    }
  }
}

function byInstant(a: Voice, b: Voice): number {
  return (
    a.at - b.at || order(a.network, b.network) || order(a.reporter, b.reporter) || (a.weight ?? 1) - (b.weight ?? 1)
  )
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
