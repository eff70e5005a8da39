import { sql } from 'drizzle-orm'
import { bigint, bigserial, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ProbeTimings } from '../../shared/probe.ts'
import { bytea, instant, providers, xid8 } from './schema.ts'

export const apiKeys = pgTable('api_keys', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull(),
  prefix: text().notNull().unique(),
  hash: bytea().notNull(),
  scope: text().notNull(),
  /** Reads a minute, where it is not the same as for everybody. */
  perMinute: integer(),
  createdAt: instant().notNull(),
  lastUsedAt: instant(),
  revokedAt: instant(),
})

export const probes = pgTable(
  'probes',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    component: text(),
    kind: text().notNull(),
    target: text().notNull(),
  },
  (t) => [uniqueIndex('probes_one_target').on(t.providerId, t.kind, t.target)],
)

/** Partitioned by day of its UUIDv7, kept 400 days. `apiKeyId` null: this server probed. (xid, seq) as with voices. */
export const probeResults = pgTable(
  'probe_results',
  {
    id: uuid().primaryKey(),
    probeId: integer().notNull(),
    apiKeyId: integer(),
    at: instant().notNull(),
    outcome: text().notNull(),
    status: integer(),
    timings: jsonb().$type<ProbeTimings>().notNull(),
    certificateExpiresAt: instant(),
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    seq: bigserial({ mode: 'number' }).notNull(),
  },
  (t) => [index('probe_results_by_probe').on(t.probeId, t.at), index('probe_results_order').on(t.xid, t.seq)],
)

/** Where the agent of a key probes from, as of its last post: agents that share a network or a public resolver are one place. */
export const agents = pgTable('agents', {
  apiKeyId: integer()
    .primaryKey()
    .references(() => apiKeys.id),
  /** `as3269`; `local`: this server's own network; `net-…`: a network whose number nobody knows, hashed. */
  network: text().notNull(),
  resolvers: text().array().notNull().default([]),
  seenAt: instant().notNull(),
  asn: bigint({ mode: 'number' }),
})
