import { randomUUID } from 'node:crypto'
import { HOUR_MS } from '../../shared/time.ts'
import { finishDay, indexVersion, readIndex } from '../archive/folder.ts'
import type { ArchiveIndex } from '../archive/manifest.ts'
import { dayOf, nextDay } from '../archive/names.ts'
import type { Log } from '../log.ts'
import { readFirstInstant } from '../store/archive-counts.ts'
import { HOURS_BACK_MS } from '../store/hours.ts'
import { keepLease, releaseLease, takeLease } from '../store/leases.ts'
import { isDayDue, writeDay, type ArchiveDeps } from './archive/day.ts'
import { every, type OnTurn } from './every.ts'

const ROLE = 'archive'
/** Real time: a day of one provider takes milliseconds, so whoever is silent for so long is gone. */
const LEASE_MS = 120_000
const RENEW_MS = 10_000
const TICK_MS = 60_000

/** A day is settled when no late report can change it any more (domain time after its end), with an hour for clocks that disagree. */
export const SETTLED_AFTER_MS = HOURS_BACK_MS + HOUR_MS

export type ArchiveRun = 'busy' | { written: string[] }

/**
 * Writes every day that is settled and not written yet, oldest first. `busy`: another process is at it. `isClosing`: whether to give up; the
 * archive then has whole days only, and the next run goes on.
 */
export async function writeDue(
  deps: ArchiveDeps,
  { isClosing = () => false }: { isClosing?: () => boolean } = {},
): Promise<ArchiveRun> {
  const { db, clock, dir } = deps
  if ((await nextDue(deps, await readIndex(dir))) === undefined) return { written: [] }
  const holder = `${process.pid} ${randomUUID()}`
  const lease = await takeLease(db, { role: ROLE, holder, now: Date.now(), ttlMs: LEASE_MS })
  if (lease === undefined) return 'busy'
  let renewedAt = Date.now()
  const mayGoOn = async () => {
    if (isClosing()) return false
    if (Date.now() - renewedAt < RENEW_MS) return true
    renewedAt = Date.now()
    return keepLease(db, { role: ROLE, epoch: lease.epoch, until: renewedAt + LEASE_MS })
  }
  const written: string[] = []
  try {
    await finishDay(dir)
    for (;;) {
      const index = await readIndex(dir)
      const day = await nextDue(deps, index)
      if (day === undefined || !(await writeDay(day, { ...deps, clock, index, mayGoOn }))) return { written }
      written.push(day)
    }
  } finally {
    await releaseLease(db, { role: ROLE, epoch: lease.epoch })
  }
}

/** The day to be written next; undefined: none is settled. */
async function nextDue({ db, clock }: ArchiveDeps, index: ArchiveIndex | undefined): Promise<string | undefined> {
  const first = index === undefined ? await readFirstInstant(db) : undefined
  if (index === undefined && first === undefined) return undefined
  const day = index === undefined ? dayOf(first!) : nextDay(index.last_day)
  return isDayDue(day, clock.now() - SETTLED_AFTER_MS) ? day : undefined
}

/** Once a minute a look at whether a day is due. */
export function startArchiveJob(deps: ArchiveDeps & { log: Log; onTurn?: OnTurn | undefined }): {
  close(): Promise<void>
} {
  const { clock, dir, log, onTurn } = deps
  let closing = false
  // Looked at anew only when another day has begun to be settled, or the folder has changed.
  let seen = ''
  const job = every({
    ms: TICK_MS,
    log,
    name: 'archive',
    onTurn,
    async run() {
      const now = `${dayOf(clock.now() - SETTLED_AFTER_MS)} ${await indexVersion(dir)}`
      if (now === seen) return
      const run = await writeDue(deps, { isClosing: () => closing })
      if (run === 'busy') return
      if (run.written.length > 0) log.info({ days: run.written.length, last: run.written.at(-1) }, 'archive written')
      if (!closing) seen = `${dayOf(clock.now() - SETTLED_AFTER_MS)} ${await indexVersion(dir)}`
    },
  })
  return {
    async close() {
      closing = true
      await job.close()
    },
  }
}
