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
export const WebhookEvent = z.enum(WEBHOOK_EVENTS).describe('what happened')
export type WebhookEvent = z.infer<typeof WebhookEvent>

/** Of what is sent. Fields may be added within a version; one that changes or goes makes the next. */
export const WEBHOOK_VERSION = 1
export const MAX_WEBHOOK_URL = 1_000
export const MAX_WEBHOOKS_PER_KEY = 100
/** The newest of a receiver. */
export const MAX_DELIVERIES_LISTED = 100
/** Of one delivery, the newest: two rounds, and a few by hand. */
export const MAX_ATTEMPTS_KEPT = 25

const slug = z.string().max(80).regex(PROVIDER_SLUG).describe('slug')
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
  .describe('of which it is told')

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
export const WebhookOff = z
  .enum(['gone', 'failed', 'owner', 'key'])
  .describe(
    '`gone`: it answered 410; `failed`: a day of attempts; `owner`: you turned it off; `key`: the key was revoked',
  )

export const Webhook = z.object({
  id: z.string().describe('UUID'),
  url: z.string().describe('of the receiver'),
  events: z.array(WebhookEvent).describe('of which it is told'),
  about: WebhookAbout,
  created_at: z.string().describe('RFC 3339, UTC'),
  confirmed_at: z.string().nullable().describe('RFC 3339, UTC; null: nothing is sent before it has echoed a challenge'),
  off_at: z.string().nullable().describe('since when it is off, RFC 3339, UTC; null: it is on'),
  off_for: WebhookOff.nullable().describe(`why it is off: ${WebhookOff.description}`),
  old_secret_until: z
    .string()
    .nullable()
    .describe('RFC 3339, UTC; until then the secret before the last rotation signs as well'),
})
export type Webhook = z.infer<typeof Webhook>

/** Why something was not taken: the way there, the answer (`status`, `redirect`, `gone`, `echo`), or `off` before it could be sent. */
const FAILURES = {
  address: 'leads to no public address',
  dns: 'the name is not known',
  refused: 'nobody listens at that port',
  unreachable: 'no way there',
  timeout: 'no answer in time',
  tls: 'certificate or encryption',
  reset: 'the connection broke off',
  protocol: 'what came is no HTTP',
  stopped: 'we ended before it did; it is sent again',
  internal: 'a fault of ours; it is sent again',
  status: 'another status than 2xx',
  redirect: 'a redirect, which is not followed',
  gone: '410: it wants no more',
  echo: 'a confirmation without the challenge in its answer',
  off: 'the webhook was turned off before it could be sent',
} as const
type Failure = keyof typeof FAILURES
export const DELIVERY_FAILURES = Object.entries(FAILURES).map(([name, meaning]) => `\`${name}\`: ${meaning}`)
export const DeliveryFailure = z.enum(Object.keys(FAILURES) as [Failure, ...Failure[]])
export type DeliveryFailure = z.infer<typeof DeliveryFailure>

export const DeliveryAttempt = z.object({
  attempt: z.int().describe('which of them, from 1; one whose end was never written down is missing'),
  at: z.string().describe('when it began, RFC 3339, UTC'),
  ms: z.int().describe('how long it took, in milliseconds'),
  status: z.int().nullable().describe('of HTTP; null: none came'),
  failure: DeliveryFailure.nullable().describe('as of the delivery; null: it was taken'),
})
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>

export const Delivery = z.object({
  id: z.string().describe('the `webhook-id` of all its attempts, redelivered or not'),
  type: WebhookEvent,
  incident: z.string().describe('its id'),
  sequence: z.int().describe('as in the message'),
  at: z.string().describe('of the event, RFC 3339, UTC; of the request, where it was delivered again'),
  state: z.enum(['waiting', 'delivered', 'failed']).describe('`waiting`: for its turn, or for the next attempt'),
  attempts: z.int().describe('all that were begun, also before it was asked for again'),
  next_attempt_at: z.string().nullable().describe('RFC 3339, UTC; null: there is none'),
  delivered_at: z.string().nullable().describe('RFC 3339, UTC; null: it is not'),
  status: z.int().nullable().describe('of HTTP, of the last attempt'),
  failure: DeliveryFailure.nullable().describe(`of the last attempt; null: none. ${DELIVERY_FAILURES.join('; ')}`),
  redelivery: z.boolean().describe('its owner asked for it again'),
  history: z.array(DeliveryAttempt).describe(`what came of the newest ${MAX_ATTEMPTS_KEPT} attempts, oldest first`),
})
export type Delivery = z.infer<typeof Delivery>

/** What is sent. The incident is as it stands when it is sent, the event as it was. */
export const WebhookMessage = z.object({
  type: WebhookEvent,
  timestamp: z.string().describe('of the event, RFC 3339, UTC'),
  version: z.literal(WEBHOOK_VERSION).describe('of the form of what is sent'),
  mode: Mode,
  sequence: z
    .int()
    .describe('grows with every change of any incident: what has a smaller one than you have seen is older. With gaps'),
  data: z
    .object({
      event: z
        .object({
          type: IncidentEventType,
          from: State.describe('state before'),
          to: State.describe('state after'),
          reason: z.string().optional().describe('of a correction or withdrawal'),
        })
        .describe('what happened'),
      incident: Incident.describe('as it stands when it is sent'),
    })
    .describe('what is told'),
})
export type WebhookMessage = z.infer<typeof WebhookMessage>

export const WebhookChallenge = z.object({
  type: z.literal('webhook.confirm').describe('whether it wants to be told'),
  timestamp: z.string().describe('RFC 3339, UTC'),
  version: z.literal(WEBHOOK_VERSION).describe('of the form of what is sent'),
  data: z
    .object({ challenge: z.string().describe('to be answered: 200, `{"challenge":"…"}`') })
    .describe('what is asked'),
})
export type WebhookChallenge = z.infer<typeof WebhookChallenge>

export const WebhookFarewell = z.object({
  type: z.literal('webhook.off').describe('the last word'),
  timestamp: z.string().describe('RFC 3339, UTC'),
  version: z.literal(WEBHOOK_VERSION).describe('of the form of what is sent'),
  data: z.object({ webhook: z.string().describe('its id'), reason: WebhookOff }).describe('which, and why'),
})
export type WebhookFarewell = z.infer<typeof WebhookFarewell>
