import { once } from 'node:events'
import net from 'node:net'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ProbeKind } from '../../../shared/probe.ts'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { readAgents } from '../../store/agents.ts'
import { createApiKey, revokeApiKey } from '../../store/api-keys.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { serveResults } from '../../test/served-api.ts'
import type { ServedApi } from '../../test/served-api.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const TELECOM = 151
const test = useTestDb()
const clock = createManualClock(NOW)
let api: ServedApi
let token: string

beforeAll(async () => {
  const components = [{ slug: 'webmail', name: { it: 'Webmail', en: 'Webmail' } }]
  await aProvider(test.db, { slug: 'libero-mail', components })
  const networkOf = ({ words }: { words: readonly number[] }) => (words[0]! >>> 24 === TELECOM ? 3269 : null)
  api = await serveResults({ db: test.db, clock, trustedProxies: ['127.0.0.1'], networkOf })
  token = await aKey()
})
afterAll(() => api.close())
beforeEach(() => test.db.sql`truncate probe_results, probes`)

const aKey = async () => (await createApiKey(test.db, { name: 'milan-1', scope: 'probe-results', now: NOW })).token

function aResult(fields: Record<string, unknown> = {}) {
  return {
    id: uuidv7({ msecs: NOW }),
    provider: 'libero-mail',
    kind: 'http',
    target: 'https://mail.libero.it/',
    at: new Date(NOW).toISOString(),
    outcome: 'up',
    timings: { dns: 1, connect: 20, tls: 30, first_byte: 100 },
    ...fields,
  }
}

async function post(body: Record<string, unknown>, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}/api/v1/probe-results`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const stored = () => test.db.sql<Record<string, unknown>[]>`
  select p.kind, p.target, p.component, r.outcome, r.certificate_expires_at as expires
  from probe_results r join probes p on p.id = r.probe_id order by p.kind, p.target`

it.each<[kind: ProbeKind, target: string]>([
  ['http', 'https://mail.libero.it/login?x=1'],
  ['dns', 'dns:libero.it?type=MX'],
  ['dns', 'dns://9.9.9.9/libero.it?type=A'],
  ['tcp', 'tcp://mail.libero.it:443'],
  ['tls', 'tls://mail.libero.it:443'],
  ['smtp', 'smtp://smtp-in.libero.it:25'],
  ['imap', 'imaps://imapmail.libero.it:993'],
  ['pop3', 'pops://popmail.libero.it:995'],
  ['external', 'uptime-kuma:Posta di Libero (àèì)'],
])('takes results of kind %s about %s', async (kind, target) => {
  const expires = kind === 'tls' ? { certificate_expires_at: '2023-02-01T00:00:00Z' } : {}
  const results = [aResult({ kind, target, component: 'webmail', ...expires })]
  expect(await post({ results })).toMatchObject({ status: 200, body: { stored: 1 } })
  const expected = kind === 'tls' ? new Date('2023-02-01T00:00:00Z') : null
  expect(await stored()).toEqual([{ kind, target, component: 'webmail', outcome: 'up', expires: expected }])
})

it.each<[what: string, fields: Record<string, unknown>, status: number, field: string]>([
  ['of a provider nobody knows', { provider: 'nobody' }, 404, 'results.1.provider'],
  ['of a component nobody has', { component: 'fax' }, 400, 'results.1.component'],
  ['of another kind than its target', { kind: 'imap', target: 'https://mail.libero.it/' }, 400, 'results.1.target'],
  ['with a password', { kind: 'smtp', target: 'smtp://a:b@mail.libero.it:25' }, 400, 'results.1.target'],
  ['with a name that hides its end', { kind: 'external', target: 'gatus:a\u202eb' }, 400, 'results.1.target'],
  ['with a name of two lines', { kind: 'external', target: 'gatus:a\nb' }, 400, 'results.1.target'],
  ['with an expiry that is none', { certificate_expires_at: 'tomorrow' }, 400, 'results.1.certificate_expires_at'],
  [
    'with an expiry before there were any',
    { certificate_expires_at: '0000-01-01T00:00:00Z' },
    400,
    'results.1.certificate_expires_at',
  ],
  ['of last week', { at: new Date(NOW - 168 * HOUR_MS).toISOString() }, 400, 'results.1.at'],
  ['of tomorrow', { at: new Date(NOW + 24 * HOUR_MS).toISOString() }, 400, 'results.1.at'],
])('stores nothing of a batch with a forged result %s', async (_what, fields, status, field) => {
  const results = [aResult(), aResult(fields)]
  expect(await post({ results })).toMatchObject({ status, body: { field } })
  expect(await stored()).toEqual([])
})

it('refuses resolvers that are no addresses', async () => {
  const answer = await post({ results: [aResult()], resolvers: ['dns.example'] })
  expect(answer).toMatchObject({ status: 400, body: { field: 'resolvers.0' } })
})

it('stores a batch once, also when it comes twice at the same time', async () => {
  const batch = { results: [aResult(), aResult({ outcome: 'timeout' })] }
  const answers = await Promise.all([post(batch), post(batch), post(batch)])
  expect(answers.map(({ body }) => Number(body['stored'])).toSorted((a, b) => a - b)).toEqual([0, 0, 2])
  expect(await stored()).toHaveLength(2)
})

it('takes what is late, and says that it is history', async () => {
  const at = NOW - HOUR_MS - MINUTE_MS
  const late = aResult({ id: uuidv7({ msecs: at }), at: new Date(at).toISOString() })
  expect(await post({ results: [late, aResult()] })).toMatchObject({ body: { received: 2, stored: 2, history: 1 } })
})

it.each<[what: string, authorization: () => Promise<string>, status: number]>([
  ['no key', async () => '', 401],
  ['a wrong key', async () => `${token.slice(0, -3)}abc`, 401],
  [
    'a revoked key',
    async () => {
      const { token: gone, prefix } = await createApiKey(test.db, { name: 'gone', scope: 'probe-results', now: NOW })
      await revokeApiKey(test.db, prefix, NOW)
      return gone
    },
    401,
  ],
  [
    'a key for something else',
    async () => {
      const other = await createApiKey(test.db, { name: 'other', scope: 'probe-results', now: NOW })
      await test.db.sql`update api_keys set scope = 'notices' where prefix = ${other.prefix}`
      return other.token
    },
    403,
  ],
])('lets nobody in with %s', async (_what, key, status) => {
  expect(await post({ results: [aResult()] }, { authorization: `Bearer ${await key()}` })).toMatchObject({ status })
  expect(await stored()).toEqual([])
})

it.each<[what: string, from: string, network: RegExp]>([
  ['by its number', '151.8.0.1', /^as3269$/],
  ['by its neighbourhood, where nobody knows the number', '203.0.113.9', /^net-[0-9a-f]{12}$/],
  ['as our own, where it is beside us', '192.168.1.5', /^local$/],
])('notes the network of an agent %s', async (_what, from, network) => {
  const key = await aKey()
  const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': from }
  await post({ results: [aResult()], resolvers: ['9.9.9.9'] }, headers)
  const agent = (await readAgents(test.db)).at(-1)
  expect(agent).toMatchObject({ network: expect.stringMatching(network) as string, resolvers: ['9.9.9.9'] })
})

it('does not note a refused sender, nor believe a forwarded address that no proxy of ours has written', async () => {
  const far = await serveResults({ db: test.db, clock })
  const before = (await readAgents(test.db)).length
  const key = await aKey()
  const send = (results: unknown[]) =>
    fetch(`${far.url}/api/v1/probe-results`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'x-forwarded-for': '151.8.0.1',
      },
      body: JSON.stringify({ results }),
    })
  await send([aResult({ provider: 'nobody' })])
  expect(await readAgents(test.db)).toHaveLength(before)
  await send([aResult()])
  expect((await readAgents(test.db)).at(-1)).toMatchObject({ network: 'local' })
  await far.close()
})

it('is not held up by who sends half a batch and waits', async () => {
  const { port } = new URL(api.url)
  const slow = net.connect(Number(port), '127.0.0.1')
  await once(slow, 'connect')
  const head = ['POST /api/v1/probe-results HTTP/1.1', 'Host: x', `Authorization: Bearer ${token}`]
  slow.write([...head, 'Content-Type: application/json', 'Content-Length: 1000', '', '{"results":['].join('\r\n'))
  expect(await post({ results: [aResult()] })).toMatchObject({ status: 200, body: { stored: 1 } })
  slow.destroy()
})
