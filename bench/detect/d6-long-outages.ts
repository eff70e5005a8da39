import { type Long, type LongJob, liveThrough, PROBES } from './long-outage.ts'
import { quantile, share } from './quantile.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

const GOAL = { oneIncident: 0.95, neverOk: 0.98, drift: 0.05 }
const USUAL_PER_HOUR = [0.5, 4, 30]
const TRIALS = { quick: 4, full: 60 }
/** Fewer say nothing of a goal of 98 %. */
const ENOUGH = 300

export const d6: Yardstick = {
  name: 'D6',
  title: 'Outages of five to ten days, with nights, tired reporters and partial recoveries',
  goal: 'one incident in 95 %, never `ok` before the true end in 98 %, what is taken for usual moved by at most 5 % (in 95 %)',
  run,
}

async function run(size: Size): Promise<Result> {
  const jobs: LongJob[] = PROBES.flatMap((probes, p) =>
    USUAL_PER_HOUR.flatMap((perHour, r) =>
      Array.from({ length: TRIALS[size] }, (_, i) => ({ perHour, probes, seed: 6_000 + 1_000 * (3 * p + r) + i })),
    ),
  )
  return toResult(
    await spread<Long>(new URL('./long-outage.ts', import.meta.url).href, liveThrough.name, jobs),
    jobs.map((job) => job.perHour),
  )
}

export function toResult(found: Long[], usual: number[]): Result {
  const all = figuresOf(found)
  const groups: [string, Long[]][] = [
    ...PROBES.map((probes): [string, Long[]] => [`probes ${probes}`, found.filter((one) => one.probes === probes)]),
    ...USUAL_PER_HOUR.map((perHour): [string, Long[]] => [
      `usual ${perHour}/h`,
      found.filter((_, i) => usual[i] === perHour),
    ]),
    ['tired in under 12 h', found.filter((one) => one.fatigueHours < 12)],
    ['tired in 24 h or more', found.filter((one) => one.fatigueHours >= 24)],
    ['partly mended on the way', found.filter((one) => one.isPartial)],
  ]
  return {
    figures: { ...all, trials: found.length },
    table: {
      head: ['outages', 'number', 'one incident', 'never ok before', 'drift p95', 'h to ok'],
      rows: [['all', found] as const, ...groups]
        .filter(([, some]) => some.length > 0)
        .map(([name, some]) => {
          const { one_incident, never_ok, drift_p95, ok_after_h } = figuresOf(some)
          return [name, some.length, one_incident, never_ok, drift_p95, ok_after_h ?? 'never']
        }),
    },
    met:
      found.length < ENOUGH
        ? null
        : all.one_incident >= GOAL.oneIncident && all.never_ok >= GOAL.neverOk && all.drift_p95 <= GOAL.drift,
    notes: [
      'Drift: what is taken for usual a day after the end against before. Hours to `ok`: the median of those that came to it within two ' +
        'days; without probes, works or a notice nothing does after a day of outage, by the rule.',
    ],
  }
}

function figuresOf(found: Long[]) {
  const ended = found.flatMap((one) => one.okAfterHours ?? [])
  return {
    one_incident: share(found, (one) => one.incidents === 1),
    never_ok: share(found, (one) => !one.saidOkBefore),
    missed: share(found, (one) => one.incidents === 0),
    drift_median: quantile(
      found.map((one) => Math.abs(one.drift)),
      0.5,
    ),
    drift_p95: quantile(
      found.map((one) => Math.abs(one.drift)),
      0.95,
    ),
    ended_within_2_days: ended.length / found.length,
    ok_after_h: ended.length > 0 ? quantile(ended, 0.5) : null,
  }
}
