import type { Database } from './db.ts'

/** Who judges. */
export const DETECTOR_ROLE = 'detector'

/** Where a reader of voices stands: the order is (xid, seq). */
export type Cursor = { xid: string; seq: number }
/**
 * `at`: domain instant up to which the leader before has judged; `cursor` and `probes` its places in the voices and in the probe results,
 * `site` what it knew of the whole site. All null: nobody has been here yet.
 */
export type Lease = { epoch: number; cursor: Cursor | null; probes: Cursor | null; at: number | null; site: unknown }

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
  const [row] = await db.sql<LeaseRow[]>`
    insert into leases (role, epoch, holder, until) values (${lease.role}, 1, ${lease.holder}, ${until!}::timestamptz)
    on conflict (role) do update set epoch = leases.epoch + 1, holder = excluded.holder, until = excluded.until
      where leases.until < ${now!}::timestamptz or leases.until > ${wrong!}::timestamptz or leases.holder = excluded.holder
    returning epoch, cursor_xid::text as xid, cursor_seq as seq, probe_xid::text as "probeXid", probe_seq as "probeSeq", at, site`
  if (!row) return undefined
  const { epoch, at, site } = row
  const [cursor, probes] = [toCursor(row.xid, row.seq), toCursor(row.probeXid, row.probeSeq)]
  return { epoch, cursor, probes, at: at === null ? null : new Date(at).getTime(), site }
}

type LeaseRow = {
  epoch: number
  xid: string | null
  seq: number | null
  probeXid: string | null
  probeSeq: number | null
  at: Date | null
  site: unknown
}

const toCursor = (xid: string | null, seq: number | null): Cursor | null =>
  xid === null || seq === null ? null : { xid, seq }

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
