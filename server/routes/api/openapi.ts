import { OpenAPIHono } from '@hono/zod-openapi'
import { NewReport, ReportReceipt } from '../../../shared/report.ts'
import { citeIncident, citeProvider } from './citations.ts'
import { listIncidents, listIncidentsCsv, listProviderIncidents, listProviderIncidentsCsv } from './incident-list.ts'
import { readOneIncident } from './incidents.ts'
import { postAlertmanager, postGatus, postUptimeKuma } from './in-webhook.ts'
import { listProviderNotices } from './notices.ts'
import { postProbeResults } from './probe-results.ts'
import { streamLive } from './live-events.ts'
import { listProbeTargets } from './probe-targets.ts'
import { readProviderProbes } from './probe-reads.ts'
import { listProviders, readProvider } from './provider-reads.ts'
import { infoOf, type About } from './openapi-info.ts'
import { PUSH_ROUTES } from './push-routes.ts'
import { readReceipt } from './receipts.ts'
import { problem } from './router.ts'
import { withSamples } from './samples.ts'
import { readProviderSeries, readProviderSeriesCsv } from './series.ts'
import { listStates, listStatesCsv } from './states.ts'
import { describeMessages } from './webhook-messages.ts'
import { WEBHOOK_ROUTES } from './webhook-routes.ts'

/** Served by its own short handler, described here. */
const postReport = {
  method: 'post',
  path: '/reports',
  summary: 'One press: what is wrong, or that it works',
  description:
    'From the pages of this host, a widget of ours on another page, or a program. The answer comes after the commit and says whether the report counts. ' +
    'An `id` made by the client (UUIDv7, at most 72 hours old) makes a retry harmless.',
  request: {
    body: { required: true, content: { 'application/json': { schema: NewReport.meta({ id: 'NewReport' }) } } },
  },
  responses: {
    200: {
      description: 'Stored; `outcome` says what became of it',
      content: { 'application/json': { schema: ReportReceipt.meta({ id: 'ReportReceipt' }) } },
    },
    400: problem(400),
    403: problem(403),
    404: problem(404),
    409: problem(409),
    411: problem(411),
    413: problem(413),
    415: problem(415),
    429: problem(429),
    503: problem(503),
  },
} as const

/** Every route there is under /api/v1. */
export const ROUTES = [
  listStates,
  listStatesCsv,
  listProviders,
  readProvider,
  readProviderSeries,
  readProviderSeriesCsv,
  listProviderIncidents,
  listProviderIncidentsCsv,
  listProviderNotices,
  readProviderProbes,
  listIncidents,
  listIncidentsCsv,
  readOneIncident,
  citeIncident,
  citeProvider,
  streamLive,
  postReport,
  readReceipt,
  postProbeResults,
  listProbeTargets,
  postUptimeKuma,
  postGatus,
  postAlertmanager,
  ...WEBHOOK_ROUTES,
  ...PUSH_ROUTES,
] as const

/** OpenAPI 3.1. */
export function openApiDocument(about: About = {}) {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono()
  registry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'Made by `npm run keys -- create NAME`',
  })
  for (const route of ROUTES) registry.registerPath({ ...route })
  describeMessages(registry)
  return withSamples(getOpenAPI31Document({ openapi: '3.1.0', info: infoOf(about), servers: [{ url: '/api/v1' }] }))
}
