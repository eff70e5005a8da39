import type { Database } from './db.ts'

/** Who judges. */
export const DETECTOR_ROLE = 'detector'

/** Where a reader of voices stands: the order is (xid, seq). */
export type Cursor = { xid: string; seq: number }
/** `at`: domain instant up to which the leader before has judged. Both null: nobody has been here yet. */
export type Lease = { epoch: number; cursor: Cursor | null; at: number | null }

/** A lease that runs out later than this much after its full length was taken by a clock that was wrong. */
const SKEW_MS = 60_000

/**
 * Makes `holder` the only leader of a role until `now` + `ttlMs` (real time, epoch milliseconds); undefined: somebody else is. Each
 * taking raises the epoch, so whoever was leader before can write no more, whether he noticed or not.
 */
export async function takeLease(
  db: Database,
  lease: { role: string; holder: string; now: number; ttlMs: number },
): Promise<Lease | undefined> {
  const [now, until, wrong] = [0, lease.ttlMs, lease.ttlMs + SKEW_MS].map((ms) =>
    new Date(lease.now + ms).toISOString(),
  )
  const [row] = await db.sql<{ epoch: number; xid: string | null; seq: number | null; at: Date | null }[]>`
    insert into leases (role, epoch, holder, until) values (${lease.role}, 1, ${lease.holder}, ${until!}::timestamptz)
    on conflict (role) do update set epoch = leases.epoch + 1, holder = excluded.holder, until = excluded.until
      where leases.until < ${now!}::timestamptz or leases.until > ${wrong!}::timestamptz or leases.holder = excluded.holder
    returning epoch, cursor_xid::text as xid, cursor_seq as seq, at`
  if (!row) return undefined
  const cursor = row.xid === null || row.seq === null ? null : { xid: row.xid, seq: row.seq }
  return { epoch: row.epoch, cursor, at: row.at === null ? null : new Date(row.at).getTime() }
}

/** Up to when (domain time) a role's leader has judged; undefined: never. */
export async function readJudgedUntil(db: Database, role: string): Promise<number | undefined> {
  const [row] = await db.sql<{ at: Date | null }[]>`select at from leases where role = ${role}`
  return row?.at ? new Date(row.at).getTime() : undefined
}

/** Stays leader until `until` (real time) and says how far has been judged; false: somebody else leads. The place in the voices stays. */
export async function keepLease(
  db: Database,
  lease: { role: string; epoch: number; until: number; at?: number },
): Promise<boolean> {
  const at = lease.at === undefined ? null : new Date(lease.at).toISOString()
  const rows = await db.sql`
    update leases set until = ${new Date(lease.until).toISOString()}::timestamptz, at = coalesce(${at}::timestamptz, at)
    where role = ${lease.role} and epoch = ${lease.epoch} returning epoch`
  return rows.length > 0
}

/** Lets the next one take over at once. */
export async function releaseLease(db: Database, lease: { role: string; epoch: number }): Promise<void> {
  await db.sql`update leases set until = '-infinity' where role = ${lease.role} and epoch = ${lease.epoch}`
}
