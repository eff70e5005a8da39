import { v7 as uuidv7 } from 'uuid'
import type { RunnableKind } from '../../shared/probe.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Outbound } from '../outbound.ts'
import { startProber } from '../probe/prober.ts'
import type { ProbeReading } from '../probe/prober.ts'
import type { Database } from '../store/db.ts'
import { writeProbeResults } from '../store/probes.ts'
import type { ProbeResultRow } from '../store/probes.ts'

export type ProbeTarget = { provider: string; kind: RunnableKind; target: string }

/** What the catalogue wants to have probed. */
export function probeTargets(catalogue: {
  providers: { slug: string; probe: { url: string } | null }[]
}): ProbeTarget[] {
  return catalogue.providers.flatMap(({ slug, probe }): ProbeTarget[] =>
    probe === null ? [] : [{ provider: slug, kind: 'http', target: probe.url }],
  )
}

export type ProbeJob = {
  /** No probe gets out at the moment: this machine's own line, as far as we can tell. */
  offline(): boolean
  close(): Promise<void>
}

export type ProbeJobDeps = {
  db: Database
  clock: Clock
  log: Log
  directory: Directory
  targets: readonly ProbeTarget[]
  outbound: Outbound
  everyMs?: number
  timeoutMs?: number
  /** How many targets are asked at once. */
  atOnce?: number
  /** In [0, 1). */
  random?: () => number
}

/**
 * Has every target asked by a prober of this process, and keeps what comes. Where the database is away a result is lost and
 * said so in the log: the next one comes in a minute.
 */
export function startProbeJob(deps: ProbeJobDeps): ProbeJob {
  const { db, clock, log, directory, targets, outbound } = deps
  const { everyMs = 60_000, timeoutMs, atOnce, random } = deps
  const known = targets.filter((target) => {
    const isListed = directory.bySlug(target.provider) !== undefined
    if (!isListed) log.warn({ provider: target.provider }, 'no such provider: its probe does not run')
    return isListed
  })
  const toRow = ({ target, at, answer }: ProbeReading): ProbeResultRow[] => {
    const provider = directory.bySlug(target.provider)
    if (provider === undefined) return []
    const about = { providerId: provider.id, component: null, kind: target.kind, target: target.target, apiKeyId: null }
    return [{ id: uuidv7({ msecs: at }), ...about, at, ...answer }]
  }
  return startProber({
    outbound,
    log,
    timeoutMs,
    atOnce,
    random,
    now: () => clock.now(),
    targets: known.map((target) => ({ ...target, every_ms: everyMs })),
    onResult: async (readings) => void (await writeProbeResults(db, readings.flatMap(toRow))),
  })
}
