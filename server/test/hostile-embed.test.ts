import { Agent, get } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { createReplayClock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { readIncidents } from '../store/incidents.ts'
import { useTestDb } from './db.ts'
import { aProvider, someMinutes } from './factories.ts'
import { findHarm, type EmbedAnswer } from './hostile-embed-answers.ts'
import { hostileEmbedRequests, type EmbedRequest, type Known } from './hostile-embed-requests.ts'
import { aRunningServer } from './running-server.ts'
import { STORY_AT, STORY_BACKGROUND, tellFewIncidents } from './site-story.ts'
import { storyCatalogue } from './story-catalogue.ts'

const REQUESTS = 10_000
const SEED = 20_230_123
const AT_ONCE = 12
/** One answer; all of them. A server that hangs is harmed as well. */
const ANSWER_MS = 20_000
const PATIENCE_MS = 300_000
const MOST_SHOWN = 40
const RETIRED = 'servizio-chiuso'

const test = useTestDb()
let server: RunningServer
let known: Known
beforeAll(async () => {
  // Not in the catalogue: it is retired as the server starts.
  await aProvider(test.db, { slug: RETIRED, name: 'Servizio chiuso' })
  const clock = createReplayClock({ startAt: STORY_AT, speed: 1, mode: 'live' })
  server = await aRunningServer(test.connection, {
    clock,
    catalogue: storyCatalogue(),
    background: STORY_BACKGROUND,
    async prepare(db, directory) {
      await tellFewIncidents(db, directory)
      const counts = Array.from({ length: 600 }, (_, i) => (i * 7) % 5)
      await someMinutes(db, directory.bySlug('libero-mail')!.id, STORY_AT - 600 * MINUTE_MS, counts)
    },
  })
  clock.start()
  const incidents = (await readIncidents(server.db, { limit: 10 })).map(({ id }) => id)
  known = {
    slugs: ['libero-mail', 'virgilio-mail', 'gmail', 'tim'],
    retired: RETIRED,
    operator: 'italiaonline',
    incidents,
  }
})
afterAll(() => server?.close())

/** Not `fetch`, which mends addresses before it asks. */
function ask(agent: Agent, { path, headers }: Pick<EmbedRequest, 'path' | 'headers'>): Promise<EmbedAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url)
    const request = get({ agent, hostname, port, path, headers, timeout: ANSWER_MS }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        const type = response.headers['content-type'] ?? ''
        const text = type.startsWith('image/png') ? '' : body.toString('utf8')
        resolve({ status: response.statusCode ?? 0, type, text, bytes: body.length })
      })
    })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', reject)
  })
}

/** What was found, each with how often and the first request that showed it; and how many answers there were of each status. */
async function askAll(requests: readonly EmbedRequest[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const found = new Map<string, { times: number; first: string }>()
  const statuses = new Map<number, number>()
  const waiting = requests.values()
  const work = async () => {
    for (const request of waiting) {
      const answer = await ask(agent, request).catch((error: Error) => error)
      if (!(answer instanceof Error)) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      for (const one of answer instanceof Error ? [answer.message] : findHarm(request, answer)) {
        const first = found.get(one)?.first ?? `${request.path.slice(0, 400)} ${JSON.stringify(request.headers)}`
        found.set(one, { times: (found.get(one)?.times ?? 0) + 1, first })
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  agent.destroy()
  return { found: [...found].map(([one, { times, first }]) => `${times} times ${one}, first ${first}`), statuses }
}

it(
  'answers ten thousand hostile requests for embeds, badges, pictures and feeds with no fault of ours',
  async () => {
    const requests = hostileEmbedRequests(known, REQUESTS, SEED)
    expect(requests).toHaveLength(REQUESTS)
    const { found, statuses } = await askAll(requests)
    expect(found.slice(0, MOST_SHOWN)).toEqual([])
    // Enough of them were asked for something that is there.
    expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 10)
    expect(statuses.get(404)).toBeGreaterThan(REQUESTS / 10)
    const { status } = await ask(new Agent(), { path: '/embed/libero-mail.json', headers: {} })
    expect(status).toBe(200)
  },
  PATIENCE_MS,
)
