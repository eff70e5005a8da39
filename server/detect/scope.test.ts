import { describe, expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Facets, type FacetsState } from './scope.ts'
import { FACET_VALUES } from './shares.ts'
import { excessNats, smallestSet, upperLimit } from './subset.ts'
import type { Voice } from './voice.ts'

const MONDAY = Date.UTC(2026, 0, 5)
type Who = Pick<Voice, 'device' | 'component' | 'region' | 'problem' | 'asn'>

const pick = <T>(random: () => number, items: T[]) => items[Math.floor(random() * items.length)]!
const anybody = (random: () => number): Who => ({
  device: pick(random, ['android', 'android', 'ios', 'web']),
  component: pick(random, ['webmail', 'imap']),
  region: pick(random, ['IT-25', 'IT-62', 'IT-72', 'IT-82']),
  asn: pick(random, [1, 2, 3]),
})

/** Voices of one kind, spread evenly. */
function speak(facets: Facets, from: number, lengthMs: number, who: Who[]): void {
  for (const [i, one] of who.entries()) {
    facets.hear({ at: from + Math.floor((i * lengthMs) / who.length), answer: 'problem', ...one })
  }
}

/** Two weeks of eight voices an hour. */
function learnt(): { facets: Facets; now: number; random: () => number } {
  const random = createRandom(1)
  const facets = new Facets()
  let now = MONDAY
  for (let hour = 0; hour < 14 * 24; hour += 1) {
    speak(
      facets,
      now,
      HOUR_MS,
      Array.from({ length: 8 }, () => anybody(random)),
    )
    now += HOUR_MS
    facets.turn(now, true)
  }
  return { facets, now, random }
}
const eight = (from: number, to: number) => (8 * (to - from)) / HOUR_MS
const many = (random: () => number, n: number, more: Who) =>
  Array.from({ length: n }, () => ({ ...anybody(random), ...more }))
const verdicts = (facets: Facets, from: number, to: number) =>
  new Map(facets.scope(from, to, eight).map((c) => [`${c.facet} ${c.value}`, c.verdict]))

describe('who is affected', () => {
  it('is one device when only it is heard, and who else is heard no more than ever is not', () => {
    const { facets, now, random } = learnt()
    facets.open(now)
    speak(facets, now, HOUR_MS, many(random, 200, { device: 'android' }))
    const said = verdicts(facets, now, now + HOUR_MS)
    expect(said.get('device android')).toBe('affected')
    expect(said.get('device ios')).toBe('not_affected')
    expect(said.get('device web')).toBe('not_affected')
    expect(said.get('component_device webmail/android')).toBe('affected')
    expect(said.get('component_device webmail/ios')).toBe('not_affected')
    for (const region of ['IT-25', 'IT-62', 'IT-72', 'IT-82']) expect(said.get(`region ${region}`)).toBe('affected')
  })

  it('is everybody when everybody is heard', () => {
    const { facets, now, random } = learnt()
    facets.open(now)
    speak(facets, now, HOUR_MS, many(random, 300, {}))
    const said = [...verdicts(facets, now, now + HOUR_MS).values()]
    expect(new Set(said)).toEqual(new Set(['affected']))
  })

  it('stays unknown where too few were heard to tell', () => {
    const { facets, now, random } = learnt()
    facets.open(now)
    speak(facets, now, HOUR_MS, many(random, 9, { device: 'android' }))
    const said = verdicts(facets, now, now + HOUR_MS)
    expect([...said.values()]).not.toContain('not_affected')
    expect(said.get('device ios')).not.toBe('affected')
  })

  it('is unknown altogether to a provider of which nothing was learnt', () => {
    const facets = new Facets()
    facets.open(MONDAY)
    speak(facets, MONDAY, HOUR_MS, many(createRandom(2), 300, { device: 'android' }))
    expect(facets.scope(MONDAY, MONDAY + HOUR_MS, eight)).toEqual([])
  })

  it('says who has recovered while others have not', () => {
    const { facets, now, random } = learnt()
    facets.open(now)
    speak(
      facets,
      now,
      90 * MINUTE_MS,
      [...many(random, 300, { device: 'ios' }), ...many(random, 300, { device: 'android' })].toSorted(
        () => random() - 0.5,
      ),
    )
    speak(facets, now + 90 * MINUTE_MS, 90 * MINUTE_MS, many(random, 300, { device: 'android' }))
    const said = verdicts(facets, now, now + 180 * MINUTE_MS)
    expect(said.get('device ios')).toBe('recovered')
    expect(said.get('device android')).toBe('affected')
    expect(said.get('device web')).toBe('not_affected')
  })
})

describe('what is usual', () => {
  it('is not learnt while something is wrong', () => {
    const { facets, now, random } = learnt()
    const before = facets.state().usual
    facets.open(now)
    speak(facets, now, HOUR_MS, many(random, 5000, { device: 'ios' }))
    for (let hour = 1; hour < 6; hour += 1) facets.turn(now + hour * HOUR_MS, true)
    expect(facets.state().usual).toEqual(before)
  })

  it('is learnt two hours late, so that an incident found meanwhile is not in it', () => {
    const { facets, now, random } = learnt()
    const before = facets.state().usual.voices
    speak(facets, now, HOUR_MS, many(random, 500, { device: 'ios' }))
    facets.turn(now + HOUR_MS, true)
    facets.turn(now + 2 * HOUR_MS, false)
    expect(facets.state().usual.voices).toBeLessThan(before + 20)
  })
})

it('keeps counting through an incident of days, and starts anew after it', () => {
  const { facets, now, random } = learnt()
  facets.open(now)
  for (let hour = 0; hour < 30; hour += 1) speak(facets, now + hour * HOUR_MS, HOUR_MS, many(random, 50, {}))
  const observed = (from: number) =>
    facets
      .scope(from, now + 30 * HOUR_MS, eight)
      .filter(({ facet }) => facet === 'device')
      .reduce((sum, cell) => sum + cell.observed, 0)
  expect(observed(now)).toBe(1500)
  facets.close()
  facets.open(now + 29 * HOUR_MS)
  expect(observed(now + 29 * HOUR_MS)).toBe(50)
})

it('tells a bounded number of values apart', () => {
  const facets = new Facets()
  const who = Array.from({ length: 5000 }, (_, i) => ({ device: `d${i}`, region: `R-${i}` }))
  speak(facets, MONDAY, 4 * MINUTE_MS, who)
  const cells = facets.state().blocks[0]!.problems.cells.map(([key]) => key)
  expect(cells.filter((key) => key.startsWith('region ')).length).toBeLessThanOrEqual(FACET_VALUES.region + 2)
  expect(cells.length).toBeLessThan(100)
})

it('goes on from its state as if nothing had been', () => {
  const { facets, now, random } = learnt()
  facets.open(now)
  speak(facets, now, 5 * HOUR_MS, many(random, 500, { device: 'ios' }))
  const again = new Facets(JSON.parse(JSON.stringify(facets.state())) as FacetsState)
  for (const one of [facets, again]) {
    speak(one, now + 5 * HOUR_MS, HOUR_MS, many(createRandom(5), 100, {}))
    one.turn(now + 6 * HOUR_MS, false)
  }
  expect(again.state()).toEqual(facets.state())
  expect(again.scope(now, now + 6 * HOUR_MS, eight)).toEqual(facets.scope(now, now + 6 * HOUR_MS, eight))
})

describe('the subset scan', () => {
  it('finds the best of all subsets in a sorted list', () => {
    const random = createRandom(9)
    for (let n = 0; n < 200; n += 1) {
      const cells = Array.from({ length: 8 }, () => ({
        observed: Math.floor(random() * 12),
        expected: 0.2 + random() * 6,
      }))
      let best = 0
      for (let set = 1; set < 2 ** cells.length; set += 1) {
        const sum = { observed: 0, expected: 0 }
        for (const [i, cell] of cells.entries()) {
          if (!((set >> i) & 1)) continue
          sum.observed += cell.observed
          sum.expected += cell.expected
        }
        best = Math.max(best, excessNats(sum))
      }
      expect(smallestSet(cells, 1).nats).toBeCloseTo(best, 9)
    }
  })

  it('gives the upper limit of a Poisson mean within a percent or two', () => {
    // Exact: half the 99.5 % quantile of chi-square with 2(n + 1) degrees of freedom.
    for (const [count, exact] of [
      [0, 5.298],
      [1, 7.43],
      [10, 21.398],
      [100, 128.756],
    ] as const) {
      expect(upperLimit(count, 2.5758) / exact).toBeGreaterThan(0.97)
      expect(upperLimit(count, 2.5758) / exact).toBeLessThan(1.03)
    }
  })
})
