import { State, type Cause } from '../../shared/incident.ts'
import type { Database } from './db.ts'
import { isJudged, type Present } from './live.ts'

/** How somebody stands now, without figures: enough for a word beside a name. */
export type Standing = { state: State; verified: boolean; cause: Cause | null }

/** Of those that are judged now; whoever is not there is unknown. Incidents that people have corrected count as they corrected them. */
export async function readStandings(
  db: Database,
  providerIds: readonly number[],
  present: Present,
): Promise<Map<number, Standing>> {
  if (providerIds.length === 0) return new Map()
  const rows = await db.sql<{ id: number; state: string; verified: boolean; cause: Cause | null }[]>`
    select s.provider_id as id, s.state, coalesce(i.verified, s.verified) as verified,
      case when i.id is null then s.cause else i.cause end as cause
    from detector_states s
    left join incidents i on i.provider_id = s.provider_id and i.resolved_at is null
    where s.provider_id = any(${[...providerIds]}::int[]) and ${isJudged(db, present)}`
  return new Map(rows.map(({ id, state, ...row }) => [id, { ...row, state: State.catch('unknown').parse(state) }]))
}
