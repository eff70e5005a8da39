import { DAY_MS, HOUR_MS } from '../../shared/time.ts'

/**
 * Where few report, "works for me" is heard over a day: from so many networks, over at least so long, and none of them more often than so
 * many times. Whoever wants to end an incident that way needs ten networks, has to come back hours later, and people must have gone silent.
 */
export const SLOW_WORKS_NETWORKS = 10
export const SLOW_WORKS_MS = DAY_MS
export const SLOW_WORKS_SPAN_MS = 6 * HOUR_MS
export const SLOW_WORKS_EACH = 3
/** Networks that are remembered: many more than it takes. */
export const WORKS_LIMIT = 256

type Said = [network: string, firstAt: number, lastAt: number, times: number]
export type WorksState = { networks: Said[]; nameless: number }

/** From where it was said that it works, over the last day. Who complains afterwards takes it back. */
export class Works {
  readonly #networks: Map<string, Said>
  #nameless: number

  constructor(state?: WorksState) {
    this.#networks = new Map(state?.networks.map((said) => [said[0], [...said]]))
    this.#nameless = state?.nameless ?? 0
  }

  /** Whether this network says so for the first time today. `at` never falls. */
  hear(at: number, network: string | undefined): boolean {
    const name = network ?? `?${(this.#nameless += 1)}`
    const said = this.#networks.get(name)
    const isNew = !said || said[2] < at - SLOW_WORKS_MS
    this.#networks.delete(name)
    this.#networks.set(name, isNew ? [name, at, at, 1] : [name, said[1], at, said[3] + 1])
    if (this.#networks.size > WORKS_LIMIT) this.#networks.delete(this.#networks.keys().next().value!)
    return isNew
  }

  takeBack(network: string | undefined): void {
    if (network !== undefined) this.#networks.delete(network)
  }

  /** Answers that are believed, from how many networks, and the time between the first and the last of them. */
  lately(now: number): { networks: number; voices: number; spanMs: number } {
    let [networks, voices, first, last] = [0, 0, Infinity, -Infinity]
    for (const [, firstAt, lastAt, times] of this.#networks.values()) {
      if (lastAt < now - SLOW_WORKS_MS || times > SLOW_WORKS_EACH) continue
      networks += 1
      voices += times
      first = Math.min(first, Math.max(firstAt, now - SLOW_WORKS_MS))
      last = Math.max(last, lastAt)
    }
    return { networks, voices, spanMs: networks === 0 ? 0 : last - first }
  }

  state(): WorksState {
    return { networks: [...this.#networks.values()].map((said) => [...said]), nameless: this.#nameless }
  }
}
