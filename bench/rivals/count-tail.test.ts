import { expect, it } from 'vitest'
import { lgamma, pnbinom, ppois } from 'lib-r-math.js'
import { logGamma, logNegativeBinomialTail } from './count-tail.ts'

it("is R's tail of the negative binomial and of the Poisson", () => {
  for (const mean of [0.01, 0.7, 4, 60])
    for (const dispersion of [1, 1.2, 3.4])
      for (const times of [1.5, 3, 10]) {
        const count = Math.max(1, Math.ceil(mean * times))
        const size = mean / (dispersion - 1)
        const r =
          dispersion === 1
            ? ppois(count - 1, mean, false, true)
            : pnbinom(count - 1, size, 1 / dispersion, undefined, false, true)
        expect(logNegativeBinomialTail(count, mean, dispersion)).toBeCloseTo(r as number, 6)
      }
})

it('is a power where the size is one: the geometric distribution', () => {
  for (const count of [4, 9, 300]) expect(logNegativeBinomialTail(count, 3, 4)).toBeCloseTo(count * Math.log(0.75), 9)
})

it('is certain under the mean, and goes on where a chance is smaller than any number', () => {
  expect(logNegativeBinomialTail(3, 4, 2)).toBe(0)
  expect(logNegativeBinomialTail(20_000, 1, 1.5)).toBeLessThan(-10_000)
})

it("knows the gamma function's logarithm", () => {
  for (const x of [1e-6, 0.3, 1, 2.5, 17, 900]) expect(logGamma(x)).toBeCloseTo(lgamma(x) as number, 9)
})
