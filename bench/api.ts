import { loadavg } from 'node:os'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { withTemporaryData } from '../server/commands/temporary-data.ts'
import { openDatabase, type Database } from '../server/store/db.ts'
import { runningEmbedded } from '../server/store/embedded.ts'
import { startChildServer } from '../server/test/child-server.ts'
import { compare } from './api/limits.ts'
import { timeChanges } from './api/live.ts'
import { compareReads } from './api/reads.ts'
import { aboutLive, aboutReads, aboutSeries, aboutWebhooks, figuresOf, type Measured } from './api/report.ts'
import { readYears } from './api/series.ts'
import { timeWebhooks } from './api/webhooks.ts'
import { socketsThatFit } from './live/open-files.ts'
import { awaitJudged } from './page/judged.ts'
import { readSeeded, seedFolder } from './seed.ts'
import { untilNow, type SeedPlan } from './seed/plan.ts'

/** A year of one who is much reported on, beside some others. */
const PLAN: Omit<SeedPlan, 'until'> = { providers: 40, busy: 2, days: 366, outages: 20 }
export const PARTS = ['reads', 'series', 'webhooks', 'live'] as const
export type Part = (typeof PARTS)[number]

/** How much of everything. `dead`: of each kind of death so many. */
export type Effort = {
  pairs: number
  seconds: number
  years: number
  alive: number
  dead: number
  listeners: number
  changes: number
}
const FULL: Effort = { pairs: 5, seconds: 1, years: 3, alive: 1_000, dead: 20, listeners: 10_000, changes: 16 }
const QUICK: Effort = { ...FULL, pairs: 3, years: 1, changes: 5 }

/** Nothing here is to be refused for being asked for too often: that is measured elsewhere, and counted here as everywhere. */
const ENDLESS = String(1e9)

/**
 * The API on the whole server, a process of its own: how fast what is cached is read against a bare handler of the same JSON, a year of minutes, how
 * soon an incident's webhooks are out while some receivers are dead, and how soon the last of many listeners knows of a change. `--only reads,live`:
 * some of it; `--dir`: a folder from `npm run bench seed`; `--quick`: less of everything.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      dir: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: PARTS.join(',') },
    },
  })
  const parts = readParts(values.only)
  const effort = values.quick ? QUICK : FULL
  if (values.dir !== undefined) return runOn(values.dir, effort, parts)
  await withTemporaryData('bench', async (dataDir) => {
    await seedFolder(dataDir, { ...PLAN, until: untilNow(Date.now()) })
    await runOn(dataDir, effort, parts)
  })
}

export function readParts(only: string): Part[] {
  const names = only.split(',')
  const unknown = names.find((name) => !PARTS.some((part) => part === name))
  if (unknown !== undefined) throw new Error(`--only ${PARTS.join(',')}: there is no ${unknown}`)
  return PARTS.filter((part) => names.includes(part))
}

export async function runOn(dataDir: string, effort: Effort, parts: readonly Part[] = PARTS): Promise<void> {
  const server = await startChildServer('bench/page/server.ts', {
    DATA_DIR: dataDir,
    PROBES: 'off',
    NOTICES: 'off',
    ARCHIVE: 'off',
    PROBE_PRIVATE: 'on',
    READS_PER_MINUTE: ENDLESS,
    LOG_LEVEL: 'error',
  })
  let db: Database | undefined
  try {
    await awaitJudged(dataDir)
    db = openDatabase({ connection: runningEmbedded(dataDir)!, max: 2 })
    print(await measure(server.url, server.child.pid!, { dataDir, db, effort, parts }))
  } finally {
    await db?.close()
    await server.stop()
  }
}

type Given = { dataDir: string; db: Database; effort: Effort; parts: readonly Part[] }

async function measure(url: string, pid: number, { dataDir, db, effort, parts }: Given): Promise<Measured> {
  const { incidents, plan } = readSeeded(dataDir)
  const dir = path.join(dataDir, 'bench')
  mkdirSync(dir, { recursive: true })
  const { sockets: listeners, warning } = socketsThatFit(effort.listeners)
  if (warning !== undefined && parts.includes('live')) console.log(warning)
  const when = async <T>(part: Part, take: () => Promise<T>) => (parts.includes(part) ? await take() : undefined)
  return {
    reads: await when('reads', () => compareReads(url, incidents.at(-1)!, { ...effort, dir })),
    series: await when('series', () => readYears(url, pid, { until: plan.until, times: effort.years })),
    webhooks: await when('webhooks', () => timeWebhooks(url, db, effort)),
    live: await when('live', () => timeChanges(url, db, { listeners, changes: effort.changes })),
  }
}

function print(measured: Measured): void {
  console.table({
    ...(measured.reads && aboutReads(measured.reads)),
    ...(measured.series && aboutSeries(measured.series)),
    ...(measured.webhooks && aboutWebhooks(measured.webhooks)),
    ...(measured.live && aboutLive(measured.live)),
    'load of the machine': loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  })
  const { figures, aside } = figuresOf(measured)
  console.table(compare(figures, aside))
  console.log(JSON.stringify(figures))
}
