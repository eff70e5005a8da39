import { expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import type { Cause, State } from '../../shared/incident.ts'
import { ALONE, type SiteView } from './site-view.ts'
import { createSite, type Member, restoreSite, type Site } from './site.ts'
import { createDetector } from './detector.ts'
import type { Change } from './change.ts'

// A provider whose state is set by its voices alone: every step that holds one notes what it is told of the others.
type Told = { at: number; common: number; nats: number; cause: Cause | undefined }
type Plan = { ratePerHour: number; voices: number[]; isRising?: (at: number) => boolean; isConfirmed?: boolean }

const start = Date.UTC(2026, 2, 2)

class Plain implements Member<Told> {
  readonly key: string
  readonly #plan: Plan
  readonly #ends: number
  readonly #isLazy: boolean
  at = start
  advances = 0

  constructor(key: string, plan: Plan, options: { at?: number; isLazy?: boolean } = {}) {
    this.key = key
    this.#plan = plan
    this.at = options.at ?? start
    this.#isLazy = options.isLazy ?? false
    this.#ends = Math.max(0, ...plan.voices)
  }

  get detector() {
    const { at } = this
    const next = this.#plan.voices.find((voice) => voice >= at) ?? Infinity
    const isRising = this.#plan.isRising?.(at) ?? false
    const high: State = this.#plan.isConfirmed ? 'confirmed' : 'suspected'
    return {
      at,
      state: isRising ? high : ('ok' as State),
      startedAt: isRising ? this.#plan.voices[0]! : null,
      minute: (from: number) => {
        const observed = this.#plan.voices.filter((v) => v >= from && v < from + MINUTE_MS && v < this.at).length
        return { observed, expected: this.#plan.ratePerHour / 60 }
      },
      usual: () => ({ ratePerHour: this.#plan.ratePerHour, dispersion: 1, shape: 100 }),
      ...(this.#isLazy && { dueAt: isRising ? at : Math.min(next, this.#ends + HOUR_MS) }),
    }
  }

  advance(to: number, view: SiteView): Told[] {
    this.advances += 1
    const told = this.#plan.voices
      .filter((voice) => voice >= this.at && voice < to)
      .map((at) => ({
        at,
        common: view.common(at),
        nats: view.shownNats(at),
        cause: view.cause({ at, startedAt: this.#plan.voices[0]!, excess: 1 }),
      }))
    this.at = Math.max(this.at, to)
    return told
  }
}

/** `count` providers with so many voices an hour for `hours`, `lift` times as many from `liftAt` on. */
function crowd(count: number, ratePerHour: number, hours: number, lift = 1, liftAt = 0): Map<string, Plan> {
  const plans = new Map<string, Plan>()
  for (let i = 0; i < count; i += 1) {
    const random = createRandom(1000 + i)
    const voices: number[] = []
    for (let at = start; ;) {
      at += (-Math.log(1 - random()) * HOUR_MS) / (ratePerHour * (at >= start + liftAt ? lift : 1))
      if (at >= start + hours * HOUR_MS) break
      voices.push(Math.floor(at))
    }
    plans.set(`p${String(i).padStart(3, '0')}`, { ratePerHour, voices })
  }
  return plans
}

function members(plans: Map<string, Plan>, options: { at?: number; isLazy?: boolean } = {}): Plain[] {
  return [...plans].map(([key, plan]) => new Plain(key, plan, options))
}

function run(site: Site, all: Plain[], until: number, stepMs: number) {
  const told: { key: string; change: Told }[] = []
  for (let at = all[0]!.at; at < until;) {
    at = Math.min(until, at + stepMs)
    told.push(...site.advance(at, all))
  }
  return byTime(told)
}

function byTime(told: { key: string; change: Told }[]) {
  return told.toSorted((a, b) => a.change.at - b.change.at || (a.key < b.key ? -1 : 1))
}

const relations = { families: [], depends: [] }
const twoHours = start + 2 * HOUR_MS

function outage(plans: Map<string, Plan>, key: string, from: number, count: number): void {
  const plan = plans.get(key)!
  const extra = Array.from({ length: count }, (_, i) => from + i * 7 * SECOND_MS)
  plans.set(key, { ...plan, voices: [...plan.voices, ...extra].toSorted((a, b) => a - b) })
}

it('says the same however the time is cut into calls, and in whatever order the members come', () => {
  const plans = crowd(40, 12, 2, 3, HOUR_MS)
  outage(plans, 'p003', start + 70 * MINUTE_MS, 300)
  outage(plans, 'p004', start + 72 * MINUTE_MS, 20)
  const whole = run(createSite({ relations }), members(plans), twoHours, 2 * HOUR_MS)
  const cut = run(createSite({ relations }), members(plans).toReversed(), twoHours, 17 * SECOND_MS)
  expect(cut).toEqual(whole)
  expect(whole.some(({ change }) => change.common > 2)).toBe(true)
  expect(whole.some(({ change }) => change.cause?.kind === 'collateral')).toBe(true)
})

it('says the same when members that nothing happens to are passed over, and asks them far less', () => {
  for (const count of [8, 40]) {
    const plans = crowd(count, 2, 2)
    outage(plans, 'p003', start + 70 * MINUTE_MS, 300)
    const all = members(plans)
    const lazy = members(plans, { isLazy: true })
    const whole = run(createSite({ relations }), all, twoHours, 2 * HOUR_MS)
    expect(run(createSite({ relations }), lazy, twoHours, 2 * HOUR_MS)).toEqual(whole)
    const advances = (list: Plain[]) => list.reduce((sum, m) => sum + m.advances, 0)
    expect(advances(lazy)).toBeLessThan(advances(all) / 5)
  }
})

it.each([start + 71 * MINUTE_MS, start + 75 * MINUTE_MS + 20 * SECOND_MS])(
  'goes on after a restart as if nothing had been',
  (at) => {
    const plans = crowd(40, 12, 2, 3, HOUR_MS)
    outage(plans, 'p003', start + 70 * MINUTE_MS, 300)
    const rising = plans.get('p003')!
    plans.set('p003', { ...rising, isConfirmed: true, isRising: (t) => t > start + 71 * MINUTE_MS })
    const whole = run(createSite({ relations }), members(plans), twoHours, 30 * SECOND_MS)
    const site = createSite({ relations })
    const before = run(site, members(plans), at, 30 * SECOND_MS)
    const again = restoreSite(JSON.parse(JSON.stringify(site.snapshot())), { relations })
    const after = run(again, members(plans, { at }), twoHours, 30 * SECOND_MS)
    expect([...before, ...after]).toEqual(whole)
  },
)

it('takes more evidence where more are watched, and less once others are shown on the same day', () => {
  const nats = (count: number, shown: number) => {
    const plans = crowd(count, 6, 2)
    for (const key of [...plans.keys()].slice(1, 1 + shown))
      plans.set(key, { ...plans.get(key)!, isConfirmed: true, isRising: (at) => at > start + HOUR_MS })
    const told = run(createSite({ relations }), members(plans), twoHours, HOUR_MS)
    return told.findLast(({ key }) => key === 'p000')!.change.nats
  }
  expect(nats(30, 0) - nats(3, 0)).toBeCloseTo(Math.log(10), 9)
  expect(nats(30, 0) - nats(30, 4)).toBeCloseTo(Math.log(5), 9)
})

it('takes no silence of ours for a quiet site', () => {
  const plans = crowd(40, 12, 2)
  const away: [number, number] = [start + 60 * MINUTE_MS, start + 75 * MINUTE_MS]
  for (const [key, plan] of plans)
    plans.set(key, { ...plan, voices: plan.voices.filter((at) => at < away[0] || at >= away[1]) })
  const least = (knows: boolean) => {
    const site = createSite({ relations })
    if (knows) site.missing(...away)
    return Math.min(...run(site, members(plans), twoHours, HOUR_MS).map(({ change }) => change.common))
  }
  expect(least(false)).toBe(0.8)
  expect(least(true)).toBe(1)
})

it('asks real detectors to which nothing happens only when an hour begins, and says the same', () => {
  const plans = crowd(8, 6, 12)
  outage(plans, 'p003', start + 9 * HOUR_MS, 300)
  const play = (isLazy: boolean) => {
    let asked = 0
    const all = [...plans].map(([key, { voices }]): Member<Change> => {
      const real = createDetector({ startAt: start })
      for (const at of voices) real.hear({ at, answer: 'problem' })
      const { minute, usual } = { minute: real.minute.bind(real), usual: real.usual.bind(real) }
      const eager = {
        get at() {
          return real.at
        },
        get state() {
          return real.state
        },
        get startedAt() {
          return real.startedAt
        },
        minute,
        usual,
      }
      const advance: Member<Change>['advance'] = (to, view) => {
        asked += 1
        return real.advance(to, view)
      }
      return { key, detector: isLazy ? real : eager, advance }
    })
    const changes = createSite({ relations }).advance(start + 12 * HOUR_MS, all)
    return { changes, asked }
  }
  const [lazy, eager] = [play(true), play(false)]
  expect(lazy.changes).toEqual(eager.changes)
  expect(lazy.changes.map(({ change }) => change.type)).toContain('confirmed')
  expect(lazy.asked).toBeLessThan(eager.asked / 2)
})

it('takes a network from which nobody at all is reached for broken, its failures for nothing, and an operator for one', () => {
  const failed = (families: string[][]) => {
    const site = createSite({ relations: { families, depends: [] } })
    const all = ['a', 'b', 'c', 'd'].map((key): Member<Change> => {
      const detector = createDetector({ startAt: start, known: { ratePerHour: 1 } })
      return { key, detector, advance: (to, view) => detector.advance(to, view) }
    })
    const probe = (at: number, network: string, outcome: 'up' | 'failed') => {
      for (const { detector } of all) (detector as ReturnType<typeof createDetector>).probe({ at, network, outcome })
    }
    const changes: string[] = []
    for (let minute = 0; minute < 60; minute += 1) {
      const at = start + minute * MINUTE_MS
      for (const [i, network] of ['n1', 'n2', 'n3'].entries())
        probe(at, network, minute >= 40 + 2 * i ? 'failed' : 'up')
      changes.push(...site.advance(at + MINUTE_MS, all).map(({ key, change }) => `${key} ${change.type}`))
    }
    return changes
  }
  expect(failed([])).toEqual([])
  expect(failed([['a', 'b', 'c', 'd']])).toContain('a confirmed')
})

it('says whose fault it is as soon as that is known, though it was too early to say at the alarm', () => {
  const detector = createDetector({ startAt: start, known: { ratePerHour: 1 } })
  const said: Cause = { kind: 'collateral', of: ['big'], share: 0.05 }
  const view: SiteView = { ...ALONE, cause: ({ at }) => (at < start + 20 * MINUTE_MS ? undefined : said) }
  for (let n = 0; n < 240; n += 1) detector.hear({ at: start + n * 10 * SECOND_MS, answer: 'problem' })
  const [first] = detector.advance(start + 19 * MINUTE_MS, view)
  expect(first).toMatchObject({ type: 'suspected', cause: { kind: 'own' } })
  expect(detector.cause).toMatchObject({ kind: 'own' })
  detector.advance(start + 20 * MINUTE_MS, view)
  expect(detector.cause).toEqual(said)
})
