import { describe, expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { believedOf, effectiveNumber, Guard, type GuardState } from './guard.ts'
import { LOG_LIMIT, NETWORK_LIMIT } from './network-voices.ts'
import type { Voice } from './voice.ts'

const MONDAY = Date.UTC(2026, 0, 5)
const HOMES = [3269, 12874, 1267, 60294]
const CARRIER = 30722

type Place = { network?: string; asn?: number }
const voice = (at: number, place: Place, answer: Voice['answer'] = 'problem'): Voice => ({ at, answer, ...place })

/** Real people: `share` of them through four prefixes of one carrier, the rest from 60,000 home networks. */
function person(random: () => number, at: number, share = 0.4): Place {
  const day = Math.floor(at / (24 * HOUR_MS))
  if (random() < share) return { network: `${day} carrier ${Math.floor(random() * 4)}`, asn: CARRIER }
  const home = Math.floor(random() * 60_000)
  return { network: `${day} home ${home}`, asn: HOMES[home % HOMES.length]! }
}

/** A guard that has heard four weeks of `perHour`, and the moment they are over. */
function learnt(perHour: number, share?: number): { guard: Guard; now: number; random: () => number } {
  const random = createRandom(perHour)
  const guard = new Guard()
  let now = MONDAY
  for (let hour = 0; hour < 28 * 24; hour += 1) {
    const at = Array.from({ length: perHour }, () => now + Math.floor(random() * HOUR_MS)).toSorted((a, b) => a - b)
    for (const when of at) guard.weigh(voice(when, person(random, when, share)))
    now += HOUR_MS
    guard.turn(now, true)
  }
  return { guard, now, random }
}

/** Sum of weights of `places` spread evenly over `lengthMs`. */
function flood(guard: Guard, from: number, places: Place[], lengthMs: number, answer?: Voice['answer']): number {
  let sum = 0
  for (const [i, place] of places.entries()) {
    sum += guard.weigh(voice(from + Math.floor((i * lengthMs) / places.length), place, answer))
  }
  return sum
}

const shuffled = <T>(random: () => number, items: T[]) =>
  items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item)
const each = (places: Place[], times: number) => places.flatMap((place) => Array.from({ length: times }, () => place))
const several = (n: number, place: (i: number) => Place) => Array.from({ length: n }, (_, i) => place(i))

describe('the weight of a voice', () => {
  it('is whole for the first three of a network in a minute, and then falls', () => {
    const guard = new Guard()
    const weights = several(6, () => ({ network: 'a' })).map((place) => guard.weigh(voice(MONDAY, place)))
    expect(weights).toEqual([1, 1, 1, 1 / 2, 1 / 3, 1 / 4])
    expect(guard.weigh(voice(MONDAY, { network: 'b' }))).toBe(1)
  })

  it('makes little of a network that presses all the time', () => {
    const guard = new Guard()
    const places = several(5000, () => ({ network: 'a' }))
    expect(flood(guard, MONDAY, places, 10 * MINUTE_MS)).toBeLessThan(20)
    expect(flood(guard, MONDAY + 10 * MINUTE_MS, places, 8 * HOUR_MS)).toBeLessThan(20)
  })

  it('does not count a carrier’s shared addresses as one person, once they are known', () => {
    const { guard, now, random } = learnt(20)
    const crowd = several(600, () => person(random, now))
    expect(flood(guard, now, crowd, 5 * MINUTE_MS)).toBeGreaterThan(540)
    const alone = each([{ network: 'carrier x', asn: CARRIER }], 600)
    expect(flood(guard, now + 5 * HOUR_MS, alone, 5 * MINUTE_MS)).toBeLessThan(40)
  })

  it('takes an operator from which nobody ever came as one network', () => {
    const { guard, now } = learnt(20)
    const rented = several(50, (i) => ({ network: `rented ${i}`, asn: 16509 }))
    expect(flood(guard, now, rented, MINUTE_MS)).toBeLessThan(9)
  })

  it('gives voices without a network their own weight', () => {
    const guard = new Guard()
    expect(
      flood(
        guard,
        MONDAY,
        several(5000, () => ({})),
        MINUTE_MS,
      ),
    ).toBe(5000)
    expect(guard.verdict(MONDAY, MONDAY + HOUR_MS)).toMatchObject({ held: false, oneNetwork: false })
    expect(guard.weigh({ ...voice(MONDAY, {}), weight: 0.5 })).toBe(0.5)
  })

  it('declusters "works for me" harder, and apart from problems', () => {
    const guard = new Guard()
    const places = each(
      several(500, (i) => ({ network: `n${i}` })),
      10,
    )
    expect(flood(guard, MONDAY, places, HOUR_MS, 'works')).toBeLessThan(2500)
    expect(guard.weigh(voice(MONDAY + HOUR_MS, { network: 'n0' }))).toBe(1)
    expect(guard.verdict(MONDAY, MONDAY + 2 * HOUR_MS, { answer: 'works' }).held).toBe(true)
    expect(guard.verdict(MONDAY, MONDAY + 2 * HOUR_MS, { answer: 'problem' }).held).toBe(false)
  })
})

describe('the verdict on a crowd', () => {
  const from = (now: number) => ({ from: now, to: now + 10 * MINUTE_MS })

  it.each([
    [0, 30, 0.3],
    [0, 60, 0.5],
    [0, 5000, 0.5],
    [20, 60, 0.3],
    [20, 600, 0.5],
    [20, 5000, 0.4],
  ])('lets a real one pass (learnt at %i an hour, %i voices, %f through carriers)', (perHour, voices, share) => {
    const { guard, now, random } = perHour ? learnt(perHour, share) : { ...learnt(1), guard: new Guard() }
    flood(
      guard,
      now,
      several(voices, () => person(random, now, share)),
      10 * MINUTE_MS,
    )
    expect(guard.verdict(now, from(now).to)).toMatchObject({ held: false, oneNetwork: false })
  })

  it.each([0, 20])('holds back those who repeat (learnt at %i an hour)', (perHour) => {
    const attacks: [string, Place[]][] = [
      ['one network', each([{ network: 'x', asn: HOMES[0]! }], 5000)],
      [
        '50 hosting networks',
        each(
          several(50, (i) => ({ network: `h${i}`, asn: 64_000 + (i % 10) })),
          100,
        ),
      ],
      [
        '200 homes',
        each(
          several(200, (i) => ({ network: `x${i}`, asn: HOMES[i % 4]! })),
          25,
        ),
      ],
    ]
    for (const [name, places] of attacks) {
      const { guard, now, random } = perHour ? learnt(perHour) : { ...learnt(1), guard: new Guard() }
      flood(guard, now, shuffled(random, places), 10 * MINUTE_MS)
      const verdict = guard.verdict(now, from(now).to, { expected: perHour / 6 })
      expect(verdict.held, name).toBe(true)
      expect(verdict.settled).toBe(true)
      expect(verdict.oneNetwork).toBe(name === 'one network')
    }
  })

  it('does not let an attack hide a real crowd', () => {
    for (const perHour of [0, 20]) {
      const { guard, now, random } = perHour ? learnt(perHour) : { ...learnt(1), guard: new Guard() }
      const made = each(
        several(200, (i) => ({ network: `x${i}`, asn: HOMES[i % 4]! })),
        25,
      )
      const real = several(150, () => person(random, now))
      flood(guard, now, shuffled(random, [...made, ...real]), 10 * MINUTE_MS)
      expect(guard.verdict(now, from(now).to, { expected: perHour / 6 }).held, `${perHour}`).toBe(false)
    }
  })

  it('names an operator from which nearly all come', () => {
    const { guard, now } = learnt(20)
    flood(
      guard,
      now,
      several(100, (i) => ({ network: `x${i}`, asn: 3269 })),
      10 * MINUTE_MS,
    )
    expect(guard.verdict(now, from(now).to)).toMatchObject({ held: false, oneNetwork: true, asn: 3269 })
  })

  it('does not learn from what is not quiet, nor at once from a wild network', () => {
    const { guard, now } = learnt(20)
    const before = guard.mix.share(CARRIER)
    flood(guard, now, each([{ network: 'x', asn: 64_000 }], 1000), 10 * MINUTE_MS)
    for (const hour of [1, 2, 3]) guard.turn(now + hour * HOUR_MS, true)
    expect(guard.mix.isStrange(64_000)).toBe(true)
    expect(guard.mix.share(CARRIER)).toBeCloseTo(before, 2)
  })
})

it('goes on from its state as if nothing had been', () => {
  const { guard, now, random } = learnt(5)
  flood(
    guard,
    now,
    several(3000, () => person(random, now)),
    20 * MINUTE_MS,
  )
  flood(
    guard,
    now + 20 * MINUTE_MS,
    several(30, () => person(random, now)),
    MINUTE_MS,
    'works',
  )
  const again = new Guard(JSON.parse(JSON.stringify(guard.state())) as GuardState)
  expect(again.state()).toEqual(guard.state())
  for (const one of [guard, again]) {
    const next = createRandom(7)
    flood(
      one,
      now + 30 * MINUTE_MS,
      several(500, () => person(next, now)),
      4 * HOUR_MS,
    )
    one.turn(now + 5 * HOUR_MS, true)
  }
  expect(again.state()).toEqual(guard.state())
  expect(again.verdict(now, now + 5 * HOUR_MS)).toEqual(guard.verdict(now, now + 5 * HOUR_MS))
})

it('remembers a bounded number of networks and voices, and still tells a crowd from repeaters', () => {
  const guard = new Guard()
  flood(
    guard,
    MONDAY,
    several(20_000, (i) => ({ network: `n${i}` })),
    10 * MINUTE_MS,
  )
  expect(guard.state().problem.networks.length).toBeLessThanOrEqual(NETWORK_LIMIT)
  expect(guard.state().problem.log.length).toBeLessThanOrEqual(LOG_LIMIT)
  const verdict = guard.verdict(MONDAY, MONDAY + 10 * MINUTE_MS)
  expect(verdict.held).toBe(false)
  expect(verdict.networks / 20_000).toBeGreaterThan(0.85)
  expect(verdict.networks / 20_000).toBeLessThan(1.15)
})

it('says so before a crowd has had time to show itself', () => {
  const guard = new Guard()
  guard.weigh(voice(MONDAY, { network: 'a' }))
  expect(guard.verdict(MONDAY, MONDAY + 30 * SECOND_MS).settled).toBe(false)
})

it('counts networks by entropy, and believes ones that repeaters do not explain', () => {
  expect(effectiveNumber([5, 5, 5, 5])).toBeCloseTo(4)
  expect(effectiveNumber([])).toBe(0)
  expect(believedOf(Array.from({ length: 100 }, () => 1))).toBe(100)
  expect(believedOf(Array.from({ length: 100 }, () => 5))).toBe(0)
  const mixed = [...Array.from({ length: 100 }, () => 25), ...Array.from({ length: 144 }, () => 1)]
  expect(believedOf(mixed)).toBe(144 - 12)
})
