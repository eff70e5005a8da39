import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MINUTE_MS } from '../../shared/time.ts'
import { readSeries } from '../../server/commands/judge/series-file.ts'
import { RIVALS } from '../rivals/all.ts'
import { medianOf } from './bootstrap.ts'
import { type Delay, measureService, type ServiceFound, type ServiceJob, type Trial } from './recorded-service.ts'
import { spread } from './spread.ts'
import type { Curve, Given, Result, Size, Yardstick } from './yardstick.ts'

/** Five weeks of six services; the whole, which states no licence, is not ours to hand on: `--recording FILE`. */
const EXCERPT = fileURLToPath(new URL('../../server/catalogue/recordings/outage-2019-07-03.csv', import.meta.url))
const ROUNDS = { quick: 3, full: 4 }
/** Rivals are shown with their own threshold, and with the lowest that keeps to as many false alarms as we may have. */
const MAY_PER_YEAR = 2
const FOUND_SHARE = 0.95
/** In less quiet time than this two a year is no alarm at all: too little to say. */
const ENOUGH_YEARS = 2

export const d4: Yardstick = {
  name: 'D4',
  title: 'Recorded reports of 2019: false alarms in quiet stretches, and what is found of outages that are put in',
  goal: 'false suspected ≤ 2 a service-year; ≥ 95 % of what CUSUM with known rates finds',
  run: measure,
}

async function measure(size: Size, { recording = EXCERPT }: Given = {}): Promise<Result> {
  const { providers } = readSeries(readFileSync(recording, 'utf8'))
  const jobs = providers.map((service): ServiceJob => ({ file: recording, service, rounds: ROUNDS[size] }))
  return summarise(await spread<ServiceFound>(import.meta.url, 'answer', jobs))
}

/** For the processes of `spread`. */
export const answer = (job: ServiceJob): ServiceFound => measureService(job)

export function summarise(services: readonly ServiceFound[]): Result {
  const years = sum(services.map(({ quietYears }) => quietYears))
  const trials = services.flatMap((service) => service.trials)
  const alarms = services.flatMap((service) => service.alarms)
  const confirmed = alarms.filter((alarm) => alarm.confirmed).length
  const cusum = (kind: 'held' | 'heldFloor' | 'proven') =>
    sum(services.map(({ cusumAlarms }) => cusumAlarms[kind])) / years
  const [ours, floor] = [found(trials, (t) => t.ours), found(trials, (t) => t.cusumFloor)]
  const both = trials.filter((t) => t.cusumFloor !== null && t.ours !== null).length
  const ofCusum = both / Math.max(1, floor.count)
  const rivals = RIVALS.map((rival, r) => {
    const perYear = rival.thresholds.map((_, t) => sum(services.map((one) => one.rivalAlarms[r]![t]!)) / years)
    const held = perYear.findIndex((rate) => rate <= MAY_PER_YEAR)
    return { rival, r, perYear, published: rival.thresholds.indexOf(rival.published), held }
  })
  const rowOf = (name: string, perYear: number, delay: (trial: Trial) => Delay) => row(name, perYear, trials, delay)
  return {
    figures: {
      service_years: round(years),
      suspected_per_year: round(alarms.length / years),
      confirmed_per_year: round(confirmed / years),
      outages: trials.length,
      found: share(ours.count, trials.length),
      found_by_cusum: share(floor.count, trials.length),
      found_of_cusum: round(ofCusum),
      delay_min: minutes(ours.median),
      cusum_delay_min: minutes(floor.median),
      ...Object.fromEntries(
        rivals.flatMap(({ rival, r, perYear, published, held }) => [
          [`${slug(rival.name)}_per_year`, round(perYear[published]!)],
          [
            `${slug(rival.name)}_found_at_${MAY_PER_YEAR}_a_year`,
            held < 0 ? null : share(found(trials, (t) => t.rivals[r]![held]!).count, trials.length),
          ],
        ]),
      ),
    },
    table: {
      head: ['rule', 'false a year', 'found', 'of CUSUM’s', 'median delay, min'],
      rows: [
        rowOf('Brusio, suspected', alarms.length / years, (t) => t.ours),
        rowOf('Brusio, confirmed', confirmed / years, (t) => t.confirmed),
        rowOf('CUSUM, known rates, 5 reporters', cusum('heldFloor'), (t) => t.cusumFloor),
        rowOf('CUSUM, known rates', cusum('held'), (t) => t.cusum),
        ...rivals.flatMap(({ rival, r, perYear, published, held }) => [
          rowOf(`${rival.name} (${text(rival.published)})`, perYear[published]!, (t) => t.rivals[r]![published]!),
          ...(held < 0 || held === published
            ? []
            : [rowOf(`${rival.name} (${text(rival.thresholds[held]!)})`, perYear[held]!, (t) => t.rivals[r]![held]!)]),
        ]),
      ],
    },
    curves: [curveOf(trials, rivals, [alarms.length / years, ours.count / trials.length])],
    met: years < ENOUGH_YEARS ? null : alarms.length / years <= MAY_PER_YEAR && ofCusum >= FOUND_SHARE,
    notes: [
      ...services.map((service) => ofService(service)),
      `Were its voices Poisson, CUSUM with known rates would have one false alarm a year; here it has ${round(cusum('proven'))}.`,
      'Alarms in quiet stretches (the bucket of the alarm is marked *):',
      ...alarms.toSorted((a, b) => a.at - b.at).map((alarm) => alarm.text),
    ],
  }
}

function ofService({ service, quietYears, alarms, trials, cusumAlarms }: ServiceFound): string {
  const by = (delay: (trial: Trial) => Delay) => found(trials, delay).count
  return (
    `${service}: ${round(quietYears)} quiet years, ${alarms.length} suspected, ${alarms.filter((a) => a.confirmed).length} confirmed; ` +
    `of ${trials.length} outages ${by((t) => t.ours)} found, ${by((t) => t.cusumFloor)} by CUSUM with known rates ` +
    `(${cusumAlarms.heldFloor} false alarms), ${trials.filter((t) => t.reports < 5).length} of under 5 reports`
  )
}

function found(trials: readonly Trial[], delay: (trial: Trial) => Delay): { count: number; median: number } {
  const delays = trials.map(delay).filter((one) => one !== null)
  return { count: delays.length, median: delays.length > 0 ? medianOf(delays) : Infinity }
}

function row(
  name: string,
  perYear: number,
  trials: readonly Trial[],
  delay: (trial: Trial) => Delay,
): (string | number)[] {
  const { count, median } = found(trials, delay)
  const reachable = trials.filter((t) => t.cusumFloor !== null)
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(0)} %`
  return [
    name,
    round(perYear),
    percent(count, trials.length),
    percent(found(reachable, delay).count, reachable.length),
    minutes(median) ?? 'none',
  ]
}

function curveOf(
  trials: readonly Trial[],
  rivals: { rival: { name: string }; r: number; perYear: number[] }[],
  ours: [number, number],
): Curve {
  return {
    title: 'Outages put into recorded reports',
    x: 'false alarms a service-year',
    y: 'share that is found while it lasts',
    logX: true,
    lines: [
      { name: 'Brusio, suspected', points: [ours], style: 'points' },
      ...rivals.map(({ rival, r, perYear }) => ({
        name: rival.name,
        points: perYear
          .map((rate, t): [number, number] => [
            rate,
            found(trials, (trial) => trial.rivals[r]![t]!).count / trials.length,
          ])
          .filter(([rate]) => rate > 0),
      })),
    ],
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const round = (value: number) => Math.round(value * 100) / 100
const share = (part: number, whole: number) => round(part / Math.max(1, whole))
const minutes = (ms: number) => (Number.isFinite(ms) ? Math.round((ms / MINUTE_MS) * 10) / 10 : null)
const text = (value: number) => (value < 0.01 ? value.toExponential(0) : String(round(value)))

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
}
