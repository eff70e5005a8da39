import { randomUUID } from 'node:crypto'
import { DAY_MS, HOUR_MS, bucketStart } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Change } from '../detect/detector.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { readIncidents } from '../store/incidents.ts'
import { commitJudgement, readDetectorStates, type DetectorRow, type Judgement } from '../store/judgements.ts'
import { DETECTOR_ROLE, releaseLease, takeLease, type Cursor, type Lease } from '../store/leases.ts'
import { readGaps, readMinutes, type Gap } from '../store/minutes.ts'
import { openCursor, readVoicesAfter, type HeardVoice } from '../store/voices.ts'
import { every } from './every.ts'
import { Watch } from './watch.ts'

/** A fresh detector goes through this much history. */
const WARM_MS = 35 * DAY_MS
/** Voices are kept 48 hours: whoever was away for longer than this catches up from the minutes instead. */
const CATCH_UP_MS = DAY_MS
const VOICES_PER_READ = 5_000
/** Real time. A lease outlives many turns; what has not changed a state is written down this often. */
const LEASE_MS = 10_000
const COMMIT_MS = 2_000
/** A turn this much later than the one before (real time) means that we were asleep: a gap, not silence. */
const AWAY_MS = 90_000

export type OnChange = (providerId: number, change: Change) => void
export type DetectDeps = {
  db: Database
  clock: Clock
  log: Log
  directory: Pick<Directory, 'all'>
  /** Told after the commit, of changes since the start; not of those that a history or another leader brought. */
  onChange?: OnChange | undefined
}
export type DetectJob = {
  /** Domain instant up to which everything that was committed is judged; undefined while somebody else leads. */
  readonly judgedUntil: number | undefined
  close(): Promise<void>
}
export type Judge = DetectJob & { turn(): Promise<void> }

type Leading = { epoch: number; cursor: Cursor; watches: Map<number, Watch>; at: number; committedAt: number }

/**
 * Listens to the voices as they are committed and judges, if it is the leader. Whatever fails, memory is thrown away and read
 * back from the last commit, which holds detectors, place and verdicts together: nothing is heard twice and nothing told twice.
 */
export function createJudge(deps: DetectDeps): Judge {
  const { db, clock, log, onChange } = deps
  const holder = randomUUID()
  let leading: Leading | undefined
  let judgedUntil: number | undefined

  async function lead(): Promise<Leading | undefined> {
    const lease = await takeLease(db, { role: DETECTOR_ROLE, holder, now: Date.now(), ttlMs: LEASE_MS })
    if (!lease) return undefined
    const began = performance.now()
    const { watches, cursor, at } = await load(deps, lease)
    const taken: Leading = { epoch: lease.epoch, watches, cursor, at, committedAt: -Infinity }
    // The history is written down at once, or a crash would have to go through it again.
    if (!(await commit(taken))) return undefined
    log.info({ providers: watches.size, ms: Math.round(performance.now() - began) }, 'detector leads')
    return taken
  }

  async function listen(to: Leading): Promise<void> {
    for (;;) {
      const { voices, cursor } = await readVoicesAfter(db, to.cursor, VOICES_PER_READ)
      hear(to.watches, voices)
      to.cursor = cursor
      if (voices.length < VOICES_PER_READ) return
    }
  }

  async function commit(now: Leading): Promise<boolean> {
    const dirty = [...now.watches.values()].filter((watch) => watch.isDirty)
    const until = Date.now() + LEASE_MS
    const lease = { role: DETECTOR_ROLE, epoch: now.epoch, until, cursor: now.cursor, at: now.at }
    const led = await commitJudgement(db, lease, join(dirty.map((watch) => watch.take())))
    if (!led) log.warn('somebody else leads now')
    now.committedAt = performance.now()
    return led
  }

  async function turn(mine: Leading): Promise<boolean> {
    // The instant first: what is committed while we read belongs to the next turn.
    const now = Math.max(mine.at, clock.now())
    await listen(mine)
    const asleep = now - mine.at > AWAY_MS * clock.speed
    const gaps = asleep ? await readGaps(db, bucketStart(mine.at), bucketStart(now)) : []
    const changes: { providerId: number; change: Change }[] = []
    for (const watch of mine.watches.values()) {
      watch.missing(gaps)
      for (const change of watch.advance(now)) changes.push({ providerId: watch.providerId, change })
    }
    const isNewHour = bucketStart(now, HOUR_MS) !== bucketStart(mine.at, HOUR_MS)
    const isDue = performance.now() - mine.committedAt >= COMMIT_MS
    mine.at = now
    if ((changes.length > 0 || isNewHour || isDue) && !(await commit(mine))) return false
    for (const { providerId, change } of changes) onChange?.(providerId, change)
    return true
  }

  return {
    get judgedUntil() {
      return judgedUntil
    },
    async turn() {
      const mine = leading ?? (await lead())
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

async function load({ db, clock, directory }: DetectDeps, lease: Lease) {
  const now = Math.max(clock.now(), lease.at ?? -Infinity)
  const minute = bucketStart(now)
  const rows = new Map((await readDetectorStates(db)).map((row) => [row.providerId, row]))
  const mayCatchUp = lease.cursor !== null && lease.at !== null && now - lease.at < CATCH_UP_MS
  const opened = mayCatchUp ? { cursor: lease.cursor!, voices: [] } : await openCursor(db, minute)
  const gaps = await readGaps(db, minute - WARM_MS, minute)
  const watches = new Map<number, Watch>()
  for (const { id } of directory.all()) {
    const row = rows.get(id)
    const restored = row && row.at > now - WARM_MS ? Watch.restore(row) : undefined
    const watch = restored ?? (await warm(db, id, row, gaps, minute))
    if (restored && !mayCatchUp) watch.relive(await readMinutes(db, id, watch.at, minute), gaps, minute)
    watch.believe(bucketStart(watch.at, HOUR_MS))
    watches.set(id, watch)
  }
  hear(watches, opened.voices)
  return { watches, cursor: opened.cursor, at: mayCatchUp ? lease.at! : minute }
}

/** From the stored minutes. Where another rule has judged before, its verdicts stand. */
async function warm(
  db: Database,
  providerId: number,
  row: DetectorRow | undefined,
  gaps: readonly Gap[],
  to: number,
): Promise<Watch> {
  const [first] = gaps
  // Nobody was there before the first heartbeat.
  const startAt = first && first.from <= to - WARM_MS ? first.to : to - WARM_MS
  const watch = new Watch(providerId, { startAt })
  watch.relive(await readMinutes(db, providerId, startAt, to), gaps, to)
  if (row) {
    const [open] = await readIncidents(db, { providerId, open: true, limit: 1 })
    watch.adopt(open ? { ...open, rule: 'before' } : null, row.at)
  }
  return watch
}

function hear(watches: Map<number, Watch>, voices: readonly HeardVoice[]): void {
  for (const voice of voices) watches.get(voice.providerId)?.hear(voice)
}

function join(judgements: Judgement[]): Judgement {
  return {
    states: judgements.flatMap((j) => j.states),
    baselines: judgements.flatMap((j) => j.baselines),
    incidents: judgements.flatMap((j) => j.incidents),
    events: judgements.flatMap((j) => j.events),
  }
}
