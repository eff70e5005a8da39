import type { Cause, Testimony } from '../../shared/incident.ts'
import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, providers } from './schema.ts'

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
