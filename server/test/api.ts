import { Hono } from 'hono'
import type { ProbeTarget } from '../../shared/probe.ts'
import { createDirectory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import { problemResponse, toProblem } from '../errors.ts'
import { createEventStreams } from '../live/events.ts'
import { createHub } from '../live/hub.ts'
import { silentLog } from '../log.ts'
import { lookupAside } from '../outbound-names.ts'
import { createOutbound } from '../outbound.ts'
import type { Outbound, Resolve } from '../outbound.ts'
import { liveEventRoutes } from '../routes/api/live-events.ts'
import { probeResultRoutes } from '../routes/api/probe-results.ts'
import { probeTargetRoutes } from '../routes/api/probe-targets.ts'
import { receiptReads } from '../routes/api/receipts.ts'
import { providerRoutes } from '../routes/api/providers.ts'
import { createPushIdentity } from '../push-identity.ts'
import { pushRoutes } from '../routes/api/push.ts'
import { ownWebhookRoutes } from '../routes/api/webhooks.ts'
import type { Database } from '../store/db.ts'
import { readProviders } from '../store/providers.ts'

/** The JSON API without what is around it, on the providers that are in the database now. */
export async function anApi(
  db: Database,
  clock: Clock,
  {
    targets = [],
    outbound = createOutbound({ allowPrivate: true }),
    resolve = lookupAside,
    pushesPrivately = true,
    hooksPrivately = true,
    lookupMs = 5_000,
  }: {
    targets?: readonly ProbeTarget[]
    outbound?: Outbound
    resolve?: Resolve
    pushesPrivately?: boolean
    hooksPrivately?: boolean
    lookupMs?: number
  } = {},
): Promise<Hono> {
  const deps = { db, clock, directory: createDirectory(await readProviders(db)), targets }
  const identity = clock.mode === 'live' ? createPushIdentity(db, clock, 'https://brusio.example') : undefined
  const streams = createEventStreams({
    hub: createHub({ clock, log: silentLog, snapshot: () => Promise.resolve(undefined) }),
  })
  const app = new Hono()
  app.onError((error, c) => problemResponse(c, toProblem(error)))
  return app
    .route('/api/v1', providerRoutes(deps))
    .route('/api/v1', liveEventRoutes({ streams, isTopic: () => false, trustedProxies: [] }))
    .route('/api/v1', probeResultRoutes(deps))
    .route('/api/v1', probeTargetRoutes(deps))
    .route('/api/v1', ownWebhookRoutes({ ...deps, outbound, allowPrivate: hooksPrivately }))
    .route('/api/v1', pushRoutes({ ...deps, identity, resolve, lookupMs, allowPrivate: pushesPrivately }))
    .route('/api/v1', receiptReads({ ...deps, config: { publicUrl: undefined } }))
}

/** The status of an answer, its JSON and the content type. */
export async function fetchJson(app: Hono, path: string, init?: RequestInit) {
  const response = await app.request(path, init)
  const text = await response.text()
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, type: response.headers.get('content-type'), headers: response.headers, body }
}
