import type { NewProbeResult, ProbeOutcome, ProbeTimings } from '../../shared/probe.ts'
import { DAY_MS, HOUR_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'
import type { Cursor } from './leases.ts'
import { ensurePartitions, firstUuidAt } from './partitions.ts'

export type ProbeResultRow = {
  /** UUIDv7; a repeat is harmless. */
  id: string
  providerId: number
  component: string | null
  kind: NewProbeResult['kind']
  target: string
  /** null: this server probed. */
  apiKeyId: number | null
  /** Epoch milliseconds. */
  at: number
  outcome: ProbeOutcome
  status: number | null
  timings: ProbeTimings
  /** Epoch milliseconds; null: no certificate was seen. */
  certificateExpiresAt: number | null
}

/** A key can name new targets; a provider keeps at most so many, but for those that this server asks itself: the operator has named them. */
export const TARGETS_PER_PROVIDER = 50

/** What became of each result: `refused` where its target would be one too many. Nothing is stored twice. */
export type WrittenProbeResults = { stored: number; repeated: number; refused: number }

/**
 * Stores what is new of a batch, and its targets where nobody has named them before: one statement. Of which part a target is the first says who
 * names it, and this server for good.
 */
export async function writeProbeResults(db: Database, rows: readonly ProbeResultRow[]): Promise<WrittenProbeResults> {
  if (rows.length === 0) return { stored: 0, repeated: 0, refused: 0 }
  await makeRoom(db, rows)
  const { targets, results } = toDraft(rows)
  const [written] = await db.sql<[WrittenProbeResults]>`
    with wanted as materialized (
      select t.n, t.provider as provider_id, t.component, t.kind, t.target, t.own, k.id
      from json_to_recordset(${JSON.stringify(targets)}::json)
        as t(n int, provider int, component text, kind text, target text, own boolean)
      -- Looked up one by one, whatever the planner believes of the table.
      left join lateral (
        select id from probes p where (p.provider_id, p.kind, p.target) = (t.provider, t.kind, t.target) limit 1
      ) k on true
    ), numbered as (
      select w.*, row_number() over (partition by provider_id order by kind, target)
        + (select count(*) from probes p where p.provider_id = w.provider_id) as place
      from wanted w where id is null
    ), corrected as (
      update probes p set component = w.component from wanted w
      where w.own and p.id = w.id and p.component is distinct from w.component
    ), made as (
      insert into probes (provider_id, component, kind, target)
      select provider_id, component, kind, target from numbered where own or place <= ${TARGETS_PER_PROVIDER}
      order by provider_id, kind, target
      -- Two servers at once: the snapshot hides the other's row, an update returns it all the same.
      on conflict (provider_id, kind, target) do update set target = excluded.target
      returning id, provider_id, kind, target
    ), known as materialized (
      select n, id from wanted where id is not null
      union all
      select w.n, m.id from wanted w join made m using (provider_id, kind, target)
    ), draft as materialized (
      select d.*, k.id as probe_id
      from json_to_recordset(${JSON.stringify(results)}::json) as d(
        id uuid, n int, key int, at float8, outcome text, status int, timings jsonb, expires float8)
      left join known k using (n)
    ), written as (
      insert into probe_results (id, probe_id, api_key_id, at, outcome, status, timings, certificate_expires_at)
      select id, probe_id, key, to_timestamp(at / 1000), outcome, status, timings, to_timestamp(expires / 1000)
      from draft where probe_id is not null order by id
      on conflict (id) do nothing
      returning 1
    ), ready as (
      select count(probe_id) as ready, count(*) as given from draft
    )
    select w.stored, r.ready - w.stored as repeated, r.given - r.ready as refused
    from ready r, (select count(*) as stored from written) w`
  return written
}

/** Each target once, for a batch is read letter by letter on the other side; nothing where nothing is known. */
function toDraft(rows: readonly ProbeResultRow[]) {
  const places = new Map<string, number>()
  const targets: {
    n: number
    provider: number
    component: string | null
    kind: string
    target: string
    /** This server asks it. */
    own: boolean
  }[] = []
  const results = rows.map((row) => {
    const { providerId: provider, component, kind, target } = row
    const name = `${provider} ${kind} ${target}`
    let n = places.get(name)
    const own = row.apiKeyId === null
    if (n === undefined) places.set(name, (n = targets.length))
    if (own || n === targets.length) targets[n] = { n, provider, component, kind, target, own }
    const { id, apiKeyId, at, outcome, status, timings, certificateExpiresAt } = row
    return {
      id,
      n,
      key: apiKeyId ?? undefined,
      at,
      outcome,
      status: status ?? undefined,
      timings,
      expires: certificateExpiresAt ?? undefined,
    }
  })
  return { targets, results }
}

/** Days whose partition this process has seen: with many batches a minute, a look into the catalogue for each is too much. */
const seenDays = new WeakMap<Database, Set<number>>()
const MAX_SEEN_DAYS = 32

async function makeRoom(db: Database, rows: readonly ProbeResultRow[]): Promise<void> {
  let seen = seenDays.get(db)
  if (!seen || seen.size > MAX_SEEN_DAYS) seenDays.set(db, (seen = new Set()))
  const days = new Set(rows.map((row) => bucketStart(uuidTime(row.id), DAY_MS)))
  for (const day of days) {
    if (seen.has(day)) continue
    await ensurePartitions(db, day, day, ['probe_results'])
    seen.add(day)
  }
}

/** Where one vantage point stands with one target. */
export type ProbeStanding = {
  kind: NewProbeResult['kind']
  target: string
  component: string | null
  /** Name of the agent's key; null: this server. */
  vantage: string | null
  at: number
  outcome: ProbeOutcome
  status: number | null
  timings: ProbeTimings
  /** Epoch milliseconds; null: it showed none. */
  certificateExpiresAt: number | null
  /** Since when the outcome is the same, at most 24 hours back. */
  since: number
  /** Share of `up` among the results of 24 hours that say anything; null: none did. */
  upShare24h: number | null
}

/** Older results are history: they stand in the share, not as what is so now. */
const CURRENT_MS = HOUR_MS
/** A result's id may be so much older or newer than its time. */
export const ID_SLACK_MS = 4 * DAY_MS

/** Every target of a provider with a result of the last hour, by target, this server first. */
export async function readProbeStandings(db: Database, providerId: number, now: number): Promise<ProbeStanding[]> {
  const since = now - DAY_MS
  const rows = await db.sql<(Omit<ProbeStanding, 'at' | 'since'> & { at: Date; since: Date })[]>`
    with recent as materialized (
      select r.*, first_value(r.outcome) over newest as now_outcome, row_number() over newest as place
      from probes p join probe_results r on r.probe_id = p.id
      where p.provider_id = ${providerId} and r.at > ${since}::timestamptz and r.at <= ${now}::timestamptz
        and r.id >= ${firstUuidAt(since - ID_SLACK_MS)}::uuid and r.id < ${firstUuidAt(now + ID_SLACK_MS)}::uuid
      window newest as (partition by r.probe_id, r.api_key_id order by r.at desc, r.id desc)
    ), spans as (
      -- By place, not by time: results of one instant may differ.
      select probe_id, api_key_id, min(place) filter (where outcome <> now_outcome) as other_place,
        count(*) filter (where outcome = 'up')::float8
          / nullif(count(*) filter (where outcome not in ('blocked', 'internal')), 0) as up_share
      from recent group by 1, 2
    )
    select p.kind, p.target, p.component, k.name as vantage, l.at, l.outcome, l.status, l.timings,
      (extract(epoch from l.certificate_expires_at) * 1000)::float8 as "certificateExpiresAt",
      (select min(r.at) from recent r where r.probe_id = l.probe_id and r.api_key_id is not distinct from l.api_key_id
        and (s.other_place is null or r.place < s.other_place)) as since,
      s.up_share as "upShare24h"
    from recent l
    join spans s on s.probe_id = l.probe_id and s.api_key_id is not distinct from l.api_key_id
    join probes p on p.id = l.probe_id
    left join api_keys k on k.id = l.api_key_id
    where l.place = 1 and l.at > ${now - CURRENT_MS}::timestamptz
    order by p.kind, p.target, k.name nulls first`
  return rows.map(({ at, since: same, ...row }) => Object.assign(row, { at: at.getTime(), since: same.getTime() }))
}

/** When a UUIDv7 says it was made, epoch milliseconds. */
export function uuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/** As the detector hears it; `apiKeyId` null: this server probed. */
export type HeardResult = {
  providerId: number
  /** What was asked. */
  probeId: number
  apiKeyId: number | null
  component: string | null
  at: number
  outcome: ProbeOutcome
  place: Cursor
}

/** Results after `cursor`, in the order and with the care of `readVoicesAfter`. */
export async function readProbeResultsAfter(
  db: Database,
  cursor: Cursor,
  limit: number,
  upTo?: Cursor,
): Promise<{ results: HeardResult[]; cursor: Cursor }> {
  const { sql } = db
  const rows = await sql<(Omit<HeardResult, 'place'> & Cursor)[]>`
    select p.provider_id as "providerId", p.id as "probeId", r.api_key_id as "apiKeyId", p.component,
      (extract(epoch from r.at) * 1000)::float8 as at, r.outcome, r.xid::text as xid, r.seq
    from probe_results r join probes p on p.id = r.probe_id
    where (r.xid, r.seq) > (${cursor.xid}::xid8, ${cursor.seq}) and r.xid < pg_snapshot_xmin(pg_current_snapshot())
      ${upTo ? sql`and (r.xid, r.seq) <= (${upTo.xid}::xid8, ${upTo.seq})` : sql``}
    order by r.xid, r.seq limit ${limit}`
  const results = rows.map(({ xid, seq, ...result }) => Object.assign(result, { place: { xid, seq } }))
  return { results, cursor: results.at(-1)?.place ?? cursor }
}

/** No result of `since` or later is before this place, nor will one be. */
export async function openProbeCursor(db: Database, since: number): Promise<Cursor> {
  const [row] = await db.sql<[Cursor]>`
    select xid::text as xid, seq from (
      select pg_snapshot_xmin(pg_current_snapshot()) as xid, 0::bigint as seq
      union all
      (select xid, seq - 1 from probe_results
        where at >= ${new Date(since).toISOString()}::timestamptz and id >= ${firstUuidAt(since - ID_SLACK_MS)}::uuid
        order by xid, seq limit 1)
    ) places order by places.xid, places.seq limit 1`
  return row
}
