import type { Database } from './db.ts'

/**
 * Open incidents of providers that no detector here has ever judged, and the last moment at which anything was known of each: our newest heartbeat before
 * we were away for `awayMs` or more, or what was written of it later, by no person. `at`: now.
 */
export async function readUnwatched(
  db: Database,
  { at, awayMs }: { at: number; awayMs: number },
): Promise<Map<string, number>> {
  const now = new Date(at).toISOString()
  const rows = await db.sql<{ id: string; known: number }[]>`
    with beats as (
      select minute, coalesce(lead(minute) over (order by minute), ${now}::timestamptz) as next from heartbeats where minute < ${now}::timestamptz
    )
    select i.id, (extract(epoch from least(${now}::timestamptz, greatest(i.confirmed_at,
        (select max(e.at) from incident_events e where e.provider_id = i.provider_id and e.incident_id = i.id and e.reason is null),
        (select max(minute) + interval '1 minute' from beats where next - minute > ${awayMs / 1000} * interval '1 second')
      ))) * 1000)::float8 as known
    from incidents i
    where i.resolved_at is null and not exists (select from detector_states s where s.provider_id = i.provider_id)`
  return new Map(rows.map(({ id, known }) => [id, known]))
}
