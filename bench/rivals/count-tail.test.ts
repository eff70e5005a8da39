import { expect, it } from 'vitest'
import { dnbinom, lgamma, ppois } from 'lib-r-math.js'
import { createRandom } from '../../server/catalogue/recording.ts'
import { logGamma, logNegativeBinomialTail } from './count-tail.ts'

const between = (random: () => number, least: number, most: number) => least * (most / least) ** random()
const differ = (a: number, b: number) => Math.abs(a - b) / Math.max(1, Math.abs(b))

/** Sums of R's probabilities: the tail that lib-r-math.js gives itself (pnbinom) is good to three digits in places. */
function logTail(count: number, size: number, chance: number): number {
  const first = dnbinom(count, size, chance, undefined, true)
  let sum = 1
  for (let k = count + 1, term = 1; term > sum * 1e-16; k += 1) {
    term = Math.exp(dnbinom(k, size, chance, undefined, true) - first)
    sum += term
  }
  return first + Math.log(sum)
}

it("is R's tail of the negative binomial and of the Poisson", () => {
  const random = createRandom(1)
  for (let i = 0; i < 10_000; i += 1) {
    const mean = between(random, 0.01, 1_000)
    const dispersion = i % 4 === 0 ? 1 : 1 + between(random, 1e-4, 4)
    const count = Math.ceil(mean + (0.01 + 8 * random()) * Math.sqrt(dispersion * mean))
    const r =
      dispersion === 1 ? ppois(count - 1, mean, false, true) : logTail(count, mean / (dispersion - 1), 1 / dispersion)
    expect(differ(logNegativeBinomialTail(count, mean, dispersion), r)).toBeLessThan(1e-9)
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
  const random = createRandom(2)
  for (let i = 0; i < 10_000; i += 1) {
    const x = between(random, 1e-6, 1e9)
    expect(differ(logGamma(x), lgamma(x))).toBeLessThan(1e-12)
  }
})
