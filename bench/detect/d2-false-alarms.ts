import { judgeYear, type Year, type YearJob } from './null-year.ts'
import { NULLS } from './nulls.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

/** Base rates are spread evenly over the logarithm, from the least to the most. */
const SIZES = {
  quick: { providers: 24, least: 0.1, most: 20 },
  full: { providers: 1_000, least: 0.1, most: 60 },
}
const SUSPECTED_A_YEAR = 1
const CONFIRMED_A_YEAR = 0.1
/** A lasting doubling must be seen where there are at least so many voices an hour; under that it may pass as chance. */
const DOUBLING_PER_HOUR = 8
const DOUBLING_SHARE = 0.95
const BANDS = [
  { name: '< 1/h', from: 0, to: 1 },
  { name: '1–8/h', from: 1, to: 8 },
  { name: '> 8/h', from: 8, to: Infinity },
]

export const d2: Yardstick = {
  name: 'D2',
  title: 'False alarms in worlds in which nothing is ever wrong',
  goal:
    `≤ ${SUSPECTED_A_YEAR} suspected and ≤ ${CONFIRMED_A_YEAR} confirmed a provider-year, in no world more than twice that; ` +
    'a lasting doubling: one alarm and only one',
  run,
}

export type Judged = YearJob & Year

async function run(size: Size): Promise<Result> {
  const { providers, least, most } = SIZES[size]
  const jobs: YearJob[] = NULLS.flatMap(({ name }, world) =>
    Array.from({ length: providers }, (_, i) => ({
      world: name,
      perHour: least * (most / least) ** ((i + 0.5) / providers),
      seed: 7_919 * (world + 1) + 104_729 * i,
    })),
  )
  // The busiest take longest: begun first, they do not keep the others waiting at the end.
  const sorted = jobs.toSorted((a, b) => b.perHour - a.perHour)
  const years = await spread<Year>(new URL('./null-year.ts', import.meta.url).href, judgeYear.name, sorted)
  return toResult(sorted.map((job, i) => ({ ...job, ...years[i]! })))
}

export function toResult(judged: Judged[]): Result {
  const worlds = [...new Set(NULLS.map((world) => world.name))]
    .map((name) => ({ name, years: judged.filter((year) => year.world === name) }))
    .filter(({ years }) => years.length > 0)
  // The alarm that a doubling is owed is no false one.
  const falseOf = (year: Judged) => year.suspected - Math.min(1, year.doubling ?? 0)
  const suspected = worlds.map(({ years }) => meanOf(years.map((year) => falseOf(year))))
  const confirmed = worlds.map(({ years }) => meanOf(years.map((year) => year.confirmed)))
  const doubled = judged.filter((year) => year.doubling !== null)
  const owed = doubled.filter((year) => year.perHour >= DOUBLING_PER_HOUR)
  const figures = {
    suspected: meanOf(suspected),
    confirmed: meanOf(confirmed),
    suspected_worst: Math.max(...suspected),
    confirmed_worst: Math.max(...confirmed),
    worst_world: worlds[suspected.indexOf(Math.max(...suspected))]!.name,
    doubling_one: shareOf(owed, (year) => year.doubling === 1),
    doubling_more: shareOf(doubled, (year) => year.doubling! > 1),
    provider_years: judged.length,
    microseconds_a_voice: (1e6 * sumOf(judged.map((y) => y.seconds))) / sumOf(judged.map((y) => y.voices)),
  }
  const { doubling_one: one, doubling_more: more } = figures
  return {
    figures,
    table: {
      head: ['world', 'suspected', '95 %', 'most', 'confirmed', '95 %', ...BANDS.map((band) => band.name), 'years'],
      rows: worlds.map(({ name, years }, i) => [
        name,
        suspected[i]!,
        percentile(
          years.map((year) => falseOf(year)),
          0.95,
        ),
        Math.max(...years.map((year) => falseOf(year))),
        confirmed[i]!,
        percentile(
          years.map((year) => year.confirmed),
          0.95,
        ),
        ...BANDS.map(({ from, to }) =>
          meanOf(years.filter(({ perHour }) => perHour >= from && perHour < to).map((year) => falseOf(year))),
        ),
        years.length,
      ]),
    },
    met:
      figures.suspected <= SUSPECTED_A_YEAR &&
      figures.confirmed <= CONFIRMED_A_YEAR &&
      figures.suspected_worst <= 2 * SUSPECTED_A_YEAR &&
      figures.confirmed_worst <= 2 * CONFIRMED_A_YEAR &&
      (one === null || one >= DOUBLING_SHARE) &&
      (more === null || more <= 1 - DOUBLING_SHARE),
    notes: [
      'Alarms a provider-year, mean and 95th percentile over providers; the three bands are suspected by the usual voices an hour. ' +
        `doubling_one: exactly one alarm in four weeks, of providers with ≥ ${DOUBLING_PER_HOUR} an hour; doubling_more: two or more, of all.`,
    ],
  }
}

const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
const meanOf = (values: number[]) => (values.length === 0 ? 0 : sumOf(values) / values.length)

function shareOf<T>(items: T[], is: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter((item) => is(item)).length / items.length
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
