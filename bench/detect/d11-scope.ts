import { Facets } from '../../server/detect/scope.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import type { ScopeCell } from '../../shared/incident.ts'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { type Outage, outageVoices, quietVoices, SHAPES } from './d11-people.ts'
import type { Size, Yardstick } from './yardstick.ts'

const START = Date.UTC(2026, 0, 5)
const HISTORY_DAYS = 28
/** A cell is affected when it brings this much of what its facet's worst one does, at its size; spared under the other. */
const AFFECTED_FROM = 0.25
const SPARED_UNDER = 0.02
/** Cells that hold this share of their facet's usual voices: of smaller ones few voices say nothing. */
const LARGE = 0.1
const GOAL = { falseSpared: 0.01, f1: 0.9 }

export type Truth = 'affected' | 'spared' | 'between'
/** How cells that were judged compare with the truth; `missed` includes affected cells of which nothing was said. */
export type Tally = { hit: number; missed: number; wrong: number; saidSpared: number; falselySpared: number }

export const emptyTally = (): Tally => ({ hit: 0, missed: 0, wrong: 0, saidSpared: 0, falselySpared: 0 })

/** Adds one outage's cells; `recovered` counts as having been affected. */
export function tally(into: Tally, cells: readonly ScopeCell[], truth: ReadonlyMap<string, Truth>): void {
  const said = new Map(cells.map((cell) => [`${cell.facet} ${cell.value}`, cell.verdict]))
  for (const [key, is] of truth) {
    const verdict = said.get(key)
    const raised = verdict === 'affected' || verdict === 'recovered'
    if (is === 'affected') {
      if (raised) into.hit += 1
      else into.missed += 1
    } else if (is === 'spared' && raised) into.wrong += 1
    if (verdict !== 'not_affected') continue
    into.saidSpared += 1
    if (is !== 'spared') into.falselySpared += 1
  }
}

export function f1(t: Tally): number {
  return t.hit === 0 ? 0 : (2 * t.hit) / (2 * t.hit + t.missed + t.wrong)
}

/** What is true of each cell that holds at least `share` of its facet. */
export function truthOf(outage: Pick<Outage, 'brought' | 'usual'>, share: number): Map<string, Truth> {
  const total = [...outage.usual].filter(([key]) => key.startsWith('device ')).reduce((sum, [, n]) => sum + n, 0)
  const part = ([key, n]: [string, number]) => (outage.brought.get(key) ?? 0) / n
  const most = new Map<string, number>()
  for (const entry of outage.usual) most.set(facetOf(entry[0]), Math.max(most.get(facetOf(entry[0])) ?? 0, part(entry)))
  return new Map(
    [...outage.usual]
      .filter(([, n]) => n >= share * total)
      .map((entry): [string, Truth] => {
        const rate = part(entry) / most.get(facetOf(entry[0]))!
        return [entry[0], rate >= AFFECTED_FROM ? 'affected' : rate < SPARED_UNDER ? 'spared' : 'between']
      }),
  )
}

const facetOf = (key: string) => key.slice(0, key.indexOf(' '))

/** One provider's history, one outage, and what is said at its end. */
function trial(seed: number, about: { shape: number; perHour: number; size: number; hours: number }) {
  const random = createRandom(seed)
  const facets = new Facets()
  const began = START + HISTORY_DAYS * DAY_MS
  const history = quietVoices(random, START, HISTORY_DAYS * 24, about.perHour)
  let next = 0
  for (let hour = START + HOUR_MS; hour <= began; hour += HOUR_MS) {
    while (next < history.length && history[next]!.at < hour) facets.hear(history[next++]!)
    facets.turn(hour, true)
  }
  const lengthMs = about.hours * HOUR_MS
  const outage = outageVoices(random, SHAPES[about.shape]!, { from: began, lengthMs, size: about.size })
  facets.open(began)
  const background = quietVoices(random, began, about.hours, about.perHour)
  for (const voice of [...outage.voices, ...background].toSorted((a, b) => a.at - b.at)) facets.hear(voice)
  return { outage, cells: facets.scope(began, began + lengthMs, (a, b) => (about.perHour * (b - a)) / HOUR_MS) }
}

function run(size: Size) {
  const rates = [1, 8, 60]
  const sizes = [50, 150, 500, 2000]
  const repeats = size === 'full' ? 24 : 1
  const rows: (string | number)[][] = []
  const totals = {
    large: emptyTally(),
    few: emptyTally(),
    all: emptyTally(),
    healed: { said: 0, right: 0, of: 0, wrong: 0 },
  }
  const worst = { f1: 1, falseSpared: 0 }
  let seed = 11_000
  for (const [shape, { name, heals }] of SHAPES.entries()) {
    for (const voices of sizes) {
      const large = emptyTally()
      const all = emptyTally()
      for (const perHour of rates) {
        for (let n = 0; n < repeats; n += 1) {
          const hours = heals ? 3 : [0.25, 0.5, 1, 2][(n + shape) % 4]!
          // What brings less than twice the usual is hardly seen as an outage.
          if (voices < 2 * hours * perHour) continue
          const { outage, cells } = trial((seed += 1), { shape, perHour, size: voices, hours })
          tally(large, cells, truthOf(outage, LARGE))
          tally(all, cells, truthOf(outage, 0))
          countHealed(totals.healed, cells, heals !== undefined, voices)
        }
      }
      add(totals.large, large)
      if (voices === sizes[0]) add(totals.few, large)
      add(totals.all, all)
      worst.f1 = Math.min(worst.f1, f1(large))
      const falseSpared = all.falselySpared / Math.max(1, all.saidSpared)
      worst.falseSpared = Math.max(worst.falseSpared, falseSpared)
      rows.push([name, voices, round(f1(large)), round(f1(all)), all.saidSpared, all.falselySpared])
    }
  }
  const falseSpared = totals.all.falselySpared / Math.max(1, totals.all.saidSpared)
  const { healed } = totals
  return {
    figures: {
      f1_50_voices: round(f1(totals.few)),
      f1: round(f1(totals.large)),
      f1_worst: round(worst.f1),
      f1_all_cells: round(f1(totals.all)),
      false_not_affected: round(falseSpared),
      false_not_affected_worst: round(worst.falseSpared),
      not_affected_said: totals.all.saidSpared,
      recovered_found: round(healed.right / Math.max(1, healed.of)),
      recovered_false: round(healed.wrong / Math.max(1, healed.said)),
    },
    table: { head: ['who is hit', 'voices', 'F1', 'F1, all cells', 'said not affected', 'of these false'], rows },
    met: falseSpared <= GOAL.falseSpared && f1(totals.few) >= GOAL.f1 && f1(totals.large) >= GOAL.f1,
    notes: [
      `F1 over cells that hold at least a tenth of their facet's usual voices; all cells beside it. Usual ${rates.join(', ')} an hour, 28 days of history.`,
      'Those who press are unlike the usual mix (sd of the logarithm 0.35 a cell), and 3 % of them are not hit. "Recovered" is asked of 500 voices or more.',
    ],
  }
}

/** Devices only: there it is known who recovered. */
function countHealed(
  into: { said: number; right: number; of: number; wrong: number },
  cells: readonly ScopeCell[],
  heals: boolean,
  voices: number,
): void {
  const recovered = cells.filter((cell) => cell.facet === 'device' && cell.verdict === 'recovered')
  const right = recovered.filter((cell) => heals && cell.value === 'ios').length
  into.said += recovered.length
  into.wrong += recovered.length - right
  if (!heals || voices < 500) return
  into.of += 1
  into.right += right
}

function add(sum: Tally, more: Tally): void {
  for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += more[key]
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

export const d11: Yardstick = {
  name: 'D11',
  title: 'Who is affected, and who is not',
  goal: 'false “not affected” at most 1 %; F1 at least 0.9 from 50 voices on',
  run,
}
