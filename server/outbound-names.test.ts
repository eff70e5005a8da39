import dns from 'node:dns/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { lookupAside } from './outbound-names.ts'
import { startNameServer } from './test/probe-servers/dns-server.ts'
import { closeAfterEach } from './test/probe-servers/sockets.ts'

closeAfterEach()
afterEach(() => vi.restoreAllMocks())

it('gives all addresses of both families, for the guard to look at', async () => {
  const server = await startNameServer(({ name, type }) => ({
    answers: type === 'A' ? [{ type, name, data: '198.41.0.4' }] : [{ type: 'AAAA', name, data: '::1' }],
  }))
  expect(await lookupAside('mixed.example', [`127.0.0.1:${server.port}`])).toEqual([
    { address: '198.41.0.4', family: 4 },
    { address: '::1', family: 6 },
  ])
})

it('keeps nobody waiting for name servers that are dead', async () => {
  const dead = await startNameServer(() => undefined)
  const good = await startNameServer(({ name, type }) => ({
    answers: type === 'A' ? [{ type, name, data: '198.41.0.4' }] : [],
  }))
  const waiting = Array.from({ length: 20 }, (_, i) =>
    lookupAside(`dead-${i}.example`, [`127.0.0.1:${dead.port}`]).then(
      () => 'found',
      () => 'not found',
    ),
  )
  const first = await Promise.race([lookupAside('good.example', [`127.0.0.1:${good.port}`]), ...waiting])
  expect(first).toEqual([{ address: '198.41.0.4', family: 4 }])
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['not found']))
}, 30_000)

it('asks the machine for what name servers do not know', async () => {
  const server = await startNameServer(() => ({ rcode: 'NXDOMAIN' }))
  const found = await lookupAside('localhost', [`127.0.0.1:${server.port}`])
  expect(found.map(({ address }) => address)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(127\.0\.0\.1|::1)$/)]),
  )
})

it('asks the machine for one name at a time, and keeps only so many waiting for it', async () => {
  const server = await startNameServer(() => ({ rcode: 'NXDOMAIN' }))
  const asked: string[] = []
  const answers: (() => void)[] = []
  const slow = (host: string) =>
    new Promise((done) => {
      asked.push(host)
      answers.push(() => done([{ address: '198.41.0.4', family: 4 }]))
    })
  vi.spyOn(dns, 'lookup').mockImplementation(slow as unknown as typeof dns.lookup)
  const ends: string[] = []
  const all = Array.from({ length: 40 }, (_, i) =>
    lookupAside(`${i}.example`, [`127.0.0.1:${server.port}`]).then(
      () => ends.push('found'),
      (error: unknown) => ends.push(String((error as { code?: string }).code)),
    ),
  )
  await expect.poll(() => ends, { timeout: 20_000 }).toEqual(Array(8).fill('ENOTFOUND'))
  for (let i = 1; i <= 32; i++) {
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(i)
    answers.at(-1)!()
  }
  await Promise.all(all)
  expect(ends.filter((end) => end === 'found')).toHaveLength(32)
}, 60_000)
