import { once } from 'node:events'
import net from 'node:net'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createLog } from '../log.ts'
import type { RunningServer } from '../main.ts'
import { createApiKey } from '../store/api-keys.ts'
import { useTestDb } from './db.ts'
import { anIncident } from './factories.ts'
import { aBrowser } from './push-service.ts'
import { aRunningServer } from './running-server.ts'

// A database that refuses rows says which, and repeats them in its words; a client repeats the statement with what was put in. None of it is in the log.

const MARK = 'marked'
const ADDRESS = '198.51.100.149'
const ID = uuidv7()
const HEADERS = {
  'x-forwarded-for': ADDRESS,
  'user-agent': `Mozilla/5.0 ${MARK}-agent`,
  referer: `https://${MARK}.example/`,
}

const test = useTestDb()
const lines: string[] = []
let server: RunningServer
const keys: Record<string, string> = {}
const browser = aBrowser()
beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    config: {
      logRequests: true,
      probePrivate: true,
      publicUrl: 'https://brusio.example',
      publisher: { name: undefined, contact: `${MARK}@publisher.example`, address: undefined },
    },
    log: createLog('trace', { write: (line: string) => void lines.push(line) }),
  })
  for (const scope of ['webhooks', 'probe-results'] as const)
    keys[scope] = (await createApiKey(test.db, { name: `${MARK}-${scope}`, scope, now: Date.now() })).token
  const [provider] = await test.db.sql<{ id: number }[]>`select id from providers where slug = 'libero-mail'`
  await anIncident(test.db, { providerId: provider!.id, startedAt: new Date() })
  await fetch(`${server.url}/api/v1/push/key`).then((answer) => answer.arrayBuffer())
})
afterAll(() => server?.close())

const post = async (path: string, body: object, scope?: string) => {
  const authorization: Record<string, string> = scope === undefined ? {} : { authorization: `Bearer ${keys[scope]}` }
  const headers = { ...HEADERS, ...authorization, 'content-type': 'application/json' }
  const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  await answer.body?.cancel()
  return answer.status
}
const form = async (path: string, body: string) => {
  const headers = {
    ...HEADERS,
    'content-type': 'application/x-www-form-urlencoded',
    origin: server.url,
    host: new URL(server.url).host,
  }
  return (await fetch(server.url + path, { method: 'POST', headers, body, redirect: 'manual' })).status
}
/** Whoever wrote it: keys are marks too. */
const marked = () =>
  lines.filter((line) => [MARK, ADDRESS, ID, ...Object.values(keys), browser.auth].some((mark) => line.includes(mark)))
const faults = () => lines.map((line) => JSON.parse(line)).filter(({ err, requestId }) => err && requestId)

async function askAll() {
  const report = { provider: 'libero-mail', problem: 'cannot-open', id: ID }
  const push = {
    endpoint: `http://127.0.0.1:9/${MARK}`,
    p256dh: browser.p256dh,
    auth: browser.auth,
    provider: 'libero-mail',
    lang: 'it',
  }
  const result = {
    id: ID,
    provider: 'libero-mail',
    kind: 'tcp',
    target: `tcp://${MARK}.example:443`,
    at: new Date().toISOString(),
  }
  return {
    report: await post('/api/v1/reports', report),
    form: await form('/it/p/libero-mail/report', `problem=cannot-open&id=${ID}`),
    push: await post('/api/v1/push', push),
    webhook: await post('/api/v1/webhooks', { url: `http://127.0.0.1:9/${MARK}` }, 'webhooks'),
    results: await post('/api/v1/probe-results', { results: [{ ...result, outcome: 'ok', ms: 3 }] }, 'probe-results'),
    receipt: (await fetch(`${server.url}/api/v1/reports/${ID}/receipt`, { headers: HEADERS })).status,
  }
}

it('leaves out the rows that are refused, and what was put into a statement', async () => {
  await test.db.sql.unsafe(`
    create function refuse_row() returns trigger language plpgsql as $$ begin
      raise exception 'no row here' using errcode = '23514', detail = coalesce(new::text, old::text);
    end $$;
    do $$ declare t regclass; begin
      for t in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('api_keys', 'leases')
      loop execute format('create trigger refuse before insert or update or delete on %s for each row execute function refuse_row()', t); end loop;
    end $$`)
  expect(await askAll()).toMatchObject({ push: 500, webhook: 500 })
  expect(faults().length).toBeGreaterThan(2)
  expect(lines.some((line) => line.includes('23514'))).toBe(true)
  expect(marked()).toEqual([])
})

it('nor of statements that cannot be read any more', async () => {
  await test.db.sql.unsafe('alter schema public rename to hidden; create schema public')
  lines.length = 0
  const asked = await askAll()
  expect(Object.values(asked).filter((status) => status >= 500).length).toBeGreaterThan(3)
  expect(lines.some((line) => line.includes('42P01'))).toBe(true)
  expect(marked()).toEqual([])
  await test.db.sql.unsafe('drop schema public; alter schema hidden rename to public')
})

it('nor of what is no request at all, or no socket', async () => {
  lines.length = 0
  const { hostname, port } = new URL(server.url)
  for (const raw of [
    `GET /${MARK} HTTP/9.9\r\n\r\n`,
    `${MARK}\r\n\r\n`,
    `GET /${MARK} HTTP/1.1\r\nhost: a b\r\n\r\n`,
    `GET /${'x'.repeat(20_000)}${MARK} HTTP/1.1\r\n\r\n`,
  ]) {
    const socket = net.connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.resume().write(raw)
    await once(socket, 'close')
  }
  for (const path of [`/api/v1/live?${MARK}`, `/${MARK}`]) {
    const socket = new WebSocket(`ws://${hostname}:${port}${path}`, { headers: HEADERS })
    socket.on('error', () => {})
    socket.on('open', () => {
      socket.send(`{"type":"${MARK}"`)
      socket.send(JSON.stringify({ subscribe: [MARK] }))
      socket.close()
    })
    await new Promise((resolve) => socket.on('close', resolve))
  }
  expect(marked()).toEqual([])
})
