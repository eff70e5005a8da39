import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createLog } from '../server/log.ts'
import { migrate, openDatabase, type Connection, type Database } from '../server/store/db.ts'
import { startEmbedded } from '../server/store/embedded.ts'
import { loadCatalogue, readProviders } from '../server/store/providers.ts'
import { dropRates, makeRates, seedMinutes, seedQuarters } from './seed/counts.ts'
import { fromOf, seedCatalogue, untilNow, YEAR, type SeedPlan } from './seed/plan.ts'
import { seedHours, seedIncidents } from './seed/rest.ts'
import { ensurePartitions } from '../server/store/partitions.ts'

/** A seeded folder says what is in it. */
export type Seeded = { plan: SeedPlan; incidents: string[] }
const LABEL = 'seed.json'

/** A year of 500 providers, into the embedded database of a folder that is there afterwards, for `npm run bench page -- --dir`. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      dir: { type: 'string' },
      days: { type: 'string', default: String(YEAR.days) },
      providers: { type: 'string', default: String(YEAR.providers) },
    },
  })
  if (values.dir === undefined) throw new Error('--dir says where the history goes: a folder that is not there yet')
  const providers = Number(values.providers)
  const busy = Math.max(1, Math.round((providers * YEAR.busy) / YEAR.providers))
  const plan = { ...YEAR, providers, busy, days: Number(values.days), until: untilNow(Date.now()) }
  const began = performance.now()
  await seedFolder(values.dir, plan)
  const seconds = Math.round((performance.now() - began) / 1_000)
  console.log(JSON.stringify({ bench: 'seed', providers, days: plan.days, seconds }))
}

export async function seedFolder(dataDir: string, plan: SeedPlan): Promise<Seeded> {
  mkdirSync(dataDir, { recursive: true })
  const log = createLog('warn')
  const embedded = await startEmbedded({ dataDir, log })
  try {
    const seeded = await seedDatabase(embedded.connection, plan)
    writeFileSync(path.join(dataDir, LABEL), JSON.stringify(seeded))
    return seeded
  } finally {
    await embedded.stop()
  }
}

export const readSeeded = (dataDir: string): Seeded => JSON.parse(readFileSync(path.join(dataDir, LABEL), 'utf8'))

/** Into an empty database. */
export async function seedDatabase(connection: Connection, plan: SeedPlan): Promise<Seeded> {
  await migrate(connection, createLog('warn'))
  // One connection: what is made for the while of it has no other name to be found under.
  const db = openDatabase({ connection, max: 1, settings: SETTINGS })
  try {
    return { plan, incidents: await fill(db, plan) }
  } finally {
    await db.close()
  }
}

const SETTINGS = { statement_timeout: 0, synchronous_commit: 'off', work_mem: '128MB', maintenance_work_mem: '256MB' }

async function fill(db: Database, plan: SeedPlan): Promise<string[]> {
  const catalogue = seedCatalogue(plan)
  await loadCatalogue(db, catalogue, plan.until)
  const known = new Map((await readProviders(db)).map(({ slug, id }) => [slug, id]))
  const ids = catalogue.providers.map(({ slug }) => known.get(slug)!)
  await makeRates(db, plan, ids)
  await step('minutes', () => seedMinutes(db, plan))
  await ensurePartitions(db, fromOf(plan), plan.until, ['report_counts_quarter', 'heartbeats', 'probe_results'])
  await step('quarters', () => seedQuarters(db, plan))
  await step('hours, baselines, heartbeats', () => seedHours(db, plan))
  const incidents = await step('incidents', () => seedIncidents(db, plan, ids))
  await dropRates(db)
  await step('vacuum', () => db.sql`vacuum (analyze)`)
  return incidents
}

async function step<T>(name: string, take: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await take()
  process.stderr.write(`${name}: ${((performance.now() - began) / 1_000).toFixed(1)} s\n`)
  return result
}
