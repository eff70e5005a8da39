import type { Hono } from 'hono'
import { beforeAll, expect, it } from 'vitest'
import { ProbeTarget } from '../../../shared/probe.ts'
import { createApiKey, revokeApiKey } from '../../store/api-keys.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { createManualClock } from '../../test/manual-clock.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const test = useTestDb()
const clock = createManualClock(NOW)
const targets = [
  { provider: 'libero-mail', kind: 'imap', target: 'imaps://imapmail.libero.it:993', component: 'imap' },
  {
    provider: 'libero-mail',
    kind: 'smtp',
    target: 'smtp://mx.libero.it',
    mailbox: { from: 'a@b.it', to: 'c@libero.it' },
  },
].map((target) => ProbeTarget.parse(target))
let app: Hono
let token: string
let prefix: string

beforeAll(async () => {
  app = await anApi(test.db, clock, { targets })
  ;({ token, prefix } = await createApiKey(test.db, { name: 'milan-1', scope: 'probe-results', now: NOW }))
})
const ask = (headers: Record<string, string> = {}) =>
  fetchJson(app, '/api/v1/probe-targets', { headers: { authorization: `Bearer ${token}`, ...headers } })

it('gives an agent all there is to ask, and to no cache', async () => {
  const { status, body, headers } = await ask()
  expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
  expect(body).toEqual({ targets, generated_at: new Date(NOW).toISOString(), mode: 'live' })
})

it('says in a line that nothing changed', async () => {
  const etag = (await ask()).headers.get('etag') ?? ''
  const again = await ask({ 'if-none-match': etag })
  expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, undefined, etag])
  expect((await ask({ 'if-none-match': '"another"' })).status).toBe(200)
  const other = await anApi(test.db, clock, { targets: targets.slice(1) })
  const init = { headers: { authorization: `Bearer ${token}`, 'if-none-match': etag } }
  expect((await fetchJson(other, '/api/v1/probe-targets', init)).status).toBe(200)
})

it('gives it to nobody without a key that works', async () => {
  const bare = await fetchJson(app, '/api/v1/probe-targets')
  expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect(JSON.stringify(bare.body)).not.toContain('libero')
  const wrong = await ask({ authorization: `Bearer ${token.slice(0, -1)}_` })
  expect([wrong.status, wrong.body]).toMatchObject([401, { detail: 'This key does not work.' }])
  // Also not where somebody with a key has just asked for the same.
  expect((await ask()).status).toBe(200)
  expect((await fetchJson(app, '/api/v1/probe-targets')).status).toBe(401)
})

it('gives it to a key of another scope as little, nor to one that is revoked', async () => {
  await test.db.sql`update api_keys set scope = 'other' where prefix = ${prefix}`
  expect((await ask()).status).toBe(403)
  await test.db.sql`update api_keys set scope = 'probe-results' where prefix = ${prefix}`
  expect((await ask()).status).toBe(200)
  await revokeApiKey(test.db, prefix, NOW)
  expect((await ask()).status).toBe(401)
})
