import { MINUTE_MS } from '../../shared/time.ts'
import { percentile } from './d2-false-alarms.ts'
import { spread } from './spread.ts'
import { measureStarts, type Said, type StartJob, type StartResult } from './start-trial.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

const USUAL_PER_HOUR = [0.1, 1, 8, 60, 600]
const SURGES_PER_MINUTE = [1, 3, 10, 60]
/** Recorded outages take 15, 30, 165 minutes to their peak (10, 50, 90 %). */
const RAMPS_MS = [0, 5, 15, 30, 60, 165].map((minutes) => minutes * MINUTE_MS)
const SIZES = {
  quick: { trials: 24, histories: 2, moments: 4 },
  full: { trials: 400, histories: 10, moments: 20 },
}
const LEAST = 0.85
const MOST = 0.95

export const d15: Yardstick = {
  name: 'D15',
  title: 'When it began',
  goal: 'the 90 % interval of the beginning covers the truth in 85–95 % of steps and ramps',
  run,
}

async function run(size: Size): Promise<Result> {
  const jobs: StartJob[] = USUAL_PER_HOUR.map((perHour, i) => {
    const surges = SURGES_PER_MINUTE.filter((surge) => surge * 60 >= perHour)
    const rises = surges.flatMap((surgePerMinute) => RAMPS_MS.map((rampMs) => ({ surgePerMinute, rampMs })))
    return { ...SIZES[size], perHour, rises, seed: 1_501 + 31 * i }
  })
  const module = new URL('./start-trial.ts', import.meta.url).href
  const found = await spread<StartResult>(module, measureStarts.name, jobs)
  return toResult(jobs.map(({ perHour }, i) => ({ perHour, ...found[i]! })))
}

export function toResult(rates: (StartResult & { perHour: number })[]): Result {
  const all = rates.flatMap((rate) => rate.said)
  const coverage = coverageOf(all, 'last')
  return {
    figures: {
      coverage,
      coverage_first: coverageOf(all, 'first'),
      coverage_steps: coverageOf(all.filter(({ rise }) => rise.rampMs === 0)),
      coverage_ramps: coverageOf(all.filter(({ rise }) => rise.rampMs > 0)),
      median_width_minutes: all.length > 0 ? medianOf(all, (said) => said.last.widthMs) : null,
      found: all.length,
      unfound: rates.reduce((sum, rate) => sum + rate.unfound, 0),
    },
    table: {
      head: ['usual/h', '+/min', 'ramp min', 'first', 'last', 'width min', 'error min', 'found'],
      rows: rates.flatMap(({ perHour, said }) => {
        // Answers of another process are copies: a rise is told by what it is.
        const keys = [...new Set(said.map((one) => keyOf(one)))]
        return keys.map((key) =>
          toRow(
            perHour,
            said.filter((one) => keyOf(one) === key),
          ),
        )
      }),
    },
    met: coverage !== null && coverage >= LEAST && coverage <= MOST,
    notes: [
      'Share of intervals that cover the true beginning: as first said (suspected), and as last said within an hour of it. Width and error ' +
        '(estimate minus truth) are medians, in minutes, as last said.',
    ],
  }
}

function toRow(perHour: number, said: Said[]): (string | number)[] {
  const { surgePerMinute, rampMs } = said[0]!.rise
  return [
    String(perHour),
    String(surgePerMinute),
    String(rampMs / MINUTE_MS),
    coverageOf(said, 'first') ?? '–',
    coverageOf(said, 'last') ?? '–',
    medianOf(said, ({ last }) => last.widthMs),
    medianOf(said, ({ last }) => last.errorMs),
    said.length,
  ]
}

function coverageOf(said: Said[], word: 'first' | 'last' = 'last'): number | null {
  return said.length === 0 ? null : said.filter((one) => one[word].covers).length / said.length
}

const keyOf = ({ rise }: Said) => `${rise.surgePerMinute} ${rise.rampMs}`

const medianOf = (said: Said[], of: (one: Said) => number) =>
  percentile(
    said.map((one) => of(one)),
    0.5,
  ) / MINUTE_MS
