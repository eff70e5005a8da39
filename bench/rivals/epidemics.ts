import { upperLimit } from '../../server/detect/subset.ts'
import { logNegativeBinomialTail } from './count-tail.ts'
import { scorerOf } from './ears.ts'
import { FEW_BUCKETS, FEW_REPORTS, farringtonFlexible, forecastNext, type Near, reachOf, WEEKLY } from './farrington.ts'

/** A rule for weekly counts: how far a week is beyond what it allows, on its own scale. It alarms where that is more than `published`. */
export type WeeklyRule = {
  name: string
  source: string
  published: number
  /** Scores of the weeks [from, to), by what came before each. */
  scores(counts: readonly number[], from: number, to: number): number[]
}

const YEAR = 52
/** EARS counts days, seven of them; weeks are counted by seven as well (`baseline` of surveillance::earsC). */
const EARS_BASELINE = 7
const EARS_REACH = 12

const farrington: WeeklyRule = {
  name: 'farringtonFlexible',
  source: 'Noufaily et al. 2013',
  published: -Math.log(farringtonFlexible.published),
  scores(counts, from, to) {
    const near: Near = {}
    return each(from, to, (week) => {
      if (sum(counts.slice(week + 1 - FEW_BUCKETS, week + 1)) < FEW_REPORTS) return 0
      const forecast = forecastNext(counts.slice(week + 1 - reachOf(WEEKLY), week + 1), WEEKLY, near)
      return forecast ? -logNegativeBinomialTail(counts[week]!, Math.exp(forecast.log), forecast.dispersion) : 0
    })
  },
}

/**
 * The last six weeks and thirteen of last year. Over a mean of twenty: mean and standard deviation; under it the limit of a Poisson mean of
 * which so many whole cases were seen, solved for its deviations, of which it takes 1.96 in the place of 2.
 */
const rki2: WeeklyRule = {
  name: 'RKI 2',
  source: 'Höhle 2007, surveillance::algo.rki2',
  published: 2,
  scores: (counts, from, to) =>
    each(from, to, (week) => {
      const past = [...counts.slice(week - 6, week), ...counts.slice(week - YEAR - 6, week - YEAR + 7)]
      const mean = sum(past) / past.length
      const count = counts[week]!
      if (mean > 20) {
        const variance = sum(past.map((n) => (n - mean) ** 2)) / (past.length - 1)
        return (count - mean) / Math.sqrt(variance)
      }
      return (2 / 1.96) * deviationsOf(Math.floor(mean), count)
    }),
}

/** How many deviations out `upperLimit` of `count` is at `limit`. */
export function deviationsOf(count: number, limit: number): number {
  const unit = Math.cbrt(upperLimit(count, 1)) - Math.cbrt(upperLimit(count, 0))
  return (Math.cbrt(limit) - Math.cbrt(upperLimit(count, 0))) / unit
}

/** Nine weeks of each of the last two years; the chance of so many with Jeffreys' prior. */
const bayes3: WeeklyRule = {
  name: 'Bayes 3',
  source: 'Riebler 2004, surveillance::algo.bayes3',
  published: -Math.log(0.05),
  scores: (counts, from, to) =>
    each(from, to, (week) => {
      const past = [1, 2].flatMap((year) => counts.slice(week - year * YEAR - 4, week - year * YEAR + 5))
      const mean = (sum(past) + 0.5) / past.length
      return -logNegativeBinomialTail(counts[week]!, mean, 1 + 1 / past.length)
    }),
}

const ears = (['C1', 'C2', 'C3'] as const).map((method): WeeklyRule => ({
  name: `EARS ${method}`,
  source: 'Hutwagner 2003',
  published: method === 'C3' ? 2 : 3,
  scores(counts, from, to) {
    const scoreOf = scorerOf(method, EARS_BASELINE)
    return each(from - EARS_REACH, to, (week) => scoreOf(counts[week]!)).slice(EARS_REACH)
  },
}))

/** Standardised by the mean of all that came before the first week asked for; k and h of surveillance::algo.cusum. */
const CUSUM = { k: 1.04, h: 2.26 }
const cusum: WeeklyRule = {
  name: 'CUSUM',
  source: 'Rossi et al. 1999, surveillance::algo.cusum',
  published: CUSUM.h,
  scores(counts, from, to) {
    const mean = Math.max(1 / from, sum(counts.slice(0, from)) / from)
    let score = 0
    return each(from, to, (week) => {
      score = Math.max(0, score + (counts[week]! - mean) / Math.sqrt(mean) - CUSUM.k)
      return score
    })
  },
}

/** Rules of public health, as R's surveillance has them. */
export const WEEKLY_RULES: readonly WeeklyRule[] = [farrington, rki2, bayes3, ...ears, cusum]

function each(from: number, to: number, score: (week: number) => number): number[] {
  return Array.from({ length: to - from }, (_, i) => score(from + i))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
