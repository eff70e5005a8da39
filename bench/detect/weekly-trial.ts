import { createRandom } from '../../server/catalogue/recording.ts'
import { logNegativeBinomialTail } from '../rivals/count-tail.ts'
import { WEEKLY_RULES } from '../rivals/epidemics.ts'
import { drawSeries, meanOf, type Scenario, TEST_FROM, WEEKS } from './outbreak-series.ts'
import { Weekly } from './weekly.ts'

export const KNOWN = 'known rates'
export const OURS = 'ours'

export type WeeklyJob = { scenario: Scenario; series: number; seed: number }
/** Scores by method: of each judged week without an outbreak, and the highest of each outbreak. */
export type Scores = Record<string, { quiet: number[]; found: number[] }>

/** The same series are judged without their outbreak and with it. */
export function scoreSeries({ scenario, series, seed }: WeeklyJob): Scores {
  const random = createRandom(seed)
  const scores: Scores = {}
  for (let index = 0; index < series; index += 1) {
    const { counts, outbreak } = drawSeries(random, scenario, index)
    const raised = counts.map((count, week) => count + (outbreak.cases[week - outbreak.from] ?? 0))
    const end = outbreak.from + outbreak.cases.length
    for (const [name, judge] of Object.entries(judgesOf(scenario))) {
      const { quiet, found } = (scores[name] ??= { quiet: [], found: [] })
      quiet.push(...judge(counts, WEEKS).map(shorten))
      // An outbreak without a case is found by nobody.
      const during = judge(raised, Math.max(end, TEST_FROM)).slice(outbreak.from - TEST_FROM)
      found.push(shorten(Math.max(-1, ...during)))
    }
  }
  return scores
}

/** Scores of the judged weeks up to `to`. */
type Judge = (counts: readonly number[], to: number) => number[]

function judgesOf(scenario: Scenario): Record<string, Judge> {
  const judges: Record<string, Judge> = {
    [KNOWN]: (counts, to) =>
      counts
        .slice(TEST_FROM, to)
        .map((count, i) => -logNegativeBinomialTail(count, meanOf(scenario, TEST_FROM + i + 1), scenario.phi)),
    [OURS]: (counts, to) => {
      const weekly = new Weekly()
      const scores: number[] = []
      for (let week = 0; week < to; week += 1) {
        if (week >= TEST_FROM) scores.push(weekly.score(week, counts[week]!))
        weekly.hear(week, counts[week]!)
      }
      return scores
    },
  }
  for (const rule of WEEKLY_RULES) judges[rule.name] = (counts, to) => rule.scores(counts, TEST_FROM, to)
  return judges
}

/** They go from process to process as text. */
const shorten = (score: number) => Math.max(-1, Number(score.toPrecision(6)))
