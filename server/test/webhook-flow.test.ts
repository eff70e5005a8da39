import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { createApiKey } from '../store/api-keys.ts'
import { useTestDb } from './db.ts'
import { closeAfterEach } from './probe-servers/sockets.ts'
import { beginStory } from './story.ts'
import type { Story } from './story.ts'
import { aReceiver } from './webhook-receiver.ts'
import type { HookAnswer } from './webhook-site.ts'

// From presses to the receiver, through the whole program; a report an hour is usual.
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

it('tells a receiver that many people report problems, and that it is over', async () => {
  const receiver = await aReceiver()
  const { token } = await createApiKey(test.db, { name: 'desk', scope: 'webhooks', now: story.now() })
  const wish = JSON.stringify({ url: receiver.url, about: { provider: 'dazn' } })
  const made = await fetch(`${story.server.url}/api/v1/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: wish,
  })
  const { secret, failure } = (await made.json()) as HookAnswer
  expect([made.status, failure]).toEqual([201, null])
  receiver.secret = secret

  await story.go(30, { crowd: { dazn: { people: 14 } } })
  const { incident } = await story.detail('dazn')
  await expect.poll(() => receiver.messages().map(({ type }) => type), SOON).toEqual(['incident.opened'])
  const { corrections, ...opened } = incident!
  expect(receiver.messages()[0]).toMatchObject({
    mode: 'live',
    data: { incident: { id: opened.id, provider: 'dazn', corrections } },
  })

  await story.go(360, { step: 30 })
  await expect.poll(() => receiver.messages().at(-1)?.type, SOON).toBe('incident.resolved')
  expect(receiver.messages().at(-1)!.data.incident).toMatchObject({ id: opened.id, resolved_at: expect.any(String) })
}, 60_000)
