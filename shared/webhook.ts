import { z } from 'zod'
import { Incident, IncidentEventType, State } from './incident.ts'
import { Mode } from './live.ts'
import { Category, PROVIDER_SLUG } from './provider.ts'

export const WEBHOOK_EVENTS = [
  'incident.opened',
  'incident.updated',
  'incident.resolved',
  'incident.corrected',
  'incident.withdrawn',
] as const
export const WebhookEvent = z.enum(WEBHOOK_EVENTS)
export type WebhookEvent = z.infer<typeof WebhookEvent>

/** Of what is sent. Fields may be added within a version; one that changes or goes makes the next. */
export const WEBHOOK_VERSION = 1
export const MAX_WEBHOOK_URL = 1_000
export const MAX_WEBHOOKS_PER_KEY = 100
/** The newest of a receiver. */
export const MAX_DELIVERIES_LISTED = 100

const slug = z.string().max(80).regex(PROVIDER_SLUG)
export const WebhookAbout = z
  .strictObject({ provider: slug.optional(), category: Category.optional(), operator: slug.optional() })
  .refine((about) => Object.keys(about).length <= 1, 'has one of provider, category and operator, or none')
  .describe('whose incidents: of one provider, one category or one operator; `{}`: of all')
export type WebhookAbout = z.infer<typeof WebhookAbout>

const url = z.string().min(1).max(MAX_WEBHOOK_URL).describe('https, on the public internet; redirects are not followed')
const events = z
  .array(WebhookEvent)
  .min(1)
  .max(WEBHOOK_EVENTS.length)
  .refine((names) => new Set(names).size === names.length, 'has each name once')

export const NewWebhook = z.strictObject({
  url,
  events: events.default([...WEBHOOK_EVENTS]),
  about: WebhookAbout.default({}),
})
export type NewWebhook = z.infer<typeof NewWebhook>

export const WebhookChange = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  about: WebhookAbout.optional(),
  on: z.boolean().optional().describe('false: send nothing more; true: after that, begin again with a confirmation'),
})
export type WebhookChange = z.infer<typeof WebhookChange>

/** `gone`: it answered 410; `failed`: a day of attempts; `owner`: its owner turned it off; `key`: its key was revoked. */
export const WebhookOff = z.enum(['gone', 'failed', 'owner', 'key'])

export const Webhook = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(WebhookEvent),
  about: WebhookAbout,
  created_at: z.string(),
  confirmed_at: z.string().nullable().describe('null: nothing is sent before it has echoed a challenge'),
  off_at: z.string().nullable().describe('null: it is on'),
  off_for: WebhookOff.nullable(),
  old_secret_until: z.string().nullable().describe('until then the secret before the last rotation signs as well'),
})
export type Webhook = z.infer<typeof Webhook>

/** Why something was not taken: the way there, the answer (`status`, `redirect`, `gone`, `echo`), or `off` before it could be sent. */
export const DeliveryFailure = z.enum([
  'address',
  'dns',
  'refused',
  'unreachable',
  'timeout',
  'tls',
  'reset',
  'protocol',
  'stopped',
  'internal',
  'status',
  'redirect',
  'gone',
  'echo',
  'off',
])
export type DeliveryFailure = z.infer<typeof DeliveryFailure>

export const Delivery = z.object({
  id: z.string().describe('the `webhook-id` of all its attempts, redelivered or not'),
  type: WebhookEvent,
  incident: z.string(),
  sequence: z.int(),
  at: z.string().describe('of the event; of the request, where it was delivered again'),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int(),
  next_attempt_at: z.string().nullable(),
  delivered_at: z.string().nullable(),
  status: z.int().nullable().describe('of HTTP, of the last attempt'),
  failure: DeliveryFailure.nullable().describe('of the last attempt'),
  redelivery: z.boolean().describe('its owner asked for it again'),
})
export type Delivery = z.infer<typeof Delivery>

/** What is sent. The incident is as it stands when it is sent, the event as it was. */
export const WebhookMessage = z.object({
  type: WebhookEvent,
  timestamp: z.string().describe('of the event, RFC 3339, UTC'),
  version: z.literal(WEBHOOK_VERSION),
  mode: Mode,
  sequence: z
    .int()
    .describe('grows with every change of any incident: what has a smaller one than you have seen is older'),
  data: z.object({
    event: z.object({
      type: IncidentEventType,
      from: State,
      to: State,
      reason: z.string().optional().describe('of a correction or withdrawal'),
    }),
    incident: Incident,
  }),
})
export type WebhookMessage = z.infer<typeof WebhookMessage>

export const WebhookChallenge = z.object({
  type: z.literal('webhook.confirm'),
  timestamp: z.string(),
  version: z.literal(WEBHOOK_VERSION),
  data: z.object({ challenge: z.string().describe('to be answered: 200, `{"challenge":"…"}`') }),
})
export type WebhookChallenge = z.infer<typeof WebhookChallenge>

export const WebhookFarewell = z.object({
  type: z.literal('webhook.off'),
  timestamp: z.string(),
  version: z.literal(WEBHOOK_VERSION),
  data: z.object({ webhook: z.string(), reason: WebhookOff }),
})
export type WebhookFarewell = z.infer<typeof WebhookFarewell>
