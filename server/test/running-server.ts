import { tmpdir } from 'node:os'
import path from 'node:path'
import { vi } from 'vitest'
import { readConfig, type Config } from '../config.ts'
import { silentLog } from '../log.ts'
import { startServer } from '../main.ts'
import type { RunningServer, ServerOptions } from '../main.ts'
import type { Connection } from '../store/db.ts'

type Options = Partial<Omit<ServerOptions, 'config'>> & {
  config?: Partial<Config>
  /** As `prepare`, but once the detector has begun: one that begins ends what is open and not its own. */
  begun?: ServerOptions['prepare']
}

/** The whole program on a test's database and any free port. The IP tables are reduced once for all tests. */
export async function aRunningServer(
  connection: Connection,
  { begun, ...options }: Options = {},
): Promise<RunningServer> {
  const config = {
    ...readConfig({}),
    port: 0,
    metrics: undefined,
    probes: false,
    notices: false,
    archive: false,
    trustedProxies: ['127.0.0.1'],
    dataDir: path.join(tmpdir(), 'brusio-test-tables'),
    ...options.config,
  }
  const privatePushes = config.probePrivate
  const server = await startServer({ log: silentLog, privatePushes, ...options, config, connection })
  if (begun === undefined) return server
  await vi.waitUntil(() => server.detector.judgedUntil !== undefined, { timeout: 60_000 })
  await begun(server.db, server.directory)
  return server
}

/** Presses the button as `address`, through the trusted proxy; the answer's status and body. */
export async function press(url: string, address: string, body: Record<string, unknown>) {
  const response = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, 'user-agent': PHONE },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

export const PHONE =
  'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
