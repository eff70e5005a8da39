import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  char,
  check,
  customType,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Cause, Evidence, ScopeCell, Testimony } from '../../shared/incident.ts'
import type { Component, ProblemKind } from '../../shared/provider.ts'

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })
export const instant = () => timestamp({ withTimezone: true, precision: 3 })
/** The details of a voice that may be amended; what is not known is missing. */
export type Said = { problem?: string; component?: string; device?: string; region?: string }

// Tables marked "partitioned" get `PARTITION BY RANGE` by hand in their migration; `partitions.ts` makes the partitions.

export const operators = pgTable('operators', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  slug: text().notNull().unique(),
  name: text().notNull(),
})

/** Archived rather than deleted: an entry that leaves the catalogue keeps its history. */
export const providers = pgTable('providers', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  category: text().notNull(),
  operatorId: integer().references(() => operators.id),
  homepage: text().notNull(),
  statusPage: text(),
  supportPage: text(),
  helpline: text(),
  countries: text().array().notNull().default([]),
  aliases: text().array().notNull().default([]),
  domains: text().array().notNull().default([]),
  problems: jsonb().$type<ProblemKind[]>().notNull(),
  components: jsonb().$type<Component[]>().notNull().default([]),
  networks: jsonb().$type<{ asn: number; source: string }[]>().notNull().default([]),
  archivedAt: instant(),
})

/** What a provider runs on; each with the source that says so. */
export const dependencies = pgTable(
  'dependencies',
  {
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    dependsOnId: integer()
      .notNull()
      .references(() => providers.id),
    source: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.providerId, t.dependsOnId] })],
)

/** Every accepted press. Partitioned by day of its UUIDv7, so a repeated id is found in whatever partition. Kept 30 days. */
export const reports = pgTable('reports', {
  id: uuid().primaryKey(),
  providerId: integer().notNull(),
  answer: text().notNull(),
  problem: text(),
  component: text(),
  device: text(),
  country: char({ length: 2 }),
  region: text(),
  network: bigint({ mode: 'number' }),
  /** Since when, as the reporter says it. */
  began: text(),
  reporterKey: bytea().notNull(),
  networkKey: bytea().notNull(),
  via: text().notNull(),
  referrerHost: text(),
  observedAt: instant().notNull(),
  receivedAt: instant().notNull(),
  outcome: text().notNull(),
})

/**
 * Who counts: the primary key decides, inside the statement that writes the reports. Partitioned by day of slot, kept 48 h.
 * (xid, seq) is the order in which the detector reads; `xid` below the snapshot's xmin is settled. The voice itself is `turn` 0 and holds what
 * is said by now; each later turn amends it and is never changed, so that whoever reads on hears everything once.
 */
export const voices = pgTable(
  'voices',
  {
    slot: instant().notNull(),
    providerId: integer().notNull(),
    reporterKey: bytea().notNull(),
    turn: smallint().notNull().default(0),
    /** Of turn 0: how many turns follow. */
    amendments: smallint().notNull().default(0),
    /** What the turn before said; of turn 0, where turns follow, what it said at first. */
    before: jsonb().$type<Said>(),
    answer: text().notNull(),
    problem: text(),
    component: text(),
    device: text(),
    region: text(),
    began: text(),
    networkKey: bytea().notNull(),
    network: bigint({ mode: 'number' }),
    /** The newspaper through whose widget it came. */
    host: text(),
    observedAt: instant().notNull(),
    receivedAt: instant().notNull(),
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    seq: bigserial({ mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.slot, t.providerId, t.reporterKey, t.turn] }),
    index('voices_order').on(t.xid, t.seq),
  ],
)

const counts = () => ({
  bucketStart: instant().notNull(),
  providerId: integer().notNull(),
  facet: text().notNull(),
  value: text().notNull(),
  reports: integer().notNull(),
  problems: integer().notNull(),
  works: integer().notNull(),
})

/** Facets `all` (value ''), `component_device` ('webmail/ios') and `host` (through whose widget it came). Partitioned by month, kept 400 days. */
export const minuteCounts = pgTable('report_counts_minute', counts(), (t) => [
  primaryKey({ columns: [t.providerId, t.bucketStart, t.facet, t.value] }),
])

/** Facets `problem`, `country`, `region`, `network`, `began`. Partitioned by month, kept 400 days. */
export const quarterCounts = pgTable('report_counts_quarter', counts(), (t) => [
  primaryKey({ columns: [t.providerId, t.bucketStart, t.facet, t.value] }),
])

/** Facet `all`, kept for ever; made from the minutes by a job that may run twice. */
export const hourCounts = pgTable('report_counts_hour', counts(), (t) => [
  primaryKey({ columns: [t.providerId, t.bucketStart, t.facet, t.value] }),
])

/** Minutes in which this instance was up and taking reports: a minute without a row here is a gap, not a zero. Partitioned by month. */
export const heartbeats = pgTable('heartbeats', { minute: instant().primaryKey() })

/** The day's secret for reporter keys: one row, overwritten at 00:00 UTC. */
export const dayKeys = pgTable(
  'day_keys',
  { id: integer().primaryKey().default(1), day: date().notNull(), key: bytea().notNull() },
  (t) => [check('day_keys_one_row', sql`${t.id} = 1`)],
)

/** With what receipts are signed, as a private JWK; the newest signs, all of them are published as public keys. */
export const signingKeys = pgTable('signing_keys', {
  kid: text().primaryKey(),
  privateJwk: jsonb().$type<Record<string, string>>().notNull(),
  createdAt: instant().notNull(),
})

/** What was usual in an hour, as believed when it began. Dispersion = variance / mean; `blindPerMinute`: the least rise found in time. */
export const baselines = pgTable(
  'baselines',
  {
    providerId: integer().notNull(),
    hour: instant().notNull(),
    ratePerHour: doublePrecision().notNull(),
    dispersion: doublePrecision().notNull(),
    shape: doublePrecision().notNull(),
    blindPerMinute: doublePrecision(),
  },
  (t) => [primaryKey({ columns: [t.providerId, t.hour] })],
)

/** Where the detector stands, written in the same statement as its verdicts; `startedFrom`, `startedTo`: 90 % interval of `since`. */
export const detectorStates = pgTable('detector_states', {
  providerId: integer()
    .primaryKey()
    .references(() => providers.id),
  at: instant().notNull(),
  state: text().notNull(),
  since: instant(),
  startedFrom: instant(),
  startedTo: instant(),
  verified: boolean().notNull().default(false),
  cause: jsonb().$type<Cause>(),
  testimony: jsonb().$type<Testimony>(),
  snapshot: jsonb().notNull(),
  /** Its own places in what is heard, where they are beyond the leader's: a writing of many parts was cut short. */
  cursorXid: xid8(),
  cursorSeq: bigint({ mode: 'number' }),
  probeXid: xid8(),
  probeSeq: bigint({ mode: 'number' }),
})

/** One leader a role: taken by compare-and-set, each of its writes carries the epoch. `until` is real time; places and `site` are of one writing. */
export const leases = pgTable('leases', {
  role: text().primaryKey(),
  epoch: bigint({ mode: 'number' }).notNull(),
  holder: text().notNull(),
  until: instant().notNull(),
  cursorXid: xid8(),
  cursorSeq: bigint({ mode: 'number' }),
  probeXid: xid8(),
  probeSeq: bigint({ mode: 'number' }),
  at: instant(),
  site: jsonb(),
})

export const incidents = pgTable(
  'incidents',
  {
    id: uuid().primaryKey(),
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    state: text().notNull(),
    verified: boolean().notNull().default(false),
    startedAt: instant().notNull(),
    /** 90 % interval of the start; null: not known, or set by hand. */
    startedFrom: instant(),
    startedTo: instant(),
    detectedAt: instant().notNull(),
    confirmedAt: instant().notNull(),
    resolvedAt: instant(),
    peak: integer().notNull(),
    rule: text().notNull(),
    cause: jsonb().$type<Cause>(),
    scope: jsonb().$type<ScopeCell[]>().notNull().default([]),
    /** Columns that a person has set: the detector writes them no more. */
    fixed: text().array().notNull().default([]),
    /** The detector writes it no more at all. */
    withdrawnAt: instant(),
  },
  (t) => [
    // The database settles the race, so the code has no lock.
    uniqueIndex('incidents_one_open')
      .on(t.providerId)
      .where(sql`${t.resolvedAt} is null`),
    index('incidents_by_time').on(t.startedAt),
    index('incidents_by_provider').on(t.providerId, t.startedAt),
    index('incidents_by_length').on(sql`(${t.resolvedAt} - ${t.startedAt})`),
  ],
)

/** Append-only. A `suspected` that fades has events and no incident; what a person has changed has a `reason`. */
export const incidentEvents = pgTable(
  'incident_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    incidentId: uuid().references(() => incidents.id),
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    at: instant().notNull(),
    type: text().notNull(),
    fromState: text().notNull(),
    toState: text().notNull(),
    evidence: jsonb().$type<Evidence>().notNull(),
    reason: text(),
  },
  (t) => [
    index('incident_events_by_provider').on(t.providerId, t.at),
    // Feeds tell of incidents alone, and suspicions are many.
    index('incident_events_told')
      .on(t.providerId, t.at)
      .where(sql`${t.incidentId} is not null`),
  ],
)
