import type { Clock } from '../clock.ts'
import { AMPLIFIED_MS, AMPLIFIED_NAMED, AMPLIFIED_SHARE, AMPLIFIED_VOICES } from '../detect/rule.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { forgetNames, freezeDossiers } from '../store/dossiers.ts'
import { VOICES_KEPT_MS } from '../store/partitions.ts'

const LOUDEST = { share: AMPLIFIED_SHARE, windowMs: AMPLIFIED_MS, voices: AMPLIFIED_VOICES, named: AMPLIFIED_NAMED }

/**
 * Freezes the dossiers of incidents that are over, a few a turn. Whatever fails is tried again when the next one ends or an hour
 * begins: what is frozen is kept for more than a year where it is.
 */
export function createFreezer({ db, clock, log }: { db: Database; clock: Clock; log: Log }) {
  let isDue = false

  return {
    due(): void {
      isDue = true
    },
    async turn(): Promise<void> {
      if (!isDue) return
      try {
        if ((await freezeDossiers(db, clock.now(), LOUDEST)) > 0) return
        await forgetNames(db, clock.now() - VOICES_KEPT_MS)
      } catch (error) {
        log.error({ err: error }, 'dossiers could not be frozen')
      }
      isDue = false
    },
  }
}
