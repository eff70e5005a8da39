import { SLOT_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'
import type { Cursor } from './leases.ts'
import type { Said } from './schema.ts'

/**
 * As the detector hears it; `reporter` and `network` are hashes, shortened: they only have to differ. A voice comes as what it said at first;
 * each `turn` after 0 says more, or something else, than `before`, which is null of a voice itself.
 */
export type HeardVoice = {
  providerId: number
  observedAt: number
  answer: 'problem' | 'works'
  reporter: string
  network: string
  asn: number | null
  host: string | null
  problem: string | null
  component: string | null
  device: string | null
  region: string | null
  turn: number
  before: Said | null
  receivedAt: number
  place: Cursor
}

type Row = Omit<HeardVoice, 'place'> & Cursor

/** Turn 0 of a voice that was amended holds what is said by now. */
const said = ({ sql }: Database, detail: keyof Said) =>
  sql`case when turn = 0 and before is not null then before ->> ${detail}::text else ${sql(detail)} end as ${sql(detail)}`

const columns = (db: Database) => db.sql`
  provider_id as "providerId", (extract(epoch from observed_at) * 1000)::float8 as "observedAt", answer,
  turn, case when turn > 0 then before end as before, (extract(epoch from received_at) * 1000)::float8 as "receivedAt",
  left(encode(reporter_key, 'hex'), 16) as reporter, left(encode(network_key, 'hex'), 16) as network,
  voices.network as asn, host, ${said(db, 'problem')}, ${said(db, 'component')}, ${said(db, 'device')}, ${said(db, 'region')},
  xid::text as xid, seq`

/**
 * The voices and what amends them after `cursor` in the order of (xid, seq), at most `limit`, and where to go on; with `upTo` none after that place. Only
 * what is below the oldest transaction still running is read: a late commit is never skipped. What is left out is there a moment
 * later.
 */
export async function readVoicesAfter(
  db: Database,
  cursor: Cursor,
  limit: number,
  upTo?: Cursor,
): Promise<{ voices: HeardVoice[]; cursor: Cursor }> {
  const { sql } = db
  // Not by the name alone: that is the text in the answer, in whose order 1000 comes before 999.
  const rows = await sql<Row[]>`
    select ${columns(db)} from voices
    where (xid, seq) > (${cursor.xid}::xid8, ${cursor.seq}) and xid < pg_snapshot_xmin(pg_current_snapshot())
      ${upTo ? sql`and (xid, seq) <= (${upTo.xid}::xid8, ${upTo.seq})` : sql``}
    order by voices.xid, voices.seq limit ${limit}`
  const voices = rows.map(({ xid, seq, ...voice }) => Object.assign(voice, { place: { xid, seq } }))
  return { voices, cursor: voices.at(-1)?.place ?? cursor }
}

/** Whether a place comes after another. */
export function isAfter(a: Cursor, b: Cursor): boolean {
  const [x, y] = [BigInt(a.xid), BigInt(b.xid)]
  return x === y ? a.seq > b.seq : x > y
}

/**
 * When the next voice after `cursor` was received (domain time); undefined: there is none. While another transaction keeps it from being
 * settled, nothing from then on was heard, however long that lasts.
 */
export async function readUnheard(db: Database, cursor: Cursor): Promise<number | undefined> {
  const [row] = await db.sql<{ at: number }[]>`
    select (extract(epoch from received_at) * 1000)::float8 as at from voices
    where (xid, seq) > (${cursor.xid}::xid8, ${cursor.seq}) order by xid, seq limit 1`
  return row?.at
}

/** Where to begin without having been here before: no voice observed since an instant is before this place, nor will one be. */
export async function openCursor(db: Database, since: number): Promise<Cursor> {
  const [slot, from] = [new Date(bucketStart(since, SLOT_MS)).toISOString(), new Date(since).toISOString()]
  const [row] = await db.sql<[Cursor]>`
    select xid::text as xid, seq from (
      select pg_snapshot_xmin(pg_current_snapshot()) as xid, 0::bigint as seq
      union all
      (select xid, seq - 1 from voices where slot >= ${slot}::timestamptz and observed_at >= ${from}::timestamptz
        order by xid, seq limit 1)
    ) places order by places.xid, places.seq limit 1`
  return row
}
