import type { Site } from '../detect/site.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { commitJudgement, type Judgement, type Places, type Standing } from '../store/judgements.ts'
import { DETECTOR_ROLE } from '../store/leases.ts'
import { failed, type Keep } from './detect-load.ts'
import type { Watch } from './watch.ts'

/** So many detectors are written in one statement; where a history comes with them (five weeks of hours each), so many rows. */
const PROVIDERS_PER_COMMIT = 100
const ROWS_PER_COMMIT = 20_000

type Leading = {
  epoch: number
  keep: Keep
  places: Places
  watches: Map<number, Watch>
  site: Site
  at: number
}
type Deps = { db: Database; log: Log; leaseMs: number }

/**
 * Writes down who has changed, in one statement, and where there are many in several: who was found in trouble, and the leader's
 * places, in the last. Each of the others has its own places with it, so that nothing is heard twice should the last one not come.
 * False: somebody else leads.
 */
export async function commitWatches(deps: Deps, now: Leading): Promise<boolean> {
  const dirty = [...now.watches.values()].filter((watch) => watch.isDirty)
  const chunks = cut(dirty)
  for (const [i, chunk] of chunks.entries()) {
    if (i > 0 && !(await now.keep())) return false
    if (!(await write(deps, now, chunk, i === chunks.length - 1))) return false
  }
  return true
}

/** At least one; the last is the one with what is told. */
function cut(dirty: Watch[]): Watch[][] {
  const chunks: Watch[][] = [[]]
  let rows = 0
  for (const watch of dirty.toSorted((a, b) => Number(a.hasNews) - Number(b.hasNews))) {
    const full = chunks.at(-1)!.length >= PROVIDERS_PER_COMMIT || rows + watch.rows > ROWS_PER_COMMIT
    if (full && chunks.at(-1)!.length > 0) {
      chunks.push([])
      rows = 0
    }
    chunks.at(-1)!.push(watch)
    rows += watch.rows
  }
  return chunks
}

async function write(deps: Deps, now: Leading, watches: Watch[], isLast: boolean): Promise<boolean> {
  const { db, log, leaseMs } = deps
  const { epoch, at, places } = now
  const take = (watch: Watch): Judgement => {
    const own = isLast ? null : places
    return watch.attempt(at, failed(log, watch), () => watch.take(own)) ?? watch.take(own)
  }
  const taken = watches.map(take)
  const standing: Standing | undefined = isLast ? { at, places, site: now.site.snapshot() } : undefined
  const lease = { role: DETECTOR_ROLE, epoch, until: Date.now() + leaseMs, standing }
  const { led, gaveWay } = await commitJudgement(db, lease, join(taken))
  if (!led) log.warn('somebody else leads now')
  if (gaveWay.length === 0) return led
  for (const { id, to } of gaveWay) {
    const owner = watches.find((_, i) => taken[i]!.incidents.some((incident) => incident.id === id))
    owner?.giveWay(to)
  }
  return write(
    deps,
    now,
    watches.filter((watch) => watch.isDirty),
    isLast,
  )
}

function join(judgements: Judgement[]): Judgement {
  return {
    states: judgements.flatMap((j) => j.states),
    baselines: judgements.flatMap((j) => j.baselines),
    incidents: judgements.flatMap((j) => j.incidents),
    events: judgements.flatMap((j) => j.events),
    parts: judgements.flatMap((j) => j.parts),
  }
}
