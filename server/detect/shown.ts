import { bucketStart, DAY_MS, SECOND_MS } from '../../shared/time.ts'

// Ten thousand providers at one false alarm a year each are 27 a day, so beside each provider's own limit the share of false
// ones among those shown as `confirmed` is held.
//
// R is a provider's Shiryaev–Roberts statistic in seconds. While nothing is wrong R_t − t is a supermartingale, so for any moment
// τ of a day that begins at 0: E[R_τ | the past] ≤ R_0 + T, T the seconds of a day; a quiet provider's R_0 is seconds. R_τ / T is therefore an
// e-value of "nothing was wrong with it this day": one number whose mean is at most 1 by chance, whoever chose τ.
//
// Let K be the providers watched, and let the k-th one shown on a day have R_τ / T ≥ K / (k α). k only grows, so at the end of the
// day, with n shown, each has an e-value of at least K / (n α). Then the share of false ones among the n is at most
// Σ over the false ones (α / K) · e, whose mean is at most α: e-BH (Wang and Ramdas 2022), which holds however providers depend
// on each other. In nats of R: ln(K T / (k α)).

/** Of those shown as `confirmed` on a day at most this share is false, on average. */
export const FALSE_SHARE = 0.05
const DAY_S = DAY_MS / SECOND_MS

/** Nats (of R in seconds) that the next of `watched` providers takes on a day that has shown `shown` so far. */
export function nextShownNats(watched: number, shown: number): number {
  return Math.log((Math.max(1, watched) * DAY_S) / ((shown + 1) * FALSE_SHARE))
}

export type ShownState = { day: number; keys: string[] }

/** Who was shown as `confirmed` on the running day, UTC. Who still is from the day before was counted then. */
export class Shown {
  #day: number
  readonly #keys: Set<string>

  constructor(state?: ShownState) {
    this.#day = state?.day ?? -1
    this.#keys = new Set(state?.keys)
  }

  /** `key` has become `confirmed` by `at`, or again, after it had ended. */
  confirm(key: string, at: number): void {
    this.#turn(at)
    this.#keys.add(key)
  }

  nats(watched: number, at: number): number {
    this.#turn(at)
    return nextShownNats(watched, this.#keys.size)
  }

  state(): ShownState {
    return { day: this.#day, keys: [...this.#keys].toSorted() }
  }

  #turn(at: number): void {
    const day = bucketStart(at, DAY_MS)
    if (day <= this.#day) return
    this.#day = day
    this.#keys.clear()
  }
}
