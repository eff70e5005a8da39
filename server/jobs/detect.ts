import { randomUUID } from 'node:crypto'
import { HOUR_MS, bucketStart } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Change } from '../detect/change.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { commitJudgement, type Judgement } from '../store/judgements.ts'
import { DETECTOR_ROLE, keepLease, readJudgedUntil, releaseLease, takeLease, type Cursor } from '../store/leases.ts'
import { readGaps } from '../store/minutes.ts'
import { readUnheard, readVoicesAfter } from '../store/voices.ts'
import { judgeArchived } from './detect-archived.ts'
import { failed, latestJudged, loadWatches, type Keep } from './detect-load.ts'
import { every } from './every.ts'
import type { Watch } from './watch.ts'

/** Real time. A lease outlives many turns. How far was judged is said often, or readers would take us for dead. */
const LEASE_MS = 10_000
const SAY_MS = 2_000
/** What has changed no state is heard again after a crash: so much of it at most (real time). */
const COMMIT_MS = 30_000
const VOICES_PER_READ = 5_000
/** A history is five weeks of hours of each: so many providers are written at once. */
const PROVIDERS_PER_COMMIT = 20
/** A turn this much later than the one before (real time) means that we were asleep: a gap, not silence. */
const AWAY_MS = 90_000
/** Another process may lead; when it is our turn for none of so many turns it is asked whether it does. */
const REFUSED_TURNS = 20
/** Voices that wait this long (real time) to be settled wait for somebody who has forgotten to commit. */
const HELD_MS = 60_000

export type OnChange = (providerId: number, change: Change) => void
export type DetectDeps = {
  db: Database
  clock: Clock
  log: Log
  directory: Pick<Directory, 'all'>
  /**
   * The stored minutes are a recording, in which every voice is another person: its outages are found and written. Otherwise
   * minutes, which have no networks, teach what is usual and open nothing.
   */
  trustHistory?: boolean | undefined
  /** Told after the commit, of changes since the start; not of those that a history or another leader brought. */
  onChange?: OnChange | undefined
}
export type DetectJob = {
  /** Domain instant up to which everything that was committed is judged; undefined while somebody else leads. */
  readonly judgedUntil: number | undefined
  close(): Promise<void>
}
export type Judge = DetectJob & { turn(): Promise<void> }

type Leading = {
  epoch: number
  keep: Keep
  cursor: Cursor
  watches: Map<number, Watch>
  at: number
  committedAt: number
  saidAt: number
}

/**
 * Listens to the voices as they are committed and judges, if it is the leader. Whatever fails, memory is thrown away and read
 * back from the last commit, which holds detectors, place and verdicts together: nothing is heard twice and nothing told twice.
 */
export function createJudge(deps: DetectDeps): Judge {
  const { db, clock, log, onChange } = deps
  const holder = randomUUID()
  let leading: Leading | undefined
  let judgedUntil: number | undefined
  let wasHeld = false
  let refused = 0

  async function lead(): Promise<Leading | undefined> {
    const lease = await takeLease(db, { role: DETECTOR_ROLE, holder, now: Date.now(), ttlMs: LEASE_MS })
    if (!lease) return undefined
    const began = performance.now()
    const keep = keeper(lease.epoch)
    const loaded = await loadWatches(deps, lease, keep)
    if (!loaded) return undefined
    const taken: Leading = { epoch: lease.epoch, keep, ...loaded, committedAt: -Infinity, saidAt: -Infinity }
    // The history is written down at once, or a crash would have to go through it again; part by part, and the place with the last.
    const watches = [...taken.watches.values()]
    for (let i = 0; i < watches.length - PROVIDERS_PER_COMMIT; i += PROVIDERS_PER_COMMIT) {
      if (!(await write(taken, watches.slice(i, i + PROVIDERS_PER_COMMIT), false))) return undefined
    }
    if (!(await commit(taken))) return undefined
    const archived = await judgeArchived(db, deps.directory, taken.at)
    if (archived) {
      await commitJudgement(db, { role: DETECTOR_ROLE, epoch: lease.epoch, until: Date.now() + LEASE_MS }, archived)
    }
    log.info({ providers: watches.length, ms: Math.round(performance.now() - began) }, 'detector leads')
    return taken
  }

  /** Lets others have their turn of the event loop, and renews the lease when it is time. */
  function keeper(epoch: number): Keep {
    let renewedAt = performance.now()
    return async () => {
      await new Promise((resolve) => setImmediate(resolve))
      if (performance.now() - renewedAt < LEASE_MS / 5) return true
      renewedAt = performance.now()
      return keepLease(db, { role: DETECTOR_ROLE, epoch, until: Date.now() + LEASE_MS })
    }
  }

  async function listen(to: Leading): Promise<void> {
    for (;;) {
      await to.keep()
      const { voices, cursor } = await readVoicesAfter(db, to.cursor, VOICES_PER_READ)
      for (const voice of voices) to.watches.get(voice.providerId)?.hear(voice)
      to.cursor = cursor
      if (voices.length < VOICES_PER_READ) return
    }
  }

  async function write(now: Leading, watches: Watch[], isLast: boolean): Promise<boolean> {
    const { epoch, cursor, at } = now
    const dirty = watches.filter((watch) => watch.isDirty)
    const take = (watch: Watch) => watch.attempt(at, failed(log, watch), () => watch.take()) ?? watch.take()
    const lease = { role: DETECTOR_ROLE, epoch, until: Date.now() + LEASE_MS, ...(isLast && { cursor, at }) }
    const taken = dirty.map(take)
    const { led, gaveWay } = await commitJudgement(db, lease, join(taken))
    if (!led) log.warn('somebody else leads now')
    if (gaveWay.length === 0) return led
    for (const { id, to } of gaveWay) {
      const owner = dirty.find((_, i) => taken[i]!.incidents.some((incident) => incident.id === id))
      owner?.giveWay(to)
    }
    return write(now, watches, isLast)
  }

  async function commit(now: Leading): Promise<boolean> {
    const led = await write(now, [...now.watches.values()], true)
    now.committedAt = now.saidAt = performance.now()
    return led
  }

  /** How far was judged, without what was heard: the place in the voices stays with the detectors that were written with it. */
  async function say(now: Leading): Promise<boolean> {
    if (performance.now() - now.saidAt < SAY_MS) return true
    now.saidAt = performance.now()
    return keepLease(db, { role: DETECTOR_ROLE, epoch: now.epoch, until: Date.now() + LEASE_MS, at: now.at })
  }

  async function warnWhenUnjudged(): Promise<void> {
    const judgedAt = (await readJudgedUntil(db, DETECTOR_ROLE)) ?? -Infinity
    if (Math.abs(clock.now() - judgedAt) <= AWAY_MS * clock.speed) return
    log.warn('somebody else has the lease of the detector, and judges nothing')
  }

  function warnWhenHeld(lagMs: number): void {
    const isHeld = lagMs > HELD_MS * clock.speed
    if (isHeld && !wasHeld) log.warn({ lagMs }, 'a long transaction in the database keeps voices from being heard')
    if (!isHeld && wasHeld) log.info('voices are heard again')
    wasHeld = isHeld
  }

  async function turn(mine: Leading): Promise<boolean> {
    // The instant first: what is committed while we read belongs to the next turn.
    const present = clock.now()
    await listen(mine)
    // Not past a voice that is stored but not settled: it would come too late to be heard.
    const now = Math.max(mine.at, Math.min(present, (await readUnheard(db, mine.cursor)) ?? Infinity))
    warnWhenHeld(present - now)
    const asleep = now - mine.at > AWAY_MS * clock.speed
    const gaps = asleep ? await readGaps(db, bucketStart(mine.at), bucketStart(now)) : []
    const changes: { providerId: number; change: Change }[] = []
    const watches = [...mine.watches.values()]
    for (const watch of watches) {
      if (asleep) await mine.keep()
      const judged = watch.attempt(now, failed(log, watch), () => {
        watch.missing(gaps)
        return watch.advance(now)
      })
      for (const change of judged ?? []) changes.push({ providerId: watch.providerId, change })
    }
    const isNewHour = bucketStart(now, HOUR_MS) !== bucketStart(mine.at, HOUR_MS)
    const hasFailed = watches.some((watch) => watch.hasFailed && watch.isDirty)
    const isDue = performance.now() - mine.committedAt >= COMMIT_MS
    mine.at = now
    const led = changes.length > 0 || isNewHour || hasFailed || isDue ? await commit(mine) : await say(mine)
    if (!led) return false
    for (const { providerId, change } of changes) onChange?.(providerId, change)
    return true
  }

  return {
    get judgedUntil() {
      return judgedUntil
    },
    async turn() {
      // What was judged by a clock that was wrong is loaded anew, or nothing would be judged until that time has come.
      if (leading && leading.at > latestJudged(clock)) leading = undefined
      const mine = leading ?? (await lead())
      if (mine) refused = 0
      else if ((refused += 1) === REFUSED_TURNS) await warnWhenUnjudged()
      leading = undefined // Back only when the turn has gone well.
      if (mine && (await turn(mine))) leading = mine
      judgedUntil = leading?.at
    },
    async close() {
      const mine = leading
      leading = undefined
      if (mine && (await commit(mine))) await releaseLease(db, { role: DETECTOR_ROLE, epoch: mine.epoch })
    },
  }
}

/** `tickMs`: real time between turns. */
export function startDetectJob(deps: DetectDeps & { tickMs?: number }): DetectJob {
  const judge = createJudge(deps)
  const loop = every({ ms: deps.tickMs ?? 250, log: deps.log, name: 'detect', run: () => judge.turn() })
  return {
    get judgedUntil() {
      return judge.judgedUntil
    },
    async close() {
      await loop.close()
      await judge.close()
    },
  }
}

function join(judgements: Judgement[]): Judgement {
  return {
    states: judgements.flatMap((j) => j.states),
    baselines: judgements.flatMap((j) => j.baselines),
    incidents: judgements.flatMap((j) => j.incidents),
    events: judgements.flatMap((j) => j.events),
  }
}
