import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { withTemporaryData } from '../server/commands/temporary-data.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const GIVE_UP_MS = 60_000
const POLL_MS = 10
const AGAIN_RUNS = 3

/** From the start of the process to its first answered page: on an empty folder, and on the folder it left. */
export async function run(): Promise<void> {
  await withTemporaryData('bench', async (dataDir) => {
    const firstMs = await timeStart(dataDir)
    const again: number[] = []
    for (let i = 0; i < AGAIN_RUNS; i++) again.push(await timeStart(dataDir))
    const againMs = again.toSorted((a, b) => a - b)[Math.floor(AGAIN_RUNS / 2)] ?? Number.NaN
    console.log(`first start, empty folder (creates the database): ${firstMs} ms`)
    console.log(`again, median of ${AGAIN_RUNS}: ${againMs} ms`)
    console.log(JSON.stringify({ bench: 'start', firstMs, againMs }))
  })
}

async function timeStart(dataDir: string): Promise<number> {
  const port = await freePort()
  const startedAt = performance.now()
  const server = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, PORT: String(port), PROBES: 'off', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await firstAnswer(`http://127.0.0.1:${port}/`, () => server.exitCode)
    return Math.round(performance.now() - startedAt)
  } finally {
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
  }
}

async function firstAnswer(url: string, exitCode: () => number | null): Promise<void> {
  const until = performance.now() + GIVE_UP_MS
  while (performance.now() < until) {
    if (exitCode() !== null) throw new Error(`the server ended with ${exitCode()} before it answered`)
    const answer = await fetch(url).catch(() => undefined)
    await answer?.text()
    if (answer?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error(`no answer within ${GIVE_UP_MS} ms`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
