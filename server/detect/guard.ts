import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { NetworkVoices, type NetworkVoicesState, FULL_WORKS, type Logged } from './network-voices.ts'
import { type MixState, NetworkMix } from './network-mix.ts'
import type { Voice } from './voice.ts'

/** The usual mix is learned this much later, so that the foot of a rise is not learned from. */
export const MIX_DELAY_MS = 2 * HOUR_MS
/** A crowd is doubted when this share of its voices repeat a network that already spoke: real ones seldom repeat. */
export const REPEAT_SHARE = 0.4
/** So few repeats are chance, or a family. */
export const REPEATS_FLOOR = 12
/** Until an operator's prefixes are known, this many of the busiest networks may be carriers' shared addresses… */
export const PERHAPS_CARRIERS = 16
/** …and each is believed for no more than this. */
export const PERHAPS_VOICES = 3
/** Strangers are doubted when they bring this much more than their usual share, thrice over, and so many voices. */
export const STRANGE_TIMES = 3
export const STRANGE_MARGIN = 0.1
export const STRANGE_VOICES = 6
/** Less than this share in doubt changes nothing. */
export const DOUBT_SHARE = 1 / 3
/** What remains after the doubtful ones must carry a state by itself: so many voices, unless the caller asks for others. */
export const BELIEVED_FLOOR = 20
/** …and this many times what is usual, with three sd to spare. */
export const BELIEVED_TIMES = 2
/** One network, or operator, alone: this share of all voices, and at least so many. */
export const ALONE_SHARE = 0.8
export const ALONE_VOICES = 8
/** An operator that usually brings more than half of the voices is not alone when it brings them all. */
export const ALONE_USUAL = 0.5
/** A mix shows itself after a while: three people from two networks are nothing yet. */
export const SETTLE_MS = 3 * MINUTE_MS

/**
 * `held`: on these voices no state changes. `believed` of `voices` do not look made; `networks` are distinct, `effective` is
 * exp(entropy) of those whose operator does not share addresses. `oneNetwork`: nearly all from one prefix or one operator
 * (`asn`, where it is known). `settled`: long enough since `from` to tell a crowd from a few who repeat.
 */
export type Verdict = {
  held: boolean
  settled: boolean
  voices: number
  believed: number
  networks: number
  effective: number
  oneNetwork: boolean
  asn: number | null
}
export type GuardState = { mix: MixState; problem: NetworkVoicesState; works: NetworkVoicesState | null }

/** Whether a crowd looks like many people, or like few who make many voices. Knows one provider. */
export class Guard {
  readonly mix: NetworkMix
  readonly #problem: NetworkVoices
  #works: NetworkVoices | null
  #now = 0

  constructor(state?: GuardState) {
    this.mix = new NetworkMix(state?.mix)
    this.#problem = new NetworkVoices(undefined, state?.problem)
    this.#works = state?.works ? new NetworkVoices(FULL_WORKS, state.works) : null
  }

  /** What this voice counts for; hears it too. Voices come in order of time. */
  weigh(voice: Voice): number {
    const { at, network, asn } = voice
    this.#now = Math.max(this.#now, at)
    if (voice.answer === 'works') this.#works ??= new NetworkVoices(FULL_WORKS)
    const crowd = voice.answer === 'works' ? this.#works! : this.#problem
    return (voice.weight ?? 1) * crowd.weigh(this.#now, network, asn, this.mix)
  }

  /** At the end of an hour: `quiet`, and the hour before the last two is learned from. */
  turn(hourEnd: number, quiet: boolean): void {
    if (!quiet) return
    const to = hourEnd - MIX_DELAY_MS
    const { voices, stands } = this.#problem.since(to - HOUR_MS, to)
    const named = voices.filter(([, , asn]) => asn !== 0).map(([, network, asn]) => ({ network, asn }))
    this.mix.learn(to - HOUR_MS, named, stands)
  }

  /**
   * The mix of the voices in [from, now), at most three hours of it. `expected`: voices that are usual in that time; `floor`: voices that
   * must remain once the doubtful ones are left out.
   */
  verdict(from: number, now: number, options: VerdictOptions = {}): Verdict {
    const { expected = 0, floor = BELIEVED_FLOOR, answer = 'problem' } = options
    const crowd = answer === 'works' ? this.#works : this.#problem
    const { voices, stands } = crowd?.since(from, now) ?? { voices: [], stands: 1 }
    const counts = countBy(voices, ([, network]) => network)
    const believed = this.#believed(voices, counts, stands)
    const total = voices.length * stands
    const need = Math.max(floor, BELIEVED_TIMES * expected + 3 * Math.sqrt(BELIEVED_TIMES * expected))
    const alone = this.#alone(voices, counts, stands)
    return {
      held: total - believed.voices > DOUBT_SHARE * total && believed.voices < need,
      settled: now - from >= SETTLE_MS,
      voices: total,
      believed: believed.voices,
      networks: counts.size * stands,
      effective: believed.effective * stands,
      ...alone,
    }
  }

  state(): GuardState {
    return { mix: this.mix.state(), problem: this.#problem.state(), works: this.#works?.state() ?? null }
  }

  #believed(voices: Logged[], counts: Map<string, number>, stands: number): { voices: number; effective: number } {
    const strangers = this.#strangers(voices)
    const rest = new Map<string, number>()
    const carriers: { voices: number; share: number }[] = []
    for (const [, network, asn] of voices) {
      if (strangers.has(asn) || rest.has(network)) continue
      const share = this.mix.prefixShare(asn || undefined)
      const n = counts.get(network)!
      if (share > 0 && n > PERHAPS_VOICES) carriers.push({ voices: n, share })
      rest.set(network, share > 0 && n > PERHAPS_VOICES ? 0 : n)
    }
    let ordinary = [...rest.values()].filter((n) => n > 0)
    let perhaps = 0
    if (!this.mix.known) {
      const busiest = ordinary.toSorted((a, b) => b - a)
      perhaps = busiest.slice(0, PERHAPS_CARRIERS).filter((n) => n > PERHAPS_VOICES).length
      ordinary = busiest.slice(perhaps)
    }
    const many = believedOf(ordinary, stands)
    let found = many + Math.min(many, perhaps * PERHAPS_VOICES * stands)
    // Carriers are believed in their usual proportion to everybody else.
    const share = carriers.reduce((sum, carrier) => sum + carrier.share, 0)
    const odds = share / Math.max(0.2, 1 - share)
    const brought = carriers.reduce((sum, carrier) => sum + carrier.voices, 0) * stands
    found += Math.min(brought, 2 * odds * many)
    return { voices: found, effective: effectiveNumber(ordinary) + perhaps }
  }

  /** Operators whose voices are left out: nobody ever came from there, and now many do. */
  #strangers(voices: Logged[]): Set<number> {
    const strangers = new Set<number>()
    let strange = 0
    let named = 0
    for (const [, , asn] of voices) {
      if (asn === 0) continue
      named += 1
      if (!this.mix.isStrange(asn)) continue
      strange += 1
      strangers.add(asn)
    }
    const usual = Math.min(1, STRANGE_TIMES * this.mix.strangeShare + STRANGE_MARGIN)
    return strange >= STRANGE_VOICES && strange > usual * named ? strangers : new Set()
  }

  #alone(voices: Logged[], counts: Map<string, number>, stands: number): { oneNetwork: boolean; asn: number | null } {
    const enough = (n: number) => n * stands >= ALONE_VOICES && n >= ALONE_SHARE * voices.length
    const asns = countBy(
      voices.filter(([, , asn]) => asn !== 0),
      ([, , asn]) => asn,
    )
    const asn = [...asns].find(([, n]) => enough(n))?.[0]
    const oneOperator = asn !== undefined && this.mix.known && this.mix.share(asn) < ALONE_USUAL
    return { oneNetwork: oneOperator || [...counts.values()].some(enough), asn: asn ?? null }
  }
}

export type VerdictOptions = { expected?: number; floor?: number; answer?: Voice['answer'] }

/**
 * Of voices by network, those that do not look made. Where too many repeat, only networks that spoke once are believed, less those that a
 * crowd of repeaters would leave at one by chance: were all alike, ones would be at most twice the twos.
 */
export function believedOf(counts: readonly number[], stands = 1): number {
  const voices = counts.reduce((sum, n) => sum + n, 0)
  const repeats = voices - counts.length
  if (repeats < REPEATS_FLOOR || repeats < REPEAT_SHARE * voices) return voices * stands
  const ones = counts.filter((n) => n === 1).length
  const twos = counts.filter((n) => n === 2).length
  return Math.max(0, ones - 2 * twos - 2 * Math.sqrt(ones + 4 * twos)) * stands
}

/** exp of the entropy of the shares: how many networks bring as much as these, were they all alike. */
export function effectiveNumber(counts: readonly number[]): number {
  const total = counts.reduce((sum, n) => sum + n, 0)
  if (total === 0) return 0
  let entropy = 0
  for (const n of counts) if (n > 0) entropy -= (n / total) * Math.log(n / total)
  return Math.exp(entropy)
}

function countBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, number> {
  const counts = new Map<K, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}
