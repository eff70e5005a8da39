import { bucketStart, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import {
  CARRIER_SLACK,
  FULL_WORKS,
  isNoName,
  type Logged,
  NetworkVoices,
  type NetworkVoicesState,
} from './network-voices.ts'
import { type MixState, NetworkMix } from './network-mix.ts'
import type { Voice } from './voice.ts'

/** The usual mix is learned this much later, so that the foot of a rise is not learned from. */
export const MIX_DELAY_MS = 2 * HOUR_MS
/** A crowd is doubted when this share of its voices repeat a network that already spoke: of real ones some do, families and offices. */
export const REPEAT_SHARE = 1 / 3
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
/** A mix shows itself after a while: two hundred networks look like a crowd until they begin to repeat themselves… */
export const SETTLE_MS = 3 * MINUTE_MS
/** …or, where carriers are known, at so many voices of which no more than these repeat a network. */
export const SETTLED_CROWD = { voices: 64, repeats: 2, share: 0.01 }

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
  #judged: { key: string; mix: Mix } | null = null

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
    const mix = this.#judge(from, bucketStart(now, SECOND_MS), answer)
    const { settled, ...rest } = mix
    return {
      ...rest,
      held: mix.voices - mix.believed > DOUBT_SHARE * mix.voices && mix.believed < neededOf(expected, floor),
      settled: settled || now - from >= SETTLE_MS,
    }
  }

  state(): GuardState {
    return { mix: this.mix.state(), problem: this.#problem.state(), works: this.#works?.state() ?? null }
  }

  /** Of whole seconds, and kept for as long as one lasts: in a flood every voice asks. */
  #judge(from: number, to: number, answer: Voice['answer']): Mix {
    const key = `${answer} ${from} ${to}`
    if (this.#judged?.key === key) return this.#judged.mix
    const crowd = answer === 'works' ? this.#works : this.#problem
    const { voices, stands } = crowd?.since(from, to) ?? { voices: [], stands: 1 }
    const counts = countBy(voices, ([, network]) => network)
    const { settled, believed, effective } = this.#believed(voices, counts, stands)
    const mix = {
      settled,
      voices: voices.length * stands,
      believed,
      networks: counts.size * stands,
      effective,
      ...this.#alone(voices, counts, stands),
    }
    this.#judged = { key, mix }
    return mix
  }

  #believed(
    voices: Logged[],
    counts: Map<string, number>,
    stands: number,
  ): Pick<Mix, 'settled' | 'believed' | 'effective'> {
    const strangers = this.#strangers(voices)
    const rest = new Map<string, number>()
    const restByAsn = new Map<number, number>()
    const carriers = { voices: 0, asns: new Set<number>() }
    for (const [, network, asn] of voices) {
      if (strangers.has(asn) || rest.has(network)) continue
      const n = counts.get(network)!
      const isCarrier = n > 1 && this.mix.prefixShare(asn || undefined) > 0
      rest.set(network, isCarrier ? 0 : n)
      if (!isCarrier) restByAsn.set(asn, (restByAsn.get(asn) ?? 0) + n)
      else {
        carriers.voices += n
        carriers.asns.add(asn)
      }
    }
    let ordinary = [...rest.values()].filter((n) => n > 0)
    let perhaps = 0
    if (!this.mix.known) {
      const busiest = ordinary.toSorted((a, b) => b - a)
      perhaps = busiest.slice(0, PERHAPS_CARRIERS).filter((n) => n > PERHAPS_VOICES).length
      ordinary = busiest.slice(perhaps)
    }
    const usual = [...restByAsn].reduce((sum, [asn, n]) => sum + this.mix.repeats(asn || undefined, n), 0)
    const many = believedOf(ordinary, stands, usual)
    // Carriers are believed in their usual proportion to everybody else.
    const share = [...carriers.asns].reduce((sum, asn) => sum + this.mix.share(asn), 0)
    const odds = share / Math.max(0.2, 1 - share)
    const brought = Math.min(carriers.voices * stands, CARRIER_SLACK * odds * many)
    return {
      settled: (this.mix.known && isDiverse(ordinary)) || isNameless(voices),
      believed: many + brought + Math.min(many, perhaps * PERHAPS_VOICES * stands),
      effective: (effectiveNumber(ordinary) + perhaps) * stands,
    }
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

/** Voices that must remain once doubtful ones are left out, where so many are `expected`. */
export const neededOf = (expected: number, floor: number): number =>
  Math.max(floor, BELIEVED_TIMES * expected + 3 * Math.sqrt(BELIEVED_TIMES * expected))

type Mix = Omit<Verdict, 'held'>
export type VerdictOptions = { expected?: number; floor?: number; answer?: Voice['answer'] }

/**
 * Of voices by network, those that do not look made. Where more than the `usual` repeat, only networks that spoke once are believed, less those
 * that a crowd of repeaters would leave at one by chance: were all alike, ones would be at most twice the twos.
 */
export function believedOf(counts: readonly number[], stands = 1, usual = 0): number {
  const voices = counts.reduce((sum, n) => sum + n, 0)
  const repeats = voices - counts.length - usual
  if (repeats < REPEATS_FLOOR || repeats < REPEAT_SHARE * voices) return voices * stands
  const ones = counts.filter((n) => n === 1).length
  const twos = counts.filter((n) => n === 2).length
  return Math.max(0, ones - 2 * twos - Math.sqrt(ones + 4 * twos)) * stands
}

/** So many voices, and hardly any from where one came already: no list of a few hundred networks brings that. */
function isDiverse(counts: readonly number[]): boolean {
  const voices = counts.reduce((sum, n) => sum + n, 0)
  const { voices: enough, repeats, share } = SETTLED_CROWD
  return voices >= enough && voices - counts.length <= Math.max(repeats, share * voices)
}

/** Where hardly any voice says where it comes from, waiting tells nothing more. */
function isNameless(voices: readonly Logged[]): boolean {
  return voices.length > 0 && voices.filter(([, network]) => isNoName(network)).length > voices.length / 2
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
