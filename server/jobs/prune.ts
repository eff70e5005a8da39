import { DAY_MS, HOUR_MS, MINUTE_MS, bucketStart, bucketStarts } from '../../shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { dayOf, takeDayKey } from '../store/day-keys.ts'
import type { Database } from '../store/db.ts'
import { LATE_BEATS_MS, countHeartbeats, writeHeartbeats } from '../store/heartbeats.ts'
import { HOURS_BACK_MS, hoursKnownUntil, rollUpHours } from '../store/hours.ts'
import { dropDeliveries } from '../store/outbox.ts'
import { PARTITIONED, dropExpired, ensurePartitions, isPartitioned } from '../store/partitions.ts'
import { dropOldPushes } from '../store/push.ts'
import { dropOldSecrets } from '../store/webhooks.ts'
import { every, type OnTurn } from './every.ts'

/** Ids are taken 72 hours back, and clocks disagree; a server asleep over a weekend still has its partitions. */
const PARTITIONS_BACK_MS = 73 * HOUR_MS
const PARTITIONS_AHEAD_MS = 3 * DAY_MS
/** A turn that is later than this (real time, as a share of the clock's speed) means that we were away: a gap, not a zero. */
const AWAY_MS = 90_000
const SETTLED_BEATS = HOUR_MS / MINUTE_MS
/** Real time between turns; what fails is tried again at the next one. */
const BEAT_MS = 1_000
const TIDY_MS = 10_000

/** Real time between beats: at most a second, and in a replay so often that the newest minutes never look like a gap. */
export const beatMs = (speed: number): number => Math.min(BEAT_MS, LATE_BEATS_MS / 4 / speed)

type Deps = { db: Database; clock: Clock; log: Log }

/** Makes the partitions that reports of now can need: before the first one is taken. */
export async function makePartitionsAhead({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  for (const table of Object.keys(PARTITIONED).filter(isPartitioned)) {
    // Not further back than is kept, or what is made now is dropped a moment later, over and over.
    const back = Math.min(PARTITIONS_BACK_MS, PARTITIONED[table].keptMs)
    await ensurePartitions(db, now - back, now + PARTITIONS_AHEAD_MS, [table])
  }
}

/**
 * Housekeeping by domain time. `beat`: a heartbeat for each minute, also when the rest fails. `tidy`: when an hour begins, partitions are made
 * ahead, the day's secret gives way to the next one's, hours are rolled up and what has expired is dropped. Turns may be missed (the next one does more) and several processes may do them.
 */
export function createPruner({ db, clock, log }: Deps): { beat(): Promise<void>; tidy(): Promise<void> } {
  let beatenAt: number | undefined
  let hour: number | undefined

  async function beat(): Promise<void> {
    const now = clock.now()
    const minute = bucketStart(now)
    if (beatenAt !== undefined && minute === bucketStart(beatenAt)) return void (beatenAt = now)
    const away = beatenAt === undefined || now - beatenAt > AWAY_MS * clock.speed
    const minutes = away ? [minute] : bucketStarts(bucketStart(beatenAt ?? now) + MINUTE_MS, minute + MINUTE_MS)
    await writeHeartbeats(db, minutes)
    beatenAt = now
  }

  async function tidy(): Promise<void> {
    const now = clock.now()
    if (hour === bucketStart(now, HOUR_MS)) return
    await makePartitionsAhead({ db, clock })
    // Whether or not anybody reports: what is promised of yesterday's reporters holds from midnight on.
    await takeDayKey(db, dayOf(now))
    const known = await hoursKnownUntil(db)
    if (known !== undefined) await rollUpHours(db, Math.min(known, now) - HOURS_BACK_MS, now)
    // A clock that jumped to another year must not cost one: whoever drops has been there for an hour.
    if ((await countHeartbeats(db, now - DAY_MS, now)) >= SETTLED_BEATS) {
      const dropped = await dropExpired(db, now)
      if (dropped.length > 0) log.info({ dropped }, 'expired partitions dropped')
      await dropDeliveries(db, now)
      await dropOldSecrets(db, now)
      // Also where nothing is pushed any more: an address is not kept for longer because nobody writes to it.
      await dropOldPushes(db, now)
    }
    hour = bucketStart(now, HOUR_MS)
  }

  return { beat, tidy }
}

/** Call `makePartitionsAhead` and wait for it before taking reports; this keeps it so. */
export function startPruneJob(deps: Deps & { tickMs?: number; onTurn?: OnTurn | undefined }): {
  close(): Promise<void>
} {
  const pruner = createPruner(deps)
  const { log, onTurn } = deps
  const jobs = [
    every({ ms: deps.tickMs ?? beatMs(deps.clock.speed), log, name: 'heartbeat', run: () => pruner.beat(), onTurn }),
    every({ ms: TIDY_MS, log, name: 'prune', run: () => pruner.tidy(), onTurn }),
  ]
  return { close: async () => void (await Promise.all(jobs.map((job) => job.close()))) }
}
