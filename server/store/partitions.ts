import { DAY_MS, HOUR_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'

/** A report may be observed 48 hours ago; the hour more is for its slot's beginning and for clocks that disagree. */
export const VOICES_KEPT_MS = 49 * HOUR_MS

type Width = 'day' | 'month'
type Plan = { width: Width; by: 'id' | 'time'; keptMs: number }

/** The partitioned tables, how wide their partitions are, by what they are cut (the time, or the time inside a UUIDv7), and how long rows stay. */
export const PARTITIONED = {
  reports: { width: 'day', by: 'id', keptMs: 30 * DAY_MS },
  voices: { width: 'day', by: 'time', keptMs: VOICES_KEPT_MS },
  probe_results: { width: 'day', by: 'id', keptMs: 400 * DAY_MS },
  report_counts_minute: { width: 'month', by: 'time', keptMs: 400 * DAY_MS },
  report_counts_quarter: { width: 'month', by: 'time', keptMs: 400 * DAY_MS },
  heartbeats: { width: 'month', by: 'time', keptMs: 400 * DAY_MS },
} as const satisfies Record<string, Plan>

export type PartitionedTable = keyof typeof PARTITIONED
export const isPartitioned = (name: string): name is PartitionedTable => name in PARTITIONED
const TABLES = Object.keys(PARTITIONED).filter(isPartitioned)

type Partition = { table: PartitionedTable; name: string; from: number; to: number }

function partitionAt(table: PartitionedTable, at: number): Partition {
  const date = new Date(at)
  const { width } = PARTITIONED[table]
  const month = (ahead: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead)
  const from = width === 'day' ? bucketStart(at, DAY_MS) : month(0)
  const to = width === 'day' ? from + DAY_MS : month(1)
  const digits = new Date(from).toISOString().slice(0, width === 'day' ? 10 : 7)
  return { table, name: `${table}_${digits.replaceAll('-', '')}`, from, to }
}

/** The other way round; undefined for a table that is not a partition. */
export function toPartition(name: string): Partition | undefined {
  const [, table = '', year, month, day = '01'] = /^([a-z_]+)_(\d{4})(\d\d)(\d\d)?$/.exec(name) ?? []
  if (!isPartitioned(table)) return undefined
  const partition = partitionAt(table, Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return partition.name === name ? partition : undefined
}

/** The smallest UUIDv7 of a millisecond: its first 48 bits are the time. PostgreSQL compares uuids bit by bit. */
export function firstUuidAt(at: number): string {
  const hex = at.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

const bound = ({ table }: Partition, at: number) =>
  PARTITIONED[table].by === 'id' ? firstUuidAt(at) : new Date(at).toISOString()

const PARTITION_LOCK = 4_207_702

/**
 * One statement, so it happens wholly or not at all, and whoever comes second under the lock finds it done. Made beside and attached:
 * `create table … partition of` would lock out every writer of the parent, `attach` does not.
 */
const creation = (p: Partition) => `do $$ begin
  perform pg_advisory_xact_lock(${PARTITION_LOCK});
  if not exists (select from pg_inherits where inhrelid = to_regclass('public.${p.name}')) then
    create table if not exists public.${p.name} (like public.${p.table} including all);
    alter table public.${p.table} attach partition public.${p.name} for values from ('${bound(p, p.from)}') to ('${bound(p, p.to)}');
  end if;
end $$`

/** The partitions that are there. One whose removal was begun counts as gone: rows are not found in it. */
export async function readPartitions(db: Database): Promise<string[]> {
  const rows = await db.sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = any(select to_regclass('public.' || t) from unnest(${TABLES}::text[]) t) and not i.inhdetachpending
    order by 1`
  return rows.map((row) => row.name)
}

export async function createPartitions(db: Database, names: string[]): Promise<void> {
  const there = new Set(await readPartitions(db))
  for (const name of new Set(names)) {
    if (there.has(name)) continue
    const partition = toPartition(name)
    if (!partition) throw new Error(`${name} is no partition of ours`)
    await db.sql.unsafe(creation(partition))
  }
}

/**
 * Makes every partition that instants in [from, to] (epoch milliseconds) need, of `tables` or of all. One look into the catalogue when they are
 * there; may be called twice and in several processes at once.
 */
export async function ensurePartitions(
  db: Database,
  from: number,
  to: number,
  tables: readonly PartitionedTable[] = TABLES,
): Promise<void> {
  const names = tables.flatMap((table) => {
    const found: string[] = []
    for (let at = from; at <= to;) {
      const partition = partitionAt(table, at)
      found.push(partition.name)
      at = partition.to
    }
    return found
  })
  await createPartitions(db, names)
}

/**
 * Drops the partitions whose last row is older than its table keeps; answers with their names. Detached first and without locking
 * out the writers; should that have been cut short last time, it is finished now. One process at a time, the others do nothing.
 */
export async function dropExpired(db: Database, now: number): Promise<string[]> {
  const one = await db.sql.reserve() // The lock belongs to a connection.
  try {
    const [lock] = await one`select pg_try_advisory_lock(${PARTITION_LOCK + 1}) as mine`
    if (!lock?.mine) return []
    const dropped: string[] = []
    try {
      const tables = await one<{ name: string; attached: boolean; pending: boolean }[]>`
        select c.relname as name, i.inhrelid is not null as attached, coalesce(i.inhdetachpending, false) as pending
        from pg_class c left join pg_inherits i on i.inhrelid = c.oid
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`
      for (const { name, attached, pending } of tables) {
        const partition = toPartition(name)
        if (!partition || partition.to > now - PARTITIONED[partition.table].keptMs) continue
        const how = pending ? 'finalize' : 'concurrently'
        if (attached) await one.unsafe(`alter table public.${partition.table} detach partition public.${name} ${how}`)
        await one.unsafe(`drop table if exists public.${name}`)
        dropped.push(name)
      }
    } finally {
      await one`select pg_advisory_unlock(${PARTITION_LOCK + 1})`
    }
    return dropped
  } finally {
    one.release()
  }
}
