import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { HOUR_MS } from '../../shared/time.ts'
import { systemClock as clock } from '../clock.ts'
import { createIngest } from '../ingest/ingest.ts'
import { silentLog as log } from '../log.ts'
import { createDayKeys } from '../store/day-keys.ts'
import { openClient, openDatabase } from '../store/db.ts'
import { runningEmbedded } from '../store/embedded.ts'
import { ensurePartitions } from '../store/partitions.ts'
import { writeReports } from '../store/reports.ts'
import { freePort } from './child-server.ts'
import { useTestDb } from './db.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const SENDERS = 40
const KILLED_BACKENDS = 12
const LOOKS = 100
type Sql = ReturnType<typeof openClient>
const KILLS = 4
const ACKNOWLEDGED_BEFORE_A_KILL = 150
const agent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1'

/** Another reporter each. */
let reporters = 0
const address = () => `11.${++reporters >> 16}.${(reporters >> 8) & 255}.${reporters & 255}`

/** What must hold after whatever happened: every id once, and the counts say the same as the rows. */
async function expectOnce(sql: ReturnType<typeof openClient>, ids: readonly string[]): Promise<void> {
  const [found] = await sql`
    select count(*)::int as rows, count(distinct id)::int as ids,
      count(*) filter (where id = any(${ids as string[]}::uuid[]))::int as ours from reports`
  expect(found).toEqual({ rows: ids.length, ids: ids.length, ours: ids.length })
  for (const table of ['report_counts_minute', 'report_counts_quarter']) {
    const facets = await sql`
      select sum(reports)::int as presses, sum(problems)::int as voices from ${sql(table)} where facet <> 'region' group by facet`
    expect(facets.map((row) => row)).toEqual(facets.map(() => ({ presses: ids.length, voices: ids.length })))
    expect(facets.length).toBeGreaterThan(1)
  }
  const [voices] = await sql`select count(*)::int as n from voices where turn = 0`
  expect(voices).toEqual({ n: ids.length })
}

describe('kill -9', () => {
  const children: ChildProcess[] = []
  let dataDir: string | undefined
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL')
    if (dataDir) await rm(dataDir, { recursive: true, force: true })
  })

  async function start(port: number): Promise<ChildProcess> {
    const env = { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1' }
    const more = { TRUSTED_PROXIES: '127.0.0.1', PROBES: 'off', NOTICES: 'off', LOG_LEVEL: 'error' }
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: ROOT,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => Promise.reject(new Error('the server ended while it started'))),
    ])
    return child
  }

  it('loses nothing it acknowledged and counts nothing twice, several times over', { timeout: 180_000 }, async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'brusio-kill-'))
    await chmod(dataDir, 0o755)
    const port = await freePort()
    const url = `http://127.0.0.1:${port}/api/v1/reports`
    const acknowledged = new Set<string>()
    const unanswered = new Map<string, string>()

    async function send(id: string, from: string): Promise<void> {
      unanswered.set(id, from)
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from, 'user-agent': agent },
        body: JSON.stringify({ id, provider: 'whatsapp', problem: 'other', via: 'site' }),
      })
      const receipt = (await response.json()) as { id?: string; outcome?: string }
      if (response.status !== 200) throw new Error(`${response.status}`)
      expect(receipt).toMatchObject({ id, outcome: 'counted' })
      acknowledged.add(id)
      unanswered.delete(id)
    }

    for (let kill = 0; kill < KILLS; kill++) {
      const server = await start(port)
      // What the last server may or may not have written is sent again, as a client would.
      await Promise.all([...unanswered].map(([id, from]) => send(id, from)))
      const enough = acknowledged.size + ACKNOWLEDGED_BEFORE_A_KILL
      const sender = async () => {
        // The one that reaches the number kills in the middle of what the others have under way.
        while (server.exitCode === null && !server.killed) {
          await send(v7(), address())
          if (acknowledged.size >= enough) server.kill('SIGKILL')
        }
      }
      const ends = await Promise.allSettled(Array.from({ length: SENDERS }, sender))
      // Cut connections, no refusals.
      const cut = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
      expect(cut.length).toBeGreaterThan(0)
      expect(cut.filter((reason) => !(reason instanceof TypeError))).toEqual([])
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    }

    const server = await start(port)
    const sql = openClient(runningEmbedded(dataDir)!, { max: 1 })
    try {
      const rows = await sql<{ id: string }[]>`select id from reports`
      const stored = new Set(rows.map(({ id }) => id))
      expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([])
      await Promise.all([...unanswered].map(([id, from]) => send(id, from)))
      await expectOnce(sql, [...acknowledged])
    } finally {
      await sql.end({ timeout: 5 })
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
  })
})

/** Held at a counter, a statement has written reports and voices already. A new minute has new counters: then it is for the next try. */
async function killOneInTheMiddle(holder: Sql, killer: Sql): Promise<boolean> {
  await holder`begin`
  await holder`select from report_counts_minute for update`
  try {
    for (let look = 0; look < LOOKS; look++) {
      const [row] = await killer<{ n: number }[]>`
        select count(pg_terminate_backend(pid))::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%json_to_recordset%'`
      if (row!.n > 0) return true
    }
    return false
  } finally {
    await holder`rollback`
  }
}

describe('a backend that dies', () => {
  const test = useTestDb()

  it(
    'in the middle of a batch leaves no half of it, and its reports are written all the same',
    { timeout: 60_000 },
    async () => {
      await ensurePartitions(test.db, clock.now() - HOUR_MS, clock.now() + HOUR_MS)
      const db = openDatabase({ connection: test.connection, max: 2 })
      const killer = openClient(test.connection, { max: 2 })
      const ingest = createIngest({
        clock,
        log,
        reportsPerMinute: 1_000,
        providers: { bySlug: (slug) => ({ id: Number(slug.slice(1)), slug, components: [], problems: ['slow'] }) },
        country: () => 'IT',
        network: () => 3269,
        dayKey: createDayKeys({ db, clock }),
        write: (batch) => writeReports(db, batch),
      })
      const ids: string[] = []
      const load = { on: true }
      const sender = async () => {
        while (load.on) {
          const id = v7()
          const body = { id, provider: `p${(ids.length % 9) + 1}`, answer: 'problem', problem: 'slow' } as const
          const result = await ingest.submit({ body, address: address(), userAgent: agent, via: 'api' })
          expect(result).toMatchObject({ receipt: { id, outcome: 'counted' } })
          ids.push(id)
        }
      }
      const senders = Array.from({ length: SENDERS }, sender)
      const holder = await killer.reserve()
      const somethingGetsThrough = async () => {
        for (const before = ids.length; ids.length === before;) await new Promise(setImmediate)
      }
      try {
        for (let kill = 0; kill < KILLED_BACKENDS; kill++) {
          await somethingGetsThrough()
          while (!(await killOneInTheMiddle(holder, killer))) await new Promise(setImmediate)
        }
        load.on = false
        await Promise.all(senders)
        await expectOnce(killer, ids)
      } finally {
        load.on = false
        await Promise.allSettled(senders)
        await ingest.close()
        holder.release()
        await killer.end({ timeout: 5 })
        await db.close()
      }
    },
  )
})
