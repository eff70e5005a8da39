import type { Cause, Evidence, IncidentEventType, ScopeCell, State } from '../../shared/incident.ts'
import { MINUTE_MS } from '../../shared/time.ts'
import { backingOf, crowdOf, crowdReach, isCrowd, isHeldUp, reportersFor } from './backing.ts'
import { isEcho, isVouched, weigh } from './calming.ts'
import type { Change } from './change.ts'
import {
  beginRecovery,
  holdRecovery,
  isNewRise,
  isQuiet,
  remainder,
  resumeRecovery,
  type Recovery,
} from './recovery.ts'
import { strayed, type Rise } from './rise.ts'
import {
  CONFIRMED_NETWORKS,
  ECHO_DELAY_MS,
  FREEZE_MS,
  KIN_MULTIPLE,
  LONGEST_WINDOW_MS,
  PEAK_MS,
  PROBED_REPORTERS,
  recoverMs,
  RELAPSE_MULTIPLE,
  REOPEN_MS,
  STEP_MS,
  TIRED_MS,
  WAVE_MS,
} from './rule.ts'
import { causeOf, evidenceOf, onsetOf, type Sight } from './sight.ts'
import { isVerified, verifiedBy } from './verified.ts'

export type StandingState = {
  state: State
  rise: Rise | null
  last: (Rise & { resolvedAt: number }) | null
  recovery: Recovery
}

const OWN: Cause = { kind: 'own', of: [], share: null }

/** Where a provider stands: the states, and what it takes to pass from one to another. */
export class Standing {
  #state: State
  #rise: Rise | null
  #last: (Rise & { resolvedAt: number }) | null
  #recovery: Recovery
  readonly #scope: (from: number, now: number) => ScopeCell[]

  constructor(scope: (from: number, now: number) => ScopeCell[], from?: StandingState) {
    this.#scope = scope
    this.#state = from?.state ?? 'unknown'
    this.#rise = from?.rise ?? null
    this.#last = from?.last ?? null
    this.#recovery = from?.recovery ?? beginRecovery(0, 1)
  }

  get state(): State {
    return this.#state
  }
  get rise(): Rise | null {
    return this.#rise
  }
  /** How many times the usual comes now, while something is wrong. */
  get multiple(): number {
    return remainder(this.#recovery)
  }

  /** People speak of a problem now, or did until probes alone kept it up. */
  isSpokenOf(dispersion: number): boolean {
    if (this.#state !== 'suspected' && this.#state !== 'confirmed') return false
    return this.#rise!.isCarried && !isQuiet(this.#recovery, dispersion)
  }

  /** Enough was heard to say what is usual. */
  begin(): void {
    if (this.#state === 'unknown') this.#state = 'ok'
  }

  /** Nothing is re-opened; unless `keepRise`, what is wrong now is let go of without a word. */
  forget(keepRise: boolean): void {
    this.#last = null
    if (keepRise || !this.#rise) return
    this.#rise = null
    this.#state = 'ok'
  }

  /** Something was heard that can raise a state: ok → suspected → confirmed, and recovering → confirmed. */
  rouse(sight: Sight): Change[] {
    if (this.#rise) this.#rise.peak = Math.max(this.#rise.peak, sight.recent.voices(sight.now - PEAK_MS))
    switch (this.#state) {
      case 'ok':
        return this.#suspect(sight)
      case 'suspected':
        return this.#confirm(sight)
      case 'recovering':
        return [...this.#verify(sight), ...this.#relapse(sight)]
      case 'confirmed':
        return this.#verify(sight)
      default:
        return []
    }
  }

  /** One step of time, with what was heard in it: suspected → ok, confirmed → recovering → ok. */
  calm(sight: Sight, weight: number): Change[] {
    const rise = this.#rise
    if (!rise) return []
    if (weight > 0) rise.peak = Math.max(rise.peak, sight.recent.voices(sight.now - PEAK_MS))
    if (sight.now % MINUTE_MS === 0) rise.cause = causeOf(sight, rise.startedAt) ?? rise.cause
    const heard = this.#state === 'confirmed' ? this.#listen(sight, rise) : []
    weigh(sight, rise, this.#recovery, weight)
    return [...heard, ...this.#verify(sight), ...this.#settle(sight, rise)]
  }

  #settle(sight: Sight, rise: Rise): Change[] {
    const lengthMs = sight.now - rise.startedAt
    // What probes alone have seen, they alone see the end of.
    if (!rise.isCarried && sight.probes.healthy(sight.now, [])) this.#recovery.nats = this.#recovery.asked
    const { nats, asked, nearMs } = this.#recovery
    const seen = () => evidenceOf(sight, sight.now - PEAK_MS, { nats, bar: asked })
    const failing = isHeldUp(sight, rise)
    if (this.#state === 'suspected') {
      this.#note(sight, rise)
      if (failing) return []
      return nats >= asked || isEcho(sight, rise, this.#recovery) ? this.#end(sight, 'faded', 'ok', seen()) : []
    }
    if (failing) {
      this.#recovery.nats = this.#recovery.nearMs = 0
      return []
    }
    if (lengthMs >= FREEZE_MS && !isVouched(sight, rise)) return this.#end(sight, 'resolved', 'unknown', seen())
    if (this.#state === 'confirmed') {
      if (nats < asked) return []
      holdRecovery(this.#recovery)
      rise.recoveringAt = sight.now
      if (rise.rung >= 0 && sight.now - rise.detectedAt < WAVE_MS) {
        sight.alarm.tolerance.readmit(strayed(rise), Math.max(rise.rung, rise.echoRung))
      }
      rise.rung = rise.echoRung = -1 // Once, however often it relapses.
      sight.alarm.reset(sight.now)
      return [this.#change(sight, 'recovering', 'recovering', seen())]
    }
    // While the provider itself says that something is wrong, it is to be quiet for as long as it went on, and nobody else can end it…
    const isAdmitted = sight.notices.stands(sight.now, rise.startedAt)
    const quietMs = isAdmitted ? rise.recoveringAt! - rise.startedAt : 0
    if (nearMs < Math.max(recoverMs(lengthMs), quietMs) || nats < asked / 2) return []
    // …once people tire: after a day their silence is no end.
    if (lengthMs > TIRED_MS && (isAdmitted || !isVouched(sight, rise))) return []
    return this.#end(sight, 'resolved', 'ok', seen())
  }

  snapshot(): StandingState {
    return structuredClone({ state: this.#state, rise: this.#rise, last: this.#last, recovery: this.#recovery })
  }

  #suspect(sight: Sight): Change[] {
    const { now, normal, alarm, recent, probes } = sight
    const probeNats = probes.nats(now)
    const reporters = reportersFor(sight)
    if (!recent.hasDistinct(reporters, now - LONGEST_WINDOW_MS)) return []
    const isLikely = this.#isLikely(sight)
    const reach = alarm.suspects(now, normal, { more: probeNats, ...(isLikely && { most: KIN_MULTIPLE }) })
    if (!reach.reached) {
      if (!isLikely) alarm.tolerance.note(alarm.top(now, normal), now)
      return []
    }
    const onset = onsetOf(sight)
    if (!isCrowd(sight, onset.between[0], reporters)) return []
    const evidence = evidenceOf(sight, onset.between[0], reach)
    this.#rise = {
      startedAt: onset.at,
      startedBetween: onset.between,
      detectedAt: now,
      confirmedAt: null,
      recoveringAt: null,
      peak: recent.voices(now - PEAK_MS),
      rung: alarm.top(now, normal),
      echoRung: -1,
      cause: causeOf(sight, onset.at) ?? OWN,
      isCarried: reporters > 0,
      heedFrom: onset.at,
    }
    this.#recovery = beginRecovery(evidence.observed, evidence.expected)
    return [this.#change(sight, 'suspected', 'suspected', evidence), ...this.#confirm(sight)]
  }

  #confirm(sight: Sight): Change[] {
    const { now, guard } = sight
    const rise = this.#rise!
    this.#note(sight, rise)
    const { admitted, proven, probed } = backingOf(sight, rise)
    const { reach, held } = crowdReach(sight, rise, this.#isLikely(sight), !admitted && !probed)
    if (!reach.reached && !probed && !admitted) return []
    const networks = admitted || proven ? 0 : probed ? PROBED_REPORTERS : CONFIRMED_NETWORKS
    if (!isCrowd(sight, rise.startedBetween[0], networks)) return []
    // Few who make many voices look like a crowd at first.
    if (networks === CONFIRMED_NETWORKS && !guard.verdict(rise.startedBetween[0], now).settled) return []
    rise.cause = causeOf(sight, rise.startedAt) ?? rise.cause
    if (rise.cause.kind === 'collateral' && !probed && !admitted) return []
    const evidence = evidenceOf(sight, rise.startedBetween[0], reach, held && -held)
    rise.confirmedAt = now
    this.#recovery.nats = 0
    sight.alarm.tolerance.retract()
    const last = this.#last
    const again = this.#isAgain(rise.detectedAt)
    if (again && last) {
      const { startedAt, startedBetween, detectedAt } = last
      rise.heedFrom = rise.startedAt
      Object.assign(rise, { startedAt, startedBetween, detectedAt, peak: Math.max(last.peak, rise.peak) })
    }
    // Its own word says so, or that of when it was confirmed before.
    rise.isVerified = isVerified(sight, rise) || (again && last?.isVerified === true)
    return [this.#change(sight, again ? 'reopened' : 'confirmed', 'confirmed', evidence)]
  }

  #relapse(sight: Sight): Change[] {
    const { now, normal, alarm, baseline, recent } = sight
    const rise = this.#rise!
    const reporters = crowdOf(sight)
    if (!recent.hasDistinct(reporters, rise.recoveringAt!)) return []
    const reach = alarm.suspects(now, normal, { least: RELAPSE_MULTIPLE / baseline.caution })
    if (!reach.reached || !isCrowd(sight, rise.recoveringAt!, reporters)) return []
    if (!isNewRise(this.#recovery, baseline.dispersion(STEP_MS))) return []
    rise.recoveringAt = null
    rise.heedFrom = now
    resumeRecovery(this.#recovery)
    return [this.#change(sight, 'relapsed', 'confirmed', evidenceOf(sight, now - PEAK_MS, reach))]
  }

  /** What a crowd brings while it is confirmed; if it is the first that people say of it, that is told. */
  #listen(sight: Sight, rise: Rise): Change[] {
    const { now, normal, alarm, recent } = sight
    const rung = alarm.top(now, normal)
    rise.echoRung = Math.max(rise.echoRung, rung)
    if (rise.isCarried || rung < 0 || !recent.hasDistinct(crowdOf(sight), rise.startedAt)) return []
    rise.isCarried = true
    return [
      this.#change(sight, 'heard', this.#state, evidenceOf(sight, now - PEAK_MS, alarm.suspects(now, normal, {}))),
    ]
  }

  /** What people had said, our own probes or who runs it say as well: told once, however often they change their mind. */
  #verify(sight: Sight): Change[] {
    const rise = this.#rise
    if (!rise?.confirmedAt || rise.isVerified || !isVerified(sight, rise)) return []
    rise.isVerified = true
    return [this.#change(sight, 'verified', this.#state, verifiedBy(sight, rise))]
  }

  /** It, or something else of its operator, was just confirmed to fail: what is unusual now is hardly its own way. */
  #isLikely({ now, site }: Sight): boolean {
    return this.#isAgain(this.#rise?.detectedAt ?? now) || site.kin(now)
  }

  /** A rise that is noticed now would be the last incident once more. */
  #isAgain(detectedAt: number): boolean {
    return this.#last !== null && detectedAt - this.#last.resolvedAt <= REOPEN_MS
  }

  #note({ now, normal, alarm }: Sight, rise: Rise): void {
    const rung = alarm.top(now, normal)
    if (now <= rise.detectedAt + ECHO_DELAY_MS) rise.rung = Math.max(rise.rung, rung)
    else rise.echoRung = Math.max(rise.echoRung, rung)
    alarm.tolerance.note(Math.min(rung, strayed(rise)), now, rung)
  }

  #end(sight: Sight, type: IncidentEventType, to: State, evidence: Evidence): Change[] {
    const rise = this.#rise!
    const change = this.#change(sight, type, to, evidence)
    if (type !== 'faded') this.#last = { ...rise, resolvedAt: sight.now }
    this.#rise = null
    sight.alarm.reset(sight.now)
    // What goes on after a suspicion was let go of began when it began.
    sight.recent.clear(type === 'faded')
    return [change]
  }

  #change(sight: Sight, type: IncidentEventType, to: State, evidence: Evidence): Change {
    const { startedAt, startedBetween, detectedAt, peak, cause } = this.#rise!
    const from = this.#state
    this.#state = to
    return {
      at: sight.now,
      type,
      from,
      to,
      startedAt,
      startedBetween: [...startedBetween],
      detectedAt,
      evidence,
      peak,
      verified: isVerified(sight, this.#rise!),
      cause,
      scope: this.#scope(startedAt, sight.now),
    }
  }
}
