import { mkdirSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { withTemporaryData } from '../server/commands/temporary-data.ts'
import { createLog } from '../server/log.ts'
import { startEmbedded } from '../server/store/embedded.ts'
import { startChildServer } from '../server/test/child-server.ts'
import { compare } from './embed/limits.ts'
import { measure, type Effort, type Measured } from './embed/measure.ts'
import { countStatements } from './embed/statements.ts'
import { awaitJudged } from './page/judged.ts'
import { readSeeded, seedFolder } from './seed.ts'
import { untilNow, type SeedPlan } from './seed/plan.ts'

/** Enough for a page of twenty services, and for every range of a curve. */
const PLAN: Omit<SeedPlan, 'until'> = { providers: 40, busy: 20, days: 60, outages: 6 }
const FULL: Effort = { paints: 9, pairs: 5, seconds: 3, viewSeconds: 60 }
const QUICK: Effort = { paints: 5, pairs: 3, seconds: 2, viewSeconds: 20 }

/**
 * What other sites show of ours, on the whole server: what the element weighs, when it is seen, whether it moves the page that it is in, how many
 * sockets many of them take, how fast the server answers, and what 100,000 views a minute cost the database. `--dir`: a folder from `npm run bench
 * seed`; `--quick`: less of everything.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { dir: { type: 'string' }, quick: { type: 'boolean', default: false } },
  })
  const effort = values.quick ? QUICK : FULL
  if (values.dir !== undefined) return runOn(values.dir, effort)
  await withTemporaryData('bench', async (dataDir) => {
    await seedFolder(dataDir, { ...PLAN, until: untilNow(Date.now()) })
    await runOn(dataDir, effort)
  })
}

export async function runOn(dataDir: string, effort: Effort): Promise<void> {
  const closers: (() => Promise<void>)[] = []
  try {
    const embedded = await startEmbedded({ dataDir, log: createLog('warn') })
    closers.push(() => embedded.stop())
    if ('url' in embedded.connection) throw new Error('the database of a folder is behind a socket of its own')
    const { host, user, database } = embedded.connection
    const statements = await countStatements(host)
    closers.push(() => statements.close())
    const server = await startChildServer('bench/page/server.ts', {
      DATA_DIR: dataDir,
      DATABASE_URL: `postgres://${user}@127.0.0.1:${statements.port}/${database}`,
      TRUSTED_PROXIES: '127.0.0.1',
      PROBES: 'off',
      NOTICES: 'off',
      LOG_LEVEL: 'error',
    })
    closers.push(() => server.stop())
    const scratch = path.join(dataDir, 'bench')
    mkdirSync(scratch, { recursive: true })
    await awaitJudged(dataDir)
    print(await measure(server.url, readSeeded(dataDir), effort, { counted: statements.counted, scratch }))
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

function print({ figures, widget, paints, shifts, twenty, compared, viewed }: Measured): void {
  console.table({
    'widget, bytes': `${widget.gzipBytes} gzipped, ${widget.plainBytes} plain`,
    'first paint, ms': paints.map((ms) => ms.toFixed(0)).join(' '),
    'what has moved':
      shifts.length === 0 ? 'nothing' : shifts.map(({ of, value }) => `${of.join('+')} ${value}`).join(', '),
    '20 widgets': `${twenty.shown} shown, ${twenty.facts} readings, ${twenty.sockets} sockets`,
    ...Object.fromEntries(
      compared.map(({ what, bytes, perSecond, barePerSecond, ratio }) => [
        `${what}, a second`,
        `${Math.round(perSecond)}, bare ${Math.round(barePerSecond)}, ratio ${ratio.toFixed(2)}, ${bytes} bytes`,
      ]),
    ),
    'views a second': `${Math.round(viewed.answeredPerSecond)} of ${viewed.askedPerSecond} (${viewed.wrong} wrong), 99 of a hundred within ${viewed.p99Ms} ms`,
    'statements a second': `${viewed.idlePerSecond.toFixed(2)} without views, ${viewed.queriesPerSecond.toFixed(2)} more with them`,
    'load of the machine': loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  })
  for (const { text, perSecond } of viewed.more.slice(0, 5))
    console.log(`+ ${perSecond.toFixed(2)} a second: ${text.slice(0, 120)}`)
  if (loadavg()[0]! > 2 * availableParallelism())
    console.log('the machine is busy with other things: its times say little of the embeds')
  console.table(compare(figures))
  console.log(JSON.stringify(figures))
}
