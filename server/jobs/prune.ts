import { DAY_MS, HOUR_MS, MINUTE_MS, bucketStart, bucketStarts } from '../../shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { writeHeartbeats } from '../store/heartbeats.ts'
import { hoursKnownUntil, rollUpHours } from '../store/hours.ts'
import { PARTITIONED, dropExpired, ensurePartitions, isPartitioned } from '../store/partitions.ts'
import { every } from './every.ts'

/** Ids are taken 72 hours back, and clocks disagree; a server asleep over a weekend still has its partitions. */
const PARTITIONS_BACK_MS = 73 * HOUR_MS
const PARTITIONS_AHEAD_MS = 3 * DAY_MS
/** Reports come this late, so hours change this late. */
const HOURS_BACK_MS = 50 * HOUR_MS
/** A turn that is later than this (real time, as a share of the clock's speed) means that we were away: a gap, not a zero. */
const AWAY_MS = 90_000
const TICK_MS = 1_000

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
 * Housekeeping by domain time, in turns: a heartbeat for each minute; when an hour begins, partitions are made ahead, hours are rolled up and what
 * has expired is dropped. Turns may be missed (the next one does more) and several processes may do them.
 */
export function createPruner({ db, clock, log }: Deps): { turn(): Promise<void> } {
  let beatenAt: number | undefined
  let hour: number | undefined

  async function beat(now: number): Promise<void> {
    const minute = bucketStart(now)
    if (beatenAt !== undefined && minute === bucketStart(beatenAt)) return void (beatenAt = now)
    const away = beatenAt === undefined || now - beatenAt > AWAY_MS * clock.speed
    const minutes = away ? [minute] : bucketStarts(bucketStart(beatenAt ?? now) + MINUTE_MS, minute + MINUTE_MS)
    await writeHeartbeats(db, minutes)
    beatenAt = now
  }

  async function tidy(now: number): Promise<void> {
    await makePartitionsAhead({ db, clock })
    const known = await hoursKnownUntil(db)
    if (known !== undefined) await rollUpHours(db, Math.min(known, now) - HOURS_BACK_MS, now)
    const dropped = await dropExpired(db, now)
    if (dropped.length > 0) log.info({ dropped }, 'expired partitions dropped')
  }

  return {
    async turn() {
      const now = clock.now()
      if (hour !== bucketStart(now, HOUR_MS)) {
        await tidy(now)
        hour = bucketStart(now, HOUR_MS)
      }
      await beat(now)
    },
  }
}

/** Call `makePartitionsAhead` and wait for it before taking reports; this keeps it so. */
export function startPruneJob(deps: Deps & { tickMs?: number }): { close(): Promise<void> } {
  const pruner = createPruner(deps)
  return every({ ms: deps.tickMs ?? TICK_MS, log: deps.log, name: 'prune', run: () => pruner.turn() })
}
