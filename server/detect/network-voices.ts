import { bucketStart, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { NetworkMix } from './network-mix.ts'

/** Within a network and a minute so many voices count in full, the n-th after them as one over n. */
export const FULL_IN_MINUTE = 3
/** The same over an hour, which forgets with this half-life: who presses all the time tells little. */
export const FULL_IN_HOUR = 6
export const HOUR_HALF_LIFE_MS = HOUR_MS
/** A "works for me" ends rather than raises, so a network has fewer of them. */
export const FULL_WORKS = { minute: 1, hour: 2 }
/** A carrier's prefix may bring this many times its usual share of what others bring. */
export const CARRIER_SLACK = 2
/** Networks whose last minutes are remembered; each provider pays for no more than have spoken. */
export const NETWORK_LIMIT = 1024
/** A network that spoke once or twice this long ago is forgotten first. */
export const IDLE_MS = 10 * MINUTE_MS
/** Voices kept to judge their mix. Beyond it whole networks are left out at random, the rest stand for them… */
export const LOG_LIMIT = 1024
/** …and of one network so many: what speaks more often is one that repeats, whatever the figure. */
export const LOG_NETWORK = 64
/** The mix is judged over at most this long. */
export const LOG_MS = 3 * HOUR_MS

/** When, from where, which operator (0: nobody knows), and the number that decides who is left out. */
export type Logged = [at: number, network: string, asn: number, hash: number]
/** What a voice without a network is called in the log begins so. */
const NO_NAME = '?'
export const isNoName = (network: string) => network.startsWith(NO_NAME)
type Flow = { minute: number; inMinute: number; at: number; inHour: number }

export type NetworkVoicesState = {
  total: Flow
  networks: [string, Flow][]
  log: Logged[]
  /** Only networks whose hash divides by this are in the log. */
  thin: number
  thinned: { until: number; thin: number }
  nameless: number
}

const newFlow = (at: number): Flow => ({ minute: bucketStart(at, MINUTE_MS), inMinute: 0, at, inHour: 0 })

/** Voices of one answer at one provider: what each weighs beside the others of its network, and where the last came from. */
export class NetworkVoices {
  readonly #full: { minute: number; hour: number }
  readonly #total: Flow
  readonly #networks: Map<string, Flow>
  #log: Logged[]
  #logged: Map<string, number>
  #thin: number
  #thinned: { until: number; thin: number }
  #nameless: number

  constructor(full = { minute: FULL_IN_MINUTE, hour: FULL_IN_HOUR }, state?: NetworkVoicesState) {
    this.#full = full
    this.#total = state ? { ...state.total } : newFlow(0)
    this.#networks = new Map(state?.networks.map(([key, flow]) => [key, { ...flow }]))
    this.#log = state ? state.log.map((logged) => [...logged]) : []
    this.#logged = countLogged(this.#log)
    this.#thin = state?.thin ?? 1
    this.#thinned = { ...(state?.thinned ?? { until: 0, thin: 1 }) }
    this.#nameless = state?.nameless ?? 0
  }

  /** 1 for a voice like others, less for one more of the same network; `at` never falls. */
  weigh(at: number, network: string | undefined, asn: number | undefined, mix: NetworkMix): number {
    add(this.#total, at)
    if (network === undefined) {
      // Without a network everybody counts as their own; the log keeps them apart by number.
      this.#nameless += 1
      this.#push([at, `${NO_NAME}${this.#nameless}`, 0, scramble(this.#nameless)])
      return 1
    }
    this.#push([at, network, asn ?? 0, hashOf(network)])
    const own = this.#weightOf(network, at, mix.prefixShare(asn))
    // An operator from whose networks nobody ever came is taken as one network, however many prefixes it rents.
    return mix.isStrange(asn) ? Math.min(own, this.#weightOf(`AS${asn}`, at, 0)) : own
  }

  /** The voices in [from, to), each standing for `stands`. */
  since(from: number, to = Infinity): { voices: Logged[]; stands: number } {
    const stands = Math.max(this.#thin, from < this.#thinned.until ? this.#thinned.thin : 1)
    return { voices: this.#log.filter(([at, , , hash]) => at >= from && at < to && hash % stands === 0), stands }
  }

  state(): NetworkVoicesState {
    return structuredClone({
      total: this.#total,
      networks: [...this.#networks],
      log: this.#log,
      thin: this.#thin,
      thinned: this.#thinned,
      nameless: this.#nameless,
    })
  }

  #weightOf(key: string, at: number, share: number): number {
    const flow = this.#networks.get(key) ?? newFlow(at)
    this.#networks.delete(key)
    this.#networks.set(key, flow)
    add(flow, at)
    if (this.#networks.size > NETWORK_LIMIT) this.#forget(at)
    const odds = (CARRIER_SLACK * share) / Math.max(0.01, 1 - share)
    const fullMinute = Math.max(this.#full.minute, odds * (this.#total.inMinute - flow.inMinute))
    const fullHour = Math.max(this.#full.hour, odds * (this.#total.inHour - flow.inHour))
    return Math.min(fade(flow.inMinute, fullMinute), fade(flow.inHour, fullHour))
  }

  #push(logged: Logged): void {
    const [at, network, , hash] = logged
    if (this.#log.length > 0 && this.#log[0]![0] < at - LOG_MS - IDLE_MS) this.#trim(at)
    const heard = this.#logged.get(network) ?? 0
    if (hash % this.#thin !== 0 || heard >= LOG_NETWORK) return
    this.#log.push(logged)
    this.#logged.set(network, heard + 1)
    if (this.#log.length > LOG_LIMIT) this.#trim(at)
    while (this.#log.length > LOG_LIMIT) {
      this.#thin *= 2
      this.#keep(this.#log.filter((other) => other[3] % this.#thin === 0))
    }
  }

  #trim(now: number): void {
    const old = this.#log.findIndex(([at]) => at >= now - LOG_MS)
    if (old !== 0) this.#keep(old === -1 ? [] : this.#log.slice(old))
    if (this.#thin === 1 || this.#log.length > LOG_LIMIT / 4) return
    const before = this.#thinned.until > now - LOG_MS ? this.#thinned.thin : 1
    this.#thinned = { until: now + 1, thin: Math.max(before, this.#thin) }
    this.#thin = 1
  }

  #keep(log: Logged[]): void {
    this.#log = log
    this.#logged = countLogged(log)
  }

  #forget(now: number): void {
    for (const [key, flow] of this.#networks) {
      if (flow.at < now - IDLE_MS && flow.inHour < this.#full.hour / 2) this.#networks.delete(key)
    }
    while (this.#networks.size > NETWORK_LIMIT) this.#networks.delete(this.#networks.keys().next().value!)
  }
}

function countLogged(log: readonly Logged[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [, network] of log) counts.set(network, (counts.get(network) ?? 0) + 1)
  return counts
}

function add(flow: Flow, at: number): void {
  const minute = bucketStart(at, MINUTE_MS)
  flow.inMinute = flow.minute === minute ? flow.inMinute + 1 : 1
  flow.inHour = flow.inHour * 2 ** (-Math.max(0, at - flow.at) / HOUR_HALF_LIFE_MS) + 1
  flow.minute = minute
  flow.at = at
}

/** The n-th of which `full` count in full. */
function fade(n: number, full: number): number {
  return n <= full ? 1 : 1 / (1 + n - full)
}

/** FNV-1a, 31 bits, scrambled: networks with near names are not left out together. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return scramble(hash)
}

function scramble(n: number): number {
  let mixed = Math.imul(n ^ (n >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 1
}
