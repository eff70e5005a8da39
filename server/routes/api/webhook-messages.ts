import type { OpenAPIHono } from '@hono/zod-openapi'
import { z } from '@hono/zod-openapi'
import { WEBHOOK_EVENTS, WebhookChallenge, WebhookFarewell, WebhookMessage } from '../../../shared/webhook.ts'
import type { WebhookEvent } from '../../../shared/webhook.ts'

const HEADERS = z.object({
  'webhook-id': z.string().describe('of the message, the same at each attempt: what you have had already, let go'),
  'webhook-timestamp': z
    .string()
    .describe('seconds since 1970, of this attempt: refuse what is older than five minutes'),
  'webhook-signature': z
    .string()
    .describe('`v1,…`: HMAC-SHA256 of `{id}.{timestamp}.{body}`, base64; one for each secret, a space between'),
})

const SUMMARY: Record<WebhookEvent, string> = {
  'incident.opened': 'It is confirmed, or goes on after it seemed over',
  'incident.updated': 'It recovers, relapses, is heard from people as well, or becomes verified',
  'incident.resolved': 'It is over',
  'incident.corrected': 'A person has changed its facts; `reason` says why',
  'incident.withdrawn': 'A person has withdrawn it: it stands no longer',
}

const taken = {
  200: { description: 'Taken (any 2xx); what comes with it is not looked at' },
  410: { description: 'Nothing more is to be sent' },
}
const request = (schema: z.ZodType) => ({
  headers: HEADERS,
  body: { required: true, content: { 'application/json': { schema } } },
})

/** What is sent to receivers, in the form of Standard Webhooks. */
export function describeMessages(registry: OpenAPIHono['openAPIRegistry']): void {
  const message = WebhookMessage.meta({ id: 'WebhookMessage' })
  for (const path of WEBHOOK_EVENTS) {
    registry.registerWebhook({
      method: 'post',
      path,
      summary: SUMMARY[path],
      request: request(message),
      responses: taken,
    })
  }
  registry.registerWebhook({
    method: 'post',
    path: 'webhook.confirm',
    summary: 'Whether it wants to be told',
    request: request(WebhookChallenge.meta({ id: 'WebhookChallenge' })),
    responses: {
      200: {
        description: 'It does',
        content: {
          'application/json': {
            schema: z.object({ challenge: z.string().describe('as in the message') }).meta({ id: 'WebhookEcho' }),
          },
        },
      },
    },
  })
  registry.registerWebhook({
    method: 'post',
    path: 'webhook.off',
    summary: 'After a day of failures: nothing more is sent',
    request: request(WebhookFarewell.meta({ id: 'WebhookFarewell' })),
    responses: taken,
  })
}
