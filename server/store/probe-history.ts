import type { NewProbeResult, ProbeOutcome, ProbeTimings } from '../../shared/probe.ts'
import type { Database } from './db.ts'
import { firstUuidAt } from './partitions.ts'
import { ID_SLACK_MS } from './probes.ts'

export type PastResult = {
  id: string
  kind: NewProbeResult['kind']
  target: string
  component: string | null
  /** Name of the agent's key; null: this server. */
  vantage: string | null
  /** Epoch milliseconds. */
  at: number
  outcome: ProbeOutcome
  status: number | null
  timings: ProbeTimings
}

/** Where a page ended. */
export type ResultPlace = { at: number; id: string }

const iso = (at: number) => new Date(at).toISOString()

/** Results of a provider's targets in [from, to], newest first; `after`: those behind this one. */
export async function readProbeHistory(
  db: Database,
  query: { providerId: number; from: number; to: number; after?: ResultPlace; limit: number },
): Promise<PastResult[]> {
  const { sql } = db
  const { providerId, from, to, after, limit } = query
  return await sql<PastResult[]>`
    select r.id, p.kind, p.target, p.component, k.name as vantage, (extract(epoch from r.at) * 1000)::float8 as at, r.outcome, r.status, r.timings
    from probes p
    join probe_results r on r.probe_id = p.id
    left join api_keys k on k.id = r.api_key_id
    where p.provider_id = ${providerId} and r.at >= ${iso(from)}::timestamptz and r.at <= ${iso(to)}::timestamptz
      and r.id >= ${firstUuidAt(Math.max(0, from - ID_SLACK_MS))}::uuid and r.id < ${firstUuidAt(Math.max(0, to + ID_SLACK_MS))}::uuid
      ${after === undefined ? sql`` : sql`and (r.at, r.id) < (${iso(after.at)}::timestamptz, ${after.id}::uuid)`}
    order by r.at desc, r.id desc limit ${limit}`
}
