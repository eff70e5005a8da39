import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { NewProbeResults } from '../../../shared/probe.ts'
import type { NewProbeResult } from '../../../shared/probe.ts'
import { HOUR_MS } from '../../../shared/time.ts'
import { silentLog } from '../../log.ts'
import type { OutboundAnswer } from '../../outbound.ts'
import { startSender } from './sender.ts'
import type { Sender, SenderOptions } from './sender.ts'
import { openSpool } from './spool.ts'
import type { Spool } from './spool.ts'

const NOW = Date.UTC(2026, 0, 23, 9)
type Given = { status: number; body?: unknown; headers?: Record<string, string> } | 'nobody'

let folder: string
let spool: Spool
let sender: Sender | undefined
let posts: NewProbeResult[][]
let stored: Map<string, number>
/** What the server does with a batch; undefined: takes it. */
let serve: (results: NewProbeResult[]) => Given | undefined
const [error, warn, info] = [vi.spyOn(silentLog, 'error'), vi.spyOn(silentLog, 'warn'), vi.spyOn(silentLog, 'info')]

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'brusio-sender-'))
  spool = openSpool(folder, { log: silentLog })
  posts = []
  stored = new Map()
  serve = () => undefined
})
afterEach(async () => {
  await sender?.close()
  await spool.close()
  rmSync(folder, { recursive: true })
  vi.clearAllMocks()
})

async function post(body: string): Promise<OutboundAnswer> {
  const { results, resolvers } = NewProbeResults.parse(JSON.parse(body))
  expect(resolvers).toEqual(['9.9.9.9'])
  posts.push(results)
  const given = serve(results)
  if (given === 'nobody') throw new Error('refused: connect ECONNREFUSED')
  if (given === undefined) for (const { id } of results) stored.set(id, (stored.get(id) ?? 0) + 1)
  const taken = { received: results.length, stored: results.length, repeated: 0, refused: 0 }
  const { status, body: answer, headers = {} } = given ?? { status: 200, body: taken }
  const type = status === 200 ? 'application/json' : 'application/problem+json'
  const timings = { dns: null, connect: null, tls: null, first_byte: null }
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? { title: 'No', status, detail: 'no.' })
  const about = { truncated: false, timings, certificateExpiresAt: null }
  return { status, headers: { 'content-type': type, ...headers }, body: Buffer.from(text), ...about }
}
function start(options: Partial<SenderOptions> = {}): void {
  const quick = { everyMs: 5, backoffMs: 2, keyRetryMs: 5, flushMs: 1_000 }
  const deps = { spool, post, resolvers: () => ['9.9.9.9'], log: silentLog, now: () => NOW, random: () => 0.5 }
  sender = startSender({ ...deps, ...quick, ...options })
}
async function add(count: number, at = NOW, provider = 'libero-mail'): Promise<string[]> {
  const timings = { dns: null, connect: null, tls: null, first_byte: null }
  const results = Array.from({ length: count }, (): NewProbeResult => ({
    id: uuidv7({ msecs: at }),
    provider,
    kind: 'http',
    target: 'https://mail.libero.it/',
    at: new Date(at).toISOString(),
    outcome: 'up',
    timings,
  }))
  await spool.append(results)
  sender?.wake(count)
  return results.map(({ id }) => id)
}
const wrong = (field: string, status = 400): Given => ({ status, body: { title: 'No', status, detail: 'no.', field } })
const once = (ids: string[]) => new Map(ids.map((id) => [id, 1]))
const saidOf = (log: typeof warn) => log.mock.calls.map((call) => call.at(-1))

it('sends all once, oldest first, at most 500 at a time, with its resolvers', async () => {
  const ids = await add(1_100)
  start()
  await expect.poll(() => stored).toEqual(once(ids))
  expect(posts.map((results) => results.length)).toEqual([500, 500, 100])
  expect(posts.flat().map(({ id }) => id)).toEqual(ids)
})

it('does not wait when there is a whole batch', async () => {
  start({ everyMs: 60_000 })
  const ids = [...(await add(300)), ...(await add(200))]
  await expect.poll(() => stored).toEqual(once(ids))
})

it('keeps what nobody takes, says so once, and sends it when somebody does', async () => {
  let given: Given | undefined = 'nobody'
  serve = () => given
  start()
  const ids = await add(3)
  await expect.poll(() => posts.length).toBeGreaterThan(4)
  ids.push(...(await add(2)))
  expect(saidOf(warn)).toEqual(['the server takes no results: they are kept'])
  given = undefined
  await expect.poll(() => stored).toEqual(once(ids))
  expect(saidOf(info)).toEqual(['the server takes results again'])
})

it.each<[string, Given]>([
  ['a page of somebody else', { status: 200, body: '<h1>Welcome to the hotel</h1>' }],
  ['a receipt for another batch', { status: 200, body: { received: 1, stored: 1, repeated: 0, refused: 0 } }],
  ['an address where nothing is', { status: 404, body: 'Not found', headers: { 'content-type': 'text/html' } }],
  ['a refusal of something else', wrong('resolvers.0')],
])('does not believe %s', async (_, given) => {
  let isBack = false
  serve = () => (isBack ? undefined : given)
  start()
  const ids = await add(3)
  await expect.poll(() => posts.length).toBeGreaterThan(3)
  isBack = true
  await expect.poll(() => stored).toEqual(once(ids))
})

it('waits as long as it is told', async () => {
  let isBusy = true
  serve = () => (isBusy ? { status: 503, headers: { 'retry-after': '3600' } } : undefined)
  start()
  await add(1)
  await expect.poll(() => posts.length).toBe(1)
  isBusy = false
  await add(600) // A whole batch is no reason to come back sooner.
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(posts).toHaveLength(1)
})

it('says that the key does not work, keeps all, and tries again', async () => {
  let isRevoked = true
  serve = () => (isRevoked ? { status: 401 } : undefined)
  start()
  const ids = await add(2)
  await expect.poll(() => posts.length).toBeGreaterThan(3)
  expect(saidOf(error)).toEqual(['the server does not take this key: results are kept'])
  isRevoked = false
  await expect.poll(() => stored).toEqual(once(ids))
})

it('drops only what the server calls wrong, and says how many and why', async () => {
  serve = (results) => {
    const index = results.findIndex(({ provider }) => provider === 'gone')
    return index < 0 ? undefined : wrong(`results.${index}.provider`, 404)
  }
  const ids = await add(4)
  await add(1, NOW, 'gone')
  ids.push(...(await add(3)))
  await add(2, NOW, 'gone')
  start()
  await expect.poll(() => stored).toEqual(once(ids))
  expect(warn).toHaveBeenCalledTimes(1)
  expect(warn).toHaveBeenCalledWith({ lost: 3, reason: 'no.' }, expect.stringContaining('dropped'))
})

it('sends less at once where that is too long', async () => {
  serve = (results) => (results.length > 60 ? { status: 413 } : undefined)
  const ids = await add(200)
  start()
  await expect.poll(() => stored).toEqual(once(ids))
  expect(posts.map((results) => results.length)).toEqual([200, 100, 50, 50, 50, 50])
})

it('drops what the server would call too old', async () => {
  await add(2, NOW - 72 * HOUR_MS)
  const ids = await add(1, NOW - 71 * HOUR_MS)
  start()
  await expect.poll(() => stored).toEqual(once(ids))
  expect(warn).toHaveBeenCalledWith({ lost: 2 }, expect.stringContaining('three days'))
})

it('sends at the end what is left, and leaves in the spool what nobody takes', async () => {
  start({ everyMs: 60_000 })
  const ids = await add(700)
  await sender?.close()
  expect(stored).toEqual(once(ids))
  serve = () => 'nobody'
  start({ everyMs: 60_000 })
  const late = await add(2)
  await sender?.close()
  expect((await spool.peek(10, 0)).results.map(({ id }) => id)).toEqual(late)
})
