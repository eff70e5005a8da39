import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import type { RunningServer } from '../main.ts'
import { openDatabaseGate, type DatabaseGate } from './database-gate.ts'
import { useTestDb } from './db.ts'
import { aRunningServer } from './running-server.ts'

// With a line for every request, on every address that is mounted, with a database and without: nobody can be found in the log.

const ADDRESS = '198.51.100.147'
const ARTICLE = 'https://marked-newspaper.example/marked-article'
const HEADERS = {
  'x-forwarded-for': ADDRESS,
  'user-agent': 'Mozilla/5.0 marked-agent-7f3a',
  referer: ARTICLE,
  origin: new URL(ARTICLE).origin,
  authorization: 'Bearer marked-key',
  cookie: 'a=marked-cookie',
  'if-none-match': '"marked-tag"',
}
const MARKS = [ADDRESS, 'marked']

const test = useTestDb()
const lines: string[] = []
let gate: DatabaseGate
let server: RunningServer
beforeAll(async () => {
  gate = await openDatabaseGate(test.connection)
  server = await aRunningServer(gate.connection, {
    config: { logRequests: true },
    log: createLog('trace', { write: (line: string) => void lines.push(line) }),
  })
})
afterAll(async () => {
  await gate?.open()
  await server?.close()
  await gate?.close()
})

/** An address for every route: what an outsider fills in is marked, and real where only that gets further. */
function addresses(known: string): { method: string; path: string }[] {
  const fill = (path: string, slug: string, file: string) =>
    path
      .replaceAll(/:\w+\{\.\+\\\.([^}]*)\}/g, file)
      .replaceAll(/:\w+\{[^}]*\}/g, slug)
      .replaceAll(/:\w+/g, slug)
      .replaceAll('*', 'marked-rest')
  const routes = server.routes.filter(({ method }) => method !== 'ALL')
  const all = routes.flatMap(({ method, path }) =>
    [fill(path, 'marked-slug', 'marked.svg'), fill(path, known, `${known}.svg`)].map((filled) => ({
      method,
      path: filled,
    })),
  )
  return [...new Map(all.map((one) => [`${one.method} ${one.path}`, one])).values()]
}

/** Where it may not fail for its query, it has none: an API refuses what it does not know before it reads anything. */
async function askAll(known: string, query: string) {
  const found: { status: number; id: string | null }[] = []
  for (const { method, path } of addresses(known)) {
    const body = method === 'POST' ? { body: JSON.stringify({ provider: 'marked-provider', id: 'marked-id' }) } : {}
    const headers = method === 'POST' ? { ...HEADERS, 'content-type': 'application/json' } : HEADERS
    const answer = await fetch(`${server.url}${path}${query}`, {
      method,
      headers,
      redirect: 'manual',
      ...body,
    })
    await answer.body?.cancel()
    found.push({ status: answer.status, id: answer.headers.get('x-request-id') })
  }
  return found
}

type Line = { msg: string; requestId?: string; route?: string; status?: number; err?: unknown }
const told = () => lines.map((line): Line => JSON.parse(line))
const marked = () => lines.filter((line) => MARKS.some((mark) => line.includes(mark)))

it('names nobody in a line for each request', async () => {
  const asked = await askAll('libero-mail', '?q=marked-query&from=marked-from')
  expect(asked.length).toBeGreaterThan(100)
  const ids = new Set(asked.map(({ id }) => id))
  expect([ids.size, ids.has(null)]).toEqual([asked.length, false])
  const requests = told().filter(({ msg }) => msg === 'request')
  expect(new Set(requests.map(({ requestId }) => requestId))).toEqual(ids)
  expect(requests.every(({ route, status }) => route !== undefined && status !== undefined)).toBe(true)
  expect(marked()).toEqual([])
})

it('nor where it fails, and says which request it was', async () => {
  await gate.shut()
  lines.length = 0
  // Another one, of whom nothing is kept yet.
  const asked = await askAll('gmail', '')
  const failed = asked.filter(({ status }) => status === 503)
  expect(failed.length).toBeGreaterThan(10)
  const faults = told().filter(({ err, requestId }) => err !== undefined && requestId !== undefined)
  const ids = new Set(asked.map(({ id }) => id))
  expect(faults.length).toBeGreaterThan(10)
  expect(faults.filter(({ requestId }) => !ids.has(requestId!))).toEqual([])
  expect(marked()).toEqual([])
  await gate.open()
})

it('takes the name of a request from a proxy that it trusts, where it can be no address', async () => {
  const named = async (given: string) => {
    const answer = await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': given } })
    return answer.headers.get('x-request-id')
  }
  expect(await named('b7Kq_0123-abcdef')).toBe('b7Kq_0123-abcdef')
  for (const refused of [ADDRESS, '2001:db8::1', 'short', 'x'.repeat(65), 'somebody@example.org'])
    expect(await named(refused)).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/)
})
