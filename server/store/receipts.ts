import type { Answer, ReportOutcome } from '../../shared/report.ts'
import type { ProblemKind } from '../../shared/provider.ts'
import type { Database } from './db.ts'

/** One report as it was stored, without who it was. Instants are epoch milliseconds. */
export type Press = {
  id: string
  providerId: number
  answer: Answer
  problem: ProblemKind | null
  country: string | null
  outcome: ReportOutcome
  observedAt: number
  receivedAt: number
}

/** Undefined: there is none, or it is older than reports are kept. */
export async function readPress(db: Database, id: string): Promise<Press | undefined> {
  const [row] = await db.sql<Press[]>`
    select id, provider_id as "providerId", answer, problem, country, outcome,
      (extract(epoch from observed_at) * 1000)::float8 as "observedAt",
      (extract(epoch from received_at) * 1000)::float8 as "receivedAt"
    from reports where id = ${id}::uuid`
  return row
}
