import { getRequestListener } from '@hono/node-server'
import { createHttpServer, closeServer, listen } from '../http-server.ts'
import type { ProbeResultDeps } from '../routes/api/probe-results.ts'
import { createDirectory } from '../catalogue/directory.ts'
import { errorHandler } from '../errors.ts'
import { silentLog } from '../log.ts'
import { probeResultRoutes } from '../routes/api/probe-results.ts'
import { readProviders } from '../store/providers.ts'
import { Hono } from 'hono'

export type ServedApi = { url: string; close(): Promise<void> }

/** The ways in for results behind a real socket, on the providers that are in the database now. */
export async function serveResults(deps: Omit<ProbeResultDeps, 'directory'>): Promise<ServedApi> {
  const directory = createDirectory(await readProviders(deps.db))
  const app = new Hono()
  app.onError(errorHandler(silentLog))
  app.route('/api/v1', probeResultRoutes({ ...deps, directory }))
  const server = createHttpServer(getRequestListener(app.fetch), deps.clock.mode)
  const url = await listen(server, { host: '127.0.0.1', port: 0 })
  return { url, close: () => closeServer(server) }
}
