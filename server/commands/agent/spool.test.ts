import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { NewProbeResult } from '../../../shared/probe.ts'
import { silentLog } from '../../log.ts'
import { openSpool } from './spool.ts'
import type { Spool } from './spool.ts'

const NOW = Date.UTC(2026, 0, 23, 9)
let folder: string
const opened: Spool[] = []
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'brusio-spool-')), 'spool')
})
afterEach(async () => {
  for (const spool of opened.splice(0)) await spool.close()
  rmSync(path.dirname(folder), { recursive: true })
})

function aSpool(options: { maxBytes?: number; segmentBytes?: number } = {}): Spool {
  const spool = openSpool(folder, { log: silentLog, ...options })
  opened.push(spool)
  return spool
}
function aResult(at = NOW): NewProbeResult {
  return {
    id: uuidv7({ msecs: at }),
    provider: 'libero-mail',
    kind: 'http',
    target: 'https://mail.libero.it/',
    at: new Date(at).toISOString(),
    outcome: 'up',
    status: 200,
    timings: { dns: 1, connect: 2, tls: 3, first_byte: 4 },
  }
}
const some = (n: number, at?: number) => Array.from({ length: n }, () => aResult(at))
const segments = () => readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
const last = () => path.join(folder, segments().toSorted().at(-1)!)

it('gives back what was put in, oldest first, and again until it is settled', async () => {
  const spool = aSpool()
  const all = some(5)
  await spool.append(all.slice(0, 2))
  await spool.append(all.slice(2))
  const first = await spool.peek(3, 0)
  expect([first.results, first.more]).toEqual([all.slice(0, 3), true])
  expect((await spool.peek(3, 0)).results).toEqual(all.slice(0, 3))
  spool.settle(first.end)
  const rest = await spool.peek(3, 0)
  expect([rest.results, rest.more]).toEqual([all.slice(3), false])
  spool.settle(rest.end)
  expect(await spool.peek(3, 0)).toMatchObject({ results: [], more: false, end: rest.end })
})

it('has after a crash what it had before, and nothing of what was settled', async () => {
  const [one, two] = [some(4), some(2)]
  const before = aSpool()
  await before.append(one)
  before.settle((await before.peek(3, 0)).end)
  // Not closed: the process is gone.
  const after = aSpool()
  expect((await after.peek(10, 0)).results).toEqual(one.slice(3))
  await after.append(two)
  const batch = await after.peek(10, 0)
  expect(batch.results).toEqual([one[3], ...two])
  after.settle(batch.end)
  expect(segments()).toHaveLength(1)
  expect((await aSpool().peek(10, 0)).results).toEqual([])
})

it('passes over a line that a crash has torn, wherever it was torn', async () => {
  const [whole, torn] = some(2)
  const line = `${JSON.stringify(torn)}\n`
  await aSpool().append([whole!])
  const left = readFileSync(last())
  for (const bytes of [1, 40, line.length - 1]) {
    writeFileSync(last(), Buffer.concat([left, Buffer.from(line).subarray(0, bytes)]))
    const spool = aSpool()
    const next = some(1)
    await spool.append(next)
    const batch = await spool.peek(10, 0)
    expect([batch.results, batch.unreadable]).toEqual([[whole, ...next], 1])
    spool.settle(batch.end)
    expect((await spool.peek(10, 0)).results).toEqual([])
    await spool.close()
    rmSync(folder, { recursive: true })
    await aSpool().append([whole!])
  }
})

it('passes over what is no result, whoever wrote it there', async () => {
  const spool = aSpool()
  const [first, second] = some(2)
  await spool.append([first!])
  appendFileSync(last(), `\n{"id":1}\n${'x'.repeat(2_000_000)}\nnull\n${JSON.stringify(second)}\n`)
  await spool.close()
  const batch = await aSpool().peek(100, 0)
  expect(batch.results).toEqual([first, second])
  expect(batch.unreadable).toBeGreaterThanOrEqual(4)
})

it('passes over results that are too old', async () => {
  const spool = aSpool()
  const young = some(2)
  await spool.append([...some(3, NOW - 1), ...young])
  expect(await spool.peek(10, NOW)).toMatchObject({ results: young, expired: 3, more: false })
  // They count as much as others, so that one look is never long.
  expect(await spool.peek(2, NOW)).toMatchObject({ results: [], expired: 2, more: true })
})

it('goes on in another segment when one is full, and removes it when it is settled', async () => {
  const spool = aSpool({ segmentBytes: 1_000 })
  const all = some(20)
  for (const result of all) await spool.append([result])
  expect(segments().length).toBeGreaterThan(3)
  const batch = await spool.peek(15, 0)
  expect(batch.results).toEqual(all.slice(0, 15))
  spool.settle(batch.end)
  expect(segments().length).toBeLessThan(3)
  expect((await spool.peek(15, 0)).results).toEqual(all.slice(15))
})

it('drops the oldest above its limit, and says how many', async () => {
  const error = vi.spyOn(silentLog, 'error')
  const spool = aSpool({ segmentBytes: 1_000, maxBytes: 4_000 })
  const all = some(40)
  const early = []
  for (const result of all) {
    await spool.append([result])
    if (early.length === 0) early.push(await spool.peek(1, 0))
  }
  const { results } = await spool.peek(100, 0)
  const lost = error.mock.calls.reduce((sum, [what]) => sum + Number((what as { lost?: number }).lost), 0)
  expect(results.length).toBeGreaterThan(5)
  expect(results).toEqual(all.slice(-results.length))
  expect(lost).toBe(40 - results.length)
  const bytes = segments().reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0)
  expect(bytes).toBeLessThanOrEqual(4_000 + 400)
  // What was under way when it was dropped settles nothing of what is left.
  spool.settle(early[0]!.end)
  expect((await spool.peek(100, 0)).results).toEqual(results)
  error.mockRestore()
})

it('begins at the oldest where the note of what is settled is gone or spoiled', async () => {
  const all = some(3)
  const spool = aSpool()
  await spool.append(all)
  spool.settle((await spool.peek(2, 0)).end)
  await spool.close()
  writeFileSync(path.join(folder, 'place.json'), '{"segment":')
  expect((await aSpool().peek(10, 0)).results).toEqual(all)
})

it('takes nothing while the disk takes nothing, and goes on when it does', async () => {
  const spool = aSpool({ segmentBytes: 1 })
  const [one, two] = some(2)
  await spool.append([one!])
  renameSync(folder, `${folder}.away`)
  await expect(spool.append([two!])).rejects.toThrow('ENOENT')
  renameSync(`${folder}.away`, folder)
  await spool.append([two!])
  expect(await spool.peek(10, 0)).toMatchObject({ results: [one, two], unreadable: 0 })
})

it('is for its owner only', async () => {
  const spool = aSpool()
  await spool.append(some(1))
  spool.settle((await spool.peek(1, 0)).end)
  for (const name of ['.', ...readdirSync(folder)]) expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0)
})
