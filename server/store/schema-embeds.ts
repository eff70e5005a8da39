import type { Cause, Testimony } from '../../shared/incident.ts'
import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytea, instant, providers } from './schema.ts'

/**
 * What was published of a provider, a row for each change, kept for ever: an embed that is frozen at an instant shows the newest row of then. Columns as
 * in `detector_states`, and as people have corrected them by then.
 */
export const verdicts = pgTable(
  'verdicts',
  {
    providerId: integer()
      .notNull()
      .references(() => providers.id),
    at: instant().notNull(),
    state: text().notNull(),
    since: instant(),
    startedFrom: instant(),
    startedTo: instant(),
    verified: boolean().notNull(),
    cause: jsonb().$type<Cause>(),
    testimony: jsonb().$type<Testimony>(),
  },
  (t) => [primaryKey({ columns: [t.providerId, t.at] })],
)

/** Every script for other sites that this instance has served, by its version: an article names one, with its hash, for years. */
export const widgetVersions = pgTable('widget_versions', {
  version: text().primaryKey(),
  body: bytea().notNull(),
  servedFrom: instant().notNull(),
})
