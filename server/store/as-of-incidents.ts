import { intervalOf, iso, ms } from './as-of.ts'
import { namedCause } from './cause.ts'
import type { Database } from './db.ts'
import { incidentRows, type IncidentRow } from './incidents.ts'

/**
 * An incident as it was published at an instant; only `corrections` are all, of later too. `isPublished` false: it was a suspicion by then, and the rest
 * is of later. `isReopened`: it went on after that, and `peak` may be of later.
 */
export type IncidentThen = IncidentRow & { isPublished: boolean; isReopened: boolean }

/** What was said of it when it was last told of by then; null: nothing is written down. */
type Told = Pick<IncidentRow, 'startedAt' | 'startedBetween' | 'verified' | 'cause'>
type Row = Omit<IncidentThen, 'isPublished'> & { told: Told | null; endedAt: number | null; endedTo: string | null }

/** More overlap no curve. */
const MOST_THEN = 200

/**
 * Incidents that were suspected by `at` and had not ended before `from`, newest first; of `id`, that one alone. Times and causes are those of then:
 * what a person or the detector has changed since is undone.
 */
export async function readIncidentsThen(
  db: Database,
  query: ({ providerIds: readonly number[]; from: number } | { id: string }) & { at: number },
): Promise<IncidentThen[]> {
  const { sql } = db
  const { at } = query
  const then = iso(at)
  const which =
    'id' in query
      ? sql`i.id = ${query.id}::uuid`
      : sql`i.provider_id = any(${[...query.providerIds]}::int[]) and (coalesce(i.resolved_at, 'infinity') >= ${iso(query.from)}::timestamptz
          or exists (select from incident_events e where e.provider_id = i.provider_id and e.incident_id = i.id and e.at >= ${iso(query.from)}::timestamptz))`
  const rows = await sql<Row[]>`
    with known as (${incidentRows(db)} where ${which} and i.detected_at <= ${then}::timestamptz
      order by i.started_at desc, i.id desc limit ${MOST_THEN})
    select k.*, ${ms(db, 'e.at')} as "endedAt", e.to_state as "endedTo",
      exists (select from incident_events r where r.provider_id = k."providerId" and r.incident_id = k.id and r.type = 'reopened' and r.at > ${then}::timestamptz) as "isReopened",
      (select jsonb_build_object('startedAt', ${ms(db, 'v.since')}, 'startedBetween', ${intervalOf(db, 'v')}, 'verified', v.verified,
          'cause', ${namedCause(db, 'v.cause')})
        from verdicts v where v.provider_id = p.id and v.since is not null and v.at >= to_timestamp(k."detectedAt" / 1000)
          and v.at <= least(${then}::timestamptz, coalesce(e.at, 'infinity')) order by v.at desc limit 1) as told
    from known k join providers p on p.id = k."providerId"
    left join lateral (
      select case when type <> 'reopened' then at end as at, to_state from incident_events
      where provider_id = k."providerId" and incident_id = k.id and at <= ${then}::timestamptz and type in ('resolved', 'reopened', 'withdrawn')
      order by at desc, id desc limit 1
    ) e on true
    order by k."startedAt" desc, k.id desc`
  return rows.map((row) => toThen(row, at))
}

function toThen({ told, endedAt, endedTo, ...row }: Row, at: number): IncidentThen {
  const { isReopened } = row
  const isPublished = row.confirmedAt <= at
  const isOver = endedAt !== null || (row.resolvedAt !== null && row.resolvedAt <= at && !isReopened)
  const isAmendedSince = row.corrections.some((correction) => correction.at > at)
  // Of one that was over nobody but a person, or its going on, has changed anything since.
  if (isOver && !isAmendedSince && !isReopened) return { ...row, isPublished }
  const state = isOver ? (endedTo === 'unknown' ? 'unknown' : 'ok') : 'confirmed'
  return { ...row, ...told, state, resolvedAt: isOver ? endedAt : null, isPublished }
}
