import { v7 as uuidv7 } from 'uuid'
import type { ProbeOutcome, ProbeTarget, RunnableKind } from '../../shared/probe.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import { isDatabaseAway } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Outbound } from '../outbound.ts'
import { startProber } from '../probe/prober.ts'
import type { ProbeReading } from '../probe/prober.ts'
import type { Database } from '../store/db.ts'
import { writeProbeResults } from '../store/probes.ts'
import type { ProbeResultRow } from '../store/probes.ts'
import { createResultQueue } from './result-queue.ts'

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
  timeoutMs?: number
  /** How many targets are asked at once. */
  atOnce?: number
  /** Told of every result. */
  onProbe?: ((kind: RunnableKind, outcome: ProbeOutcome) => void) | undefined
  /** In [0, 1). */
  random?: () => number
  /** How many results wait where the database is away, and how long between two tries. */
  limit?: number
  retryMs?: number
}

/**
 * This server's own probes. Where the database is away the results wait, up to a limit; then the oldest are dropped, and the log
 * says so.
 */
export function startProbeJob(deps: ProbeJobDeps): ProbeJob {
  const { db, clock, log, directory, targets, limit, retryMs, onProbe, ...more } = deps
  const known = targets.filter(({ provider }) => {
    const isKnown = directory.bySlug(provider) !== undefined
    if (!isKnown) log.warn({ provider }, 'no such provider: its probe does not run')
    return isKnown
  })
  const queue = createResultQueue<ProbeResultRow>({
    write: (rows) => writeProbeResults(db, rows),
    mayPass: isDatabaseAway,
    log,
    name: 'probe results',
    limit,
    retryMs,
  })
  const prober = startProber({
    ...more,
    targets: known,
    log,
    now: () => clock.now(),
    onResult: (readings) => {
      for (const { target, answer } of readings) onProbe?.(target.kind, answer.outcome)
      return queue.push(readings.flatMap((reading) => toRow(reading, directory)))
    },
  })
  return {
    offline: () => prober.offline(),
    async close() {
      await prober.close()
      await queue.close()
    },
  }
}

function toRow({ target, at, answer }: ProbeReading, directory: Directory): ProbeResultRow[] {
  const provider = directory.bySlug(target.provider)
  if (provider === undefined) return []
  const { kind, target: address, component = null } = target
  const about = { id: uuidv7({ msecs: at }), providerId: provider.id, component, kind, target: address }
  return [{ ...about, apiKeyId: null, at, ...answer }]
}
