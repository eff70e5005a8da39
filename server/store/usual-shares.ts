import { z } from 'zod'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'

const LearnedShares = z.object({
  voices: z.number(),
  cells: z.array(z.tuple([z.string(), z.number()])),
  at: z.number(),
})
/** Who reports while all is calm, as the detector has learned it: voices in all, and by `facet value`; `facet` alone counts those that said one. */
export type LearnedShares = z.infer<typeof LearnedShares>

/** null: no detector has learned anything that we can read. */
export async function readLearnedShares(db: Database, providerId: number): Promise<LearnedShares | null> {
  const [row] = await db.sql<{ usual: unknown }[]>`
    select snapshot#>'{detector,facets,usual}' as usual from detector_states where provider_id = ${providerId}`
  return LearnedShares.safeParse(row?.usual).data ?? null
}

/** How many voices are usual in [from, to), epoch milliseconds; null where fewer than half of the hours have a baseline. */
export async function readUsualVoices(
  db: Database,
  { providerId, from, to }: { providerId: number; from: number; to: number },
): Promise<number | null> {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()]
  const [row] = await db.sql<[{ voices: number | null; hours: number | null }]>`
    select sum(rate_per_hour * hours)::float8 as voices, sum(hours)::float8 as hours from (
      select rate_per_hour, extract(epoch from
        least(hour + interval '1 hour', ${end}::timestamptz) - greatest(hour, ${start}::timestamptz)) / 3600 as hours
      from baselines
      where provider_id = ${providerId} and hour > ${start}::timestamptz - interval '1 hour' and hour < ${end}::timestamptz
    ) b`
  const wanted = (to - from) / HOUR_MS
  if (row.voices === null || row.hours === null || row.hours * 2 < wanted) return null
  return (row.voices * wanted) / row.hours
}

/** How far back countries are counted, which the detector does not learn. */
const COUNTRIES_BACK_MS = 7 * DAY_MS

/** Problem voices by country in the week before `before`, outside incidents. */
export async function readUsualCountries(
  db: Database,
  { providerId, before }: { providerId: number; before: number },
): Promise<Map<string, number>> {
  const [from, to] = [new Date(before - COUNTRIES_BACK_MS).toISOString(), new Date(before).toISOString()]
  const rows = await db.sql<{ value: string; problems: number }[]>`
    select value, sum(problems)::float8 as problems from report_counts_quarter c
    where provider_id = ${providerId} and bucket_start >= ${from}::timestamptz and bucket_start < ${to}::timestamptz
      and facet = 'country' and value <> '-' and problems > 0
      and not exists (select from incidents i where i.provider_id = ${providerId} and i.withdrawn_at is null
        and c.bucket_start + interval '15 minutes' > i.started_at and c.bucket_start < coalesce(i.resolved_at, 'infinity'))
    group by value`
  return new Map(rows.map(({ value, problems }) => [value, problems]))
}
