import { okGoalMin, recover, type Recovered, type RecoveryJob } from './recovery-trial.ts'
import { quantile, share } from './quantile.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

export const USUAL_PER_HOUR = [0.1, 0.5, 2, 10, 60]
const TRIALS = { quick: 40, full: 800 }
const GOAL = { recoveringMin: 20, falseOk: 0.05, share: 0.9 }
/** Fewer say nothing of one in twenty. */
const ENOUGH = 150

export const d7: Yardstick = {
  name: 'D7',
  title: 'The end of outages of 20 minutes to 12 hours',
  goal:
    '`recovering` at most 20 min after reports fall under twice the usual, `ok` at most 20 min + max(15 min, a tenth of its length) after ' +
    '(both in nine of ten), false `ok` in at most 5 %',
  run,
}

async function run(size: Size): Promise<Result> {
  const jobs: RecoveryJob[] = USUAL_PER_HOUR.flatMap((perHour, r) =>
    Array.from({ length: TRIALS[size] }, (_, i) => ({ perHour, echo: 1, seed: 70_000 + 2_000 * r + i })),
  )
  const found = await spread<Recovered>(new URL('./recovery-trial.ts', import.meta.url).href, recover.name, jobs)
  return toResult(
    found,
    jobs.map((job) => job.perHour),
  )
}

export function toResult(found: Recovered[], usual: number[]): Result {
  const all = figuresOf(found)
  const groups: [string, Recovered[]][] = [
    ...USUAL_PER_HOUR.map((perHour): [string, Recovered[]] => [
      `usual ${perHour}/h`,
      found.filter((_, i) => usual[i] === perHour),
    ]),
    ['under 2 h', found.filter((one) => one.lengthMin < 120)],
    ['2 to 6 h', found.filter((one) => one.lengthMin >= 120 && one.lengthMin < 360)],
    ['6 h and more', found.filter((one) => one.lengthMin >= 360)],
  ]
  return {
    figures: { ...all, trials: found.length },
    table: {
      head: ['outages', 'number', 'confirmed', 'recovering p50', 'p90', 'ok p50', 'ok in time', 'false ok'],
      rows: [['all', found] as const, ...groups]
        .filter(([, some]) => some.some((one) => one.confirmed))
        .map(([name, some]) => {
          const of = figuresOf(some)
          return [
            name,
            some.length,
            of.confirmed,
            of.recovering_median_min,
            of.recovering_p90_min,
            of.ok_median_min,
            of.ok_in_time,
            of.false_ok,
          ]
        }),
    },
    curves: [
      {
        title: '`recovering` and `ok` after reports fall under twice the usual',
        x: 'minutes',
        y: 'share of outages so far',
        lines: [
          {
            name: 'recovering',
            points: cumulative(found.flatMap((one) => (one.confirmed ? [one.recoveringMin] : []))),
          },
          { name: 'ok', points: cumulative(found.flatMap((one) => (one.alarmed ? [one.okMin] : []))) },
        ],
      },
    ],
    met:
      found.length < ENOUGH
        ? null
        : all.recovering_p90_min <= GOAL.recoveringMin && all.ok_in_time >= GOAL.share && all.false_ok <= GOAL.falseOk,
    notes: [
      '`recovering` of those that were confirmed, `ok` of those that were alarmed at all; minutes from when reports fell under twice the usual, ' +
        'none where the word came before. False `ok`: before it was mended. Length: until reports fell under twice the usual.',
    ],
  }
}

function figuresOf(found: Recovered[]) {
  const alarmed = found.filter((one) => one.alarmed)
  const confirmed = found.filter((one) => one.confirmed)
  const recovering = confirmed.map((one) => one.recoveringMin ?? Infinity)
  const ok = alarmed.map((one) => one.okMin ?? Infinity)
  return {
    alarmed: alarmed.length / found.length,
    confirmed: confirmed.length / found.length,
    recovering_median_min: quantile(recovering, 0.5),
    recovering_p90_min: quantile(recovering, 0.9),
    recovering_in_time: share(recovering, (min) => min <= GOAL.recoveringMin),
    ok_median_min: quantile(ok, 0.5),
    ok_in_time: share(alarmed, (one) => one.okMin !== null && one.okMin <= okGoalMin(one.lengthMin)),
    false_ok: share(alarmed, (one) => one.falseOk),
  }
}

function cumulative(minutes: (number | null)[]): [number, number][] {
  const sorted = minutes.map((min) => min ?? Infinity).toSorted((a, b) => a - b)
  const points = sorted.map((min, i): [number, number] => [min, (i + 1) / sorted.length])
  return points.filter(([min], i) => Number.isFinite(min) && points[i + 1]?.[0] !== min)
}
