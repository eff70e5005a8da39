import {
  COMMON_LEAST_UNITS,
  COMMON_VOICES,
  COMMON_WINDOWS,
  commonFor,
  type Fit,
  fitCommon,
  mayLeaveOut,
  type Totals,
  type Unit,
  weightOf,
} from './common.ts'
import { KEPT_MINUTES } from './minutes.ts'
import type { Tracked } from './tracked.ts'

const MINUTES_PER_HOUR = 60

/** All providers of one operator; `before` and `now` are what is usual per minute in the last hour and in this one. */
type Group = { place: number; operator: string; members: Tracked[]; before: number; now: number }
/** Over one window: Σ weight·usual of both hours, and their squares, so that any mix of the two hours costs nothing; and Σ weight²·usual of this one. */
type Sums = {
  before: number
  now: number
  beforeSquares: number
  product: number
  nowSquares: number
  noise: number
  units: number
}
/** What the minutes before `minute` said: how many of them were of the hour before and of its own, and who was left out. */
type Said = { minute: number; window: number; before: number; now: number; fit: Fit; factor: number; out: string[] }
export type CrowdState = { said: Said[] }

/** How busy the whole site is, minute by minute. */
export class Crowd {
  #groups: Group[] = []
  readonly #groupOf = new Map<string, Group>()
  /** Who was heard lately or is in an incident; the others are in the sums. */
  readonly #lively = new Set<Group>()
  #sums: Sums[] = []
  #said: Said[]

  constructor(state?: CrowdState) {
    this.#said = state?.said ?? []
  }

  /** Whether there are enough operators for the site to say anything. */
  get speaks(): boolean {
    return this.#groups.length > COMMON_LEAST_UNITS
  }

  /** What is usual was settled for an hour (numbered since the epoch), or providers came or went. */
  gather(hour: number, tracked: readonly Tracked[]): void {
    this.#groupOf.clear()
    for (const one of tracked) {
      const { operator } = one
      const place = this.#groupOf.size
      const group = this.#groupOf.get(operator) ?? { place, operator, members: [], before: 0, now: 0 }
      group.members.push(one)
      group.before += one.minutes.rateOfHour(hour - 1)
      group.now += one.minutes.rateOfHour(hour)
      this.#groupOf.set(operator, group)
    }
    this.#groups = [...this.#groupOf.values()]
    this.#lively.clear()
    for (const group of this.#groups) this.#lively.add(group)
    this.#sums = COMMON_WINDOWS.map((window) => sumsOf(this.#groups, window))
  }

  /** Something has happened to it in the minute that is about to be closed. */
  note(one: Tracked): void {
    const group = this.#groupOf.get(one.operator)
    if (group) this.#lively.add(group)
  }

  /** All minutes before `minute` are over. */
  close(minute: number, missing: ReadonlySet<number>): void {
    while (this.#said.length > 0 && this.#said[0]!.minute <= minute - KEPT_MINUTES) this.#said.shift()
    if (!this.speaks) return
    let chosen = this.#window(0, minute, missing)
    for (let i = 1; i < COMMON_WINDOWS.length && chosen.worth < COMMON_VOICES; i += 1)
      chosen = this.#window(i, minute, missing)
    const { window, before, now } = chosen
    const lively = this.#livelyAt(minute)
    const inIncident = lively.filter((group) => group.members.some(isInIncident))
    let outUsual = 0
    for (const group of inIncident) {
      const { usual, weight } = unitOf(group, chosen, 0)
      outUsual += weight * usual
    }
    const out = new Set(mayLeaveOut(outUsual, chosen.totals) ? inIncident : [])
    const totals = { ...chosen.totals }
    const units: Unit[] = []
    for (const group of lively) {
      const isOut = out.has(group)
      let voices = 0
      for (const { minutes } of group.members)
        if (!isOut && minutes.last >= minute - window) voices += minutes.sum(minute - window, minute)
      if (!isOut && voices === 0) continue
      const unit = unitOf(group, chosen, voices)
      if (!isOut) {
        units.push(unit)
        continue
      }
      totals.usual -= unit.weight * unit.usual
      totals.squares -= (unit.weight * unit.usual) ** 2
      totals.units -= 1
    }
    const fit = fitCommon(units, totals)
    const names = [...out].map((group) => group.operator)
    this.#said.push({ minute, window, before, now, fit, factor: commonFor(fit, undefined), out: names })
  }

  /** How busy the site is at a minute, as what was over by then tells; without the operator of `tracked`, if given. */
  factor(minute: number, tracked?: Tracked): number {
    const last = this.#said.at(-1)
    if (!last) return 1
    const said = last.minute <= minute ? last : this.#said[this.#said.length - 1 - (last.minute - minute)]
    if (!said || (said !== last && said.minute !== minute)) return 1
    const group = tracked && this.#groupOf.get(tracked.operator)
    if (!group || said.out.includes(group.operator)) return said.factor
    const hour = Math.floor(said.minute / MINUTES_PER_HOUR)
    const rates = { ...group, before: 0, now: 0 }
    let voices = 0
    for (const { minutes } of group.members) {
      rates.before += minutes.rateOfHour(hour - 1)
      rates.now += minutes.rateOfHour(hour)
      voices += minutes.sum(said.minute - said.window, said.minute)
    }
    return commonFor(said.fit, unitOf(rates, said, voices))
  }

  state(): CrowdState {
    return { said: this.#said }
  }

  /** In the order of their keys, so that sums come out the same after a restart. */
  #livelyAt(minute: number): Group[] {
    const oldest = minute - COMMON_WINDOWS.at(-1)!
    for (const group of this.#lively) {
      const isLively = group.members.some((one) => one.minutes.last >= oldest || isInIncident(one))
      if (!isLively) this.#lively.delete(group)
    }
    return [...this.#lively].toSorted((a, b) => a.place - b.place)
  }

  #window(i: number, minute: number, missing: ReadonlySet<number>) {
    const window = COMMON_WINDOWS[i]!
    const edge = Math.floor(minute / MINUTES_PER_HOUR) * MINUTES_PER_HOUR
    let before = 0
    let now = 0
    for (let m = minute - window; m < minute; m += 1) {
      if (missing.has(m)) continue
      if (m < edge) before += 1
      else now += 1
    }
    const sums = this.#sums[i]!
    const totals = totalsOf(sums, before, now)
    // As many voices as would be as sure: what counts in part is that much less noisy.
    const worth = sums.noise > 0 ? totals.usual * (sums.now / sums.noise) : 0
    return { window, before, now, totals, worth }
  }
}

function isInIncident({ state }: Tracked): boolean {
  return state === 'suspected' || state === 'confirmed' || state === 'recovering'
}

function unitOf(
  rates: { before: number; now: number },
  w: { window: number; before: number; now: number },
  voices: number,
): Unit {
  const usual = w.before * rates.before + w.now * rates.now
  return { voices, usual, weight: weightOf(rates.now * w.window) }
}

function sumsOf(groups: readonly Group[], window: number): Sums {
  const sums = { before: 0, now: 0, beforeSquares: 0, product: 0, nowSquares: 0, noise: 0, units: 0 }
  for (const group of groups) {
    const weight = weightOf(group.now * window)
    const before = weight * group.before
    const now = weight * group.now
    sums.before += before
    sums.now += now
    sums.beforeSquares += before * before
    sums.product += before * now
    sums.nowSquares += now * now
    sums.noise += weight * now
    if (group.now > 0) sums.units += 1
  }
  return sums
}

function totalsOf(sums: Sums, before: number, now: number): Totals {
  return {
    units: sums.units,
    usual: before * sums.before + now * sums.now,
    squares: before * before * sums.beforeSquares + 2 * before * now * sums.product + now * now * sums.nowSquares,
  }
}
