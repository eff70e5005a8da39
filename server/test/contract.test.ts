import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createReplayClock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { createApiKey, useApiKey } from '../store/api-keys.ts'
import { operationsOf, type Document } from './contract/document.ts'
import { createJudge } from './contract/judge.ts'
import { aKeyWithWebhooks, rightBodies } from './contract/seeds.ts'
import { requestsOf, type Asked } from './contract/requests.ts'
import type { Known } from './contract/values.ts'
import { closeAfterEach } from './probe-servers/sockets.ts'
import { aBrowser } from './push-service.ts'
import { aRunningServer, press } from './running-server.ts'
import { STORY_AT } from './site-story.ts'
import { storyCatalogue } from './story-catalogue.ts'
import { useStoryDb } from './story-db.ts'
import { aReceiver } from './webhook-receiver.ts'

const REQUESTS = 10_000
const SEED = 20_230_123
const AT_ONCE = 8
const MOST_SHOWN = 20
/** Not a measure: a server that hangs must not hang the tests. */
const PATIENCE_MS = 300_000
/** Who could be asked about what is sent: without it nothing would be. */
const INSTANCE = { publicUrl: 'https://brusio.example' }

const test = useStoryDb()
let server: RunningServer

beforeAll(async () => {
  const clock = createReplayClock({ startAt: STORY_AT, speed: 1, mode: 'live' })
  server = await aRunningServer(test.connection, {
    clock,
    catalogue: storyCatalogue(),
    // Receivers of this machine are asked, and none of any other.
    config: { reportsPerMinute: 1_000_000, readsPerMinute: 1_000_000, probePrivate: true, ...INSTANCE },
  })
  await vi.waitUntil(() => server.detector.judgedUntil !== undefined, { timeout: PATIENCE_MS })
  clock.start()
}, PATIENCE_MS)
afterAll(() => server.close())
closeAfterEach()

async function readJson(path: string): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/v1${path}`)
  expect([path, answer.status]).toEqual([path, 200])
  return await answer.json()
}

/** As a program learns it: from answers. */
async function learn(): Promise<Known> {
  const { providers, generated_at } = (await readJson('/providers?limit=200')) as {
    providers: { slug: string }[]
    generated_at: string
  }
  const { incidents } = (await readJson('/incidents?limit=100')) as { incidents: { id: string; provider: string }[] }
  const { next } = (await readJson(`/providers/${incidents[0]?.provider}/probes?limit=1`)) as { next: string | null }
  const troubled = incidents.map(({ provider }) => provider)
  const slugs = [...troubled, ...troubled, ...providers.slice(0, 10).map(({ slug }) => slug)]
  const pressed = await press(server.url, '192.0.2.1', { provider: slugs[0], answer: 'problem' })
  const now = Date.parse(generated_at)
  return {
    slugs,
    ids: incidents.map(({ id }) => id),
    cursors: next === null ? ['none'] : [next],
    now,
    bodies: rightBodies(slugs[0]!, now),
    named: { provider: slugs, receipt: [String(pressed.body['id'])] },
  }
}

/** What whoever has keys and a browser knows besides. */
async function equip(known: Known): Promise<{ known: Known; keys: string[] }> {
  const [agent, owner] = await Promise.all(
    (['probe-results', 'webhooks'] as const).map((scope) =>
      createApiKey(server.db, { name: scope, scope, now: STORY_AT }),
    ),
  )
  const { url } = await aReceiver()
  const { id: apiKeyId } = (await useApiKey(server.db, owner!.token, STORY_AT))!
  const webhooks = await aKeyWithWebhooks(server.db, { apiKeyId, url, now: STORY_AT })
  const { p256dh, auth } = aBrowser()
  const named = {
    ...known.named,
    // What is to be sent once more must not have been deleted or turned off before.
    id: [...known.ids, ...known.named['receipt']!, ...webhooks.untold.slice(0, 5), ...webhooks.told, ...webhooks.told],
    'DELETE id': webhooks.untold,
    'PATCH id': webhooks.untold,
    delivery: webhooks.deliveries,
    url: [url, 'https://127.0.0.1:1/hook', 'http://[::1]:1/'],
    endpoint: [url, 'http://127.0.0.1:1/push'],
    p256dh: [p256dh],
    auth: [auth],
  }
  return { known: { ...known, named }, keys: [agent!.token, owner!.token] }
}

/** A server that refuses a body before it has come closes the line, which may be met as a broken one: once more, then. */
async function send(asked: Asked, tries = 3): Promise<Response> {
  const { address, method, headers, body } = asked
  try {
    return await fetch(server.url + address, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body !== undefined && { body }),
    })
  } catch (cause) {
    if (tries > 1) return await send(asked, tries - 1)
    throw new Error(`${method} ${address} ${JSON.stringify(headers)}`, { cause })
  }
}

it(
  `keeps what its document promises, whatever it is asked (${REQUESTS} requests)`,
  async () => {
    const document = (await readJson('/openapi.json')) as Document
    const { known, keys } = await equip(await learn())
    const judge = createJudge(document)
    const each = operationsOf(document).map((described) => requestsOf(described, { document, known, keys }))
    const asked = fc.sample(fc.oneof(...each), { seed: SEED, numRuns: REQUESTS })

    const faults: string[] = []
    const seen = new Map<string, number>()
    let next = 0
    const worker = async () => {
      for (let one = asked[next++]; one !== undefined; one = asked[next++]) {
        const answer = await send(one)
        const name = `${one.described.method} ${one.described.path}`
        if (one.method === one.described.method && answer.ok) seen.set(name, (seen.get(name) ?? 0) + 1)
        for (const wrong of await judge(one, answer))
          faults.push(`${one.method} ${one.address} ${JSON.stringify(one.headers)} ${one.body ?? ''}: ${wrong}`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    expect(faults.slice(0, MOST_SHOWN)).toEqual([])

    // Only refusals would say little of a route.
    const names = operationsOf(document).map(({ method, path }) => `${method} ${path}`)
    const never = names.filter((name) => !seen.has(name))
    // No address of this machine is a push service, and none of another is to hear of us.
    expect(never.filter((name) => name !== 'POST /push')).toEqual([])
  },
  PATIENCE_MS,
)

it('lets any page read that there is no such address, and where the others are', async () => {
  const answer = await fetch(`${server.url}/api/v1/nothing`, { headers: { origin: 'https://giornale.example' } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(await answer.text()).toMatch(/\/docs\/api .*\/api\/v1\/openapi\.json/)
})
