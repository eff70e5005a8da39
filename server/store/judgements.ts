import type { Evidence } from '../../shared/incident.ts'
import type { Database } from './db.ts'
import type { Cursor } from './leases.ts'

export type DetectorRow = { providerId: number; at: number; state: string; since: number | null; snapshot: unknown }
export type BaselineRow = { providerId: number; hour: number; ratePerHour: number; dispersion: number; shape: number }
export type IncidentWrite = {
  id: string
  providerId: number
  isNew: boolean
  state: string
  startedAt: number
  detectedAt: number
  confirmedAt: number
  resolvedAt: number | null
  peak: number
  rule: string
}
/** `incidentId` null: a suspicion, which has no incident (yet). */
export type EventWrite = {
  incidentId: string | null
  providerId: number
  at: number
  type: string
  from: string
  to: string
  evidence: Evidence
}
export type Judgement = {
  states: DetectorRow[]
  baselines: BaselineRow[]
  incidents: IncidentWrite[]
  events: EventWrite[]
}

const instant = (at: number) => new Date(at).toISOString()
const json = (rows: unknown[]) => JSON.stringify(rows)

/** Every detector's row: what the last leader believed. */
export async function readDetectorStates(db: Database): Promise<DetectorRow[]> {
  return await db.sql<DetectorRow[]>`
    select provider_id as "providerId", (extract(epoch from at) * 1000)::float8 as at, state,
      (extract(epoch from since) * 1000)::float8 as since, snapshot from detector_states order by provider_id`
}

/** A new incident that gave way to one of the same provider that was open already. */
export type GaveWay = {
  id: string
  to: Pick<IncidentWrite, 'id' | 'startedAt' | 'detectedAt' | 'confirmedAt' | 'peak'>
}

/**
 * Writes what the leader of `role` with this epoch has judged: detectors, the place in the voices they have read to, baselines,
 * incidents and events, in one statement, wholly or not at all; and keeps its lease until `until` (real time). `led` false: it is leader no
 * longer, and nothing was written. Without `cursor` and `at` those of before stand: what is written is a part, and the rest is to come.
 * A new incident gives way to one of the same provider that is already open.
 */
export async function commitJudgement(
  db: Database,
  lease: { role: string; epoch: number; until: number; cursor?: Cursor; at?: number },
  judgement: Judgement,
): Promise<{ led: boolean; gaveWay: GaveWay[] }> {
  const { role, epoch, cursor } = lease
  const at = lease.at === undefined ? null : instant(lease.at)
  const [row] = await db.sql<[{ led: boolean; gaveWay: GaveWay[] }]>`
    with lease as (
      update leases set until = ${instant(lease.until)}::timestamptz, at = coalesce(${at}::timestamptz, at),
        cursor_xid = coalesce(${cursor?.xid ?? null}::text::xid8, cursor_xid),
        cursor_seq = coalesce(${cursor?.seq ?? null}::bigint, cursor_seq)
      where role = ${role} and epoch = ${epoch} returning epoch
    ),
    states as (
      insert into detector_states (provider_id, at, state, since, snapshot)
      select s."providerId", to_timestamp(s.at / 1000), s.state, to_timestamp(s.since / 1000), s.snapshot
      from lease, jsonb_to_recordset(${json(judgement.states)}::jsonb)
        as s("providerId" int, at float8, state text, since float8, snapshot jsonb)
      order by 1
      on conflict (provider_id) do update
        set at = excluded.at, state = excluded.state, since = excluded.since, snapshot = excluded.snapshot
    ),
    usual as (
      insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape)
      select b."providerId", to_timestamp(b.hour / 1000), b."ratePerHour", b.dispersion, b.shape
      from lease, jsonb_to_recordset(${json(judgement.baselines)}::jsonb)
        as b("providerId" int, hour float8, "ratePerHour" float8, dispersion float8, shape float8)
      order by 1, 2 on conflict do nothing
    ),
    given as materialized (
      select i.id, i."providerId" as provider_id, i."isNew" as is_new, i.state, i.peak, i.rule,
        to_timestamp(i."startedAt" / 1000) as started_at, to_timestamp(i."detectedAt" / 1000) as detected_at,
        to_timestamp(i."confirmedAt" / 1000) as confirmed_at, to_timestamp(i."resolvedAt" / 1000) as resolved_at
      from lease, jsonb_to_recordset(${json(judgement.incidents)}::jsonb)
        as i(id uuid, "providerId" int, "isNew" boolean, state text, peak int, rule text,
          "startedAt" float8, "detectedAt" float8, "confirmedAt" float8, "resolvedAt" float8)
    ),
    -- Closed before the next is opened: only one of a provider may be open.
    moved as (
      update incidents i set state = g.state, started_at = g.started_at, resolved_at = g.resolved_at, peak = g.peak
      from given g where i.id = g.id and not g.is_new returning i.id, i.resolved_at is not null as over
    ),
    opened as (
      insert into incidents (id, provider_id, state, started_at, detected_at, confirmed_at, resolved_at, peak, rule)
      select id, provider_id, state, started_at, detected_at, confirmed_at, resolved_at, peak, rule
      from given where is_new and (select count(*) from moved) >= 0 order by started_at, id on conflict do nothing returning id
    ),
    gave_way as (
      select g.id, i.id as to_id, i.started_at, i.detected_at, i.confirmed_at, i.peak
      from given g join incidents i on i.provider_id = g.provider_id and i.resolved_at is null and i.id <> g.id
      where g.is_new and g.resolved_at is null and g.id not in (select id from opened) and i.id not in (select id from moved where over)
    ),
    told as (
      insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence)
      select k.known_as, e."providerId", to_timestamp(e.at / 1000), e.type, e."from", e."to", e.evidence
      from lease cross join jsonb_to_recordset(${json(judgement.events)}::jsonb)
        as e("incidentId" uuid, "providerId" int, at float8, type text, "from" text, "to" text, evidence jsonb)
      left join (
        select id, id as known_as from opened union all select id, id from moved union all select id, to_id from gave_way
      ) k on k.id = e."incidentId"
      order by e.at
    )
    select exists (select from lease) as led, (
      select coalesce(jsonb_agg(jsonb_build_object('id', id, 'to', jsonb_build_object('id', to_id, 'peak', peak,
        'startedAt', extract(epoch from started_at) * 1000, 'detectedAt', extract(epoch from detected_at) * 1000,
        'confirmedAt', extract(epoch from confirmed_at) * 1000))), '[]') from gave_way) as "gaveWay"`
  return row
}
