import { playGrowth, type Grown, type GrowthJob, type Way, WAYS } from './growing-site.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

const SITES = { quick: 1, full: 12 }
const PROVIDERS = { quick: 40, full: 120 }
const YEAR_DAYS = { quick: 60, full: 365 }

export const d12: Yardstick = {
  name: 'D12',
  title:
    'Growth is nobody’s outage: ten times the audience in a year, three times in an hour, through new widgets or none',
  goal: '≤ 5 % of healthy providers not ok at any time; a real outage meanwhile found within 1.5 times the delay',
  async run(size: Size): Promise<Result> {
    const jobs = WAYS.flatMap((way) =>
      Array.from({ length: SITES[size] }, (_, i): GrowthJob => {
        return { way, providers: PROVIDERS[size], yearDays: YEAR_DAYS[size], seed: 12_000 + i }
      }),
    )
    return summarize(await spread<Grown>(import.meta.url, 'play', jobs))
  },
}

export const play = playGrowth

/** Each way of growing: the worst minute of any site, and the delay of outages beside that of the same ones on a site that stays as it is. */
export function summarize(sites: readonly Grown[]): Result {
  const figures: Record<string, number | null> = {}
  const rows: (string | number)[][] = []
  const met: boolean[] = []
  const [still, bestStill] = [delays(sites, 'still'), delays(sites, 'still', 'bestMs')]
  for (const way of WAYS) {
    const own = sites.filter((site) => site.way === way)
    const worst = Math.max(0, ...own.map((site) => site.worstShare))
    const time = mean(own.map((site) => site.meanShare))
    const grown = delays(sites, way)
    const ratio = way === 'still' ? null : delayRatio(grown, still)
    const limit = way === 'still' ? null : delayRatio(delays(sites, way, 'bestMs'), bestStill)
    const missed = own.reduce((sum, site) => sum + site.outages.filter((o) => o.delayMs === null).length, 0)
    figures[`${way}.worstShare`] = worst
    figures[`${way}.meanShare`] = time
    if (ratio !== null) figures[`${way}.delayRatio`] = ratio
    if (limit !== null) figures[`${way}.limitRatio`] = limit
    figures[`${way}.missed`] = missed
    if (way !== 'still') met.push(worst <= 0.05 && (ratio === null || ratio <= 1.5) && missed === 0)
    rows.push([way, percent(worst), percent(time), toText(ratio), toText(limit), missed])
  }
  return {
    figures,
    table: {
      head: ['way', 'not ok, worst minute', 'not ok, mean', 'delay against still', 'the limit’s', 'missed'],
      rows,
    },
    met: met.every(Boolean),
    notes: [
      'Outages bring as many voices more as on the site that stays as it is, against a louder background: the harder reading. The limit is a ' +
        'CUSUM that knows all rates, the lift and the surge: nobody who tells it from a louder usual can be faster.',
    ],
  }
}

/** Ratio of mean delays over the same outages. */
function delayRatio(grown: Map<string, number>, still: Map<string, number>): number | null {
  const both = [...grown.keys()].filter((key) => still.has(key))
  if (both.length === 0) return null
  return mean(both.map((key) => grown.get(key)!)) / mean(both.map((key) => still.get(key)!))
}

function delays(sites: readonly Grown[], way: Way, whose: 'delayMs' | 'bestMs' = 'delayMs'): Map<string, number> {
  const found = new Map<string, number>()
  for (const site of sites.filter((one) => one.way === way)) {
    for (const { key, [whose]: delayMs } of site.outages)
      if (delayMs !== null) found.set(`${site.seed} ${key}`, delayMs)
  }
  return found
}

function toText(ratio: number | null): string {
  return ratio === null ? '–' : ratio.toFixed(2)
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, n) => sum + n, 0) / values.length
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}
