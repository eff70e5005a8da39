import { parseArgs } from 'node:util'
import { createRandom } from '../server/catalogue/recording.ts'
import { logUniform } from '../server/catalogue/scenarios/draw.ts'
import type { LiberoSettings } from '../server/catalogue/scenarios/libero-2023.ts'
import { PROBES } from '../server/catalogue/scenarios/libero-probes.ts'
import { spread } from './detect/spread.ts'
import type { Outcome } from './libero/trial.ts'

const VOLUMES = [1, 1 / 10, 1 / 50]
const NIGHTS = { shallow: 0.6, deep: 0.98 } as const
const FATIGUE_HOURS = [6, 48] as const
const SEEDS = 200
/** So many wrong runs are listed one by one. */
const LISTED = 40

type Combination = Pick<LiberoSettings, 'probes' | 'volume' | 'nightDepth'>
const COMBINATIONS: Combination[] = PROBES.flatMap((probes) =>
  VOLUMES.flatMap((volume) => Object.values(NIGHTS).map((nightDepth) => ({ probes, volume, nightDepth }))),
)

/**
 * The story of January 2023, told anew with each seed: the seeds are dealt to all combinations of probes, volume and night, each with a fatigue of its own.
 * `--full` gives each kind of probes as many seeds as otherwise all have together.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      full: { type: 'boolean', default: false },
      seeds: { type: 'string', default: String(SEEDS) },
      first: { type: 'string', default: '1' },
    },
  })
  const seeds = Number(values.seeds)
  const first = Number(values.first)
  if (!(Number.isInteger(seeds) && seeds >= 1 && Number.isInteger(first)))
    throw new Error('--seeds and --first are whole numbers')
  const runs = values.full ? seeds * PROBES.length : seeds
  const jobs = Array.from({ length: runs }, (_, i) => settingsOf(first + i, i))
  const outcomes = await spread<Outcome>(new URL('./libero/trial.ts', import.meta.url).href, 'tell', jobs)
  print(outcomes)
}

function settingsOf(seed: number, i: number): LiberoSettings {
  const fatigueHours = logUniform(createRandom(seed * 7), ...FATIGUE_HOURS)
  return { seed, fatigueHours, ...COMBINATIONS[i % COMBINATIONS.length]! }
}

function print(outcomes: Outcome[]): void {
  const share = (some: Outcome[]) => some.filter(({ faults }) => faults.length === 0).length / some.length
  const rows = COMBINATIONS.map((combination) => {
    const own = outcomes.filter(({ settings }) => nameOf(settings) === nameOf(combination))
    return { ...combination, own }
  }).filter(({ own }) => own.length > 0)
  console.table(
    rows.map(({ own, ...combination }) => {
      return { ...namesOf(combination), runs: own.length, right: percent(share(own)), wrong: commonest(own) }
    }),
  )
  const wrong = outcomes.filter(({ faults }) => faults.length > 0)
  for (const { settings, faults } of wrong.slice(0, LISTED))
    console.log(
      `seed ${settings.seed}  ${nameOf(settings)}, tired in ${settings.fatigueHours.toFixed(0)} h: ${faults.join('; ')}`,
    )
  if (wrong.length > LISTED) console.log(`and ${wrong.length - LISTED} more`)
  const worst = rows.toSorted((a, b) => share(a.own) - share(b.own))[0]!
  const json = { ...namesOf(worst), share: round(share(worst.own)) }
  console.log(JSON.stringify({ bench: 'libero', runs: outcomes.length, right: round(share(outcomes)), worst: json }))
}

function namesOf({ probes, volume, nightDepth }: Combination) {
  const night = Object.entries(NIGHTS).find(([, depth]) => depth === nightDepth)![0]
  return { probes, volume: volume === 1 ? '1' : `1/${Math.round(1 / volume)}`, night }
}

const nameOf = (combination: Combination) =>
  Object.entries(namesOf(combination))
    .map(([key, value]) => `${key} ${value}`)
    .join(', ')

/** Each fault with how often it came, the commonest first. */
function commonest(outcomes: Outcome[]): string {
  const counts = new Map<string, number>()
  for (const fault of outcomes.flatMap(({ faults }) => faults)) counts.set(fault, (counts.get(fault) ?? 0) + 1)
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1])
  return sorted
    .slice(0, 3)
    .map(([fault, n]) => `${n} ${fault}`)
    .join('; ')
}

const percent = (part: number) => `${(100 * part).toFixed(0)} %`
const round = (value: number) => Math.round(value * 1000) / 1000
