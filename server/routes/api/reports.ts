import { Hono } from 'hono'
import type { Ingest } from '../../ingest/ingest.ts'
import { Refusal } from '../../errors.ts'
import { parseTrustedProxies } from '../../ingest/client-address.ts'
import { toRefusal } from '../report-refusal.ts'
import { isFromElsewhere, parseReport, type ReportEnv, requireBody, sender } from '../report-request.ts'

const PREFLIGHT_S = 86_400

/**
 * POST /reports: 200 with a ReportReceipt after the commit, or problem+json (thrown; `errors.ts` answers). From any page: the widget's
 * form stands in other sites'.
 */
export function reportRoutes(deps: {
  ingest: Ingest
  trustedProxies: readonly string[]
  publicUrl?: string | undefined
}): Hono<ReportEnv> {
  const trusted = parseTrustedProxies(deps.trustedProxies)
  const routes = new Hono<ReportEnv>()
  routes.use('/reports', (c, next) => {
    // No credentials: nobody is known here, and whoever asks learns nothing of the reader.
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Access-Control-Expose-Headers', 'Retry-After,X-Request-Id')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return next()
  })
  routes.options('/reports', (c) => {
    c.header('Allow', 'POST, OPTIONS')
    c.header('Access-Control-Allow-Methods', 'POST')
    c.header('Access-Control-Allow-Headers', 'content-type')
    c.header('Access-Control-Max-Age', String(PREFLIGHT_S))
    return c.body(null, 204)
  })
  return routes.post('/reports', async (c) => {
    requireBody(c, 'application/json')
    const body = parseReport(await c.req.json().catch(refuseJson))
    // What comes out of another's page is counted as its own, whatever it calls itself: its readers may have pressed nothing.
    const via = isFromElsewhere(c, deps.publicUrl) ? 'widget' : (body.via ?? 'api')
    const result = await deps.ingest.submit({ body, ...sender(c, trusted), via })
    if ('dropped' in result) throw toRefusal(result)
    return c.body(JSON.stringify(result.receipt), 200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
    })
  })
}

function refuseJson(error: unknown): never {
  // Anything else is a body that never came: its sender is gone.
  if (error instanceof SyntaxError) throw new Refusal(400, 'The body is not JSON.')
  throw error
}
