import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../main.ts'
import { useTestDb } from './db.ts'
import { anIncident } from './factories.ts'
import { aBrowser } from './push-service.ts'
import { aRunningServer } from './running-server.ts'

const test = useTestDb()
let server: RunningServer

beforeAll(async () => {
  const config = { probePrivate: true, publicUrl: 'https://brusio.example' }
  server = await aRunningServer(test.connection, { config, privatePushes: false })
  await anIncident(test.db, { providerId: server.directory.bySlug('tim')!.id, startedAt: new Date() })
})
afterAll(() => server?.close())

it.each(['http://127.0.0.1:9200/', 'https://127.0.0.1:9200/', 'https://10.0.0.1/', 'https://localhost/'])(
  'lets nobody without a key aim it at %s, also where probes and webhooks may go there',
  async (endpoint) => {
    const { p256dh, auth } = aBrowser()
    const answer = await fetch(`${server.url}/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint, p256dh, auth, provider: 'tim', lang: 'it' }),
    })
    expect([answer.status, ((await answer.json()) as { field?: string }).field]).toEqual([400, 'endpoint'])
    expect(await test.db.sql`select 1 from push_subscriptions`).toHaveLength(0)
  },
)

it('serves its worker under a policy that lets it in', async () => {
  const page = await fetch(`${server.url}/it/p/tim`)
  expect(page.headers.get('content-security-policy')).toContain("worker-src 'self'")
})
