import type { ScopeCell } from '../../shared/incident.ts'
import { Guard, type GuardState } from './guard.ts'
import { Hosts, type HostsState } from './hosts.ts'
import { ProbeEvidence, type ProbeState } from './probes.ts'
import { Recent, type RecentState } from './recent.ts'
import { NAMED_SHARE } from './rule.ts'
import { Facets, type FacetsState } from './scope.ts'
import type { HeardNotice, Voice } from './voice.ts'

export type HearingState = {
  recent: RecentState
  guard: GuardState
  probes: ProbeState
  facets: FacetsState
  hosts: HostsState
  notice: HeardNotice | null
}

/** All that one provider's detector was told: by whom, from where, of what. What it makes of it is not known here. */
export class Hearing {
  readonly recent: Recent
  readonly guard: Guard
  readonly probes: ProbeEvidence
  readonly #facets: Facets
  readonly #hosts: Hosts
  #notice: HeardNotice | null

  constructor(from?: HearingState) {
    this.recent = new Recent(from?.recent)
    this.guard = new Guard(from?.guard)
    this.probes = new ProbeEvidence(from?.probes)
    this.#facets = new Facets(from?.facets)
    this.#hosts = new Hosts(from?.hosts)
    this.#notice = from?.notice ?? null
  }

  /** The operator has said that something is wrong. */
  get admitted(): boolean {
    return this.#notice?.says === 'problem'
  }
  /** The operator has said that it works again. */
  get restored(): boolean {
    return this.#notice?.says === 'restored'
  }

  notice(notice: HeardNotice): void {
    this.#notice = { ...notice }
  }

  /** What a voice weighs, and whether it may open an incident; undefined: it complains of nothing. Voices come in order of time. */
  hear(voice: Voice): { weight: number; mayOpen: boolean } | undefined {
    const mayOpen = this.#hosts.hear(voice)
    const weight = this.guard.weigh(voice)
    if (voice.answer !== 'problem') return undefined
    this.recent.trim(voice.at)
    this.recent.add(voice.at, weight, voice)
    this.#facets.hear(voice, weight)
    return { weight, mayOpen }
  }

  /** A rise began: who is affected is counted from here on. */
  open(startedAt: number): void {
    this.#facets.open(startedAt)
  }

  close(): void {
    this.#facets.close()
  }

  /** `expected`: voices usual in [from, now). */
  scope(from: number, now: number, expected: number): ScopeCell[] {
    return this.#facets.scope(from, now, expected)
  }

  /** Components that people complain about since an instant. */
  complaints(since: number): string[] {
    return this.#facets.complaints(since, NAMED_SHARE)
  }

  /** An hour is over; what it brought is learned from while all is `calm`. */
  turn(hourEnd: number, calm: boolean): void {
    this.guard.turn(hourEnd, calm)
    this.#facets.turn(hourEnd, calm)
    this.recent.trim(hourEnd)
  }

  state(now: number): HearingState {
    return {
      recent: this.recent.state(now),
      guard: this.guard.state(),
      probes: this.probes.state(),
      facets: this.#facets.state(),
      hosts: this.#hosts.state(),
      notice: this.#notice,
    }
  }
}
