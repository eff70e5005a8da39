import { newestSchema, type Database } from './db.ts'
import { DETECTOR_ROLE } from './leases.ts'

/** `leaseUntil` is real time, `judgedUntil` domain time, both epoch milliseconds; null: there never was one. */
export type Readiness = { schema: 'ok' | 'old' | 'missing'; leaseUntil: number | null; judgedUntil: number | null }

/** PostgreSQL's words for a table and a schema that are not there. */
const NOT_THERE = new Set(['42P01', '3F000'])

type Row = { schema: number | null; leaseUntil: number | null; judgedUntil: number | null }

/** What a process needs to know before it takes requests, in one statement. */
export function createReadinessReader(db: Database): () => Promise<Readiness> {
  const newest = newestSchema()
  return async () => {
    const { sql } = db
    // A lease that was given back ended at -infinity.
    const asked = sql<[Row]>`
      select (select max(created_at)::float8 from drizzle.__drizzle_migrations) as schema,
        (select extract(epoch from until) * 1000 from leases where role = ${DETECTOR_ROLE} and isfinite(until))::float8 as "leaseUntil",
        (select extract(epoch from at) * 1000 from leases where role = ${DETECTOR_ROLE})::float8 as "judgedUntil"`
    try {
      const [{ schema, leaseUntil, judgedUntil }] = await asked
      return { schema: (schema ?? 0) >= newest ? 'ok' : 'old', leaseUntil, judgedUntil }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && NOT_THERE.has(String(error.code)))) throw error
      return { schema: 'missing', leaseUntil: null, judgedUntil: null }
    }
  }
}
