import { createRoute, z } from '@hono/zod-openapi'
import { NewPush, PushStop } from '../../../shared/push.ts'
import { readAnswers } from './described.ts'
import { problem, problems } from './router.ts'
import { Stamp } from './wire.ts'

// "Tell me when it is back" (Web Push), as OpenAPI describes it.

export const PushKey = Stamp.extend({
  public_key: z
    .string()
    .nullable()
    .describe('what a browser subscribes with (`applicationServerKey`), base64url; null: this instance sends none'),
}).meta({ id: 'PushKey' })

export const PushAnswer = Stamp.extend({
  provider: z.string().describe('slug'),
  forgotten_after_ms: z.number().int().describe('milliseconds; then it is forgotten, also where nothing was told'),
}).meta({ id: 'PushAnswer' })

const body = problems(400, 411, 413, 415)

export const readPushKey = createRoute({
  method: 'get',
  path: '/push',
  summary: 'The key that a browser subscribes with',
  responses: readAnswers(PushKey, 'The same for as long as the instance lives', 503),
})

export const subscribeOne = createRoute({
  method: 'post',
  path: '/push',
  summary: 'Tell this browser once when what is open now is over',
  description:
    'One encrypted message (RFC 8291) when the incident is resolved or withdrawn; then the subscription is deleted.',
  request: { body: { required: true, content: { 'application/json': { schema: NewPush.meta({ id: 'NewPush' }) } } } },
  responses: {
    200: { description: 'It will be told', content: { 'application/json': { schema: PushAnswer } } },
    ...body,
    404: problem(404),
    409: { ...problem(409), description: 'Nothing is open at this provider, or this instance sends none' },
    429: problem(429),
    503: problem(503),
  },
})

export const unsubscribeOne = createRoute({
  method: 'delete',
  path: '/push',
  summary: 'Do not tell it; the address is forgotten at once',
  request: { body: { required: true, content: { 'application/json': { schema: PushStop.meta({ id: 'PushStop' }) } } } },
  responses: {
    204: { description: 'Forgotten, or never known' },
    ...body,
    404: problem(404),
    429: problem(429),
    503: problem(503),
  },
})

export const PUSH_ROUTES = [readPushKey, subscribeOne, unsubscribeOne] as const
