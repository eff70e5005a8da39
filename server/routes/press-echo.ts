import type { PressEcho } from '../../shared/echo.ts'
import { HOUR_MS } from '../../shared/time.ts'
import { AMPLIFIED_MS, AMPLIFIED_NAMED, AMPLIFIED_SHARE, AMPLIFIED_VOICES } from '../detect/rule.ts'
import { isPruned } from '../store/clocks.ts'
import type { Database } from '../store/db.ts'
import { readFrozen } from '../store/dossiers.ts'
import { readEcho } from '../store/echo.ts'
import type { IncidentRow } from '../store/incidents.ts'
import { createThrift } from './thrift.ts'

const LOUDEST = { share: AMPLIFIED_SHARE, windowMs: AMPLIFIED_MS, voices: AMPLIFIED_VOICES, named: AMPLIFIED_NAMED }
/** What one page brought is said of a provider for so long; of an incident for ever. */
const FRESH_MS = HOUR_MS

const thrifts = new WeakMap<Database, ReturnType<typeof createThrift<PressEcho>>>()

/** Minutes of a long incident are many: they are read no more often than the database bears. */
function thriftOf(db: Database) {
  const known = thrifts.get(db) ?? createThrift<PressEcho>()
  thrifts.set(db, known)
  return known
}

type Row = Pick<IncidentRow, 'id' | 'providerId' | 'startedAt' | 'resolvedAt'>

/** Through whose widgets an incident was reported; null: its minutes are gone, and nothing was kept of it. */
export async function readIncidentEcho(db: Database, row: Row, now: number): Promise<PressEcho | null> {
  const { id, providerId, startedAt, resolvedAt } = row
  if (isPruned(startedAt, now)) return (await readFrozen(db, id))?.echo ?? null
  return thriftOf(db)(`${id} ${startedAt} ${resolvedAt}`, () =>
    readEcho(db, { providerId, from: startedAt, to: resolvedAt ?? now + 1 }, LOUDEST),
  )
}

/** When one page was loud within the last hour, whatever state its voices have not raised. */
export async function readFreshEcho(db: Database, providerId: number, now: number): Promise<PressEcho['amplified']> {
  const { amplified } = await readEcho(db, { providerId, from: now - FRESH_MS, to: now + 1 }, LOUDEST)
  return amplified
}
