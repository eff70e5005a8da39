import { Ladder, rungOf, type LadderState, type Normal } from './ladder.ts'
import {
  CONFIRMED_MULTIPLE,
  CONFIRMED_PER_YEAR,
  ECHO,
  MOST_CONFIRMED_ALLOWED,
  natsFor,
  PAST_SHARE,
  RATE_CAUTION,
} from './rule.ts'
import { Tolerance, type ToleranceState } from './tolerance.ts'

type Allowed = { suspected: number; confirmed: number }
/** `allowed`: as it was settled for this hour, whatever was learned since. */
export type AlarmState = { ladder: LadderState; tolerance: ToleranceState; allowed: Allowed }
/** `nats` of evidence on `rung`, where `bar` is asked for; `allowed`: the multiple of the lowest null that had to be passed. */
export type Reach = { reached: boolean; rung: number; nats: number; bar: number; allowed: number }

/** The ladder with its bars: what has been heard, against what this provider does by itself. */
export class Alarm {
  readonly #ladder: Ladder
  readonly tolerance: Tolerance
  readonly #perYear: number
  readonly #bar: number
  #allowed: Allowed

  constructor(at: number, perYear: number, state?: AlarmState) {
    this.#ladder = new Ladder(at, state?.ladder)
    this.tolerance = new Tolerance(at, state?.tolerance)
    this.#perYear = perYear
    this.#bar = natsFor(perYear)
    this.#allowed = state?.allowed ?? this.#settle()
  }

  get heardAt(): number {
    return this.#ladder.at
  }

  hear(at: number, weight: number, normal: Normal, awayMs: number): void {
    if (weight > 0) this.#ladder.hear(at, weight, normal, awayMs)
  }

  /** The highest rung with enough evidence for `suspected`, whatever this provider's past; -1: none. */
  top(now: number, normal: Normal): number {
    return this.#ladder.top(this.#bar, now, normal)
  }

  /** `more`: nats of other kinds of evidence; `least`: the multiple of the lowest null that must be passed at any rate; `most`: the most its past may
   * allow it. */
  suspects(now: number, normal: Normal, { more = 0, least = 1, most = Infinity } = {}): Reach {
    const allowed = Math.min(most, this.allowed.suspected)
    return this.#reach(Math.max(least, allowed), this.#bar, now, normal, more)
  }

  /**
   * `echoed`: voices may be those of people who came because of what they saw here; `heldNats`: what probes take off; `most`: the most its
   * past may allow it.
   */
  confirms(
    now: number,
    normal: Normal,
    of: { caution: number; echoed: boolean; leastNats: number; heldNats?: number; most?: number },
  ): Reach {
    // Of the usual, not of the lowest null: that is higher where little is known.
    const least = of.echoed ? (ECHO * RATE_CAUTION) / of.caution : CONFIRMED_MULTIPLE / of.caution
    const share = CONFIRMED_PER_YEAR * this.#perYear
    const bar = Math.max(natsFor(share), of.leastNats)
    const allowed = (Math.min(of.most ?? Infinity, this.allowed.confirmed) * RATE_CAUTION) / of.caution
    return this.#reach(Math.max(least, allowed), bar, now, normal, -(of.heldNats ?? 0))
  }

  /** Multiples of the lowest null that this provider's own past allows it. */
  get allowed(): Allowed {
    return this.#allowed
  }

  turn(at: number): void {
    this.tolerance.turn(at)
    this.#allowed = this.#settle()
  }

  /** What was heard has been told, or is to be forgotten. */
  reset(at: number): void {
    this.#ladder.reset(at)
  }

  state(): AlarmState {
    return { ladder: this.#ladder.state(), tolerance: this.tolerance.state(), allowed: this.#allowed }
  }

  /** When an hour begins, not when somebody asks: what is learned within it must not depend on who has asked before. */
  #settle(): Allowed {
    return {
      suspected: this.tolerance.allowed(PAST_SHARE * this.#perYear),
      confirmed: Math.min(
        MOST_CONFIRMED_ALLOWED,
        this.tolerance.allowed(PAST_SHARE * CONFIRMED_PER_YEAR * this.#perYear),
      ),
    }
  }

  #reach(allowed: number, bar: number, now: number, normal: Normal, more: number): Reach {
    const rung = rungOf(allowed)
    const nats = this.#ladder.nats(rung, now, normal) + more
    return { reached: nats >= bar, rung, nats, bar, allowed }
  }
}
