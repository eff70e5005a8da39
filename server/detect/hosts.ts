import { DAY_MS } from '../../shared/time.ts'
import type { Voice } from './voice.ts'

/** Nobody knows yet what is usual for a newspaper's page: for four weeks its voices confirm an incident but do not open one. */
export const HOST_YOUNG_MS = 28 * DAY_MS
/** A host that was silent for this long begins anew: its page has gone, or another has taken its name. */
export const HOST_FORGOTTEN_MS = 90 * DAY_MS
/** Hosts remembered per provider. Names can be invented, so newcomers push out newcomers and never the established. */
export const HOST_LIMIT = 128

type Seen = { firstAt: number; lastAt: number }
export type HostsState = { hosts: [string, Seen][] }

/** Through whose widgets a provider's voices come, and since when. */
export class Hosts {
  readonly #hosts: Map<string, Seen>

  constructor(state?: HostsState) {
    this.#hosts = new Map(state?.hosts.map(([host, seen]) => [host, { ...seen }]))
  }

  /** Takes note of the voice's host, and says whether the voice may open an incident. Voices come in order of time. */
  hear(voice: Pick<Voice, 'at' | 'host'>): boolean {
    if (voice.host === undefined) return true
    const seen = this.#hosts.get(voice.host)
    if (seen && voice.at - seen.lastAt <= HOST_FORGOTTEN_MS) {
      seen.lastAt = Math.max(seen.lastAt, voice.at)
      return voice.at - seen.firstAt >= HOST_YOUNG_MS
    }
    if (!seen && this.#hosts.size >= HOST_LIMIT) this.#makeRoom(voice.at)
    if (seen || this.#hosts.size < HOST_LIMIT) this.#hosts.set(voice.host, { firstAt: voice.at, lastAt: voice.at })
    return false
  }

  state(): HostsState {
    return { hosts: [...this.#hosts].map(([host, seen]) => [host, { ...seen }]) }
  }

  /** The forgotten go first, then the newcomer that was silent longest. Established ones stay. */
  #makeRoom(now: number): void {
    let oldest: string | undefined
    let lastAt = Infinity
    for (const [host, seen] of this.#hosts) {
      if (now - seen.lastAt > HOST_FORGOTTEN_MS) this.#hosts.delete(host)
      else if (now - seen.firstAt < HOST_YOUNG_MS && seen.lastAt < lastAt) {
        oldest = host
        lastAt = seen.lastAt
      }
    }
    if (this.#hosts.size >= HOST_LIMIT && oldest !== undefined) this.#hosts.delete(oldest)
  }
}
