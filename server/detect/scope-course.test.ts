import { describe, expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { Facets, type FacetsState, type Parts } from './scope.ts'

// An incident of days, of which people tire: who has recovered meanwhile, and of whom nothing can be said any more.
const MONDAY = Date.UTC(2026, 0, 5)
const BEGAN = MONDAY + 14 * DAY_MS
const STEP_MS = 5 * MINUTE_MS
const USUAL = 8
const DEVICES = ['android', 'ios', 'web'] as const
const expected = (from: number, to: number) => (USUAL * (to - from)) / HOUR_MS
type Rate = (device: string, hours: number) => number

function poisson(random: () => number, mean: number): number {
  let n = 0
  for (let left = mean + Math.log(1 - random()); left > 0; left += Math.log(1 - random())) n += 1
  return n
}

function learnt(): Facets {
  const random = createRandom(1)
  const facets = new Facets()
  for (let hour = MONDAY; hour < BEGAN; hour += HOUR_MS) {
    for (let n = 0; n < USUAL; n += 1)
      facets.hear({ at: hour + n * 7 * MINUTE_MS, answer: 'problem', device: DEVICES[Math.floor(random() * 3)] })
    facets.turn(hour + HOUR_MS, true)
  }
  return facets
}

/** `rate`: voices an hour beyond the usual; `works`: answers an hour. Told every five minutes, as the detector does. */
function live(
  facets: Facets,
  hours: { from: number; to: number },
  rate: Rate,
  works: Rate = () => 0,
  parts?: Parts,
): void {
  const random = createRandom(7 + hours.from)
  for (let at = BEGAN + hours.from * HOUR_MS; at < BEGAN + hours.to * HOUR_MS; at += STEP_MS) {
    const h = (at - BEGAN) / HOUR_MS
    for (const device of DEVICES) {
      const n = poisson(random, ((USUAL / 3 + rate(device, h)) * STEP_MS) / HOUR_MS)
      for (let i = 0; i < n; i += 1) facets.hear({ at: at + i, answer: 'problem', device })
      const m = poisson(random, (works(device, h) * STEP_MS) / HOUR_MS)
      for (let i = 0; i < m; i += 1) facets.hearWorks({ at: at + 1_000 + i, answer: 'works', device })
    }
    facets.note(at + STEP_MS, expected, parts)
  }
}

const cellsAt = (facets: Facets, hours: number, parts?: Parts) =>
  new Map(facets.scope(BEGAN, BEGAN + hours * HOUR_MS, expected, parts).map((c) => [`${c.facet} ${c.value}`, c]))
const verdictsAt = (facets: Facets, hours: number) =>
  DEVICES.map((device) => cellsAt(facets, hours).get(`device ${device}`)?.verdict)

/** Half as many after so many hours. */
const tiring = (perHour: number, halfLife: number) => (h: number) => perHour * 2 ** (-h / halfLife)

function begun(): Facets {
  const facets = learnt()
  facets.open(BEGAN)
  return facets
}

describe('an outage of days', () => {
  const many = tiring(600, 24)

  it('says who has recovered while others go on, since about when, and stays with it', () => {
    const facets = begun()
    live(facets, { from: 0, to: 60 }, (device, h) => (device === 'android' && h >= 50 ? 0 : many(h)))
    const said = cellsAt(facets, 60).get('device android')!
    expect(said.verdict).toBe('recovered')
    expect(Math.abs(Date.parse(said.since!) - (BEGAN + 50 * HOUR_MS))).toBeLessThan(2 * HOUR_MS)
    live(facets, { from: 60, to: 100 }, (device, h) => (device === 'android' ? 0 : many(h)))
    expect(cellsAt(facets, 100).get('device android')).toMatchObject({ verdict: 'recovered', since: said.since })
    expect(verdictsAt(facets, 100).slice(1)).toEqual(['affected', 'affected'])
  })

  it('takes it back when it is affected again', () => {
    const facets = begun()
    const rate: Rate = (device, h) => (device === 'android' && h >= 50 && h < 58 ? 0 : many(h))
    live(facets, { from: 0, to: 56 }, rate)
    expect(verdictsAt(facets, 56)).toEqual(['recovered', 'affected', 'affected'])
    live(facets, { from: 56, to: 62 }, rate)
    expect(verdictsAt(facets, 62)).toEqual(['affected', 'affected', 'affected'])
  })

  it.each([6, 12, 24, 48])('calls nobody recovered whose people tire like all others, in %i h', (halfLife) => {
    const facets = begun()
    const rate = tiring(600, halfLife)
    for (let day = 0; day < 7; day += 1) {
      live(facets, { from: 24 * day, to: 24 * day + 24 }, (device, h) => rate(h) * (device === 'web' ? 0.5 : 1))
      for (const verdict of verdictsAt(facets, 24 * day + 24)) expect(['affected', 'unknown']).toContain(verdict)
    }
  })

  it('calls nobody recovered whose people tire twice as fast, however long it lasts', () => {
    const facets = begun()
    const rate: Rate = (device, h) => tiring(600, device === 'android' ? 24 : 48)(h)
    for (let day = 0; day < 7; day += 1) {
      live(facets, { from: 24 * day, to: 24 * day + 24 }, rate)
      expect(verdictsAt(facets, 24 * day + 24)[0]).not.toMatch(/recovered|not_affected/)
    }
  })

  it('is unknown of whom nothing is heard any more, not affected for ever', () => {
    const facets = begun()
    live(facets, { from: 0, to: 24 }, (_, h) => tiring(30, 6)(h))
    live(facets, { from: 24, to: 96 }, () => 0)
    for (const verdict of verdictsAt(facets, 96)) expect(verdict).toBe('unknown')
  })

  it('keeps a bounded course', () => {
    const facets = begun()
    live(facets, { from: 0, to: 20 * 24 }, () => 2)
    const { course } = facets.state()
    expect(course!.pieces.length).toBeLessThanOrEqual(15)
    expect(JSON.stringify(course).length).toBeLessThan(20_000)
  })

  it('goes on from its state as if nothing had been', () => {
    const facets = begun()
    const rate: Rate = (device, h) => (device === 'android' && h >= 30 ? 0 : many(h))
    live(facets, { from: 0, to: 34 }, rate, () => 2)
    const again = new Facets(JSON.parse(JSON.stringify(facets.state())) as FacetsState)
    for (const one of [facets, again]) live(one, { from: 34, to: 40 }, rate, () => 2)
    expect(again.state()).toEqual(facets.state())
    expect([...cellsAt(again, 40)]).toEqual([...cellsAt(facets, 40)])
  })
})

describe('who says that it works', () => {
  const rate: Rate = (device, h) => (device === 'ios' || h < 40 ? tiring(40, 24)(h) : 0)

  it('makes a part recovered of which silence alone says too little', () => {
    const quiet = begun()
    live(quiet, { from: 0, to: 46 }, rate)
    expect(verdictsAt(quiet, 46)[0]).not.toBe('recovered')
    const told = begun()
    live(told, { from: 0, to: 46 }, rate, (device, h) => (device === 'android' && h >= 40 ? 40 : 0))
    expect(verdictsAt(told, 46)[0]).toBe('recovered')
  })

  it('does not talk away what is reported', () => {
    const facets = begun()
    live(
      facets,
      { from: 0, to: 46 },
      () => 40,
      (device) => (device === 'android' ? 400 : 0),
    )
    expect(verdictsAt(facets, 46)).toEqual(['affected', 'affected', 'affected'])
  })

  it('spares a part sooner', () => {
    const few: Rate = (device) => (device === 'ios' ? 16 : 0)
    const quiet = begun()
    live(quiet, { from: 0, to: 1 }, few)
    expect(verdictsAt(quiet, 1)).toEqual(['unknown', 'affected', 'unknown'])
    const told = begun()
    live(told, { from: 0, to: 1 }, few, (device) => (device === 'web' ? 60 : 0))
    expect(verdictsAt(told, 1)).toEqual(['unknown', 'affected', 'not_affected'])
  })
})

describe('what probes say of a part', () => {
  const parts = (failing: number, healthy = false): Parts => new Map([['sending', { failing, healthy }]])

  it.each([
    [2, 'affected'],
    [1, undefined],
    [0, undefined],
  ])('failing from %i networks, of which nobody speaks: %s', (failing, verdict) => {
    const facets = begun()
    live(facets, { from: 0, to: 1 }, () => 50)
    expect(cellsAt(facets, 1, parts(failing)).get('component sending')?.verdict).toBe(verdict)
  })
})
