import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { withTemporaryData } from '../server/commands/temporary-data.ts'
import { startChildServer } from '../server/test/child-server.ts'
import { compare } from './page/limits.ts'
import { measure, type Effort, type Measured } from './page/measure.ts'
import { awaitJudged } from './page/judged.ts'
import { readSeeded, seedFolder } from './seed.ts'
import { untilNow, YEAR } from './seed/plan.ts'

const FULL: Effort = { lighthouse: 5, slow: 4, pairs: 5, seconds: 4, watchMs: 6_000, lookMs: 250, pages: Infinity }
const QUICK: Effort = { ...FULL, lighthouse: 1, pairs: 3, seconds: 2, watchMs: 3_000 }

/**
 * The pages on the whole server with a year of history of 500 providers: what they weigh, how Lighthouse judges them, whether anything moves, how fast
 * they answer a press and how fast the server answers. `--dir`: a folder from `npm run bench seed`, which otherwise comes first and goes again;
 * `--quick`: one Lighthouse run a page; `--without-lighthouse`: none.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      dir: { type: 'string' },
      quick: { type: 'boolean', default: false },
      'without-lighthouse': { type: 'boolean', default: false },
    },
  })
  const effort = { ...(values.quick ? QUICK : FULL), ...(values['without-lighthouse'] ? { lighthouse: 0 } : {}) }
  if (values.dir !== undefined) return runOn(values.dir, effort)
  await withTemporaryData('bench', async (dataDir) => {
    await seedFolder(dataDir, { ...YEAR, until: untilNow(Date.now()) })
    await runOn(dataDir, effort)
  })
}

export async function runOn(dataDir: string, effort: Effort): Promise<void> {
  const began = performance.now()
  const server = await startChildServer('bench/page/server.ts', {
    DATA_DIR: dataDir,
    TRUSTED_PROXIES: '127.0.0.1',
    PROBES: 'off',
    NOTICES: 'off',
    LOG_LEVEL: 'error',
  })
  try {
    const seeded = readSeeded(dataDir)
    await awaitJudged(dataDir)
    process.stderr.write(`judged after ${((performance.now() - began) / 1_000).toFixed(1)} s\n`)
    print(await measure(server.url, server.child.pid!, seeded, effort))
  } finally {
    await server.stop()
  }
}

function print({ figures, findings, watched, cached, uncached, processorMs, pressed }: Measured): void {
  for (const [page, found] of Object.entries(findings)) {
    for (const { audit, score, title, elements } of found)
      console.log(`${page}: ${audit} ${score.toFixed(2)} ${title}\n  ${elements.join('\n  ')}`)
  }
  console.table({
    ...Object.fromEntries(
      Object.entries(watched).map(([page, { inpMs, slowest, interactions, cls }]) => [
        `watched, ${page}`,
        `${inpMs} ms (${slowest}), ${interactions} slower than 16 ms, shift ${cls.toFixed(4)}`,
      ]),
    ),
    'reports meanwhile': pressed,
    ...Object.fromEntries(
      Object.entries(uncached).map(([of, { medianMs, p95Ms, pages }]) => [
        `uncached, ${of}`,
        `${medianMs.toFixed(1)} ms, 95 of a hundred ${p95Ms.toFixed(1)} ms, ${pages} pages`,
      ]),
    ),
    'uncached, processor of server and database': `${processorMs?.toFixed(1) ?? '?'} ms a page`,
    'cached, a second': `${Math.round(cached.perSecond)}, packed ${Math.round(cached.packedPerSecond)}, bare ${Math.round(cached.barePerSecond)}`,
    'load of the machine': loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  })
  // Browser, server and database share the processors with whatever else runs here.
  if (loadavg()[0]! > 2 * availableParallelism())
    console.log('the machine is busy with other things: its times, and Lighthouse, say little of the pages')
  console.table(compare(figures, cached.perSecond))
  console.log(JSON.stringify(figures))
}
