import { newestSchema, type Database } from './db.ts'
import { DETECTOR_ROLE } from './leases.ts'

/** `leaseUntil` is real time, `judgedUntil` domain time, both epoch milliseconds; null: there never was one. */
export type Readiness = { isMigrated: boolean; leaseUntil: number | null; judgedUntil: number | null }

type Row = { schema: number | null; leaseUntil: number | null; judgedUntil: number | null }

/** What a process needs to know before it takes requests, in one statement. */
export function createReadinessReader(db: Database): () => Promise<Readiness> {
  const newest = newestSchema()
  return async () => {
    const { sql } = db
    // A lease that was given back ended at -infinity.
    const [row] = await sql<[Row]>`
      select (select max(created_at)::float8 from drizzle.__drizzle_migrations) as schema,
        (select extract(epoch from until) * 1000 from leases where role = ${DETECTOR_ROLE} and isfinite(until))::float8 as "leaseUntil",
        (select extract(epoch from at) * 1000 from leases where role = ${DETECTOR_ROLE})::float8 as "judgedUntil"`
    const { schema, leaseUntil, judgedUntil } = row
    return { isMigrated: (schema ?? 0) >= newest, leaseUntil, judgedUntil }
  }
}
