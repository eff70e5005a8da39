import { gunzipSync, gzipSync } from 'node:zlib'
import type { PressEcho } from '../../shared/echo.ts'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { readLoudness, readProbeRuns, type Loudness, type ProbeRun } from './clocks.ts'
import type { Database } from './db.ts'
import { readEcho, type Loudest } from './echo.ts'
import type { NoticeRow } from './notice-row.ts'
import { readNotices } from './notices.ts'

export type Dossier = {
  rule: string
  settings: unknown
  bytes: number
  /** From then on voices are counted, not kept; null: all are there. */
  cutAt: number | null
  frozenAt: number | null
  frozen: Frozen | null
  parts: { until: number; part: unknown }[]
}

/** What other tables said of an incident when it ended. Rows as arrays, oldest first; instants are epoch milliseconds. */
export type Frozen = {
  /** [minute, facet, value, reports, problems, works] */
  minutes: unknown[][]
  /** [quarter of an hour, facet, value, reports, problems, works] */
  quarters: unknown[][]
  /** [hour, voices an hour that were usual, variance / mean, shape of the level's Gamma] */
  usual: unknown[][]
  /** What changed, with the evidence for it. */
  events: unknown[]
  /** Counts were too many to be kept by facet: only whole ones are there. */
  isReduced: boolean
  /** Targets of ours that failed; missing, as what follows, in what was frozen before this was. */
  runs?: ProbeRun[]
  /** By the hour, of all and of each component on each device. */
  loudness?: Loudness
  /** What was said of it, with the times announced. */
  notices?: NoticeRow[]
  /** Through whose widgets people reported. */
  echo?: PressEcho
}

/** More rows of counts than this, and only the whole counts are frozen. */
const FROZEN_ROWS = 100_000
/** Counts are frozen from so long before the start on. */
const BEFORE = '2 hours'
/** Our own probes may have failed so long before; what was said a day before may be of it. */
const PROBES_BEFORE_MS = 6 * HOUR_MS
const SAID_BEFORE_MS = DAY_MS
/** More than an incident brings, and few enough for a dossier. */
const FROZEN_NOTICES = 500
/** A dossier's end is known; at most so many are frozen at once, and the rest in the next turn. */
const FREEZES_PER_TURN = 20

/** Zipped JSON, in base64, and how many bytes it has. */
export function pack(value: unknown): { data: string; bytes: number } {
  const zipped = gzipSync(JSON.stringify(value))
  return { data: zipped.toString('base64'), bytes: zipped.length }
}

export function unpack(zipped: Uint8Array): unknown {
  return JSON.parse(gunzipSync(zipped).toString('utf8'))
}

const ms = (db: Database, column: string) => db.sql`(extract(epoch from ${db.sql(column)}) * 1000)::float8`

/** Undefined: there is none, because the incident is older than dossiers are, or nobody has heard it. */
export async function readDossier(db: Database, incidentId: string): Promise<Dossier | undefined> {
  const [row] = await db.sql<(Omit<Dossier, 'frozen' | 'parts'> & { frozen: Buffer | null })[]>`
    select rule, settings, bytes, ${ms(db, 'cut_at')} as "cutAt", ${ms(db, 'frozen_at')} as "frozenAt", frozen
    from dossiers where incident_id = ${incidentId}::uuid`
  if (!row) return undefined
  const parts = await db.sql<{ until: number; data: Buffer }[]>`
    select ${ms(db, 'until')} as until, data from dossier_parts where incident_id = ${incidentId}::uuid order by part`
  return {
    ...row,
    frozen: row.frozen && (unpack(row.frozen) as Frozen),
    parts: parts.map(({ until, data }) => ({ until, part: unpack(data) })),
  }
}

/** The keys that have their numbers in the dossiers of these incidents, in the order of the numbers. */
export async function readNames(db: Database, incidentIds: readonly string[]): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>()
  if (incidentIds.length === 0) return names
  const rows = await db.sql<{ id: string; names: Buffer }[]>`
    select incident_id as id, names from dossier_parts
    where incident_id = any(${[...incidentIds]}::uuid[]) and names is not null order by incident_id, part`
  for (const { id, names: keys } of rows) {
    const known = names.get(id) ?? []
    for (let i = 0; i < keys.length; i += 8) known.push(keys.subarray(i, i + 8).toString('hex'))
    names.set(id, known)
  }
  return names
}

/** What was kept of an incident when it ended; undefined: nothing was. */
export async function readFrozen(db: Database, incidentId: string): Promise<Frozen | undefined> {
  const [row] = await db.sql<
    { frozen: Buffer | null }[]
  >`select frozen from dossiers where incident_id = ${incidentId}::uuid`
  return row?.frozen ? (unpack(row.frozen) as Frozen) : undefined
}

/** `startedAt`, `startedFrom`, `endedAt`: epoch milliseconds. */
type Ended = {
  id: string
  providerId: number
  from: string
  until: string
  startedAt: number
  startedFrom: number
  endedAt: number
}

/**
 * Freezes the dossiers of incidents that are over: what is pruned elsewhere is kept here, and the keys of who spoke go. Whoever
 * does it twice does it once; an incident that goes on again is frozen again when it ends. Answers with how many it froze.
 */
export async function freezeDossiers(db: Database, now: number, loudest: Loudest): Promise<number> {
  const { sql } = db
  const ended = await sql<Ended[]>`
    select i.id, i.provider_id as "providerId", i.resolved_at::text as until, ${ms(db, 'i.started_at')} as "startedAt",
      ${ms(db, 'i.resolved_at')} as "endedAt", least(${ms(db, 'i.started_from')}, ${ms(db, 'i.started_at')}) as "startedFrom",
      (date_bin('1 hour', i.started_at, 'epoch') - ${BEFORE}::interval)::text as from
    from dossiers d join incidents i on i.id = d.incident_id
    where d.frozen_at is null and i.resolved_at is not null order by i.resolved_at limit ${FREEZES_PER_TURN}`
  let frozen = 0
  for (const incident of ended) {
    const { data } = pack(await gather(db, incident, loudest))
    // One that has been opened again meanwhile has another end, or none.
    const rows = await sql`
      with over as (
        update dossiers d set frozen_at = ${new Date(now).toISOString()}::timestamptz, frozen = decode(${data}, 'base64')
        from incidents i where d.incident_id = ${incident.id}::uuid and i.id = d.incident_id and d.frozen_at is null
          and i.resolved_at = ${incident.until}::timestamptz returning d.incident_id
      ), nameless as (
        update dossier_parts p set names = null from over where p.incident_id = over.incident_id and p.names is not null
      )
      select from over`
    frozen += rows.length
  }
  return frozen
}

async function gather(db: Database, ended: Ended, loudest: Loudest): Promise<Frozen> {
  const { sql } = db
  const { id, providerId, from, until, startedAt, startedFrom, endedAt } = ended
  const counts = async (table: string, isReduced: boolean): Promise<unknown[][]> => {
    const rows = await sql<{ row: unknown[] }[]>`
      select jsonb_build_array(${ms(db, 'bucket_start')}, facet, value, reports, problems, works) as row from ${sql(table)}
      where provider_id = ${providerId} and bucket_start >= ${from}::timestamptz and bucket_start <= ${until}::timestamptz
        and facet ${isReduced ? sql`= 'all'` : sql`<> 'host'`}
      order by bucket_start, facet, value limit ${FROZEN_ROWS}`
    return rows.map(({ row }) => row)
  }
  const whole = await Promise.all([counts('report_counts_minute', false), counts('report_counts_quarter', false)])
  const isReduced = whole.some((rows) => rows.length === FROZEN_ROWS)
  const [minutes, quarters] = isReduced ? [await counts('report_counts_minute', true), []] : whole
  const usual = await sql<{ row: unknown[] }[]>`
    select jsonb_build_array(${ms(db, 'hour')}, rate_per_hour, dispersion, shape) as row from baselines
    where provider_id = ${providerId} and hour >= ${from}::timestamptz and hour <= ${until}::timestamptz order by hour`
  const events = await sql<{ row: unknown }[]>`
    select jsonb_build_object('at', ${ms(db, 'at')}, 'type', type, 'from', from_state, 'to', to_state, 'evidence', evidence) as row
    from incident_events where provider_id = ${providerId} and (incident_id = ${id}::uuid or incident_id is null)
      and at >= ${from}::timestamptz and at <= ${until}::timestamptz order by at, id`
  const [runs, loudness, notices, echo] = await Promise.all([
    readProbeRuns(db, { providerId, from: startedFrom - PROBES_BEFORE_MS, to: endedAt + 1, until: endedAt + 1 }),
    readLoudness(db, { providerId, from: startedFrom, to: endedAt }),
    readNotices(db, { providerId, from: startedFrom - SAID_BEFORE_MS, to: endedAt, limit: FROZEN_NOTICES }),
    readEcho(db, { providerId, from: startedAt, to: endedAt }, loudest),
  ])
  const facts = { usual: usual.map((u) => u.row), events: events.map((e) => e.row) }
  return { minutes, quarters, ...facts, isReduced, runs, loudness, notices, echo }
}

/** Keys in the dossiers of incidents that go on are of no use when their voices are gone: the day's secret is another. */
export async function forgetNames(db: Database, before: number): Promise<void> {
  await db.sql`update dossier_parts set names = null where names is not null and until < ${new Date(before).toISOString()}::timestamptz`
}
