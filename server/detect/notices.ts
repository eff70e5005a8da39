import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import type { Spot } from './scope-notices.ts'
import type { HeardNotice } from './voice.ts'

/** A problem that was admitted this long before a rise began is about it: who breaks something knows first. */
export const ADMITTED_BEFORE_MS = DAY_MS
/** A problem that they admitted and never took back keeps nothing open for longer: many forget to say that it is over. */
export const STANDS_MS = 7 * DAY_MS
/** People take so long to hear that it works again: before that their reports contradict nobody. */
export const DISPUTE_MS = 30 * MINUTE_MS
/** So many of their words are remembered, the newest. */
export const NOTICE_LIMIT = 64

export type NoticesState = HeardNotice[]

/** What the provider or its operator has said, of everything and of each part. */
export class Notices {
  /** By the time said; of two at the same instant the one that admits more comes last. */
  #words: HeardNotice[]

  constructor(state?: NoticesState) {
    this.#words = state?.map((notice) => ({ ...notice })) ?? []
  }

  /** They may come in any order. What was put in by mistake is taken out, and what was said before it stands again. */
  hear(notice: HeardNotice): void {
    const { at, says, of } = notice
    const isSame = (word: HeardNotice) => word.at === at && keyOf(word) === keyOf(notice)
    if (says === 'nothing') {
      this.#words = this.#words.filter((word) => !isSame(word) || (of !== undefined && word.says !== of))
      return
    }
    if (this.#words.some((word) => isSame(word) && word.says === says)) return
    this.#words = [...this.#words, { ...notice }].toSorted(inOrder).slice(-NOTICE_LIMIT)
  }

  /** They say that something is wrong, of a rise that began at `startedAt`, and have not taken it back. */
  admitted(now: number, startedAt: number): boolean {
    if (this.#words.length === 0) return false
    return this.#problems(now).some(({ at }) => at >= startedAt - ADMITTED_BEFORE_MS)
  }

  /** The same, said not long ago: while it stands nobody else can say that it is over. */
  stands(now: number, startedAt: number): boolean {
    return this.admitted(now, Math.max(startedAt, now - STANDS_MS + ADMITTED_BEFORE_MS))
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
    return this.#words.map((word) => ({ ...word }))
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

  /** The last word of each part. What is dated later than now was not said yet. */
  #said(now: number): HeardNotice[] {
    return [...new Map(this.#words.filter(({ at }) => at <= now).map((word) => [keyOf(word), word])).values()]
  }
}

const inOrder = (a: HeardNotice, b: HeardNotice) =>
  a.at - b.at || rankOf(a) - rankOf(b) || (keyOf(a) < keyOf(b) ? -1 : 1)

const rankOf = ({ says }: HeardNotice) => (says === 'problem' ? 1 : 0)

function keyOf({ component, device }: HeardNotice): string {
  return JSON.stringify([component ?? null, device ?? null])
}
