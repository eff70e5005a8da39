import { array, assert, double, nat, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { commonFor, fitCommon, type Unit, weightOf } from './common.ts'

type Drawn = { usual: number; lift?: number; voices?: number }

/** Units with Poisson voices of mean usual × lift, or as many as given. */
function site(drawn: Drawn[], seed = 1) {
  const random = createRandom(seed)
  const units = drawn.map(({ usual, lift = 1, voices }): Unit => {
    return { usual, voices: voices ?? poisson(random, usual * lift), weight: weightOf(usual) }
  })
  const totals = { usual: 0, squares: 0, units: units.length }
  for (const { usual, weight } of units) {
    totals.usual += weight * usual
    totals.squares += (weight * usual) ** 2
  }
  return { units, fit: fitCommon(units, totals) }
}

function poisson(random: () => number, mean: number): number {
  let count = 0
  for (let left = mean + Math.log(1 - random()); left > 0; left += Math.log(1 - random())) count += 1
  return count
}

const factor = (drawn: Drawn[], seed?: number) => commonFor(site(drawn, seed).fit, undefined)
const many = (count: number, one: Drawn): Drawn[] => Array.from({ length: count }, () => one)

it.each([0.05, 1, 8, 40])('finds that all bring three times the usual, at %d voices each', (usual) => {
  const found = factor(many(usual < 1 ? 2000 : 60, { usual, lift: 3 }))
  expect(found).toBeGreaterThan(2.6)
  expect(found).toBeLessThan(3.3)
})

it('takes chance for nothing: on quiet days the factor is 1 most of the time, and never far from it', () => {
  const found = Array.from({ length: 200 }, (_, i) => factor(many(60, { usual: 3 }), i + 1))
  expect(found.filter((c) => c === 1).length).toBeGreaterThan(140)
  expect(Math.max(...found)).toBeLessThan(1.25)
  expect(Math.min(...found)).toBeGreaterThan(0.8)
})

it('does not take the failure of a fifth of the site for a common factor', () => {
  const healthy = [...many(60, { usual: 2 }), ...many(20, { usual: 30 })]
  const failed = [...many(15, { usual: 2, voices: 100 }), ...many(5, { usual: 30, voices: 900 })]
  expect(factor([...healthy, ...failed])).toBeLessThan(1.2)
})

it('says nothing of a small site, where a family of four is half of it', () => {
  expect(factor([...many(4, { usual: 2, voices: 300 }), ...many(4, { usual: 2 })])).toBe(1)
  expect(factor(many(19, { usual: 30, lift: 3 }))).toBe(1)
})

it('lets no giant speak for the site', () => {
  expect(factor([{ usual: 5000, voices: 6500 }, ...many(60, { usual: 5 })])).toBe(1)
})

it('falls under 1 mildly, and only when it is clear', () => {
  expect(factor(many(60, { usual: 5, lift: 0.3 }))).toBe(0.8)
  expect(factor(many(25, { usual: 1, lift: 0.8 }))).toBe(1)
})

it('leaves a provider out of what it is told', () => {
  const usual = 10
  const { units, fit } = site([{ usual, voices: 28 }, ...many(24, { usual, voices: 10 })])
  // Half of ten usual voices count.
  expect(fit.voices).toBe(120 + 14)
  expect(commonFor(fit, units[0])).toBe(1)
})

it('never gives anything but a number between its limits, and never less where healthy ones bring more', () => {
  const unit = record({
    usual: double({ min: 1e-9, max: 1e6, noNaN: true }),
    voices: nat({ max: 1_000_000 }),
  })
  assert(
    property(array(unit, { maxLength: 80 }), (drawn) => {
      const { units, fit } = site(drawn)
      for (const own of [undefined, ...units.slice(0, 5)]) {
        const found = commonFor(fit, own)
        expect(found).toBeGreaterThanOrEqual(0.8)
        expect(found).toBeLessThanOrEqual(20)
      }
    }),
    { numRuns: 300 },
  )
})
