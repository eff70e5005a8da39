import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ProbeTarget } from '../../../shared/probe.ts'
import { silentLog } from '../../log.ts'
import type { OutboundAnswer } from '../../outbound.ts'
import { startTargetList } from './target-list.ts'
import type { TargetList, TargetListOptions } from './target-list.ts'

const NOW = Date.UTC(2026, 0, 23, 9)
const SERVER = 'https://status.example'
const [one, two] = ['one', 'two'].map((slug) =>
  ProbeTarget.parse({ provider: slug, kind: 'http', target: `https://${slug}.example/` }),
) as [ProbeTarget, ProbeTarget]

let folder: string
let list: TargetList | undefined
let asked: (string | undefined)[]
let heard: (readonly ProbeTarget[])[]
let given: () => { status: number; body?: unknown; etag?: string }
const [error, warn] = [vi.spyOn(silentLog, 'error'), vi.spyOn(silentLog, 'warn')]

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'brusio-list-'))
  asked = []
  heard = []
})
afterEach(async () => {
  await list?.close()
  rmSync(folder, { recursive: true })
  vi.clearAllMocks()
})

const file = () => path.join(folder, 'targets.json')
const body = (targets: unknown[], more: object = {}) => ({
  targets,
  generated_at: new Date(NOW).toISOString(),
  mode: 'live',
  ...more,
})

async function get(headers: Record<string, string>): Promise<OutboundAnswer> {
  asked.push(headers['if-none-match'])
  const { status, body: answer, etag } = given()
  if (status === 0) throw new Error('refused')
  const timings = { dns: null, connect: null, tls: null, first_byte: null }
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  const about = { truncated: false, timings, certificateExpiresAt: null }
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? {})
  return { status, headers: { 'content-type': type, ...(etag ? { etag } : {}) }, body: Buffer.from(text), ...about }
}
function start(options: Partial<TargetListOptions> = {}): void {
  const quick = { everyMs: 5, retryMs: 5, random: () => 0.5 }
  const deps = { file: file(), server: SERVER, get, log: silentLog, now: () => NOW }
  list = startTargetList({ ...deps, ...quick, onTargets: (targets) => heard.push(targets), ...options })
}

it('tells what the server lists, and tells it once', async () => {
  given = () => (asked.at(-1) === '"a"' ? { status: 304 } : { status: 200, etag: '"a"', body: body([one, two]) })
  start()
  await expect.poll(() => asked.length).toBeGreaterThan(3)
  expect(heard).toEqual([[one, two]])
  expect(asked.slice(0, 3)).toEqual([undefined, '"a"', '"a"'])
})

it('tells the next list when there is one', async () => {
  let targets = [one]
  given = () => ({ status: 200, etag: `"${targets.length}"`, body: body(targets) })
  start()
  await expect.poll(() => heard.at(-1)).toEqual([one])
  targets = [one, two]
  await expect.poll(() => heard.at(-1)).toEqual([one, two])
})

it('begins with the last list where the server is away, and asks whether it still holds', async () => {
  given = () => ({ status: 200, etag: '"a"', body: body([one]) })
  start()
  await expect.poll(() => heard.length).toBeGreaterThan(0)
  await list?.close()
  expect(statSync(file()).mode & 0o077).toBe(0)
  heard = []
  asked = []
  given = () => ({ status: 0 })
  start()
  expect(heard).toEqual([[one]])
  await expect.poll(() => asked.length).toBeGreaterThan(3)
  expect([heard, asked[0]]).toEqual([[[one]], '"a"'])
  expect(warn).toHaveBeenCalledTimes(1)
  expect(warn).toHaveBeenCalledWith(expect.anything(), expect.stringContaining('the last list counts'))
})

it('does not begin with the list of another server, nor with one that is spoiled', async () => {
  given = () => ({ status: 0 })
  writeFileSync(file(), JSON.stringify({ server: 'https://other.example', etag: '"a"', targets: [one] }))
  start()
  await list?.close()
  writeFileSync(file(), '{"server":')
  start()
  await list?.close()
  expect([heard, asked]).toEqual([[], [undefined, undefined]])
})

it('speaks of no last list where there is none', async () => {
  given = () => ({ status: 0 })
  start()
  await expect.poll(() => warn.mock.calls.length).toBe(1)
  expect(warn).toHaveBeenCalledWith(expect.anything(), expect.stringContaining('nothing is probed until it does'))
})

it.each<[string, { status: number; body?: unknown }]>([
  ['a key that does not work', { status: 401, body: { title: 'No', status: 401, detail: 'This key does not work.' } }],
  ['a page of somebody else', { status: 200, body: '<h1>Welcome</h1>' }],
  ['a list that is none', { status: 200, body: { targets: 'all' } }],
])('keeps to its list after %s, and says why once', async (_, answer) => {
  writeFileSync(file(), JSON.stringify({ server: SERVER, etag: '"a"', targets: [one] }))
  given = () => answer
  start()
  await expect.poll(() => asked.length).toBeGreaterThan(3)
  expect(heard).toEqual([[one]])
  expect(warn).toHaveBeenCalledTimes(1)
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ targets: [one] })
})

it('leaves out what it does not know, and what is too much', async () => {
  const many = Array.from({ length: 3_000 }, (_, i) => ({ ...one, target: `https://one.example/${i}` }))
  given = () => ({ status: 200, body: body([{ ...one, kind: 'gopher' }, { ...two, every_ms: 1 }, ...many]) })
  start()
  await expect.poll(() => heard.length).toBeGreaterThan(0)
  expect(heard[0]).toHaveLength(1_998)
  expect(warn).toHaveBeenCalledWith({ left: 1_004 }, expect.stringContaining('not known here'))
})

it('says that the clocks differ', async () => {
  given = () => ({ status: 200, body: body([one], { generated_at: new Date(NOW - 600_000).toISOString() }) })
  start()
  await expect.poll(() => heard.length).toBeGreaterThan(0)
  expect(error).toHaveBeenCalledWith({ skewMs: 600_000 }, expect.stringContaining('clocks'))
})

it('probes nothing for a server that shows a recording', async () => {
  given = () => ({ status: 200, body: body([one], { mode: 'replay', generated_at: '2019-07-03T12:00:00.000Z' }) })
  start()
  await expect.poll(() => heard).toContainEqual([])
  expect(heard.flat()).toEqual([])
})
