import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Crowd, type CrowdState } from './crowd.ts'
import type { Detector } from './detector.ts'
import { KEPT_MINUTES, Minutes } from './minutes.ts'
import { brokenNetworks, type ProbeEvidence } from './probes.ts'
import { type Relations, Ties } from './relations.ts'
import { Risers } from './risers.ts'
import { Shown, type ShownState } from './shown.ts'
import type { SiteView } from './site-view.ts'
import type { Tracked, TrackedState } from './tracked.ts'

export type { Relations } from './relations.ts'

const MINUTES_PER_HOUR = HOUR_MS / MINUTE_MS
/** What fails together begins together, within this time. */
export const KIN_MS = 2 * HOUR_MS

/**
 * One provider on the site. `dueAt`: before this instant nothing happens to it unless something more is heard; without it the site looks
 * every minute. `byNetwork`: its probes, if it has any.
 */
export type Member<C> = {
  key: string
  detector: Pick<Detector, 'at' | 'state' | 'startedAt' | 'minute' | 'usual'> &
    Partial<Pick<Detector, 'dueAt' | 'byNetwork'>>
  advance(to: number, view: SiteView): C[]
}

/** As JSON. */
export type SiteSnapshot = {
  minute: number | null
  tracked: TrackedState[]
  missing: number[]
  watched: number
  broken: string[]
  shown: ShownState
  crowd: CrowdState
}

/**
 * All providers together. What one is told of the others is of whole minutes that are over, so verdicts depend neither on the order of
 * the members nor on how `to` is cut into calls.
 */
export type Site = {
  /** Brings all members to `to`, minute by minute; the changes by minute, within a minute by key. Cheapest with the same objects each time. */
  advance<C>(to: number, members: Iterable<Member<C>>): { key: string; change: C }[]
  /** We were away in [from, to), which is not yet judged: that is not silence. */
  missing(from: number, to: number): void
  /** `restoreSite` goes on from it as if nothing had been, with members that were restored as of the same instant. */
  snapshot(): SiteSnapshot
}

/** A member as the site drives it; `wasDue`: something may have happened to it in the running minute. */
type Driven<C> = { member: Member<C>; tracked: Tracked; view: SiteView; wasDue: boolean }

export function createSite(options: { relations: Relations }): Site {
  return new OneSite(options.relations)
}

/** Relations are given anew: they may have been corrected meanwhile. */
export function restoreSite(snapshot: SiteSnapshot, options: { relations: Relations }): Site {
  return new OneSite(options.relations, structuredClone(snapshot))
}

class OneSite implements Site {
  readonly #ties: Ties
  readonly #tracked = new Map<string, Tracked>()
  readonly #crowd: Crowd
  readonly #shown: Shown
  readonly #missing: Set<number>
  readonly #risers: Risers
  /** Minutes before this one (numbered since the epoch) are over. */
  #minute: number | null
  /** Providers of which something can be said. */
  #watched: number
  #broken: ReadonlySet<string>
  readonly #failing = new Set<string>()
  /** Who is probed. */
  readonly #probed = new Set<Driven<unknown>>()
  #members: Member<unknown>[] = []
  #driven: Driven<unknown>[] = []

  constructor(relations: Relations, from?: SiteSnapshot) {
    this.#ties = new Ties(relations)
    this.#minute = from?.minute ?? null
    this.#watched = from?.watched ?? 0
    this.#broken = new Set(from?.broken)
    this.#missing = new Set(from?.missing)
    this.#shown = new Shown(from?.shown)
    this.#crowd = new Crowd(from?.crowd)
    this.#risers = new Risers(this.#ties, this.#crowd, this.#missing)
    for (const one of from?.tracked ?? [])
      this.#tracked.set(one.key, { ...one, operator: this.#ties.operator(one.key), minutes: new Minutes(one.minutes) })
    if (this.#minute !== null) this.#note(this.#minute * MINUTE_MS)
  }

  advance<C>(to: number, members: Iterable<Member<C>>): { key: string; change: C }[] {
    const driven = this.#drive(members)
    const changes: { key: string; change: C }[] = []
    if (driven.length === 0) return changes
    for (let next = this.#next(driven, to); next * MINUTE_MS <= to; next = this.#next(driven, to)) {
      const isHour = next % MINUTES_PER_HOUR === 0
      for (const one of driven) bring(one, next * MINUTE_MS, isHour, changes)
      this.#close(next, driven)
    }
    for (const one of driven) bring(one, to, true, changes)
    return changes
  }

  missing(from: number, to: number): void {
    for (let minute = minuteOf(from); minute * MINUTE_MS < to; minute += 1) this.#missing.add(minute)
  }

  snapshot(): SiteSnapshot {
    return structuredClone({
      minute: this.#minute,
      tracked: [...this.#tracked.values()].map(({ key, state, startedAt, isShown, minutes }) => {
        return { key, state, startedAt, isShown, minutes: minutes.state() }
      }),
      missing: [...this.#missing],
      watched: this.#watched,
      broken: [...this.#broken].toSorted(),
      shown: this.#shown.state(),
      crowd: this.#crowd.state(),
    })
  }

  /** The members in the order of their keys, each with what the site keeps of it. */
  #drive<C>(members: Iterable<Member<C>>): Driven<C>[] {
    const list = [...members]
    if (list.length === this.#members.length && list.every((member, i) => member === this.#members[i]))
      return this.#driven as unknown as Driven<C>[]
    const sorted = list.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    this.#minute ??= this.#start(minuteOf(Math.min(...list.map((member) => member.detector.at))))
    const hour = Math.floor(this.#minute / MINUTES_PER_HOUR)
    const known = new Map(this.#tracked)
    this.#tracked.clear()
    const driven = sorted.map((member): Driven<C> => {
      const tracked = known.get(member.key) ?? this.#begin(member, hour)
      this.#tracked.set(member.key, tracked)
      return { member, tracked, view: this.#view(tracked), wasDue: true }
    })
    this.#members = list
    this.#driven = driven
    this.#probed.clear()
    for (const one of driven) this.#probed.add(one)
    this.#gather(hour)
    return driven
  }

  /** Nobody listened before the first minute. */
  #start(minute: number): number {
    for (let m = minute - KEPT_MINUTES; m < minute; m += 1) this.#missing.add(m)
    return minute
  }

  #begin(member: Member<unknown>, hour: number): Tracked {
    const { key, detector } = member
    const tracked: Tracked = {
      key,
      operator: this.#ties.operator(key),
      minutes: new Minutes(),
      state: detector.state,
      startedAt: detector.startedAt,
      isShown: detector.state === 'confirmed' || detector.state === 'recovering',
    }
    settle(tracked, detector, hour)
    return tracked
  }

  /** The next minute to close. Where nothing can be common, the minutes in which nobody is due are passed over. */
  #next(driven: Driven<unknown>[], to: number): number {
    const next = this.#minute! + 1
    if (this.#crowd.speaks) return next
    let due = to
    for (const { member } of driven) due = Math.min(due, member.detector.dueAt ?? -Infinity)
    const hour = (Math.floor(this.#minute! / MINUTES_PER_HOUR) + 1) * MINUTES_PER_HOUR
    return Math.max(next, Math.min(hour, minuteOf(due)))
  }

  /** All members have come to the start of `minute`: notes what the one before it brought. */
  #close(minute: number, driven: Driven<unknown>[]): void {
    const isHour = minute % MINUTES_PER_HOUR === 0
    const start = (minute - 1) * MINUTE_MS
    for (const one of driven) {
      const { tracked, member } = one
      if (one.wasDue) {
        const { detector } = member
        one.wasDue = false
        if (!this.#missing.has(minute - 1)) tracked.minutes.add(minute - 1, detector.minute(start).observed)
        tracked.state = detector.state
        tracked.startedAt = detector.startedAt
        if (tracked.state === 'confirmed' && !tracked.isShown) this.#shown.confirm(tracked.key, minute * MINUTE_MS)
        tracked.isShown = tracked.state === 'confirmed' || (tracked.isShown && tracked.state === 'recovering')
        this.#crowd.note(tracked)
        this.#probed.add(one)
      }
      if (isHour) settle(tracked, member.detector, minute / MINUTES_PER_HOUR)
    }
    this.#minute = minute
    if (isHour) {
      for (const old of this.#missing) if (old < minute - KEPT_MINUTES) this.#missing.delete(old)
      this.#gather(minute / MINUTES_PER_HOUR)
    }
    this.#crowd.close(minute, this.#missing)
    this.#note(minute * MINUTE_MS)
    this.#broken = brokenNetworks(this.#probes(minute * MINUTE_MS), minute * MINUTE_MS)
  }

  /** Which operators have something that was confirmed a short while ago. */
  #note(now: number): void {
    this.#failing.clear()
    for (const { state, startedAt, operator } of this.#tracked.values())
      if (state === 'confirmed' && startedAt !== null && now - startedAt <= KIN_MS) this.#failing.add(operator)
  }

  /** What each operator's probes say, by network. */
  *#probes(now: number): Generator<Pick<ProbeEvidence, 'byNetwork'> & { operator: string }> {
    for (const one of this.#probed) {
      const seen = one.member.detector.byNetwork?.(now)
      if (!seen || seen.size === 0) this.#probed.delete(one)
      else yield { operator: one.tracked.operator, byNetwork: () => seen }
    }
  }

  #gather(hour: number): void {
    const all = [...this.#tracked.values()]
    this.#watched = all.filter(({ state }) => state !== 'unknown').length
    this.#crowd.gather(hour, all)
    this.#risers.follow(all)
  }

  #view(tracked: Tracked): SiteView {
    let asked = -1
    let factor = 1
    return {
      common: (at) => {
        const minute = Math.min(minuteOf(at), this.#minute!)
        // Asked for every voice, and the same for all of a minute; a minute that is over says nothing new.
        if (minute !== asked) factor = this.#crowd.factor(minute, tracked)
        asked = minute
        return factor
      },
      cause: (rise) => this.#risers.cause(tracked, rise, this.#minute!),
      shownNats: (at) => (tracked.isShown ? 0 : this.#shown.nats(this.#watched, at)),
      broken: () => this.#broken,
      spill: () => this.#risers.spill(tracked, this.#minute!),
      kin: () => this.#failing.has(tracked.operator) && !(tracked.state === 'confirmed'),
    }
  }
}

function bring<C>(one: Driven<C>, to: number, isForced: boolean, changes: { key: string; change: C }[]): void {
  const { member } = one
  const isDue = (member.detector.dueAt ?? -Infinity) <= to
  if (isDue) one.wasDue = true
  if (!isDue && !isForced) return
  for (const change of member.advance(to, one.view)) changes.push({ key: member.key, change })
}

function settle(tracked: Tracked, detector: Member<unknown>['detector'], hour: number): void {
  const isKnown = detector.state !== 'unknown'
  tracked.minutes.settle(hour, isKnown ? detector.usual(hour * HOUR_MS).ratePerHour / MINUTES_PER_HOUR : 0)
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS)
}
