import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { RunnableKind } from '../../shared/probe.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Outbound } from '../outbound.ts'
import { PROBES } from '../probe/probe.ts'
import { createWitness } from '../probe/witness.ts'
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

/** Turns are this share of the period early or late, so that targets do not march in step. */
const JITTER = 0.2

/**
 * Asks every target again and again, each from its own loop: so never twice at once. Runs on real time; results carry domain
 * time. Where the database is away a result is lost and said so in the log: the next one comes in a minute.
 */
export function startProbeJob(deps: ProbeJobDeps): ProbeJob {
  const { db, clock, log, directory, targets, outbound } = deps
  const { everyMs = 60_000, timeoutMs = 10_000, atOnce = 8, random = Math.random } = deps
  const stop = new AbortController()
  const { signal } = stop
  setMaxListeners(0, signal) // Every target's loop listens.
  const takeSeat = createSeats(atOnce)

  const known = targets.flatMap((target) => {
    const provider = directory.bySlug(target.provider)
    if (!provider) log.warn({ provider: target.provider }, 'no such provider: its probe does not run')
    return provider ? [{ ...target, providerId: provider.id }] : []
  })
  const witness = createWitness<ProbeResultRow>(known.length)

  async function look({ providerId, kind, target }: (typeof known)[number]): Promise<void> {
    const at = clock.now()
    const { outcome, status, timings } = await PROBES[kind]!(target, { outbound, timeoutMs, signal })
    const wasOffline = witness.offline()
    const id = uuidv7({ msecs: at })
    const about = { id, providerId, component: null, kind, target, apiKeyId: null, at }
    const settled = witness.hear({ ...about, outcome, status, timings })
    if (witness.offline() !== wasOffline) {
      if (wasOffline) log.info('probes get out again')
      else log.warn('no probe gets out: this server itself seems to be offline; their failures are no evidence')
    }
    await writeProbeResults(db, settled)
  }

  async function watch(target: (typeof known)[number]): Promise<void> {
    await pause(everyMs * random(), undefined, { signal, ref: false })
    for (;;) {
      const leave = await takeSeat()
      try {
        signal.throwIfAborted()
        await look(target)
      } catch (error) {
        if (signal.aborted) return
        log.error({ err: error, target: target.target }, 'a probe result was lost')
      } finally {
        leave()
      }
      await pause(everyMs * (1 + JITTER * (2 * random() - 1)), undefined, { signal, ref: false })
    }
  }

  const loops = known.map((target) => watch(target))
  const ended = Promise.allSettled(loops)
  return {
    offline: () => witness.offline(),
    async close() {
      stop.abort()
      await ended
    },
  }
}

/** At most `seats` at once, the others wait in order. */
function createSeats(seats: number): () => Promise<() => void> {
  let free = seats
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  return async () => {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    return leave
  }
}
