import { expect, it } from 'vitest'
import { dnbinom, ppois } from 'lib-r-math.js'
import { createRandom } from '../catalogue/recording.ts'
import { sizeOf, surprise, varianceOf } from './negative-binomial.ts'

const between = (random: () => number, least: number, most: number) => least * (most / least) ** random()

it('has the size that gives the variance', () => {
  const random = createRandom(1)
  for (let i = 0; i < 10_000; i += 1) {
    const mean = between(random, 0.001, 1e6)
    const spread = { dispersion: 1 + 4 * random(), shape: between(random, 0.1, 1e9) }
    const variance = mean + mean ** 2 / sizeOf(mean, spread)
    expect(Math.abs(variance / varianceOf(mean, spread) - 1)).toBeLessThan(1e-9)
  }
  expect(sizeOf(5, { dispersion: 1, shape: 1e12 })).toBe(Infinity)
})

it("is Chernoff's bound: the most that any tilt of the distribution gives", () => {
  const random = createRandom(2)
  for (let i = 0; i < 10_000; i += 1) {
    const { count, mean, spread, size } = draw(random)
    // Of exp(tilt × count) / E exp(tilt × X), over tilts for which that is finite; concave in the tilt.
    const nats = (tilt: number) =>
      size === Infinity
        ? tilt * count - mean * Math.expm1(tilt)
        : tilt * count + size * Math.log1p((-mean / size) * Math.expm1(tilt))
    let [low, high] = [0, size === Infinity ? 60 : Math.log1p(size / mean)]
    while (high - low > 1e-7) {
      const third = (high - low) / 3
      if (nats(low + third) < nats(high - third)) low += third
      else high -= third
    }
    const best = nats((low + high) / 2)
    expect(Math.abs(surprise(count, mean, spread) - best)).toBeLessThan(1e-9 * Math.max(1, best))
  }
})

it('never makes a count rarer than it is', () => {
  const random = createRandom(3)
  for (let i = 0; i < 10_000; i += 1) {
    const { count, mean, spread, size } = draw(random)
    const chance = size === Infinity ? ppois(count - 1, mean, false, true) : logTail(count, size, mean)
    expect(surprise(count, mean, spread)).toBeLessThanOrEqual(-chance + 1e-9)
  }
})

/** A count above its mean; one in four Poisson. */
function draw(random: () => number) {
  const mean = between(random, 0.01, 200)
  const isPoisson = random() < 0.25
  const spread = isPoisson
    ? { dispersion: 1, shape: 1e15 }
    : { dispersion: 1.01 + 4 * random(), shape: between(random, 1, 1e5) }
  const count = Math.ceil(mean + (0.01 + 8 * random()) * Math.sqrt(varianceOf(mean, spread)))
  return { count, mean, spread, size: sizeOf(mean, spread) }
}

/** Log of the chance of so many or more, summed from R's probabilities. */
function logTail(count: number, size: number, mean: number): number {
  const chance = size / (size + mean)
  const first = dnbinom(count, size, chance, undefined, true)
  let sum = 1
  for (let k = count + 1, term = 1; term > sum * 1e-14; k += 1) {
    term = Math.exp(dnbinom(k, size, chance, undefined, true) - first)
    sum += term
  }
  return first + Math.log(sum)
}
