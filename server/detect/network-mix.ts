import { bucketStart, DAY_MS, HOUR_MS } from '../../shared/time.ts'

/** What is usual of networks changes as slowly as what is usual of counts. */
export const MIX_HALF_LIFE_MS = 21 * DAY_MS
/** Fewer learned voices than this say nothing about who usually comes. */
export const MIX_KNOWN_VOICES = 100
/** Operators remembered, the rarest let go first: a country's users sit with far fewer. */
export const MIX_OPERATORS = 96
/** A day's first networks tell how an operator spreads its users; more would only cost memory. */
export const MIX_DAY_NETWORKS = 256
/** What one network teaches in an hour: this, or thrice its usual, so that one wild hour does not make it usual. */
export const MIX_CLIP = { voices: 4, times: 3 }
/** Two voices of one operator found in the same prefix this often (decayed) before its prefixes are counted: families share one too. */
export const MIX_PREFIX_PAIRS = 8
/** A prefix that brings less than this share of all voices is no carrier's. */
export const CARRIER_SHARE = 0.004
/** An operator that brings less than this share of what is usual is a stranger. */
export const STRANGE_SHARE = 0.001

export type MixVoice = { network: string; asn?: number | undefined }
/** Per operator: its voices, pairs of its voices within a day, and how many of those pairs share a prefix. */
type Operator = [voices: number, pairs: number, same: number]
export type MixState = {
  at: number
  voices: number
  strange: number
  judged: number
  operators: [asn: number, operator: Operator][]
  day: { start: number; networks: [network: string, voices: number][]; asns: [asn: number, voices: number][] }
}

/**
 * Which operators' networks reports usually come from, and over how many prefixes each spreads its users. Prefixes come as
 * hashes that change every day, so none is remembered: a mobile carrier shows by how often two of its voices share one.
 */
export class NetworkMix {
  #at: number
  #voices: number
  #strange: number
  #judged: number
  readonly #operators: Map<number, Operator>
  #dayStart: number
  #dayNetworks: Map<string, number>
  #dayAsns: Map<number, number>

  constructor(state?: MixState) {
    this.#at = state?.at ?? 0
    this.#voices = state?.voices ?? 0
    this.#strange = state?.strange ?? 0
    this.#judged = state?.judged ?? 0
    this.#operators = new Map(state?.operators.map(([asn, operator]) => [asn, [...operator]]))
    this.#dayStart = state?.day.start ?? 0
    this.#dayNetworks = new Map(state?.day.networks)
    this.#dayAsns = new Map(state?.day.asns)
  }

  /** Whether enough was learned to have an opinion. */
  get known(): boolean {
    return this.#voices >= MIX_KNOWN_VOICES
  }

  /** Usual share of all voices that come from operators nobody knows: where many do, a stranger means little. */
  get strangeShare(): number {
    return (this.#strange + 1) / (this.#judged + 20)
  }

  /** Usual share of an operator; 0 where nobody knows. */
  share(asn: number | undefined): number {
    if (asn === undefined || !this.known) return 0
    return (this.#operators.get(asn)?.[0] ?? 0) / this.#voices
  }

  /** An operator from whose networks hardly anybody ever came. Without an operator, or an opinion: no stranger. */
  isStrange(asn: number | undefined): boolean {
    if (asn === undefined || !this.known) return false
    return (this.#operators.get(asn)?.[0] ?? 0) < Math.max(1, STRANGE_SHARE * this.#voices)
  }

  /** Usual share of all voices that one prefix of this operator brings: large for a carrier's shared addresses. */
  prefixShare(asn: number | undefined): number {
    const operator = asn === undefined ? undefined : this.#operators.get(asn)
    if (!operator || !this.known || operator[2] < MIX_PREFIX_PAIRS) return 0
    // Pairs in one prefix over all pairs is one over the number of prefixes, were they used alike; families add a little.
    const share = ((operator[0] / this.#voices) * operator[2]) / operator[1]
    return share >= CARRIER_SHARE ? share : 0
  }

  /** Voices of so many of one operator that repeat a prefix because it has no more of them; at least, two sd on the safe side. */
  repeats(asn: number | undefined, voices: number): number {
    const operator = asn === undefined ? undefined : this.#operators.get(asn)
    if (!operator || !this.known) return 0
    const same = operator[2] - 2 * Math.sqrt(operator[2])
    if (!(same > 0)) return 0
    const prefixes = Math.max(1, operator[1] / same)
    return Math.max(0, voices - prefixes * (1 - Math.exp(-voices / prefixes)))
  }

  /** A quiet hour's voices; each stands for `stands` others of networks that were left out at random. */
  learn(hourStart: number, voices: readonly MixVoice[], stands = 1): void {
    if (voices.length === 0) return
    this.#fade(hourStart)
    const start = bucketStart(hourStart, DAY_MS)
    if (start !== this.#dayStart) {
      this.#dayStart = start
      this.#dayNetworks = new Map()
      this.#dayAsns = new Map()
    }
    const taught = new Map<string, number>()
    for (const { network, asn } of voices) {
      if (asn === undefined) continue
      const before = taught.get(network) ?? 0
      const usual = this.prefixShare(asn) * voices.length * stands
      if (before >= Math.max(MIX_CLIP.voices, MIX_CLIP.times * usual)) continue
      taught.set(network, before + 1)
      this.#add(network, asn, stands)
    }
    this.#cap()
  }

  state(): MixState {
    return {
      at: this.#at,
      voices: this.#voices,
      strange: this.#strange,
      judged: this.#judged,
      operators: [...this.#operators].map(([asn, operator]) => [asn, [...operator]]),
      day: { start: this.#dayStart, networks: [...this.#dayNetworks], asns: [...this.#dayAsns] },
    }
  }

  #add(network: string, asn: number, stands: number): void {
    if (this.known) {
      this.#judged += stands
      if (this.isStrange(asn)) this.#strange += stands
    }
    this.#voices += stands
    const operator = this.#operators.get(asn) ?? [0, 0, 0]
    this.#operators.set(asn, operator)
    operator[0] += stands
    const here = this.#dayNetworks.get(network)
    if (here === undefined && this.#dayNetworks.size >= MIX_DAY_NETWORKS) return
    const asnVoices = this.#dayAsns.get(asn) ?? 0
    operator[1] += asnVoices * stands
    operator[2] += here ?? 0
    this.#dayNetworks.set(network, (here ?? 0) + 1)
    this.#dayAsns.set(asn, asnVoices + 1)
  }

  #fade(at: number): void {
    if (at <= this.#at) return
    const keep = this.#at === 0 ? 1 : 2 ** (-(bucketStart(at, HOUR_MS) - this.#at) / MIX_HALF_LIFE_MS)
    this.#at = bucketStart(at, HOUR_MS)
    this.#voices *= keep
    this.#strange *= keep
    this.#judged *= keep
    for (const operator of this.#operators.values()) for (let i = 0; i < 3; i += 1) operator[i]! *= keep
  }

  #cap(): void {
    if (this.#operators.size <= MIX_OPERATORS) return
    const rarest = [...this.#operators].toSorted((a, b) => a[1][0] - b[1][0] || a[0] - b[0])
    for (const [asn] of rarest.slice(0, this.#operators.size - MIX_OPERATORS)) this.#operators.delete(asn)
  }
}
