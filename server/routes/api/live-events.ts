import { createRoute, z } from '@hono/zod-openapi'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { TOPIC } from '../../../shared/live.ts'
import { Refusal } from '../../errors.ts'
import { clientAddress, parseTrustedProxies } from '../../ingest/client-address.ts'
import { MAX_EVENT_ID, readEventId } from '../../live/event-id.ts'
import { EVENT_HEADERS, type EventStreams } from '../../live/events.ts'
import { LIVE_LIMITS } from '../../live/limits.ts'
import { refuseOtherMethods } from './methods.ts'
import { createRouter, problems } from './router.ts'

const RETRY_AFTER_S = 30
const MAX_TOPICS_TEXT = 5_200

const REFUSALS = {
  closing: new Refusal(503, 'The server is closing.', { retryAfterS: RETRY_AFTER_S }),
  full: new Refusal(503, 'All sockets of this server are taken.', { retryAfterS: RETRY_AFTER_S }),
  address: new Refusal(429, 'Too many sockets and event streams from this address.', { retryAfterS: RETRY_AFTER_S }),
}

const NO_SOCKET =
  'Here is a WebSocket: ask with Upgrade: websocket. The same comes as server-sent events at /api/v1/live.sse?topics=…; how it is read is at /docs/api/live.'

const query = z.strictObject({
  topics: z
    .string()
    .max(MAX_TOPICS_TEXT)
    .describe('names with commas between: overview, states, incidents, provider:…, category:…, operator:…')
    .meta({ example: 'incidents,provider:libero-mail' }),
  last_event_id: z
    .string()
    .max(MAX_EVENT_ID)
    .optional()
    .describe('where the header Last-Event-ID cannot be set: the `id` that was heard last'),
})

export const streamLive = createRoute({
  method: 'get',
  path: '/live.sse',
  summary: 'What changes, as it changes, as server-sent events',
  description:
    'The messages of the WebSocket, one an event, as JSON in `data`. It does not end by itself. After a break what was missed of `incidents` and ' +
    '`states` comes first, where Last-Event-ID says what was heard and it is still remembered; otherwise a snapshot.',
  request: { query },
  responses: {
    200: {
      description: 'Messages, until one of both ends it',
      content: {
        'text/event-stream': { schema: z.string().describe('`id`, `data`, `retry` and comments (a heartbeat)') },
      },
    },
    ...problems(400, 404, 429, 503),
  },
})

export type LiveEventDeps = {
  streams: EventStreams
  /** Whether there is such a topic here. */
  isTopic: (name: string) => boolean
  trustedProxies: readonly string[]
}

export function liveEventRoutes({ streams, isTopic, trustedProxies }: LiveEventDeps) {
  const trusted = parseTrustedProxies(trustedProxies)

  function topicsOf(text: string): string[] {
    const topics = text.split(',')
    if (new Set(topics).size > LIVE_LIMITS.topicsPerSocket)
      throw new Refusal(400, `topics: at most ${LIVE_LIMITS.topicsPerSocket}.`, { field: 'topics' })
    for (const [i, topic] of topics.entries()) {
      // By its number: what was sent is not said back.
      if (!TOPIC.test(topic))
        throw new Refusal(400, `topics: number ${i + 1} has no topic's form.`, { field: 'topics' })
      if (!isTopic(topic)) throw new Refusal(404, `${topic} is not a topic here.`, { field: 'topics' })
    }
    return [...new Set(topics)]
  }

  const router = createRouter<{ Bindings: HttpBindings }>()
  // Sockets never come here. Whoever does would take a 404 for a wrong address.
  router.use('/live', (c, next) => {
    c.header('Access-Control-Allow-Origin', '*')
    return next()
  })
  router.route('/', refuseOtherMethods([{ method: 'get', path: '/live' }]))
  router.get('/live', (c) => {
    c.header('Connection', 'Upgrade')
    c.header('Upgrade', 'websocket')
    throw new Refusal(426, NO_SOCKET)
  })
  return router.openapi(streamLive, (c) => {
    const asked = c.req.valid('query')
    const topics = topicsOf(asked.topics)
    const { incoming, outgoing } = c.env
    const address = clientAddress(incoming.socket.remoteAddress, c.req.header('x-forwarded-for'), trusted)
    const refused = streams.refusal(address)
    if (refused) throw REFUSALS[refused]
    // It would wait for the end of an answer that has none, and Node does not say when its connection is gone.
    if (outgoing.socket === null) throw new Refusal(400, 'A stream needs a connection of its own.')
    if (c.req.method === 'HEAD') return c.body(null, 200, EVENT_HEADERS)
    const since = readEventId(c.req.header('last-event-id') ?? asked.last_event_id)
    const headers = Object.fromEntries(c.res.headers)
    streams.open(outgoing, { address, topics, since, headers })
    // Beside an answer that has headers already Hono would make a copy, in which the server does not know that all was sent.
    c.res = undefined
    c.res = RESPONSE_ALREADY_SENT
    return c.res
  })
}
