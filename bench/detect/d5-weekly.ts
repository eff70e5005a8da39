import { WEEKLY_RULES } from '../rivals/epidemics.ts'
import { SCENARIOS } from './outbreak-series.ts'
import { spread } from './spread.ts'
import { KNOWN, OURS, type Scores, scoreSeries, type WeeklyJob } from './weekly-trial.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

/** False positive rates of the best methods of R's surveillance: farringtonFlexible, RKI 2 and Bayes 3 in their published settings. */
const RATES = [0.0107, 0.0548, 0.1124]
const GOAL = 0.95
const JUDGED_RATES = [RATES[0]!, RATES[2]!]
const CURVE_RATES = [0.001, 0.002, 0.005, 0.0107, 0.02, 0.035, 0.0548, 0.08, 0.1124, 0.16, 0.2]
const SIZES = { quick: 30, full: 300 }

export const d5: Yardstick = {
  name: 'D5',
  title: 'Weekly counts of 42 simulated diseases, against the methods of public health',
  goal: `of the outbreaks that are found with the rates known, at least ${100 * GOAL} % at ${JUDGED_RATES.join(' and ')} false alarms a week`,
  run,
}

async function run(size: Size): Promise<Result> {
  const jobs: WeeklyJob[] = SCENARIOS.map((scenario, i) => ({ scenario, series: SIZES[size], seed: 501 + 17 * i }))
  const module = new URL('./weekly-trial.ts', import.meta.url).href
  return toResult(await spread<Scores>(module, scoreSeries.name, jobs))
}

export function toResult(scenarios: Scores[]): Result {
  const names = Object.keys(scenarios[0] ?? {})
  const all = Object.fromEntries(names.map((name) => [name, join(scenarios.map((scores) => scores[name]!))]))
  const known = JUDGED_RATES.map((rate) => foundAt(all[KNOWN]!, rate))
  const ours = JUDGED_RATES.map((rate) => foundAt(all[OURS]!, rate))
  const shares = ours.map((found, i) => found / known[i]!)
  return {
    figures: {
      known_low: known[0]!,
      known_high: known[1]!,
      ours_low: ours[0]!,
      ours_high: ours[1]!,
      share_low: shares[0]!,
      share_high: shares[1]!,
      farrington_low: foundAt(all.farringtonFlexible ?? all[KNOWN]!, RATES[0]!),
      series: all[OURS]!.found.length,
    },
    table: {
      head: ['', ...RATES.map((rate) => `found at ${rate}`), 'false, as published', 'found, as published'],
      rows: names.map((name) => {
        const published = WEEKLY_RULES.find((rule) => rule.name === name)?.published
        const own = published === undefined ? undefined : beyond(all[name]!, published)
        return [name, ...RATES.map((rate) => foundAt(all[name]!, rate)), own?.quiet ?? '–', own?.found ?? '–']
      }),
    },
    curves: [
      {
        title: 'Outbreaks found against false alarms, 42 scenarios',
        x: 'false alarms a week without an outbreak',
        y: 'share of outbreaks found',
        logX: true,
        lines: names.map((name) => ({
          name,
          points: CURVE_RATES.map((rate): [number, number] => [rate, foundAt(all[name]!, rate)]),
          ...(name === KNOWN && { style: 'dashed' as const }),
        })),
      },
    ],
    met: shares.every((share) => share >= GOAL),
    notes: [
      'Noufaily et al. 2013, Bédubourg and Le Strat 2017. One threshold for all scenarios, the lowest that keeps the rate; an outbreak is found if ' +
        'one of its weeks is beyond it, and one without a case never is. Known rates: the true mean and dispersion of each week. Ours: the ' +
        "detector's season, clumps, clip and numbers with a week in the place of an hour and a year in the place of a week, its two levels " +
        'written for weeks, and the exact tail of the negative binomial in the place of the ladder, which hears single voices.',
    ],
  }
}

type Judged = { quiet: number[]; found: number[] }

/** Quiet scores in falling order. */
function join(parts: Judged[]): Judged {
  const quiet = Float64Array.from(parts.flatMap((part) => part.quiet))
    .toSorted()
    .toReversed()
  return { quiet: Array.from(quiet), found: parts.flatMap((part) => part.found) }
}

/** Share of outbreaks beyond the threshold that at most this share of quiet weeks is beyond. */
function foundAt(judged: Judged, rate: number): number {
  return beyond(judged, judged.quiet[Math.floor(rate * judged.quiet.length)] ?? Infinity).found
}

function beyond({ quiet, found }: Judged, threshold: number): { quiet: number; found: number } {
  const share = (scores: number[]) => scores.filter((score) => score > threshold).length / scores.length
  return { quiet: share(quiet), found: share(found) }
}
