import type { Database } from '../store/db.ts'
import { until } from './until.ts'

/**
 * Waits until all that is committed here is below the oldest running transaction of the whole cluster, and so may be read in order: another test,
 * in another database of it, may be in the middle of one.
 */
export async function settled(db: Database): Promise<void> {
  const [row] = await db.sql<[{ next: string }]>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`
  await until(async () => {
    const [{ is }] = await db.sql<
      [{ is: boolean }]
    >`select pg_snapshot_xmin(pg_current_snapshot()) >= ${row.next}::text::xid8 as is`
    return is
  })
}
