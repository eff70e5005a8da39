import { expect, it } from 'vitest'
import { qnorm } from 'lib-r-math.js'
import { createRandom } from '../catalogue/recording.ts'
import { upperNormal } from './normal.ts'

it("is R's quantile of the normal, from half of all to one in 10^300", () => {
  const random = createRandom(1)
  let worst = 0
  for (let i = 0; i < 10_000; i += 1) {
    const chance = i % 2 === 0 ? random() : 10 ** (-300 * random())
    const r = qnorm(chance, 0, 1, false)
    worst = Math.max(worst, Math.abs(upperNormal(chance) - r) / Math.max(1, Math.abs(r)))
  }
  expect(worst).toBeLessThan(1e-12)
})

it('has the values every table has, and ends at infinity', () => {
  expect(upperNormal(0.5)).toBe(0)
  expect(upperNormal(0.025)).toBeCloseTo(1.959963984540054, 14)
  expect(upperNormal(0.975)).toBeCloseTo(-1.959963984540054, 14)
  expect(upperNormal(2.866515718791939e-7)).toBeCloseTo(5, 12)
  expect([upperNormal(0), upperNormal(1)]).toEqual([Infinity, -Infinity])
})
