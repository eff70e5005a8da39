import { ring, type Echoed, type EchoJob } from './echo-trial.ts'
import { quantile, share } from './quantile.ts'
import { recover, type Recovered, type RecoveryJob } from './recovery-trial.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

const ECHOES = [1.5, 3, 6]
const USUAL_PER_HOUR = [0.5, 4, 30]
const TRIALS = { quick: { alarms: 20, outages: 6 }, full: { alarms: 400, outages: 100 } }
const GOAL = { confirmed: 0.1, medianMin: 30, ratio: 1.5 }
/** Fewer false alarms say nothing of one in ten. */
const ENOUGH = 100

export const d13: Yardstick = {
  name: 'D13',
  title: 'A state that is shown makes people press',
  goal: 'of false suspicions at most 10 % become `confirmed`, half are gone within 30 min; recovery takes at most 1.5 times as long as without',
  run,
}

/** `echo` 1 is the same without anybody looking. */
type Row = { echo: number; alarms: (Echoed | null)[]; outages: Recovered[] }

async function run(size: Size): Promise<Result> {
  const { alarms, outages } = TRIALS[size]
  const jobs = (times: number, count: number): EchoJob[] & RecoveryJob[] =>
    USUAL_PER_HOUR.flatMap((perHour, r) =>
      Array.from({ length: count }, (_, i) => ({ perHour, echo: times, seed: 130_000 + 2_000 * r + i })),
    )
  const echoes = [1, ...ECHOES]
  const rang = await spread<Echoed | null>(
    new URL('./echo-trial.ts', import.meta.url).href,
    ring.name,
    echoes.flatMap((times) => jobs(times, alarms)),
  )
  const ended = await spread<Recovered>(
    new URL('./recovery-trial.ts', import.meta.url).href,
    recover.name,
    echoes.flatMap((times) => jobs(times, outages)),
  )
  const part = <T>(all: T[], i: number) =>
    all.slice((i * all.length) / echoes.length, ((i + 1) * all.length) / echoes.length)
  return toResult(echoes.map((times, i) => ({ echo: times, alarms: part(rang, i), outages: part(ended, i) })))
}

export function toResult(rows: Row[]): Result {
  const found = rows.map((row) => ({ ...row, ...figuresOf(row.alarms), okMin: meanOk(row.outages, rows) }))
  const base = found.find((row) => row.echo === 1)!
  const louder = found.filter((row) => row.echo > 1)
  const worst = (of: (row: (typeof found)[number]) => number) => Math.max(...louder.map((row) => of(row)))
  const figures = {
    confirmed: worst((row) => row.confirmed),
    median_min: worst((row) => row.medianMin),
    recovery_ratio: worst((row) => row.okMin / base.okMin),
    never_ended: worst((row) => row.neverEnded),
    alarms: louder.reduce((n, row) => n + row.number, 0),
  }
  return {
    figures,
    table: {
      head: [
        'presses times',
        'false alarms',
        'confirmed',
        'median min',
        'p90 min',
        'never ended',
        'outages',
        'min to ok',
        'ratio',
      ],
      rows: found.map((row) => [
        row.echo,
        row.number,
        row.confirmed,
        row.medianMin,
        row.p90Min,
        row.neverEnded,
        row.outages.length,
        row.okMin,
        row.okMin / base.okMin,
      ]),
    },
    met:
      figures.alarms < ENOUGH
        ? null
        : figures.confirmed <= GOAL.confirmed &&
          figures.median_min <= GOAL.medianMin &&
          figures.recovery_ratio <= GOAL.ratio,
    notes: [
      'False alarms: a provider that is well, and chance voices until the alarm rings, which stop with it. Outages: those of D7; minutes ' +
        'from when reports, without those that come because of the state shown, fall under twice the usual; the mean of outages that were ' +
        'alarmed at every echo.',
    ],
  }
}

function figuresOf(alarms: (Echoed | null)[]) {
  const rang = alarms.filter((one) => one !== null)
  const minutes = rang.map((one) => one.shownMin)
  return {
    number: rang.length,
    confirmed: share(rang, (one) => one.confirmed),
    medianMin: quantile(minutes, 0.5),
    p90Min: quantile(minutes, 0.9),
    neverEnded: share(rang, (one) => !one.ended),
  }
}

/** Over the outages that all rows alarmed at; one that is never called over counts as a day. */
function meanOk(outages: Recovered[], rows: Row[]): number {
  const heard = outages.filter((_, i) => rows.every((row) => row.outages[i]?.alarmed))
  return heard.reduce((sum, one) => sum + (one.okMin ?? 24 * 60), 0) / heard.length
}
