import { State, type IncidentEvent, type ScopeCell } from '../../shared/incident.ts'
import { HOUR_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'
import { PARTITIONED, firstUuidAt } from './partitions.ts'
import { ID_SLACK_MS } from './probes.ts'

/** Failures in a row, two at least, of one target from one place, after it was up; `backAt`: the first good answer after them. Epoch milliseconds. */
export type ProbeRun = { target: string; firstAt: number; backAt: number | null }

/** A target must have been up within so long before it failed: otherwise nobody knows since when it does, or whether it ever was. */
export const UP_BEFORE_MS = 3 * HOUR_MS
/** Turns from up to failing and back that are read at most: of targets that flap for days only the first ones. */
const MOST_TURNS = 10_000

type Turn = {
  probe: number
  key: number | null
  target: string
  at: Date
  up: boolean
  /** Whether something is known of the time before it. */
  isFollowing: boolean
  /** Whether the next result is of the same kind; null: there is none. */
  isLasting: boolean | null
}

/**
 * Runs that began in [from, to), with what came of them by `until`; oldest first. What is `blocked`, or our own fault (`internal`), says
 * nothing: it neither makes a run nor ends one.
 */
export async function readProbeRuns(
  db: Database,
  of: { providerId: number; from: number; to: number; until: number },
): Promise<ProbeRun[]> {
  const { providerId, from, to, until } = of
  const since = from - UP_BEFORE_MS
  // Only results unlike the one before them leave the database: of a target that is up, or fails, for days that is one.
  const turns = await db.sql<Turn[]>`
    select p.id as probe, t.api_key_id as key, p.target, t.at, t.up, t.was_up is not null as "isFollowing",
      t.next_up = t.up as "isLasting"
    from probes p cross join lateral (
      select *, lag(up) over place as was_up, lead(up) over place as next_up
      from (
        select r.api_key_id, r.at, r.id, r.outcome = 'up' as up from probe_results r
        where r.probe_id = p.id and r.at >= ${since}::timestamptz and r.at < ${until}::timestamptz
          and r.id >= ${firstUuidAt(since - ID_SLACK_MS)}::uuid and r.id < ${firstUuidAt(until + ID_SLACK_MS)}::uuid
          and r.outcome not in ('blocked', 'internal')
      ) told
      window place as (partition by api_key_id order by at, id)
    ) t
    where p.provider_id = ${providerId} and t.was_up is distinct from t.up
    order by t.at, t.id limit ${MOST_TURNS}`
  return toRuns(turns).filter(({ firstAt }) => firstAt >= from && firstAt < to)
}

function toRuns(turns: readonly Turn[]): ProbeRun[] {
  const open = new Map<string, ProbeRun>()
  const runs: ProbeRun[] = []
  for (const { probe, key, target, at, up, isFollowing, isLasting } of turns) {
    const place = `${probe} ${key}`
    if (up) {
      const run = open.get(place)
      if (run) run.backAt = at.getTime()
      open.delete(place)
    } else if (isFollowing && isLasting) {
      const run = { target, firstAt: at.getTime(), backAt: null }
      open.set(place, run)
      runs.push(run)
    }
  }
  return runs
}

/** A stretch in which targets failed; `to` null: some fail still. */
export type ProbeFailures = { from: number; to: number | null; targets: string[] }

/** More stretches than this are no marks on a chart any more: the newest are kept. */
export const MOST_FAILURES = 60

/** What failed when an incident began may have failed so long before. */
const BEFORE_MS = 6 * HOUR_MS

/**
 * Stretches that reach into [from, to) in which at least one target failed from at least one place, oldest first. Of what goes on since
 * before `from` it is known where it, or the incident it belongs to, began at most six hours before.
 */
export async function readProbeFailures(
  db: Database,
  providerId: number,
  from: number,
  to: number,
): Promise<ProbeFailures[]> {
  const iso = new Date(from).toISOString()
  const [around] = await db.sql<[{ since: number | null }]>`
    select min(extract(epoch from coalesce(started_from, started_at)) * 1000)::float8 as since from incidents
    where provider_id = ${providerId} and withdrawn_at is null and coalesce(resolved_at, 'infinity') >= ${iso}::timestamptz
      and started_at < ${new Date(to).toISOString()}::timestamptz`
  const since = Math.min(from, around.since ?? from) - BEFORE_MS
  const merged: ProbeFailures[] = []
  for (const { target, firstAt, backAt } of await readProbeRuns(db, { providerId, from: since, to, until: to })) {
    const last = merged.at(-1)
    if (backAt !== null && backAt < from) continue
    if (last && (last.to === null || firstAt <= last.to)) {
      last.to = last.to === null || backAt === null ? null : Math.max(last.to, backAt)
      if (!last.targets.includes(target)) last.targets.push(target)
    } else merged.push({ from: firstAt, to: backAt, targets: [target] })
  }
  return merged.slice(-MOST_FAILURES)
}

/** An incident as forecasts and its neighbours' clocks see it; instants are epoch milliseconds. */
export type EpisodeRow = {
  id: string
  startedFrom: number
  state: State
  recoveringAt: number | null
  resolvedAt: number | null
  judgedAt: number
  scope: ScopeCell[]
}

/** Incidents that nobody has withdrawn and that went on at some time in [from, to], oldest first; the newest `limit` of them. */
export async function readEpisodes(
  db: Database,
  of: { providerId: number; from: number; to: number; now: number; limit: number },
): Promise<EpisodeRow[]> {
  const { providerId, from, to, now, limit } = of
  const iso = (at: number) => new Date(at).toISOString()
  const ms = (column: string) => db.sql`(extract(epoch from ${db.sql(column)}) * 1000)::float8`
  const rows = await db.sql<(Omit<EpisodeRow, 'judgedAt'> & { judgedAt: number | null })[]>`
    select i.id, least(${ms('i.started_from')}, ${ms('i.started_at')}) as "startedFrom", i.state, i.scope,
      ${ms('i.resolved_at')} as "resolvedAt", coalesce(${ms('i.resolved_at')}, ${ms('d.at')}) as "judgedAt",
      (select min(${ms('e.at')}) from incident_events e
        where e.provider_id = i.provider_id and e.incident_id = i.id and e.type = 'recovering' and e.at > coalesce(
          (select max(r.at) from incident_events r where r.provider_id = i.provider_id and r.incident_id = i.id
            and r.type in ('relapsed', 'reopened')), '-infinity')) as "recoveringAt"
    from incidents i left join detector_states d on d.provider_id = i.provider_id
    where i.provider_id = ${providerId} and i.withdrawn_at is null and i.started_at <= ${iso(to)}::timestamptz
      and coalesce(i.resolved_at, 'infinity') >= ${iso(from)}::timestamptz
    order by i.started_at desc, i.id desc limit ${limit}`
  return rows
    .map((row) => ({ ...row, state: State.parse(row.state), judgedAt: Math.min(row.judgedAt ?? now, now) }))
    .toReversed()
}

/** Voices by the hour, of all and of each pair of component and device, where there are more than a few; and what was usual. */
export type Loudness = {
  hours: { hour: number; value: string; problems: number }[]
  usual: { hour: number; ratePerHour: number; dispersion: number }[]
}

/** Fewer voices in an hour are not worth reading: nobody calls them loud. */
const WORTH_READING = 3

export async function readLoudness(
  db: Database,
  { providerId, from, to }: { providerId: number; from: number; to: number },
): Promise<Loudness> {
  const [since, until] = [new Date(from).toISOString(), new Date(to).toISOString()]
  const [hours, usual] = await Promise.all([
    db.sql<Loudness['hours']>`
      select (extract(epoch from date_bin('1 hour', bucket_start, 'epoch')) * 1000)::float8 as hour, value, sum(problems)::float8 as problems
      from report_counts_minute
      where provider_id = ${providerId} and facet in ('all', 'component_device')
        and bucket_start >= ${since}::timestamptz and bucket_start <= ${until}::timestamptz
      group by 1, 2 having sum(problems) >= ${WORTH_READING}`,
    db.sql<Loudness['usual']>`
      select (extract(epoch from hour) * 1000)::float8 as hour, rate_per_hour as "ratePerHour", dispersion from baselines
      where provider_id = ${providerId} and hour >= ${since}::timestamptz - interval '1 hour' and hour <= ${until}::timestamptz`,
  ])
  return { hours, usual }
}

/** The oldest results of that time are pruned, or are about to be: what was frozen of an incident then says more. */
export const isPruned = (from: number, now: number): boolean => from < now - PARTITIONED.probe_results.keptMs

/** How many people had reported when each state changed, for the crowd's clock. */
export function toCrowdEvents(events: readonly IncidentEvent[]) {
  return events.map(({ at, type, to, evidence }) => ({ at: Date.parse(at), type, to, reporters: evidence.reporters }))
}
