import { z } from 'zod'
import { MINUTE_MS } from '../../../shared/time.ts'
import type { Pressed } from '../../../web/parts/report-form.tsx'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { isDatabaseAway } from '../../errors.ts'
import { readAgent } from '../../ingest/device.ts'
import { MAX_USER_AGENT } from '../../ingest/limits.ts'
import type { Database } from '../../store/db.ts'
import { readPress } from '../../store/receipts.ts'

/** Who presses is back at once; a link that is passed on is opened later. Real time. */
const SHOWN_MS = 10 * MINUTE_MS

const Query = z.object({ reported: z.enum(['counted', 'repeat', 'changed', 'detailed']), id: z.uuid() })

/**
 * What the address says of a press, where it is true: that press is there, is of this provider and of the last minutes, and came to what is said.
 * Anything else is somebody's invention, and null.
 */
export async function readPressed(
  { db, clock }: { db: Database; clock: Clock },
  entry: DirectoryEntry,
  query: Record<string, string>,
  userAgent: string | undefined,
): Promise<Pressed | null> {
  const asked = Query.safeParse(query).data
  if (asked === undefined) return null
  const press = await readPress(db, asked.id).catch((error: unknown) => {
    // The page has its own word for that.
    if (isDatabaseAway(error)) return undefined
    throw error
  })
  if (press === undefined || press.providerId !== entry.id) return null
  const age = clock.now() - press.receivedAt
  if (age < 0 || age > SHOWN_MS * clock.speed) return null
  const isSo = asked.reported === 'detailed' ? press.outcome !== 'changed' : press.outcome === asked.reported
  if (!isSo) return null
  const { id, answer, country } = press
  return {
    id,
    receipt: asked.reported,
    answer,
    country,
    device: readAgent((userAgent ?? '').slice(0, MAX_USER_AGENT)).device,
  }
}
