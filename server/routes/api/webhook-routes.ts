import { createRoute, z } from '@hono/zod-openapi'
import {
  DELIVERY_FAILURES,
  Delivery,
  DeliveryFailure,
  MAX_DELIVERIES_LISTED,
  MAX_WEBHOOKS_PER_KEY,
  NewWebhook,
  Webhook,
  WebhookChange,
} from '../../../shared/webhook.ts'
import { problem, problems } from './router.ts'
import { Stamp } from './wire.ts'

// What the owner of webhooks may ask, as OpenAPI describes it.

const json = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
})
const Named = Webhook.describe('without its secrets').meta({ id: 'Webhook' })
const confirmation = DeliveryFailure.nullable().describe(
  `of the confirmation, where one was just asked for: why it did not come; null: it did, or none was asked for. ${DELIVERY_FAILURES.join('; ')}`,
)
export const WebhookAnswer = Stamp.extend({ webhook: Named, failure: confirmation }).meta({ id: 'WebhookAnswer' })
export const WebhookSecret = Stamp.extend({
  webhook: Named,
  failure: confirmation,
  secret: z.string().describe('`whsec_…`, signs what is sent; shown this once'),
}).meta({ id: 'WebhookSecret' })
export const WebhookList = Stamp.extend({ webhooks: z.array(Named).describe('oldest first') }).meta({
  id: 'WebhookList',
})
const NamedDelivery = Delivery.describe('one message, and what came of it').meta({ id: 'Delivery' })
export const DeliveryList = Stamp.extend({ deliveries: z.array(NamedDelivery).describe('newest first') }).meta({
  id: 'DeliveryList',
})
export const DeliveryAnswer = Stamp.extend({ delivery: NamedDelivery }).meta({ id: 'DeliveryAnswer' })

const security = [{ key: [] }]
const refusals = problems(401, 403, 503)
const body = problems(400, 411, 413, 415)
const tooMany = {
  ...problem(429),
  description: 'Too many confirmations of this key, or of this host; Retry-After says when to come back',
}
const notNow = (description: string) => ({ 409: { ...problem(409), description } })
const NOT_LIVE = 'This is a replay or a simulation, which sends nothing'
const params = z.object({ id: z.uuid().describe('of the webhook') })

export const createOne = createRoute({
  method: 'post',
  path: '/webhooks',
  summary: 'A receiver that is to be told of incidents',
  description:
    `With a key of scope \`webhooks\`; at most ${MAX_WEBHOOKS_PER_KEY} of a key. The receiver is asked at once whether it wants to be told ` +
    '(`webhook.confirm`); one that needs the secret first is asked again by `/confirm`.',
  security,
  request: { body: { required: true, ...json('', NewWebhook.meta({ id: 'NewWebhook' })) } },
  responses: {
    201: json('Made; `secret` is shown this once', WebhookSecret),
    ...body,
    ...refusals,
    ...notNow(`The key has ${MAX_WEBHOOKS_PER_KEY} already. Or: ${NOT_LIVE}`),
    429: tooMany,
  },
})

export const listOwn = createRoute({
  method: 'get',
  path: '/webhooks',
  summary: 'The webhooks of this key',
  security,
  responses: { 200: json('All of them', WebhookList), ...refusals },
})

export const readOne = createRoute({
  method: 'get',
  path: '/webhooks/{id}',
  summary: 'One webhook of this key',
  security,
  request: { params },
  responses: { 200: json('As it is', WebhookAnswer), ...refusals, 400: problem(400), 404: problem(404) },
})

export const changeOne = createRoute({
  method: 'patch',
  path: '/webhooks/{id}',
  summary: 'Change what it is told, where, or turn it off and on',
  description: 'What is not said stays. Another address, or turning it on again, takes another confirmation.',
  security,
  request: { params, body: { required: true, ...json('', WebhookChange.meta({ id: 'WebhookChange' })) } },
  responses: {
    200: json('As it is now', WebhookAnswer),
    ...body,
    ...refusals,
    404: problem(404),
    ...notNow(NOT_LIVE),
    429: tooMany,
  },
})

export const deleteOne = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  summary: 'Delete it: nothing more is sent, address and secrets are forgotten',
  security,
  request: { params },
  responses: { 204: { description: 'Deleted' }, ...refusals, 400: problem(400), 404: problem(404) },
})

export const confirmOne = createRoute({
  method: 'post',
  path: '/webhooks/{id}/confirm',
  summary: 'Ask the receiver whether it wants to be told',
  description: 'Sends a signed `webhook.confirm`; it has to answer 200 and `{"challenge":"…"}`, as in the message.',
  security,
  request: { params },
  responses: {
    200: json('`confirmed_at` and `failure` say what came of it', WebhookAnswer),
    ...refusals,
    400: problem(400),
    404: problem(404),
    ...notNow(`It is off: turn it on. Or: ${NOT_LIVE}`),
    429: tooMany,
  },
})

export const rotateOne = createRoute({
  method: 'post',
  path: '/webhooks/{id}/rotate',
  summary: 'A new secret; the one before signs as well for 24 hours',
  security,
  request: { params },
  responses: {
    200: json('`secret` is shown this once', WebhookSecret),
    ...refusals,
    400: problem(400),
    404: problem(404),
  },
})

export const listDeliveries = createRoute({
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  summary: 'What was sent to it, and what came of it',
  description: 'Kept for 30 days.',
  security,
  request: {
    params,
    query: z.strictObject({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(MAX_DELIVERIES_LISTED)
        .default(MAX_DELIVERIES_LISTED)
        .describe('the newest so many'),
    }),
  },
  responses: { 200: json('The newest', DeliveryList), ...refusals, 400: problem(400), 404: problem(404) },
})

export const redeliverOne = createRoute({
  method: 'post',
  path: '/webhooks/{id}/deliveries/{delivery}/redeliver',
  summary: 'Send it once more, under the same id',
  security,
  request: { params: params.extend({ delivery: z.uuid().describe('its `id`') }) },
  responses: {
    202: json('It will be sent', DeliveryAnswer),
    ...refusals,
    400: problem(400),
    404: problem(404),
    ...notNow(`It is being delivered already, or the webhook is off or not confirmed. Or: ${NOT_LIVE}`),
    429: { ...problem(429), description: 'Too many redeliveries of this key; Retry-After says when to come back' },
  },
})

export const WEBHOOK_ROUTES = [
  createOne,
  listOwn,
  readOne,
  changeOne,
  deleteOne,
  confirmOne,
  rotateOne,
  listDeliveries,
  redeliverOne,
] as const
