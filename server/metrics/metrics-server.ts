import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { ConfigError } from '../config.ts'
import { closeServer, listen } from '../http-server.ts'
import type { Log } from '../log.ts'
import type { Metrics } from './metrics.ts'

export type MetricsServer = { url: string; close(): Promise<void> }

/** `isAsked`: somebody has named the port, and wants it or nothing. */
export type MetricsPlace = { host: string; port: number; isAsked: boolean }

/**
 * GET /metrics at an address of its own, so that a proxy in front of the site does not show it to everybody. A port that nobody asked for and that
 * another program has is no reason not to start: undefined, and the log says so.
 */
export async function serveMetrics(
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  { host, port, isAsked }: MetricsPlace,
  log: Log,
): Promise<MetricsServer | undefined> {
  const server = createServer((request, response) => void answer(metrics, request, response, log))
  try {
    const url = await listen(server, { host, port }, 'METRICS_')
    return { url, close: () => closeServer(server) }
  } catch (error) {
    if (isAsked || !(error instanceof ConfigError)) throw error
    log.warn({ reason: error.message }, 'no metrics are shown; METRICS_PORT names another port, or off')
    return undefined
  }
}

async function answer(
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  const [pathname] = (request.url ?? '').split('?', 1)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (pathname !== '/metrics' || !isRead) {
    response.writeHead(pathname === '/metrics' ? 405 : 404, { 'Content-Type': 'text/plain', Allow: 'GET, HEAD' })
    response.end('Here is only GET /metrics.\n')
    return
  }
  try {
    const text = await metrics.text()
    response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' })
    response.end(request.method === 'HEAD' ? undefined : text)
  } catch (error) {
    log.error({ err: error }, 'metrics could not be read')
    response.writeHead(500).end()
  }
}
