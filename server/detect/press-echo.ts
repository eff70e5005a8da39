import { bucketStart, MINUTE_MS } from '../../shared/time.ts'
import type { Voice } from './voice.ts'
import { AMPLIFIED_MS, AMPLIFIED_NAMED, AMPLIFIED_SHARE, AMPLIFIED_VOICES } from './rule.ts'

/** Hosts told apart in a minute. Names can be invented: those beyond count among all voices only. */
export const ECHO_HOSTS = 64

/** A name that a newspaper's page can have. */
const SITE = /^[a-z0-9.-]*[.][a-z0-9.-]*[a-z][a-z0-9.-]*$/

type Minute = [start: number, voices: number, byHost: [host: string, voices: number][]]
export type PressEchoState = { minutes: Minute[] }

type Cell = { start: number; voices: number; byHost: Map<string, number> }

/**
 * How much of what is complained of came through one newspaper's page in the last ten minutes, the open one included. A headline brings its readers,
 * and they press: above a share their voices raise no state, and what others raise has to rest on those.
 */
export class PressEcho {
  #minutes: Cell[]
  readonly #byHost = new Map<string, number>()
  #voices = 0

  constructor(state?: PressEchoState) {
    this.#minutes = []
    for (const [start, voices, byHost] of state?.minutes ?? []) this.#add({ start, voices, byHost: new Map(byHost) })
  }

  /** Takes note of a complaint, and says whether its page alone is so loud. Voices come in order of time. */
  hear({ at, host }: Pick<Voice, 'at' | 'host'>): boolean {
    this.#trim(at)
    const start = bucketStart(at, MINUTE_MS)
    let cell = this.#minutes.at(-1)
    if (cell === undefined || cell.start < start) this.#minutes.push((cell = { start, voices: 0, byHost: new Map() }))
    cell.voices += 1
    this.#voices += 1
    if (host === undefined) return false
    const inMinute = cell.byHost.get(host)
    if (inMinute === undefined && cell.byHost.size >= ECHO_HOSTS) return false
    cell.byHost.set(host, (inMinute ?? 0) + 1)
    const brought = (this.#byHost.get(host) ?? 0) + 1
    this.#byHost.set(host, brought)
    return this.#isLoud(brought)
  }

  /**
   * The page that is so loud now, of all complaints or of those beyond the `usual`: its share of all, and how many came another
   * way. `host` null: of too few to be named, or no name of a site.
   */
  loudest(now: number, usual = 0): { host: string | null; share: number; others: number } | undefined {
    this.#trim(now)
    for (const [host, brought] of this.#byHost) {
      if (!this.#isLoud(brought, usual)) continue
      const isNamed = brought >= AMPLIFIED_NAMED && SITE.test(host)
      return { host: isNamed ? host : null, share: brought / this.#voices, others: this.#voices - brought }
    }
    return undefined
  }

  state(): PressEchoState {
    return { minutes: this.#minutes.map(({ start, voices, byHost }) => [start, voices, [...byHost]]) }
  }

  #isLoud(brought: number, usual = 0): boolean {
    return brought >= AMPLIFIED_VOICES && brought > AMPLIFIED_SHARE * Math.max(0, this.#voices - usual)
  }

  #add(cell: Cell): void {
    this.#minutes.push(cell)
    this.#voices += cell.voices
    for (const [host, n] of cell.byHost) this.#byHost.set(host, (this.#byHost.get(host) ?? 0) + n)
  }

  #trim(now: number): void {
    const from = bucketStart(now, MINUTE_MS) + MINUTE_MS - AMPLIFIED_MS
    while (this.#minutes[0] !== undefined && this.#minutes[0].start < from) {
      const { voices, byHost } = this.#minutes.shift()!
      this.#voices -= voices
      for (const [host, n] of byHost) {
        const left = this.#byHost.get(host)! - n
        if (left > 0) this.#byHost.set(host, left)
        else this.#byHost.delete(host)
      }
    }
  }
}
