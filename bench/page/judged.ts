import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../server/store/db.ts'
import { runningEmbedded } from '../../server/store/embedded.ts'
import { DETECTOR_ROLE, readJudgedUntil } from '../../server/store/leases.ts'
import { MINUTE_MS } from '../../shared/time.ts'

const POLL_MS = 200

/** A server that has just begun on a history goes through weeks of it: what it is like from then on is measured. */
export async function awaitJudged(dataDir: string): Promise<void> {
  const db = openDatabase({ connection: runningEmbedded(dataDir)!, max: 1 })
  try {
    while (((await readJudgedUntil(db, DETECTOR_ROLE)) ?? -Infinity) < Date.now() - MINUTE_MS) await sleep(POLL_MS)
  } finally {
    await db.close()
  }
}
