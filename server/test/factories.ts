import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { DAY_MS, MINUTE_MS, SLOT_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from '../store/db.ts'
import { writeHeartbeats } from '../store/heartbeats.ts'
import type { NewNotice } from '../store/notice-row.ts'
import { ensurePartitions } from '../store/partitions.ts'
import { incidents, minuteCounts, providers, reports, voices } from '../store/schema.ts'

let made = 0
const nextName = () => `maker-${++made}`

type NewProvider = typeof providers.$inferInsert
type Provider = typeof providers.$inferSelect

/** A provider's row. With `at` (epoch milliseconds) also the partitions that a report of then can need. */
export async function aProvider(db: Database, fields: Partial<NewProvider> & { at?: number } = {}): Promise<Provider> {
  const { at, ...given } = fields
  const slug = given.slug ?? nextName()
  if (at !== undefined) await somePartitions(db, at)
  const [row] = await db.orm
    .insert(providers)
    .values({
      slug,
      name: slug,
      category: 'mail',
      homepage: `https://${slug}.example`,
      problems: ['slow', 'cannot-open'],
      ...given,
    })
    .returning()
  return row!
}

/** The partitions around an instant: three days back, one ahead. */
export async function somePartitions(db: Database, at: number): Promise<void> {
  await ensurePartitions(db, at - 3 * DAY_MS, at + DAY_MS)
}

/** Minute rows of facet `all`, `counts[i]` problems in the i-th minute from `from`, with their heartbeats. Zero writes a heartbeat only. */
export async function someMinutes(db: Database, providerId: number, from: number, counts: number[]): Promise<void> {
  const start = bucketStart(from)
  const minutes = counts.map((_, i) => start + i * MINUTE_MS)
  await ensurePartitions(db, start, start + counts.length * MINUTE_MS, ['report_counts_minute', 'heartbeats'])
  await writeHeartbeats(db, minutes)
  const rows = counts.flatMap((problems, i) =>
    problems === 0
      ? []
      : {
          providerId,
          bucketStart: new Date(minutes[i]!),
          facet: 'all',
          value: '',
          reports: problems,
          problems,
          works: 0,
        },
  )
  if (rows.length > 0) await db.orm.insert(minuteCounts).values(rows)
}

/** One report as stored, of a new reporter. Its partition must be there. */
export async function aReport(
  db: Database,
  fields: Partial<typeof reports.$inferInsert> & { providerId: number; observedAt: Date },
): Promise<typeof reports.$inferSelect> {
  const [row] = await db.orm
    .insert(reports)
    .values({
      id: v7({ msecs: fields.observedAt.getTime() }),
      answer: 'problem',
      reporterKey: randomBytes(16),
      networkKey: randomBytes(16),
      via: 'site',
      receivedAt: fields.observedAt,
      outcome: 'counted',
      ...fields,
    })
    .returning()
  return row!
}

/** One voice as stored, of a new reporter on a new network. Its partition must be there. */
export async function aVoice(
  db: Database,
  fields: Partial<typeof voices.$inferInsert> & { providerId: number; observedAt: Date },
): Promise<typeof voices.$inferSelect> {
  const [row] = await db.orm
    .insert(voices)
    .values({
      slot: new Date(bucketStart(fields.observedAt.getTime(), SLOT_MS)),
      answer: 'problem',
      reporterKey: randomBytes(16),
      networkKey: randomBytes(16),
      receivedAt: fields.observedAt,
      ...fields,
    })
    .returning()
  return row!
}

/** An open incident; give `resolvedAt` for one that is over. */
export async function anIncident(
  db: Database,
  fields: Partial<typeof incidents.$inferInsert> & { providerId: number; startedAt: Date },
): Promise<typeof incidents.$inferSelect> {
  const [row] = await db.orm
    .insert(incidents)
    .values({
      id: v7({ msecs: fields.startedAt.getTime() }),
      state: fields.resolvedAt ? 'ok' : 'confirmed',
      detectedAt: fields.startedAt,
      confirmedAt: fields.startedAt,
      peak: 10,
      rule: 'test',
      ...fields,
    })
    .returning()
  return row!
}

/** A notice as `writeNotices` takes it: what the provider said at `at`, unless it is said otherwise. */
export function aNotice(fields: Partial<NewNotice> & { providerId: number; at: number }): NewNotice {
  const { at, ...given } = fields
  return {
    key: nextName(),
    by: 'provider',
    author: 'The provider',
    domain: null,
    topics: ['problem'],
    text: 'Something is wrong.',
    lang: 'en',
    source: null,
    component: null,
    device: null,
    saidFrom: at,
    saidTo: at,
    seenAt: at,
    forecasts: [],
    ...given,
  }
}

/** What the rule might have seen where a crowd is loud. */
export const EVIDENCE = {
  rule: 'test',
  window_ms: 600_000,
  observed: 40,
  expected: 3,
  dispersion: 1.2,
  score: 30,
  threshold: 9,
  reporters: 38,
  networks: 12,
}
