import { suspectedReporters } from '../../server/detect/rule.ts'
import { type Delay, type DelayJob, measureDelay } from './delay-trial.ts'
import { spread } from './spread.ts'
import type { Curve, Result, Size, Yardstick } from './yardstick.ts'

const USUAL_PER_HOUR = [0.01, 0.1, 1, 8, 60, 600]
const SURGES_PER_MINUTE = [1, 3, 10, 60]
const KNOWN_GOAL = 1.4
const LEARNED_GOAL = 1.8
const SIZES = {
  quick: { trials: 120, histories: 3, moments: 4 },
  full: { trials: 2_000, histories: 20, moments: 20 },
}

export const d1: Yardstick = {
  name: 'D1',
  title: 'Delay of the first suspicion, against the fastest there can be',
  goal: `in the worst cell at most ${KNOWN_GOAL} times CUSUM's delay with the usual rate known, ${LEARNED_GOAL} with it learnt from 28 days`,
  run,
}

type Cell = { perHour: number; surgePerMinute: number; known: Delay; learned: Delay }

async function run(size: Size): Promise<Result> {
  const { trials, histories, moments } = SIZES[size]
  const cells = USUAL_PER_HOUR.flatMap((perHour) =>
    SURGES_PER_MINUTE.filter((surge) => surge * 60 >= perHour).map((surgePerMinute) => ({ perHour, surgePerMinute })),
  )
  const jobs: DelayJob[] = cells.flatMap((cell, i) => {
    const job = { ...cell, trials, moments, reporters: suspectedReporters(cell.perHour), seed: 101 + i }
    return [
      { ...job, histories: 0 },
      { ...job, histories },
    ]
  })
  const delays = await spread<Delay>(new URL('./delay-trial.ts', import.meta.url).href, measureDelay.name, jobs)
  return toResult(cells.map((cell, i) => ({ ...cell, known: delays[2 * i]!, learned: delays[2 * i + 1]! })))
}

const ratioOf = ({ ours, cusum }: Delay) => ours / cusum
/** Undefined where nothing could be tried: a detector that does not know the usual says nothing. */
const worstOf = (delays: Delay[]) => {
  const ratios = delays.map((delay) => ratioOf(delay))
  return ratios.every((ratio) => Number.isFinite(ratio)) ? Math.max(...ratios) : null
}

export function toResult(cells: Cell[]): Result {
  const known = worstOf(cells.map((cell) => cell.known))
  const learned = worstOf(cells.map((cell) => cell.learned))
  const sum = (of: (delay: Delay) => number) => cells.reduce((n, cell) => n + of(cell.known) + of(cell.learned), 0)
  return {
    figures: {
      known,
      learned,
      late: sum((d) => d.late),
      said_before: sum((d) => d.said),
      trials: sum((d) => d.trials),
    },
    table: {
      head: ['usual/h', '+/min', 'limit s', 'CUSUM s', 'known s', 'ratio', 'learned s', 'ratio'],
      rows: cells.map(({ perHour, surgePerMinute, known: k, learned: l }) => [
        String(perHour),
        String(surgePerMinute),
        k.limit,
        k.cusum,
        k.ours,
        ratioOf(k),
        l.ours,
        ratioOf(l),
      ]),
    },
    curves: USUAL_PER_HOUR.map((perHour) => toCurve(perHour, cells)).filter((curve) => curve.lines.length > 0),
    met: known !== null && learned !== null && known <= KNOWN_GOAL && learned <= LEARNED_GOAL,
    notes: [
      'Mean seconds from the surge to the first word. Limit: CUSUM that knows the usual and the surge, and needs no more than its one false ' +
        'alarm a year allows. CUSUM: the same against a null a quarter above the usual, waiting for as many reporters as we do.',
    ],
  }
}

/** Both at many budgets of false alarms, with the usual known; and ours with it learnt, at the budget it has. */
function toCurve(perHour: number, cells: Cell[]): Curve {
  const here = cells.filter((cell) => cell.perHour === perHour)
  return {
    title: `Delay against false alarms, usual ${perHour} an hour`,
    x: 'budget of false alarms a provider-year',
    y: 'mean delay, seconds',
    logX: true,
    logY: true,
    lines: here.flatMap(({ surgePerMinute, known, learned }, colour) => [
      { name: `CUSUM +${surgePerMinute}/min`, points: known.curve.cusum, style: 'dashed' as const, colour },
      { name: 'ours, known', points: known.curve.ours, colour },
      { name: 'ours, learnt', points: [[1, learned.ours]] as [number, number][], style: 'points' as const, colour },
    ]),
  }
}
