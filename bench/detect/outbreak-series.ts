import { lognormal, negativeBinomial, poisson, type Random } from './draw.ts'

/** Weeks in a year; weeks of a series: history, then those whose outbreaks may be learned from, then those that are judged. */
export const YEAR = 52
export const BASELINE_FROM = 312
export const TEST_FROM = 575
export const WEEKS = 624
/** How large the four earlier outbreaks are, and the one that is looked for: in standard deviations of the week they begin in. */
const EARLIER_SIZES = [0, 2, 3, 5, 10]
const EARLIER_OUTBREAKS = 4
const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
/** Cases come so many weeks after the first: floor of a lognormal of this sigma. */
const DELAY_SIGMA = 0.5

/** log mean = theta + beta t + Σ gamma1 cos(2πjt / 52) + gamma2 sin(2πjt / 52), j = 1 … waves; variance = phi × mean. */
export type Scenario = { theta: number; phi: number; beta: number; gamma1: number; gamma2: number; waves: number }

const PARAMETERS = [
  [0.1, 1.5, 0.0025, 0.6, 0.6],
  [-2, 2, 0.005, 0.1, 0.3],
  [1.5, 1, 0.003, 0.2, -0.4],
  [0.5, 5, 0.002, 0.5, 0.5],
  [2.5, 3, 0.001, 1, 0.1],
  [3.75, 1.1, 0.001, 0.1, -0.1],
  [5, 1.2, 0.0001, 0.05, 0.01],
] as const

/** Noufaily et al. 2013, as Bédubourg and Le Strat 2017 ran them: each with and without a trend, and with no season, one wave or two. */
export const SCENARIOS: readonly Scenario[] = PARAMETERS.flatMap(([theta, phi, beta, gamma1, gamma2]) =>
  [0, beta].flatMap((slope) => [0, 1, 2].map((waves) => ({ theta, phi, beta: slope, gamma1, gamma2, waves }))),
)

/** Mean of week `t`, from 1. */
export function meanOf({ theta, beta, gamma1, gamma2, waves }: Scenario, t: number): number {
  let log = theta + beta * t
  for (let j = 1; j <= waves; j += 1) {
    const angle = (2 * Math.PI * j * t) / YEAR
    log += gamma1 * Math.cos(angle) + gamma2 * Math.sin(angle)
  }
  return Math.exp(log)
}

/** `counts[i]` is week i + 1. `outbreak`: cases that come on top in the weeks that are judged, by index; from the first to the last it lasts. */
export type Series = { scenario: Scenario; counts: number[]; outbreak: { from: number; cases: number[] } }

/** The `index`-th of a scenario: the sizes of what is looked for are taken in turn, all else is drawn. */
export function drawSeries(random: Random, scenario: Scenario, index: number): Series {
  const counts = Array.from({ length: WEEKS }, (_, i) =>
    negativeBinomial(random, meanOf(scenario, i + 1), scenario.phi),
  )
  const earlier = EARLIER_SIZES[Math.floor(random() * EARLIER_SIZES.length)]!
  for (let n = 0; n < EARLIER_OUTBREAKS; n += 1) {
    const { from, cases } = drawOutbreak(random, scenario, earlier, BASELINE_FROM, TEST_FROM)
    for (const [i, more] of cases.entries()) counts[from + i]! += more
  }
  const size = SIZES[index % SIZES.length]!
  return { scenario, counts, outbreak: drawOutbreak(random, scenario, size, TEST_FROM, WEEKS) }
}

/** In [begin, end), what would come later left out. At least one case: an outbreak of none is none. */
function drawOutbreak(random: Random, scenario: Scenario, size: number, begin: number, end: number) {
  const from = begin + Math.floor(random() * (end - begin))
  const mean = size * Math.sqrt(scenario.phi * meanOf(scenario, from + 1))
  const cases: number[] = []
  for (let left = poisson(random, mean); left > 0; left -= 1) {
    const week = Math.floor(lognormal(random, 0, DELAY_SIGMA))
    if (from + week < end) cases[week] = (cases[week] ?? 0) + 1
  }
  return { from, cases: Array.from(cases, (count) => count ?? 0) }
}
