import { afterAll, beforeAll, expect } from 'vitest'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { createApiKey } from '../store/api-keys.ts'
import type { Database } from '../store/db.ts'
import { useTestDb } from './db.ts'
import { closeAfterEach } from './probe-servers/sockets.ts'
import { beginStory, type Story } from './story.ts'
import { aReceiver } from './webhook-receiver.ts'
import type { HookAnswer } from './webhook-site.ts'

const MORNING = Date.UTC(2026, 0, 13, 8, 40)

export type WebhookStory = {
  readonly db: Database
  readonly story: Story
  /** Somebody who is told of DAZN, and whose address is confirmed. */
  aListener(): Promise<Awaited<ReturnType<typeof aReceiver>>>
}

/** A morning on which DAZN has a report an hour, in the whole program, which may send to this machine. */
export function useWebhookStory(): WebhookStory {
  closeAfterEach()
  const test = useTestDb()
  let story: Story | undefined
  beforeAll(async () => {
    // A few are enough, and sooner ready.
    const providers = readCatalogue().providers.filter(({ slug }, i) => i < 12 || slug === 'dazn')
    const config = { probePrivate: true }
    story = await beginStory(test.connection, { catalogue: { providers }, at: MORNING, slugs: ['dazn'], config })
  }, 60_000)
  afterAll(() => story?.close())
  return {
    get db() {
      return test.db
    },
    get story() {
      if (story === undefined) throw new Error('The story is there from beforeAll on, not before.')
      return story
    },
    async aListener() {
      const receiver = await aReceiver()
      const { token } = await createApiKey(test.db, { name: 'desk', scope: 'webhooks', now: this.story.now() })
      const made = await fetch(`${this.story.server.url}/api/v1/webhooks`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ url: receiver.url, about: { provider: 'dazn' } }),
      })
      const { secret, failure } = (await made.json()) as HookAnswer
      expect([made.status, failure]).toEqual([201, null])
      receiver.secret = secret
      return receiver
    },
  }
}
