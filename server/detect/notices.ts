import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import type { Spot } from './scope-notices.ts'
import type { HeardNotice } from './voice.ts'

/** A problem that was admitted this long before a rise began is about it: who breaks something knows first. */
export const ADMITTED_BEFORE_MS = DAY_MS
/** People take so long to hear that it works again: before that their reports contradict nobody. */
export const DISPUTE_MS = 30 * MINUTE_MS
/** Parts and devices of which the last word is remembered. */
export const NOTICE_LIMIT = 32

export type NoticesState = HeardNotice[]

/** The last word of the provider or its operator, of everything and of each part. */
export class Notices {
  readonly #last: Map<string, HeardNotice>

  constructor(state?: NoticesState) {
    this.#last = new Map(state?.map((notice) => [keyOf(notice), { ...notice }]))
  }

  /** They may come in any order: the newest of each part stands, and of two at the same instant the one that admits more. */
  hear(notice: HeardNotice): void {
    const key = keyOf(notice)
    const last = this.#last.get(key)
    if (last && (last.at > notice.at || (last.at === notice.at && last.says === 'problem'))) return
    this.#last.set(key, { ...notice })
    if (this.#last.size <= NOTICE_LIMIT) return
    const [oldest] = [...this.#last].toSorted(([a, x], [b, y]) => x.at - y.at || (a < b ? -1 : 1))
    this.#last.delete(oldest![0])
  }

  /** They say that something is wrong, of a rise that began at `startedAt`, and have not taken it back. */
  admitted(now: number, startedAt: number): boolean {
    if (this.#last.size === 0) return false
    return this.#problems(now).some(({ at }) => at >= startedAt - ADMITTED_BEFORE_MS)
  }

  /** They said that all of it works again, after it began; undefined: they did not. Of a part only vouches for no other. */
  restoredAt(now: number, startedAt: number): number | undefined {
    const whole = this.#whole(now)
    if (whole?.says !== 'restored' || whole.at < startedAt || this.#problems(now).length > 0) return undefined
    return whole.at
  }

  /** Their last word about what began at `startedAt`. */
  says(now: number, startedAt: number): 'problem' | 'restored' | 'none' {
    const from = startedAt - ADMITTED_BEFORE_MS
    if (this.#problems(now).some(({ at }) => at >= from)) return 'problem'
    return this.#said(now).some(({ at, says }) => says === 'restored' && at >= from) ? 'restored' : 'none'
  }

  /** Parts and devices of which they say that something is wrong, of what began at `startedAt`. */
  troubled(now: number, startedAt: number): Spot[] {
    return this.#problems(now)
      .filter(
        ({ at, component, device }) => at >= startedAt - ADMITTED_BEFORE_MS && (component ?? device) !== undefined,
      )
      .map(({ component, device }) => ({ component, device }))
  }

  state(): NoticesState {
    return [...this.#last].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => ({ ...notice }))
  }

  /** What is still said to be wrong, of everything or of a part. */
  #problems(now: number): HeardNotice[] {
    const whole = this.#whole(now)
    const restoredAt = whole?.says === 'restored' ? whole.at : -Infinity
    return this.#said(now).filter(({ says, at }) => says === 'problem' && at > restoredAt)
  }

  #whole(now: number): HeardNotice | undefined {
    return this.#said(now).find(({ component, device }) => component === undefined && device === undefined)
  }

  /** What is dated later than now was not said yet. */
  #said(now: number): HeardNotice[] {
    return [...this.#last.values()].filter(({ at }) => at <= now)
  }
}

function keyOf({ component, device }: HeardNotice): string {
  return JSON.stringify([component ?? null, device ?? null])
}
