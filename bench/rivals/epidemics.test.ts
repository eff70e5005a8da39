import { expect, it } from 'vitest'
import { dnbinom, qchisq } from 'lib-r-math.js'
import { upperLimit } from '../../server/detect/subset.ts'
import { earsC2 } from './ears.ts'
import { deviationsOf, WEEKLY_RULES } from './epidemics.ts'

const rule = (name: string) => WEEKLY_RULES.find((one) => one.name === name)!
/** Numbers that look drawn and are not. */
const counts = (mean: number) => Array.from({ length: 400 }, (_, i) => mean + ((i * 7) % 5) - 2)

it('takes six weeks of this year and thirteen of the last one for RKI 2', () => {
  const series = counts(40)
  const past = [...series.slice(343, 349), ...series.slice(291, 304)]
  const mean = past.reduce((sum, n) => sum + n, 0) / 19
  const deviation = Math.sqrt(past.reduce((sum, n) => sum + (n - mean) ** 2, 0) / 18)
  series[349] = 60
  expect(rule('RKI 2').scores(series, 349, 350)[0]).toBeCloseTo((60 - mean) / deviation, 9)
})

it('takes the limit of a Poisson mean where RKI 2 has few', () => {
  for (const [count, sds] of [
    [0, 2],
    [7, 1.96],
    [19, 3],
  ] as const)
    expect(deviationsOf(count, upperLimit(count, sds))).toBeCloseTo(sds, 9)
  const series = counts(9)
  const [under, over] = [9, 10].map((mean) => qchisq(0.975, 2 * (mean + 1)) / 2)
  // The mean of what it looks at is between 8 and 10, so its whole part is 8 or 9.
  series[349] = Math.ceil(over!)
  expect(rule('RKI 2').scores(series, 349, 350)[0]).toBeGreaterThan(2)
  series[349] = Math.floor(under! - 2)
  expect(rule('RKI 2').scores(series, 349, 350)[0]).toBeLessThan(2)
})

it('is the predictive negative binomial with Jeffreys’ prior for Bayes 3', () => {
  const series = counts(9)
  const past = [...series.slice(293, 302), ...series.slice(241, 250)]
  const total = past.reduce((sum, n) => sum + n, 0)
  series[349] = 16
  const chances = Array.from({ length: 200 }, (_, i) => dnbinom(16 + i, total + 0.5, 18 / 19, undefined, false))
  const chance = chances.reduce((sum, one) => sum + one, 0)
  expect(rule('Bayes 3').scores(series, 349, 350)[0]).toBeCloseTo(-Math.log(chance), 10)
})

it('adds up what is beyond the mean for CUSUM, and forgets what is under it', () => {
  const series = [...Array.from({ length: 300 }, () => 4), 10, 4, 1, 4]
  const [first, second, third, fourth] = rule('CUSUM').scores(series, 300, 304)
  expect([first, second]).toEqual([3 - 1.04, 3 - 2.08])
  expect([third, fourth]).toEqual([0, 0])
})

it('has heard enough of EARS and of the fit when the first week is asked for', () => {
  const series = counts(30)
  series[351] = 90
  const c2 = rule(earsC2.name).scores(series, 349, 353)
  expect(c2[2]).toBeGreaterThan(20)
  expect(c2.every(Number.isFinite)).toBe(true)
  expect(c2).toEqual(rule(earsC2.name).scores(series, 345, 353).slice(4))
  const farrington = rule('farringtonFlexible').scores(series, 349, 353)
  expect(farrington.findIndex((score) => score > 30)).toBe(2)
  // Fewer than five in four weeks are nothing to it.
  const few = series.map((_, i) => (i === 351 ? 4 : 0))
  expect(rule('farringtonFlexible').scores(few, 351, 352)).toEqual([0])
})
