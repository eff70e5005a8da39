import type { Database } from './db.ts'
import type { Cursor } from './leases.ts'

/** A notice as the detector's job reads it; `saidFrom`, `saidTo` null: nobody knows when. Instants are epoch milliseconds. */
export type HeardNoticeRow = {
  id: string
  providerId: number
  topics: string[]
  component: string | null
  device: string | null
  saidFrom: number | null
  saidTo: number | null
  seenAt: number
  isWithdrawn: boolean
}

/** Who speaks for the service; what others say moves no verdict. */
const SPEAKERS = ['provider', 'operator']

/**
 * What providers and operators have said, in the order of (xid, seq) after `cursor`, with the care of `readVoicesAfter`. One that was
 * withdrawn comes once more.
 */
export async function readNoticesAfter(
  db: Database,
  cursor: Cursor,
  limit: number,
): Promise<{ notices: HeardNoticeRow[]; cursor: Cursor }> {
  const { sql } = db
  const ms = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`
  const rows = await sql<(HeardNoticeRow & Cursor)[]>`
    select id, provider_id as "providerId", topics, component, device, ${ms('said_from')} as "saidFrom", ${ms('said_to')} as "saidTo",
      ${ms('seen_at')} as "seenAt", withdrawn_at is not null as "isWithdrawn", xid::text as xid, seq
    from notices
    where by = any(${SPEAKERS}::text[]) and (notices.xid, notices.seq) > (${cursor.xid}::xid8, ${cursor.seq})
      and notices.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by notices.xid, notices.seq limit ${limit}`
  const last = rows.at(-1)
  return {
    notices: rows.map(({ xid: _xid, seq: _seq, ...notice }) => notice),
    cursor: last ? { xid: last.xid, seq: last.seq } : cursor,
  }
}

/** Where to begin: no notice that was seen at `since` or later is before this place, nor will one be. */
export async function openNoticeCursor(db: Database, since: number): Promise<Cursor> {
  const [row] = await db.sql<[Cursor]>`
    select xid::text as xid, seq from (
      select pg_snapshot_xmin(pg_current_snapshot()) as xid, 0::bigint as seq
      union all
      (select xid, seq - 1 from notices where seen_at >= ${new Date(since).toISOString()}::timestamptz order by xid, seq limit 1)
    ) places order by places.xid, places.seq limit 1`
  return row
}
