import { parseArgs } from 'node:util'
import { withTemporaryData } from '../server/commands/temporary-data.ts'
import { openClient } from '../server/store/db.ts'
import { runningEmbedded } from '../server/store/embedded.ts'
import { startChildServer } from '../server/test/child-server.ts'
import { CONNECTIONS, load, type LoadProvider, type LoadResult } from './ingest-load.ts'

const PROVIDERS = 150
const RUNS = 3

/**
 * Reports acknowledged after the commit, through the whole server on the embedded database (fsync on), against a bare Hono handler that
 * parses the same JSON: by turns, in one run, each in a process of its own. `--amount` presses a run; the bare one gets twice as many.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { amount: { type: 'string', default: '30000' } } })
  const amount = Number(values.amount)
  await withTemporaryData('bench', (dataDir) => compare(amount, dataDir))
}

async function compare(amount: number, dataDir: string): Promise<void> {
  const bare = await startChildServer('bench/ingest-bare.ts', {})
  const server = await startChildServer('server/main.ts', {
    DATA_DIR: dataDir,
    TRUSTED_PROXIES: '127.0.0.1',
    PROBES: 'off',
    NOTICES: 'off',
    LOG_LEVEL: 'warn',
  })
  try {
    const providers = await readProviders(server.url)
    await load(bare.url, providers, amount / 4)
    await load(server.url, providers, amount / 4)
    const before = await countRows(dataDir)
    const bareRuns: LoadResult[] = []
    const runs: LoadResult[] = []
    for (let i = 0; i < RUNS; i++) {
      bareRuns.push(await load(bare.url, providers, amount * 2))
      runs.push(await load(server.url, providers, amount))
    }
    const rows = (await countRows(dataDir)) - before
    report(bareRuns, runs, rows)
  } finally {
    await Promise.all([bare.stop(), server.stop()])
  }
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0)

function report(bareRuns: LoadResult[], runs: LoadResult[], rows: number): void {
  console.log(
    `${CONNECTIONS} connections, ${PROVIDERS} providers, a new reporter each, fsync on; median of ${RUNS} runs by turns`,
  )
  console.table(
    runs.map((ours, i) => ({
      'bare/s': Math.round(bareRuns[i]!.perSecond),
      'ours/s': Math.round(ours.perSecond),
      ratio: Number((ours.perSecond / bareRuns[i]!.perSecond).toFixed(3)),
      'p50 ms': ours.p50Ms,
      'p99 ms': ours.p99Ms,
      errors: ours.errors,
    })),
  )
  const perSecond = Math.round(median(runs.map((r) => r.perSecond)))
  const barePerSecond = Math.round(median(bareRuns.map((r) => r.perSecond)))
  console.log(
    JSON.stringify({
      bench: 'ingest',
      ratio: Number((perSecond / barePerSecond).toFixed(3)),
      perSecond,
      barePerSecond,
      p50Ms: median(runs.map((r) => r.p50Ms)),
      p99Ms: median(runs.map((r) => r.p99Ms)),
      errors: sum([...runs, ...bareRuns].map((r) => r.errors)),
      acknowledged: sum(runs.map((r) => r.acknowledged)),
      rows,
    }),
  )
}

async function readProviders(url: string): Promise<LoadProvider[]> {
  const found: LoadProvider[] = []
  let cursor: string | null = null
  do {
    const page = (await (
      await fetch(`${url}/api/v1/providers?limit=100${cursor ? `&cursor=${cursor}` : ''}`)
    ).json()) as {
      providers: { slug: string; components: { slug: string }[]; problems: string[] }[]
      next: string | null
    }
    found.push(...page.providers.map((p) => ({ ...p, components: p.components.map(({ slug }) => slug) })))
    cursor = page.next
  } while (cursor && found.length < PROVIDERS)
  if (found.length < PROVIDERS) throw new Error(`only ${found.length} providers`)
  return found.slice(0, PROVIDERS)
}

async function countRows(dataDir: string): Promise<number> {
  const sql = openClient(runningEmbedded(dataDir)!, { max: 1 })
  try {
    const [row] = await sql<{ n: string }[]>`select count(*) as n from reports`
    return Number(row!.n)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
