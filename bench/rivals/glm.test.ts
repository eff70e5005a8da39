import { expect, it } from 'vitest'
import { fitQuasiPoisson } from './glm.ts'

// By hand where a level is its mean; the rest by the general formula, (X'WX)^-1, worked out apart from this code.
const data = {
  counts: [2, 3, 6, 7, 8, 9, 10, 12, 15, 4, 1, 7],
  groups: [0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1],
  times: Array.from({ length: 12 }, (_, i) => i),
  levels: 2,
}

it('takes the mean of a level where there is no line', () => {
  const fit = fitQuasiPoisson(data, false)!
  expect(fit.intercepts[0]).toBeCloseTo(Math.log(48 / 6), 9)
  expect(fit.intercepts[1]).toBeCloseTo(Math.log(36 / 6), 9)
  // Squares off the means over the means, and ten degrees of freedom.
  expect(fit.dispersion).toBeCloseTo((134 / 8 + 44 / 6) / 10, 9)
  expect(fit.slope).toBeUndefined()
})

it('fits levels and a line together', () => {
  const fit = fitQuasiPoisson(data, true)!
  expect(fit.intercepts).toEqual([expect.closeTo(1.77635229, 7), expect.closeTo(1.2789487, 7)])
  expect(fit.slope).toBeCloseTo(0.06990717, 7)
  expect(fit.slopeError).toBeCloseTo(0.0540358827, 7)
  expect(fit.dispersion).toBeCloseTo(2.276228968, 7)
  const next = fit.predict(0, 12)
  expect(next.log).toBeCloseTo(2.6152383764, 7)
  expect(next.error).toBeCloseTo(0.4521569558, 7)
  expect(fit.leverage[0]).toBeCloseTo(0.2881413657, 7)
  expect(fit.leverage.reduce((sum, h) => sum + h, 0)).toBeCloseTo(3, 6)
})

it('believes an observation as much as its weight', () => {
  const fit = fitQuasiPoisson({ ...data, weights: [1, 1, 0.2, 1, 1, 1, 1, 0.5, 1, 1, 1, 1] }, true)!
  expect(fit.intercepts).toEqual([expect.closeTo(1.79102131, 7), expect.closeTo(1.32621311, 7)])
  expect(fit.slope).toBeCloseTo(0.06371902, 7)
  expect(fit.dispersion).toBeCloseTo(2.231039813, 7)
})

it('finds the same from wherever it begins', () => {
  const other = fitQuasiPoisson({ ...data, counts: data.counts.toReversed() }, true)!
  expect(fitQuasiPoisson(data, true, other)!.slope).toBeCloseTo(fitQuasiPoisson(data, true)!.slope!, 9)
})

it('says nothing of a line through one instant, and survives a level of zeros', () => {
  expect(fitQuasiPoisson({ ...data, times: data.counts.map(() => 3) }, true)).toBeUndefined()
  const zeros = data.counts.map((n, i) => (data.groups[i] === 1 ? 0 : n))
  const fit = fitQuasiPoisson({ ...data, counts: zeros }, false)!
  expect(fit.predict(0, 0).log).toBeCloseTo(Math.log(8), 6)
  expect(Math.exp(fit.predict(1, 0).log)).toBeLessThan(1e-4)
})
