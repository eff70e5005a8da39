import type { Cause, Evidence, ScopeCell, Testimony } from '../../shared/incident.ts'
import type { Database } from './db.ts'
import type { Cursor } from './leases.ts'
import { fillOutbox } from './outbox.ts'
import { logVerdicts, published } from './verdicts.ts'

/** Places in the order of (xid, seq): in the voices, in the probe results. */
export type Places = { voices: Cursor; probes: Cursor }
/** What is wrong now, if anything is, is said beside the state. `places`: null where they are the leader's. */
export type DetectorRow = {
  providerId: number
  at: number
  state: string
  since: number | null
  startedBetween: [number, number] | null
  verified: boolean
  cause: Cause | null
  testimony: Testimony | null
  snapshot: unknown
  places: Places | null
}
export type BaselineRow = {
  providerId: number
  hour: number
  ratePerHour: number
  dispersion: number
  shape: number
  /** The smallest lasting rise that would be found in time; null: not said. */
  blindPerMinute: number | null
}
export type IncidentWrite = {
  id: string
  providerId: number
  isNew: boolean
  state: string
  verified: boolean
  startedAt: number
  startedBetween: [number, number] | null
  detectedAt: number
  confirmedAt: number
  resolvedAt: number | null
  peak: number
  rule: string
  cause: Cause | null
  scope: ScopeCell[]
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
/** What an incident's dossier grows by; `data` and `names` are base64. `isCut`: from here on it has counts only. */
export type PartWrite = {
  incidentId: string
  rule: string
  settings: unknown
  until: number
  data: string
  bytes: number
  names: string
  isCut: boolean
}
export type Judgement = {
  states: DetectorRow[]
  baselines: BaselineRow[]
  incidents: IncidentWrite[]
  events: EventWrite[]
  parts: PartWrite[]
}

const instant = (at: number) => new Date(at).toISOString()
const json = (rows: unknown[]) => JSON.stringify(rows)

type StoredRow = Omit<DetectorRow, 'places'> & { xid: string | null; seq: number; probeXid: string; probeSeq: number }

/** Every detector's row: what the last leader believed. */
export async function readDetectorStates(db: Database): Promise<DetectorRow[]> {
  const { sql } = db
  const ms = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`
  const rows = await sql<StoredRow[]>`
    select provider_id as "providerId", ${ms('at')} as at, state, ${ms('since')} as since, verified, cause, testimony,
      case when started_from is not null then jsonb_build_array(${ms('started_from')}, ${ms('started_to')}) end as "startedBetween",
      snapshot, cursor_xid::text as xid, cursor_seq as seq, probe_xid::text as "probeXid", probe_seq as "probeSeq"
    from detector_states order by provider_id`
  return rows.map(({ xid, seq, probeXid, probeSeq, ...row }) => {
    const places = xid === null ? null : { voices: { xid, seq }, probes: { xid: probeXid, seq: probeSeq } }
    return Object.assign(row, { places })
  })
}

/** A new incident that gave way to one of the same provider that was open already. */
export type GaveWay = {
  id: string
  to: Pick<IncidentWrite, 'id' | 'startedAt' | 'detectedAt' | 'confirmedAt' | 'peak'>
}

/** How far the leader has come, in time and in what it hears, and what it knows of the whole site. */
export type Standing = { at: number; places: Places; site: unknown }

/**
 * Writes what the leader of `role` with this epoch has judged: detectors, what is published from now on, its standing, baselines, incidents, events and what
 * their dossiers grow by, and what receivers are to be told of it, in one statement, wholly or not at all; and keeps its lease until `until` (real time). `led` false: it is leader no
 * longer, and nothing was written. Without `standing` that of before stands: what is written is a part, and the rest is to come.
 * A new incident gives way to one of the same provider that is already open. What a person has set stays, and one that was withdrawn is
 * written no more.
 */
export async function commitJudgement(
  db: Database,
  lease: { role: string; epoch: number; until: number; standing?: Standing | undefined },
  judgement: Judgement,
): Promise<{ led: boolean; gaveWay: GaveWay[] }> {
  const { role, epoch, standing } = lease
  const { voices, probes } = standing?.places ?? {}
  const site = standing === undefined ? null : JSON.stringify(standing.site ?? null)
  const [row] = await db.sql<[{ led: boolean; gaveWay: GaveWay[] }]>`
    with lease as (
      update leases set until = ${instant(lease.until)}::timestamptz,
        at = coalesce(${standing ? instant(standing.at) : null}::timestamptz, at),
        cursor_xid = coalesce(${voices?.xid ?? null}::text::xid8, cursor_xid),
        cursor_seq = coalesce(${voices?.seq ?? null}::bigint, cursor_seq),
        probe_xid = coalesce(${probes?.xid ?? null}::text::xid8, probe_xid),
        probe_seq = coalesce(${probes?.seq ?? null}::bigint, probe_seq),
        site = coalesce(${site}::text::jsonb, site)
      where role = ${role} and epoch = ${epoch} returning epoch
    ),
    states as (
      insert into detector_states (provider_id, at, state, since, started_from, started_to, verified, cause, testimony, snapshot,
        cursor_xid, cursor_seq, probe_xid, probe_seq)
      select s."providerId", to_timestamp(s.at / 1000), s.state, to_timestamp(s.since / 1000),
        to_timestamp((s."startedBetween"->>0)::float8 / 1000), to_timestamp((s."startedBetween"->>1)::float8 / 1000),
        s.verified, nullif(s.cause, 'null'), nullif(s.testimony, 'null'), s.snapshot, (s.places#>>'{voices,xid}')::xid8, (s.places#>>'{voices,seq}')::bigint,
        (s.places#>>'{probes,xid}')::xid8, (s.places#>>'{probes,seq}')::bigint
      from lease, jsonb_to_recordset(${json(judgement.states)}::jsonb)
        as s("providerId" int, at float8, state text, since float8, "startedBetween" jsonb, verified boolean, cause jsonb,
          testimony jsonb, snapshot jsonb, places jsonb)
      order by 1
      on conflict (provider_id) do update
        set at = excluded.at, state = excluded.state, since = excluded.since, started_from = excluded.started_from,
          started_to = excluded.started_to, verified = excluded.verified, cause = excluded.cause,
          testimony = excluded.testimony, snapshot = excluded.snapshot,
          cursor_xid = excluded.cursor_xid, cursor_seq = excluded.cursor_seq, probe_xid = excluded.probe_xid,
          probe_seq = excluded.probe_seq
      returning provider_id, at, state, since, started_from, started_to, verified, cause, testimony
    ),
    usual as (
      insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape, blind_per_minute)
      select b."providerId", to_timestamp(b.hour / 1000), b."ratePerHour", b.dispersion, b.shape, b."blindPerMinute"
      from lease, jsonb_to_recordset(${json(judgement.baselines)}::jsonb)
        as b("providerId" int, hour float8, "ratePerHour" float8, dispersion float8, shape float8, "blindPerMinute" float8)
      order by 1, 2 on conflict do nothing
    ),
    given as materialized (
      select i.id, i."providerId" as provider_id, i."isNew" as is_new, i.state, i.verified, i.peak, i.rule,
        nullif(i.cause, 'null') as cause, i.scope,
        to_timestamp(i."startedAt" / 1000) as started_at, to_timestamp(i."detectedAt" / 1000) as detected_at,
        to_timestamp((i."startedBetween"->>0)::float8 / 1000) as started_from,
        to_timestamp((i."startedBetween"->>1)::float8 / 1000) as started_to,
        to_timestamp(i."confirmedAt" / 1000) as confirmed_at, to_timestamp(i."resolvedAt" / 1000) as resolved_at
      from lease, jsonb_to_recordset(${json(judgement.incidents)}::jsonb)
        as i(id uuid, "providerId" int, "isNew" boolean, state text, verified boolean, peak int, rule text, cause jsonb, scope jsonb,
          "startedAt" float8, "startedBetween" jsonb, "detectedAt" float8, "confirmedAt" float8, "resolvedAt" float8)
    ),
    -- Closed before the next is opened: only one of a provider may be open.
    moved as (
      update incidents i set state = g.state, verified = g.verified, resolved_at = g.resolved_at, peak = g.peak, scope = g.scope,
        cause = case when 'cause' = any(i.fixed) then i.cause else g.cause end,
        started_at = case when 'started_at' = any(i.fixed) then i.started_at else g.started_at end,
        started_from = case when 'started_at' = any(i.fixed) then null else g.started_from end,
        started_to = case when 'started_at' = any(i.fixed) then null else g.started_to end
      from given g where i.id = g.id and not g.is_new and i.withdrawn_at is null
      returning i.id, i.resolved_at is not null as over, i.provider_id, i.started_at, i.started_from, i.started_to, i.verified, i.cause
    ),
    opened as (
      insert into incidents (id, provider_id, state, verified, started_at, started_from, started_to, detected_at, confirmed_at, resolved_at,
        peak, rule, cause, scope)
      select id, provider_id, state, verified, started_at, started_from, started_to, detected_at, confirmed_at, resolved_at, peak, rule,
        cause, scope
      from given where is_new and (select count(*) from moved) >= 0 order by started_at, id on conflict do nothing
      returning id, resolved_at is not null as over, provider_id, started_at, started_from, started_to, verified, cause
    ),
    gave_way as (
      select g.id, i.id as to_id, i.started_at, i.detected_at, i.confirmed_at, i.peak
      from given g join incidents i on i.provider_id = g.provider_id and i.resolved_at is null and i.id <> g.id
      where g.is_new and g.resolved_at is null and g.id not in (select id from opened) and i.id not in (select id from moved where over)
    ),
    -- After this statement; those it does not write are as they were.
    open_now as (
      select provider_id, started_at, started_from, started_to, verified, cause from moved where not over
      union all select provider_id, started_at, started_from, started_to, verified, cause from opened where not over
      union all select i.provider_id, i.started_at, i.started_from, i.started_to, i.verified, i.cause from incidents i
        join states s on s.provider_id = i.provider_id where i.resolved_at is null and i.id not in (select id from moved)
    ),
    said as (select ${published(db)}, s.at from states s left join open_now o on o.provider_id = s.provider_id),
    published as (${logVerdicts(db, 'said')}),
    known as materialized (
      select id, id as known_as from opened union all select id, id from moved union all select id, to_id from gave_way
    ),
    told as (
      insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence)
      select k.known_as, e."providerId", to_timestamp(e.at / 1000), e.type, e."from", e."to", e.evidence
      from lease cross join rows from (jsonb_to_recordset(${json(judgement.events)}::jsonb)
        as ("incidentId" uuid, "providerId" int, at float8, type text, "from" text, "to" text, evidence jsonb))
        with ordinality as e("incidentId", "providerId", at, type, "from", "to", evidence, place)
      left join known k on k.id = e."incidentId"
      -- Of one that was withdrawn there is nothing more to tell.
      where e."incidentId" is null or k.id is not null
      -- A provider may be suspected and confirmed at the same instant.
      order by e.at, e.place
      returning id, incident_id, provider_id, at, type
    ),
    outbox as (${fillOutbox(db, 'told', db.sql`select id from opened`)}),
    heard as materialized (
      select p.*, coalesce(k.known_as, p."incidentId") as incident_id
      from lease cross join rows from (jsonb_to_recordset(${json(judgement.parts)}::jsonb)
        as ("incidentId" uuid, rule text, settings jsonb, until float8, data text, bytes int, names text, "isCut" boolean))
        with ordinality as p("incidentId", rule, settings, until, data, bytes, names, "isCut", place)
      left join known k on k.id = p."incidentId"
      where k.id is not null or p."incidentId" in (select incident_id from dossiers)
    ),
    filed as (
      insert into dossiers (incident_id, rule, settings, bytes, cut_at)
      select incident_id, (array_agg(rule order by place))[1], (array_agg(settings order by place))[1], sum(bytes),
        to_timestamp(min(until) filter (where "isCut") / 1000)
      from heard group by incident_id order by incident_id
      on conflict (incident_id) do update set bytes = dossiers.bytes + excluded.bytes,
        cut_at = coalesce(dossiers.cut_at, excluded.cut_at), frozen_at = null, frozen = null
    ),
    added as (
      insert into dossier_parts (incident_id, part, until, data, names)
      select h.incident_id, row_number() over (partition by h.incident_id order by h.place)
          + coalesce((select max(d.part) from dossier_parts d where d.incident_id = h.incident_id), 0),
        to_timestamp(h.until / 1000), decode(h.data, 'base64'), decode(h.names, 'base64')
      from heard h
    )
    select exists (select from lease) as led, (
      select coalesce(jsonb_agg(jsonb_build_object('id', id, 'to', jsonb_build_object('id', to_id, 'peak', peak,
        'startedAt', extract(epoch from started_at) * 1000, 'detectedAt', extract(epoch from detected_at) * 1000,
        'confirmedAt', extract(epoch from confirmed_at) * 1000))), '[]') from gave_way) as "gaveWay"`
  return row
}
