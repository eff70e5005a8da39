import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { explain } from '../commands/why/explanation.ts'
import { createApiKey } from '../store/api-keys.ts'
import { readNewestNews } from '../store/incident-news.ts'
import { useTestDb } from './db.ts'
import { closeAfterEach } from './probe-servers/sockets.ts'
import { beginStory } from './story.ts'
import type { Story } from './story.ts'
import { aReceiver } from './webhook-receiver.ts'
import type { HookAnswer } from './webhook-site.ts'

// From presses that confirm an incident to probes of two networks that bear them out, through the whole program; a report an hour is usual.
const MORNING = Date.UTC(2026, 0, 13, 8, 40)
const SOON = { timeout: 20_000 }

closeAfterEach()
const test = useTestDb()
let story: Story

beforeAll(async () => {
  // A few are enough, and sooner ready.
  const providers = readCatalogue().providers.filter(({ slug }, i) => i < 12 || slug === 'dazn')
  story = await beginStory(test.connection, {
    catalogue: { providers },
    at: MORNING,
    slugs: ['dazn'],
    config: { probePrivate: true },
  })
}, 60_000)
afterAll(() => story?.close())

type Status = { incidents: { impact: string; status: string; incident_updates: { status: string; body: string }[] }[] }
const text = async (path: string) => (await fetch(story.server.url + path)).text()
const status = async () => JSON.parse(await text('/p/dazn/api/v2/incidents.json')) as Status

it('tells everybody once that what people had said is verified', async () => {
  const receiver = await aReceiver()
  const { token } = await createApiKey(test.db, { name: 'desk', scope: 'webhooks', now: story.now() })
  const made = await fetch(`${story.server.url}/api/v1/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: receiver.url, about: { provider: 'dazn' } }),
  })
  receiver.secret = ((await made.json()) as HookAnswer).secret
  const agents = await Promise.all([story.agent('Rome', '151.5.1.1'), story.agent('Milan', '79.10.1.1')])
  const see = (outcome: 'up' | 'status') => agents.forEach((agent) => agent.sees('dazn', outcome))
  see('up')
  await story.go(15)
  await story.go(30, { crowd: { dazn: { people: 20 } } })
  const { incident } = await story.detail('dazn')
  expect(incident).toMatchObject({ state: 'confirmed', verified: false })
  await expect.poll(() => receiver.messages().map(({ type }) => type), SOON).toEqual(['incident.opened'])
  expect((await status()).incidents[0]).toMatchObject({ impact: 'minor', incident_updates: [{}] })

  for (const outcome of ['status', 'up', 'status'] as const) {
    see(outcome)
    await story.go(15, { crowd: { dazn: { people: 20 } } })
  }
  const id = incident!.id
  const { events } = await story.incident(id)
  expect(events.map(({ type }) => type)).toEqual(['suspected', 'confirmed', 'verified'])
  expect(events[2]).toMatchObject({ from: 'confirmed', to: 'confirmed', evidence: { probe_nats: expect.any(Number) } })

  await expect.poll(() => receiver.messages().length, SOON).toBe(2)
  expect(receiver.messages()[1]).toMatchObject({
    type: 'incident.updated',
    data: {
      event: { type: 'verified', from: 'confirmed', to: 'confirmed' },
      incident: { id, verified: true, resolved_at: null },
    },
  })
  const news = await readNewestNews(test.db, 9)
  expect(news.map(({ type, event }) => [type, event.type])).toEqual([
    ['incident.opened', 'confirmed'],
    ['incident.updated', 'verified'],
  ])

  await story.reads(`/it/i/${id}`, 'Verificato: lo confermano le nostre sonde da due reti')
  await story.reads(`/en/i/${id}`, 'Verified: our probes on two networks confirm it')
  await expect.poll(async () => text('/en/p/dazn/feed.atom'), SOON).toContain('DAZN: our probes confirm the problems')
  expect(await text('/it/p/dazn/feed.atom')).toContain('DAZN: le nostre sonde confermano i problemi')
  await expect.poll(async () => (await status()).incidents[0]?.impact, SOON).toBe('major')
  const [told] = (await status()).incidents
  expect(told).toMatchObject({ status: 'investigating', incident_updates: [{ status: 'investigating' }, {}] })
  expect(told!.incident_updates[0]!.body).toMatch(/^DAZN: our probes confirm the problems\. .* have confirmed it/)
  expect(await explain(test.db, id)).toMatchObject({ verdict: 'same', differences: [] })
}, 60_000)
