import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')
const GIVE_UP_MS = 60_000
const POLL_MS = 10

export type ChildServer = { url: string; child: ChildProcess; stop(): Promise<void> }

/** A server in a process of its own, started as `npm start` does it; there when its first page has been answered. */
export async function startChildServer(file: string, env: NodeJS.ProcessEnv): Promise<ChildServer> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', ...env, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  for (const since = performance.now(); ;) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode} before it answered`)
    if (performance.now() - since > GIVE_UP_MS) throw new Error(`${file} did not answer`)
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer !== undefined) break
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return {
    url,
    child,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
