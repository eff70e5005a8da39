import { parseArgs } from 'node:util'
import { quantile, takeIn } from './probes/intake.ts'
import type { IntakePlan, Taken } from './probes/intake.ts'
import { refuseForms } from './probes/refuse.ts'
import { watch } from './probes/watch.ts'

const TARGETS = 200
const EVERY_MS = 30_000
/** A little more than what must be taken, so that what is counted at the ends of a round does not decide. */
const RESULTS_PER_MINUTE = 105_000

const QUICK = { watchMs: 60_000, amount: 20_000, pairs: 14, seconds: 2.5 }
const FULL = { watchMs: 180_000, amount: 60_000, pairs: 60, seconds: 4 }

/**
 * One process that probes 200 targets every 30 s; results at 100,000 a minute on the embedded database (fsync on), and what they cost those who
 * report meanwhile; and every form of an address that may not be probed. `--full` takes a quarter of an hour.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { full: { type: 'boolean', default: false } } })
  const { watchMs, ...plan } = values.full ? FULL : QUICK
  await measure({ targets: TARGETS, everyMs: EVERY_MS, watchMs, ...plan, resultsPerMinute: RESULTS_PER_MINUTE })
}

export type ProbesPlan = IntakePlan & { targets: number; everyMs: number; watchMs: number }

export async function measure({ targets, everyMs, watchMs, ...plan }: ProbesPlan): Promise<void> {
  const refused = await refuseForms()
  console.table({
    'forbidden forms': refused.forms,
    'refused, nothing opened': refused.refused,
    'something was opened for': refused.connected.length,
  })
  if (refused.connected.length > 0) throw new Error(`opened a connection for ${refused.connected.join(', ')}`)

  const watched = await watch(targets, everyMs, watchMs)
  console.table({
    targets: watched.targets,
    'every, s': everyMs / 1_000,
    looks: watched.looks,
    'of one core, %': round(watched.corePercent),
    'targets asked twice at once': watched.overlapped,
    'targets nobody asked': watched.unasked,
    'looks that went wrong': watched.wrong,
  })
  if (watched.overlapped > 0) throw new Error(`${watched.overlapped} targets were asked twice at once`)
  if (watched.wrong > 0) throw new Error(`${watched.wrong} looks at targets that are up came back with a failure`)

  const taken = await takeIn(plan)
  print(taken)
  if (taken.lost > 0) throw new Error(`${taken.lost} results that were said to be stored are not there`)
  console.log(
    JSON.stringify({
      bench: 'probes',
      targets: watched.targets,
      corePercent: round(watched.corePercent),
      resultsPerMinute: Math.round(taken.resultsPerMinute),
      reportP99Added: round(added(taken)),
      refused: refused.refused,
    }),
  )
}

/** Medians of rounds: what else the machine does in one of them says nothing. */
function added({ with: withResults, without }: Pick<Taken, 'with' | 'without'>): number {
  return quantile(withResults, 0.5) / quantile(without, 0.5) - 1
}

function print(taken: Taken): void {
  console.log(
    `${taken.with.length} pairs of rounds by turns, reports at a third of what the server can take; medians of rounds`,
  )
  console.table({
    'reports it can take, a second': Math.round(taken.capacityPerSecond),
    'reports that came, a second': Math.round(taken.reportsPerSecond),
    'results taken, a minute': Math.round(taken.resultsPerMinute),
    'report p50, ms, without results': round(quantile(taken.p50.without, 0.5)),
    'report p50, ms, with results': round(quantile(taken.p50.with, 0.5)),
    'report p99, ms, without results': round(quantile(taken.without, 0.5)),
    'report p99, ms, with results': round(quantile(taken.with, 0.5)),
    'batch of 500 p99, ms': round(taken.batchP99Ms),
    'batches told to come back': taken.away,
    errors: taken.errors,
    'results lost': taken.lost,
  })
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000
