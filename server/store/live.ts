import { State, type Cause, type Testimony } from '../../shared/incident.ts'
import type { ProviderLive } from '../../shared/live.ts'
import type { Blindness, SeriesPoint, Usual, Verdict } from '../../shared/series.ts'
import { HOUR_MS, MINUTE_MS, QUARTER_MS, bucketStart, bucketStarts } from '../../shared/time.ts'
import { namedCause } from './cause.ts'
import type { Database } from './db.ts'
import { LATE_BEATS_MS, livedBuckets } from './heartbeats.ts'
import { incidentJson, toIncident, type IncidentRow } from './incidents.ts'
import { DETECTOR_ROLE } from './leases.ts'
import type { UpperLimit } from './series.ts'
import { toFigure } from './figure.ts'

const iso = (at: number) => new Date(at).toISOString()
const interval = (between: [number, number] | null): [string, string] | null =>
  between && [iso(between[0]), iso(between[1])]

/** Real time. A detector writes down every few seconds how far it has judged: what is older than this is no verdict of now. */
const STALE_VERDICT_MS = 2 * MINUTE_MS
/** Domain time, and how many times as fast as real time it runs. */
export type Present = { now: number; speed: number }

/** True while the detector keeps up; a detector that is away, or ahead of us, says nothing of now. */
export const isJudged = (db: Database, { now, speed }: Present) => db.sql`
  exists (select from leases where role = ${DETECTOR_ROLE}
    and at between ${iso(now - STALE_VERDICT_MS * speed)}::timestamptz and ${iso(now + STALE_VERDICT_MS * speed)}::timestamptz)`

type Minute = [t: number, reports: number, problems: number, works: number]
type UsualHour = Usual & { hour: number; blindPerMinute: number | null }
/** What the statement gives of an open incident; the provider is beside it. */
type OpenIncident = Omit<IncidentRow, 'providerId' | 'slug' | 'name'>
/** What is wrong: said of the open incident, which people may have corrected, or of a suspicion. */
export type Trouble = {
  since: number | null
  startedBetween: [number, number] | null
  verified: boolean | null
  cause: Cause | null
}
type LiveRow = Trouble & {
  id: number
  slug: string
  name: string
  state: string | null
  testimony: Testimony | null
  minutes: Minute[] | null
  usual: UsualHour[] | null
  beats: number[] | null
  incident: OpenIncident | null
}

/** The 90 % interval of the start, of an incident or of a suspicion. */
export const between = (
  { sql }: Database,
  of: 'i' | 's',
) => sql`case when ${sql(`${of}.started_from`)} is not null then jsonb_build_array(
  extract(epoch from ${sql(`${of}.started_from`)}) * 1000, extract(epoch from ${sql(`${of}.started_to`)}) * 1000) end`

/** The present is the open minute and the fourteen before it. */
export const recentFrom = (now: number) => bucketStart(now) - QUARTER_MS + MINUTE_MS

/**
 * The newest state of providers, in one statement, so from one snapshot of what is committed; ids that are not there are
 * left out. `reports_15m` counts problem voices of the open minute and the fourteen before it,
 * `expected_15m` is a quarter of this hour's usual rate. A provider that no detector has judged is `unknown`, and so is everyone
 * when the detector has not kept up.
 */
export async function readLive(
  db: Database,
  providerIds: readonly number[],
  present: Present,
  upperLimit: UpperLimit,
): Promise<Map<number, ProviderLive>> {
  const { sql } = db
  const { now } = present
  const [from, to, hour] = [iso(recentFrom(now)), iso(bucketStart(now) + MINUTE_MS), iso(bucketStart(now, HOUR_MS))]
  const beatsFrom = iso(recentFrom(now) - LATE_BEATS_MS)
  const ms = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`
  const rows = await sql<LiveRow[]>`
    select p.id, p.slug, p.name, s.state, s.testimony, ${ms('s.since')} as since, s.verified, ${namedCause(db, 's.cause')} as cause,
      ${between(db, 's')} as "startedBetween",
      (select jsonb_agg(jsonb_build_array(${ms('bucket_start')}, reports, problems, works)) from report_counts_minute
        where provider_id = p.id and bucket_start >= ${from}::timestamptz and bucket_start < ${to}::timestamptz
          and facet = 'all' and value = '') as minutes,
      (select jsonb_agg(jsonb_build_object('hour', ${ms('hour')}, 'ratePerHour', rate_per_hour, 'dispersion', dispersion,
          'shape', shape,
          'blindPerMinute', blind_per_minute) order by hour desc) from baselines
        where provider_id = p.id and hour >= ${hour}::timestamptz - interval '1 hour' and hour <= ${hour}::timestamptz) as usual,
      (select jsonb_agg(${ms('minute')}) from heartbeats
        where minute >= ${beatsFrom}::timestamptz and minute < ${to}::timestamptz) as beats,
      case when i.id is not null then ${incidentJson(db)} end as incident
    from providers p
    left join detector_states s on s.provider_id = p.id and ${isJudged(db, present)}
    left join incidents i on i.provider_id = p.id and i.resolved_at is null
    where p.id = any(${[...providerIds]}::int[])`
  return new Map(rows.map((row) => [row.id, toLive(row, now, upperLimit)]))
}

function toLive(row: LiveRow, now: number, upperLimit: UpperLimit): ProviderLive {
  const state = State.catch('unknown').parse(row.state)
  const [usual] = row.usual ?? []
  const verdict: Verdict = {
    state,
    ...toTrouble(state, row.incident ? { ...row.incident, since: row.incident.startedAt } : row),
    reports_15m: (row.minutes ?? []).reduce((sum, [, , problems]) => sum + problems, 0),
    expected_15m: usual ? toFigure(per(QUARTER_MS, usual)) : null,
    testimony: row.testimony,
  }
  return {
    slug: row.slug,
    verdict,
    tail: toTail(row, now, upperLimit),
    incident: row.incident && toIncident({ ...row.incident, providerId: row.id, slug: row.slug, name: row.name }),
    blindness: usual ? toBlindness(usual) : null,
  }
}

export function toTrouble(state: State, { since, startedBetween, verified, cause }: Trouble) {
  const isTroubled = state !== 'ok' && state !== 'unknown'
  return {
    verified: isTroubled && (verified ?? false),
    since: isTroubled && since !== null ? iso(since) : null,
    started_between: isTroubled ? interval(startedBetween) : null,
    cause: isTroubled ? cause : null,
  }
}

function toBlindness({ ratePerHour, blindPerMinute }: UsualHour): Blindness | null {
  if (blindPerMinute === null) return null
  return { usual_per_hour: ratePerHour, per_minute: blindPerMinute, within_ms: 600_000 }
}

function toTail(row: LiveRow, now: number, upperLimit: UpperLimit): SeriesPoint[] {
  const minutes = new Map(row.minutes?.map((minute) => [minute[0], minute]))
  const beats = row.beats ?? []
  const lived = livedBuckets(beats, beats.length > 0 ? Math.max(...beats) : null, MINUTE_MS)
  const bands = (row.usual ?? []).map((usual) => ({
    hour: usual.hour,
    expected: per(MINUTE_MS, usual),
    upper: upperLimit(usual, MINUTE_MS),
  }))
  return bucketStarts(recentFrom(now), bucketStart(now) + MINUTE_MS).map((t) => {
    const hour = bucketStart(t, HOUR_MS)
    // The hour's own, or the one before while the detector has not yet written it.
    const { expected, upper } = bands.find((band) => band.hour <= hour) ?? { expected: null, upper: null }
    if (!lived.has(t)) return { t, reports: null, problems: null, works: null, expected, upper }
    const [, reports, problems, works] = minutes.get(t) ?? [t, 0, 0, 0]
    return { t, reports, problems, works, expected, upper }
  })
}

const per = (widthMs: number, usual: Usual) => (usual.ratePerHour * widthMs) / HOUR_MS
