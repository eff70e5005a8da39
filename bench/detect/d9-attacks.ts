import { MINUTE_MS } from '../../shared/time.ts'
import { networksToFlip } from '../../server/detect/flip-cost.ts'
import { CONFIRMED_NETWORKS, CONFIRMED_PER_YEAR, ECHO, natsFor, RATE_CAUTION } from '../../server/detect/rule.ts'
import { FLOODS, FRIENDS } from './d9-people.ts'
import { tryAttacks, type Trials } from './d9-trial.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

const SIZES = {
  quick: { rates: [0.1, 8], providers: 1, repeats: 2 },
  full: { rates: [0.1, 1, 8, 60], providers: 6, repeats: 12 },
}
const NETWORKS_FLOOR = 20
/** An end that comes this much earlier or later was moved. */
const MOVED_MS = 5 * MINUTE_MS
const COST_MS = 10 * MINUTE_MS
const GOAL = { confirmed: 0.01, found: 0.95, delay: 1.2, moved: 0.05 }

export const d9: Yardstick = {
  name: 'D9',
  title: 'Attacks',
  goal:
    'false confirmed at most 1 %; with a real outage beneath: found at least 95 %, delay at most 20 % more; ' +
    'false “works” move the end in at most 5 %; no confirmed from under 20 networks',
  run,
}

async function run(size: Size): Promise<Result> {
  const { rates, providers, repeats } = SIZES[size]
  const jobs = rates.flatMap((perHour, i) =>
    Array.from({ length: providers }, (_, n) => ({ perHour, repeats, seed: 9_000 + 100 * i + n })),
  )
  const trials = await spread<Trials>(new URL('./d9-trial.ts', import.meta.url).href, tryAttacks.name, jobs)
  return toResult(trials)
}

export function toResult(trials: readonly Trials[]): Result {
  const alone = trials.flatMap((trial) => trial.alone)
  const onTop = trials.flatMap((trial) => trial.onTop)
  const ended = trials.flatMap((trial) => trial.ended)
  // Where the outage by itself is not found, nothing can be hidden.
  const findable = onTop.filter(({ plain }) => plain !== null)
  const found = findable.filter(({ attacked }) => attacked !== null)
  const moved = ended.filter(({ plain, attacked }) => plain.some((at, i) => isMoved(at, attacked[i]!)))
  const confirmed = alone.filter((one) => one.confirmed)
  const few = confirmed.filter(({ networks }) => networks! < NETWORKS_FLOOR)
  const figures = {
    false_confirmed: share(confirmed.length, alone.length),
    false_suspected: share(alone.filter((one) => one.suspected).length, alone.length),
    confirmed_under_20_networks: few.length,
    found: share(found.length, findable.length),
    delay_ratio: delayRatio(found),
    end_moved: share(moved.length, ended.length),
    attacks: alone.length,
    outages: findable.length,
  }
  const rows = [...FLOODS, ...FRIENDS].map(({ name }) => {
    const these = alone.filter(({ attack }) => attack === name)
    const under = findable.filter(({ attack }) => attack === name)
    const seen = under.filter(({ attacked }) => attacked !== null)
    return [
      name,
      share(these.filter((one) => one.suspected).length, these.length) ?? '–',
      share(these.filter((one) => one.confirmed).length, these.length) ?? '–',
      share(seen.length, under.length) ?? '–',
      delayRatio(seen) ?? '–',
    ]
  })
  return {
    figures,
    table: {
      head: ['attack', 'suspected', 'confirmed', 'real outage beneath found', 'its delay, times that without'],
      rows,
    },
    met:
      ended.length === 0
        ? null
        : figures.false_confirmed! <= GOAL.confirmed &&
          few.length === 0 &&
          (figures.found ?? 1) >= GOAL.found &&
          (figures.delay_ratio ?? 1) <= GOAL.delay &&
          figures.end_moved! <= GOAL.moved,
    notes: [
      'Every provider has learnt four weeks of its own, 30–50 % of whose voices come through the 12 prefixes of four carriers.',
      'An attack on top of an outage begins five minutes before it.',
      ...costs(),
    ],
  }
}

/** What it takes to turn a provider red with one's own networks, each speaking as often as goes undoubted. */
function costs(): string[] {
  return [0.1, 1, 8, 60, 600].map((ratePerHour) => {
    const networks = networksToFlip({
      ratePerHour,
      withinMs: COST_MS,
      nats: natsFor(CONFIRMED_PER_YEAR),
      floor: CONFIRMED_NETWORKS,
      multiple: ECHO * RATE_CAUTION,
    })
    return `Where ${ratePerHour} an hour are usual, \`confirmed\` within ten minutes takes at least ${networks} distinct networks.`
  })
}

function isMoved(plain: number | null, attacked: number | null): boolean {
  if (plain === null || attacked === null) return plain !== attacked
  return Math.abs(attacked - plain) > MOVED_MS
}

/** Mean delay with over mean delay without. */
function delayRatio(found: readonly { plain: number | null; attacked: number | null }[]): number | null {
  const sum = (of: 'plain' | 'attacked') => found.reduce((total, one) => total + one[of]!, 0)
  return sum('plain') > 0 ? round(sum('attacked') / sum('plain')) : null
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : round(part / whole)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
