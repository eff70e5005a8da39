import { getRequestListener } from '@hono/node-server'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { ProbeTarget } from '../../shared/probe.ts'
import { systemClock } from '../clock.ts'
import { silentLog } from '../log.ts'
import { createApiKey, revokeApiKey } from '../store/api-keys.ts'
import { readAgents } from '../store/agents.ts'
import { anApi } from '../test/api.ts'
import { freePort } from '../test/child-server.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { openSpool } from './agent/spool.ts'

// The agent in a process of its own, as `npm run agent` starts it; the server's own routes and database; targets that count who asks.

const ROOT = path.resolve(import.meta.dirname, '../..')
const TARGETS = 40
const WAIT = { timeout: 40_000, interval: 50 }
const test = useTestDb()
let folder: string
let asked = new Map<string, number>()
let pages: http.Server
let targets: ProbeTarget[]
let port: number
let token: string
let prefix: string
let server: http.Server | undefined
let agent: { child: ChildProcess; log: string } | undefined

beforeAll(async () => {
  await aProvider(test.db, { slug: 'libero-mail' })
  pages = http.createServer((request, response) => {
    const address = request.url ?? ''
    asked.set(address, (asked.get(address) ?? 0) + 1)
    response.end()
  })
  await once(pages.listen(0, '127.0.0.1'), 'listening')
  const { port: at } = pages.address() as AddressInfo
  targets = Array.from({ length: TARGETS }, (_, i) =>
    ProbeTarget.parse({
      provider: 'libero-mail',
      kind: 'http',
      target: `http://127.0.0.1:${at}/${i}`,
      every_ms: 10_000,
    }),
  )
  port = await freePort()
})
afterAll(() => pages.close())
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'brusio-agent-'))
  asked = new Map()
  ;({ token, prefix } = await createApiKey(test.db, { name: 'milan-1', scope: 'probe-results', now: Date.now() }))
  writeFileSync(path.join(folder, 'key'), `${token}\n`)
})
afterEach(async () => {
  await endAgent('SIGKILL')
  await stopServer()
  await test.db.sql`truncate probe_results, agents`
  rmSync(folder, { recursive: true })
})

async function startServer(): Promise<void> {
  const app = await anApi(test.db, systemClock, { targets })
  const listener = getRequestListener(app.fetch)
  server = http.createServer((request, response) => void listener(request, response))
  await once(server.listen(port, '127.0.0.1'), 'listening')
}
async function stopServer(): Promise<void> {
  const closed = server?.listening ? once(server, 'close') : undefined
  server?.close()
  server?.closeAllConnections()
  await closed
  server = undefined
}
function startAgent(...more: string[]): void {
  const file = path.join(ROOT, 'server/commands/agent.ts')
  const given = [
    '--server',
    `http://127.0.0.1:${port}`,
    '--key-file',
    path.join(folder, 'key'),
    '--data',
    data(),
    ...more,
  ]
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...given], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  agent = { child, log: '' }
  const of = agent
  child.stderr?.on('data', (text: Buffer) => (of.log += text.toString()))
}
async function endAgent(signal: NodeJS.Signals): Promise<number | null> {
  const child = agent?.child
  if (child === undefined) return null
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  child.kill(signal)
  await ended
  return child.exitCode
}
const data = () => path.join(folder, 'data')
const log = () => agent?.log ?? ''

/** What lies in the spool, settled or not. */
function spooled(): string[] {
  const spool = path.join(data(), 'spool')
  return readdirSync(spool)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(path.join(spool, name), 'utf8').split('\n').slice(0, -1))
    .map((line) => (JSON.parse(line) as { id: string }).id)
}
async function stored(): Promise<{ id: string; target: string }[]> {
  return test.db.sql`select r.id, p.target from probe_results r join probes p on p.id = r.probe_id`
}
const count = async () => (await stored()).length
const total = () => [...asked.values()].reduce((sum, n) => sum + n, 0)

/** Each target as often as its page was asked for; what was under way when all ended may miss. */
async function expectAllStored(underWay = 0): Promise<void> {
  const rows = await stored()
  const times = new Map<string, number>()
  for (const { target } of rows) times.set(new URL(target).pathname, (times.get(new URL(target).pathname) ?? 0) + 1)
  let missing = 0
  for (const [page, n] of asked) {
    expect(times.get(page) ?? 0).toBeLessThanOrEqual(n)
    missing += n - (times.get(page) ?? 0)
  }
  expect(missing).toBeLessThanOrEqual(underWay)
}

it('loses nothing and doubles nothing when the server is away for a while', async () => {
  await startServer()
  startAgent('--private')
  await expect.poll(count, WAIT).toBeGreaterThan(5)
  await stopServer()
  const before = total()
  await expect.poll(total, WAIT).toBeGreaterThan(before + 15)
  expect(await count()).toBeLessThanOrEqual(before)
  await startServer()
  await expect.poll(count, WAIT).toBeGreaterThan(before + 15)
  expect(log()).toContain('they are kept')
  expect(await endAgent('SIGTERM')).toBe(0)
  await expectAllStored(3)
  const left = openSpool(path.join(data(), 'spool'), { log: silentLog })
  expect((await left.peek(500, 0)).results).toEqual([])
  const agents = await readAgents(test.db)
  expect(agents).toMatchObject([{ network: 'local' }])
})

it('has after a kill -9 all that it had, and probes on without the server', async () => {
  await startServer()
  startAgent('--private')
  await expect.poll(count, WAIT).toBeGreaterThan(2)
  await stopServer()
  await expect.poll(() => spooled().length, WAIT).toBeGreaterThan(10)
  await endAgent('SIGKILL')
  const ids = new Set(spooled())
  const killedAt = total()
  startAgent('--private') // Nobody tells it what to probe: it has the last list.
  await expect.poll(() => spooled().length, WAIT).toBeGreaterThan(ids.size + 5)
  for (const id of spooled()) ids.add(id)
  await startServer()
  const missing = async () => {
    const there = new Set((await stored()).map(({ id }) => id))
    return [...ids].filter((id) => !there.has(id))
  }
  await expect.poll(missing, WAIT).toEqual([])
  expect(await endAgent('SIGTERM')).toBe(0)
  expect(total()).toBeGreaterThan(killedAt)
  await expectAllStored(3)
})

it('keeps all and says so when its key does not work any more', async () => {
  await startServer()
  startAgent('--private')
  await expect.poll(count, WAIT).toBeGreaterThan(2)
  await revokeApiKey(test.db, prefix, Date.now())
  await expect.poll(log, WAIT).toContain('does not take this key')
  const before = await count()
  expect(await endAgent('SIGTERM')).toBe(0)
  expect(await count()).toBe(before)
  const other = await createApiKey(test.db, { name: 'milan-1', scope: 'probe-results', now: Date.now() })
  writeFileSync(path.join(folder, 'key'), other.token)
  startAgent('--private')
  await expect.poll(count, WAIT).toBeGreaterThan(before)
  await endAgent('SIGTERM')
  await expectAllStored(3)
})

it('opens no connection to a private address unless it is told to', async () => {
  await startServer()
  startAgent()
  await expect.poll(count, WAIT).toBeGreaterThan(5)
  const [row] = await test.db.sql<
    [{ outcomes: string[] }]
  >`select array_agg(distinct outcome) as outcomes from probe_results`
  expect([row.outcomes, total()]).toEqual([['internal'], 0])
})

it('lets nobody else work in its folder', async () => {
  await startServer()
  startAgent('--private')
  await expect.poll(count, WAIT).toBeGreaterThan(0)
  const first = agent
  startAgent('--private')
  const second = agent
  await once(second!.child, 'exit')
  expect([second!.child.exitCode, second!.log]).toEqual([1, expect.stringContaining('Another agent runs on')])
  expect(first!.child.exitCode).toBeNull()
  agent = first
})
