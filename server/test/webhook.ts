import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createApiKey } from '../store/api-keys.ts'
import { useTestDb } from './db.ts'
import { aProvider } from './factories.ts'
import { createManualClock } from './manual-clock.ts'
import { serveResults } from './served-api.ts'
import type { ServedApi } from './served-api.ts'

/** A served API with `libero-mail` (webmail, imap) and `virgilio-mail`, and a key, for what another tool sends over a real socket. */
export function useWebhook(now: number) {
  const test = useTestDb()
  const clock = createManualClock(now)
  let api: ServedApi
  let token: string
  beforeAll(async () => {
    const named = (slug: string) => ({ slug, name: { it: slug, en: slug } })
    await aProvider(test.db, { slug: 'libero-mail', components: [named('webmail'), named('imap')] })
    await aProvider(test.db, { slug: 'virgilio-mail' })
    api = await serveResults({ db: test.db, clock })
    ;({ token } = await createApiKey(test.db, { name: 'kuma', scope: 'probe-results', now }))
  })
  afterAll(() => api.close())
  beforeEach(() => test.db.sql`truncate probe_results, probes`)
  return {
    clock,
    /** `path` is what follows /in/, with its query. */
    async send(path: string, body: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${api.url}/api/v1/in/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    /** What is stored, oldest first. */
    stored: () => test.db.sql<
      {
        provider: string
        component: string | null
        kind: string
        target: string
        at: Date
        outcome: string
        status: number | null
      }[]
    >`select v.slug as provider, p.component, p.kind, p.target, r.at, r.outcome, r.status
      from probe_results r join probes p on p.id = r.probe_id join providers v on v.id = p.provider_id order by r.at, p.target`,
  }
}
