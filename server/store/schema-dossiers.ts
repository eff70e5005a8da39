import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, incidents, instant } from './schema.ts'

/**
 * What it takes to judge an incident once more, kept for ever. `cutAt`: it grew too large, and from then on has counts only. `frozen`
 * (gzip'd JSON): what other tables said of it when it ended, which are pruned in time.
 */
export const dossiers = pgTable('dossiers', {
  incidentId: uuid()
    .primaryKey()
    .references(() => incidents.id),
  rule: text().notNull(),
  settings: jsonb().notNull(),
  bytes: integer().notNull(),
  cutAt: instant(),
  frozenAt: instant(),
  frozen: bytea(),
})

/**
 * In order, all that the detector was told (gzip'd JSON). `names`: the keys of reporters and networks that got their numbers in this part,
 * eight bytes each; gone when the incident is over.
 */
export const dossierParts = pgTable(
  'dossier_parts',
  {
    incidentId: uuid()
      .notNull()
      .references(() => dossiers.incidentId),
    part: integer().notNull(),
    until: instant().notNull(),
    data: bytea().notNull(),
    names: bytea(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.part] })],
)
