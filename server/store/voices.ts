import { SLOT_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'
import type { Cursor } from './leases.ts'

/** As the detector hears it; `reporter` and `network` are hashes, shortened: they only have to differ. */
export type HeardVoice = {
  providerId: number
  observedAt: number
  answer: 'problem' | 'works'
  reporter: string
  network: string
}

type Row = HeardVoice & Cursor

const columns = (db: Database) => db.sql`
  provider_id as "providerId", (extract(epoch from observed_at) * 1000)::float8 as "observedAt", answer,
  left(encode(reporter_key, 'hex'), 16) as reporter, left(encode(network_key, 'hex'), 16) as network, xid::text as xid, seq`

/**
 * The voices after `cursor` in the order of (xid, seq), at most `limit`, and where to go on. Only what is below the oldest
 * transaction still running is read: a late commit is never skipped. What is left out is there a moment later.
 */
export async function readVoicesAfter(
  db: Database,
  cursor: Cursor,
  limit: number,
): Promise<{ voices: HeardVoice[]; cursor: Cursor }> {
  const rows = await db.sql<Row[]>`
    select ${columns(db)} from voices
    where (xid, seq) > (${cursor.xid}::xid8, ${cursor.seq}) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, seq limit ${limit}`
  const last = rows.at(-1)
  return { voices: rows, cursor: last ? { xid: last.xid, seq: last.seq } : cursor }
}

/** Where to begin without having been here before: the settled voices observed since an instant, and all that settle later. */
export async function openCursor(db: Database, since: number): Promise<{ voices: HeardVoice[]; cursor: Cursor }> {
  const [slot, from] = [new Date(bucketStart(since, SLOT_MS)).toISOString(), new Date(since).toISOString()]
  const [settled] = await db.sql<[{ xmin: string }]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`
  const voices = await db.sql<Row[]>`
    select ${columns(db)} from voices
    where slot >= ${slot}::timestamptz and observed_at >= ${from}::timestamptz and xid < ${settled.xmin}::xid8 order by xid, seq`
  return { voices, cursor: { xid: settled.xmin, seq: 0 } }
}
