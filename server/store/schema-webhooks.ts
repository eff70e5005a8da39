import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { apiKeys } from './schema-probes.ts'
import { incidentEvents, instant, providers } from './schema.ts'

/**
 * Who wants to be told. `about` narrows it: `{}` all, `{provider}`, `{category}` or `{operator}`. `secret` signs (Standard Webhooks, `whsec_…`),
 * `oldSecret` beside it until `oldUntil`. Nothing but the challenge is sent before `confirmedAt`; `offAt`: we gave up, or its owner did.
 */
export const webhooks = pgTable('webhooks', {
  id: uuid().primaryKey(),
  apiKeyId: integer()
    .notNull()
    .references(() => apiKeys.id),
  url: text().notNull(),
  events: text().array().notNull(),
  about: jsonb().$type<{ provider?: string; category?: string; operator?: string }>().notNull(),
  secret: text().notNull(),
  oldSecret: text(),
  oldUntil: instant(),
  challenge: text().notNull(),
  createdAt: instant().notNull(),
  confirmedAt: instant(),
  offAt: instant(),
  offFor: text(),
})

/** What came of an attempt: which it was, when it began (real time, epoch milliseconds), and how long it took. */
export type DeliveryAttempt = { attempt: number; at: number; ms: number; status: number | null; failure: string | null }

/**
 * The outbox: a row for each change and each receiver, written in the statement that writes the change. `nextAt` (real time) null: nothing is to be
 * tried any more; `deliveredAt`: it was taken. The id is that of the message, the same at each attempt. `attempts` begins anew where its owner
 * has it sent again, `made` never does; `history`: what came of the newest.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid().primaryKey(),
    webhookId: uuid()
      .notNull()
      .references(() => webhooks.id),
    eventId: bigint({ mode: 'number' })
      .notNull()
      .references(() => incidentEvents.id),
    createdAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    nextAt: instant(),
    deliveredAt: instant(),
    status: integer(),
    failure: text(),
    redelivery: boolean().notNull().default(false),
    made: integer().notNull().default(0),
    history: jsonb().$type<DeliveryAttempt[]>().notNull().default([]),
  },
  (t) => [index('deliveries_due').on(t.nextAt), index('deliveries_by_webhook').on(t.webhookId, t.createdAt)],
)

/** A browser that asked to be told when a service is back (Web Push, RFC 8030). No account, no name; gone once it was told, or after 30 days. */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    endpoint: text().notNull(),
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    p256dh: text().notNull(),
    auth: text().notNull(),
    lang: text().notNull(),
    createdAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    nextAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.endpoint, t.providerId] }), index('push_by_provider').on(t.providerId)],
)

/** With what this instance names itself to push services (VAPID, RFC 8292): one row. */
export const pushKeys = pgTable('push_keys', {
  id: integer().primaryKey().default(1),
  publicKey: text().notNull(),
  privateKey: text().notNull(),
  createdAt: instant().notNull(),
})
