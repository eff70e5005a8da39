import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createReplayClock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { createApiKey } from '../store/api-keys.ts'
import { operationsOf, type Document } from './contract/document.ts'
import { createJudge } from './contract/judge.ts'
import { requestsOf, type Asked } from './contract/requests.ts'
import type { Known } from './contract/values.ts'
import { aRunningServer } from './running-server.ts'
import { STORY_AT } from './site-story.ts'
import { storyCatalogue } from './story-catalogue.ts'
import { useStoryDb } from './story-db.ts'

const REQUESTS = 10_000
const SEED = 20_230_123
const AT_ONCE = 8
const MOST_SHOWN = 20
/** Not a measure: a server that hangs must not hang the tests. */
const PATIENCE_MS = 300_000

const test = useStoryDb()
let server: RunningServer
const keys: string[] = []

beforeAll(async () => {
  const clock = createReplayClock({ startAt: STORY_AT, speed: 1, mode: 'live' })
  server = await aRunningServer(test.connection, {
    clock,
    catalogue: storyCatalogue(),
    config: { reportsPerMinute: 1_000_000, readsPerMinute: 1_000_000 },
  })
  await vi.waitUntil(() => server.detector.judgedUntil !== undefined, { timeout: PATIENCE_MS })
  clock.start()
  for (const scope of ['probe-results', 'webhooks'] as const)
    keys.push((await createApiKey(server.db, { name: scope, scope, now: STORY_AT })).token)
}, PATIENCE_MS)
afterAll(() => server.close())

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
  return {
    slugs,
    ids: incidents.map(({ id }) => id),
    cursors: next === null ? ['none'] : [next],
    now: Date.parse(generated_at),
  }
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
    const known = await learn()
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

    // Only refusals would say little of a route. What is posted must fit the catalogue, and a receipt needs an id that nobody is told.
    const isForAnybody = ({ method, path }: { method: string; path: string }) =>
      method === 'GET' && !path.startsWith('/webhooks/') && path !== '/reports/{id}/receipt'
    const answered = operationsOf(document).filter(isForAnybody)
    const never = answered.map(({ method, path }) => `${method} ${path}`).filter((name) => !seen.has(name))
    expect(never).toEqual([])
  },
  PATIENCE_MS,
)
