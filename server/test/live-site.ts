import { getRequestListener } from '@hono/node-server'
import { once } from 'node:events'
import type { Clock } from '../clock.ts'
import { createApp } from '../app.ts'
import { systemClock } from '../clock.ts'
import { createHttpServer } from '../http-server.ts'
import { createEventStreams } from '../live/events.ts'
import { createHub } from '../live/hub.ts'
import { KEPT } from '../live/kept-kinds.ts'
import type { LiveLimits } from '../live/limits.ts'
import { attachSockets } from '../live/socket.ts'
import { silentLog } from '../log.ts'
import { liveEventRoutes } from '../routes/api/live-events.ts'

type Options = {
  limits?: Partial<LiveLimits>
  snapshot?: (topic: string) => Promise<unknown>
  clock?: Clock
  realNow?: () => number
  heartbeatMs?: number
  pingMs?: number
}

/** All that is live of a server, and nothing else: the hub, sockets and event streams, behind the application. */
export async function aLiveSite(options: Options = {}) {
  const { clock = systemClock, heartbeatMs = 60_000, pingMs = 60_000 } = options
  const hub = createHub({
    clock,
    log: silentLog,
    kept: KEPT,
    limits: options.limits ?? {},
    snapshot: options.snapshot ?? ((topic) => Promise.resolve({ topic })),
    ...(options.realNow ? { realNow: options.realNow } : {}),
  })
  const streams = createEventStreams({ hub, heartbeatMs, closeGraceMs: 100 })
  const isTopic = (name: string) => name !== 'provider:nobody'
  const app = createApp({
    clock,
    log: silentLog,
    errorPage: () => new Response('a page'),
    routes: (mounted) =>
      mounted.route('/api/v1', liveEventRoutes({ streams, isTopic, trustedProxies: ['127.0.0.0/8'] })),
  })
  const server = createHttpServer(getRequestListener(app.fetch), clock.mode)
  const sockets = attachSockets({
    server,
    hub,
    log: silentLog,
    addressOf: (request) => String(request.headers['x-forwarded-for'] ?? request.socket.remoteAddress),
    pingMs,
    closeGraceMs: 100,
  })
  server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 })
  await once(server, 'listening')
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('not on a port')
  const host = `127.0.0.1:${listening.port}`
  return {
    hub,
    server,
    streams,
    socketUrl: `ws://${host}/api/v1/live`,
    eventsUrl: (topics: string) => `http://${host}/api/v1/live.sse?topics=${topics}`,
    async close() {
      await streams.close()
      await sockets.close()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}
