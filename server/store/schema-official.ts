import { sql } from 'drizzle-orm'
import { bigserial, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, providers, xid8 } from './schema.ts'

/**
 * What somebody said of a provider, unedited. `key`: one saying of one source, so that reading it twice is harmless. `domain`: right of reply, its
 * author has proven it. `saidFrom`, `saidTo` null: nobody knows when. (xid, seq) is the order in which the detector reads, as with voices.
 */
export const notices = pgTable(
  'notices',
  {
    id: uuid().primaryKey(),
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    key: text().notNull(),
    by: text().notNull(),
    author: text().notNull(),
    domain: text(),
    topics: text().array().notNull(),
    text: text().notNull(),
    lang: text().notNull(),
    source: text(),
    component: text(),
    device: text(),
    saidFrom: instant(),
    saidTo: instant(),
    seenAt: instant().notNull(),
    /** It was put in by mistake: shown no more. */
    withdrawnAt: instant(),
    withdrawnFor: text(),
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    seq: bigserial({ mode: 'number' }).notNull(),
  },
  (t) => [
    index('notices_by_provider').on(t.providerId, t.seenAt),
    index('notices_order').on(t.xid, t.seq),
    uniqueIndex('notices_one_saying').on(t.providerId, t.key),
  ],
)

/** A time that a notice announced, as the interval of deadlines that may have been meant. Its outcome is derived, never stored. */
export const forecasts = pgTable(
  'forecasts',
  {
    noticeId: uuid()
      .notNull()
      .references(() => notices.id),
    place: integer().notNull(),
    dueFrom: instant().notNull(),
    dueTo: instant().notNull(),
    zone: text().notNull(),
    component: text(),
    device: text(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.place] })],
)

/** Where we look for a provider's own word, and when we last did. */
export const noticeSources = pgTable(
  'notice_sources',
  {
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    url: text().notNull(),
    kind: text().notNull(),
    lookedAt: instant(),
    /** The last time that it could be read. */
    readAt: instant(),
    etag: text(),
    failure: text(),
  },
  (t) => [primaryKey({ columns: [t.providerId, t.url] })],
)

/** Right of reply: who can put this token into the DNS of one of the provider's domains speaks for it. */
export const domainProofs = pgTable(
  'domain_proofs',
  {
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    domain: text().notNull(),
    token: text().notNull(),
    askedAt: instant().notNull(),
    provenAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.providerId, t.domain] })],
)
