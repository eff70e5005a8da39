import type { ScopeCell } from '../../shared/incident.ts'
import { partsOf } from './complaints.ts'
import { Guard, type GuardState } from './guard.ts'
import { Hosts, type HostsState } from './hosts.ts'
import { Notices, type NoticesState } from './notices.ts'
import { type Complaints, ProbeEvidence, type ProbeState } from './probes.ts'
import { PressEcho, type PressEchoState } from './press-echo.ts'
import { Recent, type RecentState } from './recent.ts'
import { NAMED_SHARE } from './rule.ts'
import { type Expected, Facets, type FacetsState, type Parts } from './scope.ts'
import { type Sight, withoutBroken } from './sight.ts'
import { heedNotices } from './scope-notices.ts'
import { isAmendment, type Spoken } from './voice.ts'
import { Works, type WorksState } from './works.ts'

type Told = Pick<Sight, 'recent' | 'guard' | 'probes' | 'works' | 'echo' | 'complaints' | 'problems'> & {
  notices: Notices
}
/** What is usual, and what probes say of parts. */
export type ScopeGiven = { expected: Expected; parts: Parts }
export type HearingState = {
  recent: RecentState
  guard: GuardState
  probes: ProbeState
  facets: FacetsState
  hosts: HostsState
  notices: NoticesState
  works: WorksState
  echo: PressEchoState
}

/** All that one provider's detector was told: by whom, from where, of what. What it makes of it is not known here. */
export class Hearing {
  readonly recent: Recent
  readonly guard: Guard
  readonly probes: ProbeEvidence
  readonly notices: Notices
  readonly works: Works
  readonly echo: PressEcho
  readonly #facets: Facets
  readonly #hosts: Hosts
  #told: { broken: ReadonlySet<string>; told: Told } | undefined

  constructor(from?: HearingState) {
    this.recent = new Recent(from?.recent)
    this.guard = new Guard(from?.guard)
    this.probes = new ProbeEvidence(from?.probes)
    this.#facets = new Facets(from?.facets)
    this.#hosts = new Hosts(from?.hosts)
    this.notices = new Notices(from?.notices)
    this.works = new Works(from?.works)
    this.echo = new PressEcho(from?.echo)
  }

  /** As a verdict sees it; `broken` networks are left out. Kept for as long as they are the same: in a flood every voice asks. */
  told(broken: ReadonlySet<string>): Told {
    if (this.#told?.broken !== broken) this.#told = { broken, told: this.#tell(broken) }
    return this.#told.told
  }

  /**
   * What a voice weighs, whether it may open an incident, and whether it may raise a state at all; undefined: it complains of nothing, or only
   * amends what was counted: who is affected, not how many speak. Voices come in order of time.
   */
  hear(voice: Spoken): { weight: number; mayOpen: boolean; mayRaise: boolean } | undefined {
    if (isAmendment(voice)) {
      this.#facets.amend(voice)
      return undefined
    }
    const mayOpen = this.#hosts.hear(voice)
    const weight = this.guard.weigh(voice)
    if (voice.answer !== 'problem') {
      if (this.works.hear(voice.at, voice.network)) this.#facets.hearWorks(voice)
      return undefined
    }
    this.works.takeBack(voice.network)
    this.recent.trim(voice.at)
    this.recent.add(voice.at, weight, voice)
    this.#facets.hear(voice, weight)
    return { weight, mayOpen, mayRaise: !this.echo.hear(voice) }
  }

  /** A rise began: who is affected is counted from here on. */
  open(startedAt: number): void {
    this.#facets.open(startedAt)
  }

  close(): void {
    this.#facets.close()
  }

  scope(from: number, now: number, { expected, parts }: ScopeGiven): ScopeCell[] {
    return heedNotices(this.#facets.scope(from, now, expected, parts), this.notices.troubled(now, from))
  }

  /** Notes who has recovered by now. */
  noteScope(now: number, { expected, parts }: ScopeGiven): void {
    this.#facets.note(now, expected, parts)
  }

  /** What people complain about since an instant, by the parts that would show it: those that they name, and those that a problem implies. */
  complaints(since: number): Complaints {
    const { components, problems } = this.#facets.complaints(since, NAMED_SHARE)
    return [...components.map((name) => [name]), ...problems.map(partsOf).filter((parts) => parts.length > 0)]
  }

  /** What the voices since an instant weigh, while something is wrong; the older ones to within some hours. */
  problems(since: number): number {
    return this.#facets.voices(since)
  }

  /** An hour is over; what it brought is learned from while all is `calm`. */
  turn(hourEnd: number, calm: boolean): void {
    this.guard.turn(hourEnd, calm)
    this.#facets.turn(hourEnd, calm)
    this.recent.trim(hourEnd)
  }

  #tell(broken: ReadonlySet<string>): Told {
    return {
      recent: this.recent,
      guard: this.guard,
      probes: withoutBroken(this.probes, broken),
      notices: this.notices,
      works: this.works,
      echo: this.echo,
      complaints: (since: number) => this.complaints(since),
      problems: (since: number) => this.problems(since),
    }
  }

  state(now: number): HearingState {
    return {
      recent: this.recent.state(now),
      guard: this.guard.state(),
      probes: this.probes.state(),
      facets: this.#facets.state(),
      hosts: this.#hosts.state(),
      notices: this.notices.state(),
      works: this.works.state(),
      echo: this.echo.state(),
    }
  }
}
