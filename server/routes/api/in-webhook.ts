import { createRoute, z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { COMPONENT_SLUG, PROVIDER_SLUG } from '../../../shared/provider.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import type { Database } from '../../store/db.ts'
import { writeProbeResults } from '../../store/probes.ts'
import { POST_REFUSALS, type KeyEnv } from './agent-key.ts'
import type { NoteAgentOf } from './agent-network.ts'
import { stamp } from './answers.ts'
import { AlertmanagerMessage, MAX_ALERTS, readAlerts } from './in-alertmanager.ts'
import { findPart, toExternalResult } from './in-event.ts'
import type { ToolEvent } from './in-event.ts'
import { GATUS_BODY, readGatus } from './in-gatus.ts'
import { KumaMessage, readKuma } from './in-uptime-kuma.ts'
import { countHistory, isInRange, requireBody } from './result-body.ts'
import { createRouter } from './router.ts'
import { ProbeResultsReceipt } from './wire.ts'

/** A monitor's settings travel along, and in newer versions the page it got. */
export const MAX_KUMA_BYTES = 256 * 1_024
export const MAX_GATUS_BYTES = 64 * 1_024
/** Labels and annotations, each twice. */
export const MAX_ALERTMANAGER_BYTES = 512 * 1_024

const Receipt = ProbeResultsReceipt.extend({
  ignored: z.int().describe('of those received: a test, a state that says nothing, or older than 72 hours'),
}).meta({ id: 'WebhookReceipt' })

const provider = z.string().max(80).regex(PROVIDER_SLUG).describe('whose it is')
const component = z.string().max(40).regex(COMPONENT_SLUG).optional().describe('the part it tests')

const description = (more: string) =>
  `With a key made by \`npm run keys -- create NAME\`, in the header Authorization. What it tells becomes a result of kind \`external\`. ${more}`

const answers = {
  200: { description: 'What was stored', content: { 'application/json': { schema: Receipt } } },
  ...POST_REFUSALS,
} as const

export const postUptimeKuma = createRoute({
  method: 'post',
  path: '/in/uptime-kuma',
  summary: 'A notification of Uptime Kuma',
  description: description('Notification type Webhook, content type application/json.'),
  security: [{ key: [] }],
  request: {
    query: z.object({ provider, component }),
    body: { required: true, content: { 'application/json': { schema: KumaMessage } } },
  },
  responses: answers,
})

export const postGatus = createRoute({
  method: 'post',
  path: '/in/gatus',
  summary: 'An alert of Gatus',
  description: description(`Alert provider custom, its body of these lines:\n\n${GATUS_BODY}`),
  security: [{ key: [] }],
  request: {
    query: z.object({ provider, component }),
    body: { required: true, content: { 'text/plain': { schema: z.string().meta({ example: GATUS_BODY }) } } },
  },
  responses: answers,
})

export const postAlertmanager = createRoute({
  method: 'post',
  path: '/in/alertmanager',
  summary: 'A webhook of Alertmanager',
  description: description(
    `At most ${MAX_ALERTS} alerts. The labels brusio_provider and brusio_component of an alert come before the query; brusio_outcome may say how it failed.`,
  ),
  security: [{ key: [] }],
  request: {
    query: z.object({ provider: provider.optional(), component }),
    body: { required: true, content: { 'application/json': { schema: AlertmanagerMessage } } },
  },
  responses: answers,
})

export type WebhookDeps = {
  db: Database
  clock: Clock
  directory: Directory
  withKey: MiddlewareHandler<KeyEnv>
  intake: MiddlewareHandler<KeyEnv>
  /** The tool stands where it probes: its network is the vantage point. */
  noteAgentOf: NoteAgentOf
}

/** What other tools send, as they send it. */
export function webhookRoutes({ db, clock, directory, withKey, intake, noteAgentOf }: WebhookDeps): Hono {
  const router = createRouter<KeyEnv>()

  async function store(c: Context<KeyEnv>, events: readonly ToolEvent[], now: number, received = events.length) {
    const { id: apiKeyId } = c.get('key')
    const rows = events.filter(({ at }) => isInRange(at, now)).map((e) => toExternalResult(e, { directory, apiKeyId }))
    if (rows.length > 0) await noteAgentOf(c, now)
    const written = await writeProbeResults(db, rows)
    const ignored = received - rows.length
    return { ...stamp(clock, now), received, ...written, history: countHistory(rows, now), ignored }
  }
  const noStore = { 'Cache-Control': 'no-store' }

  router.use('/in/uptime-kuma', requireBody(MAX_KUMA_BYTES, 'application/json'), withKey, intake)
  router.openapi(postUptimeKuma, async (c) => {
    const now = clock.now()
    const event = readKuma(c.req.valid('json'))
    // A test stores nothing, but is there to show whether the address is right.
    if (!event) findPart({ ...slugs(c.req.valid('query')), field: '' }, directory)
    // A tool whose clock is wrong must hear of it; with its log it is the only one who can say so.
    if (event && !isInRange(event.at, now))
      throw new Refusal(400, 'heartbeat.time: must be of the last 72 hours, in UTC.', { field: 'heartbeat.time' })
    const events = event ? [{ ...event, ...slugs(c.req.valid('query')) }] : []
    return c.json(await store(c, events, now, 1), 200, noStore)
  })

  router.use('/in/gatus', requireBody(MAX_GATUS_BYTES, 'text/plain'), withKey, intake)
  router.openapi(postGatus, async (c) => {
    const now = clock.now()
    const event = { ...readGatus(await c.req.text(), now), ...slugs(c.req.valid('query')) }
    return c.json(await store(c, [event], now), 200, noStore)
  })

  router.use('/in/alertmanager', requireBody(MAX_ALERTMANAGER_BYTES, 'application/json'), withKey, intake)
  router.openapi(postAlertmanager, async (c) =>
    c.json(await store(c, readAlerts(c.req.valid('json'), c.req.valid('query')), clock.now()), 200, noStore),
  )
  return new Hono().route('/', router)
}

const slugs = (query: { provider: string; component?: string | undefined }) => ({
  provider: query.provider,
  component: query.component,
})
