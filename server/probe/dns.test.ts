import { expect, it } from 'vitest'
import { OutboundError, createOutbound } from '../outbound.ts'
import { startNameServer } from '../test/probe-servers/dns-server.ts'
import type { Reply } from '../test/probe-servers/dns-server.ts'
import { aTarget, lookWith } from '../test/probe-servers/look.ts'
import { closeAfterEach } from '../test/probe-servers/sockets.ts'
import { probeDns } from './dns.ts'

closeAfterEach()
const GOOD: Reply = { answers: [{ type: 'A', name: 'libero.example', ttl: 60, data: '203.0.113.7' }] }

it('sees a name up, failing in its ways, and up again', async () => {
  const server = await startNameServer(() => GOOD)
  const ask = async (reply: Reply, look = lookWith()) => {
    server.reply = () => reply
    return (await look('dns', `dns://127.0.0.1:${server.port}/libero.example?type=A`)).outcome
  }
  expect(await ask(GOOD)).toBe('up')
  expect(await ask({ rcode: 'NXDOMAIN' })).toBe('dns')
  expect(await ask({ rcode: 'SERVFAIL' })).toBe('dns')
  expect(await ask({})).toBe('dns')
  expect(await ask(undefined, lookWith({}, 200))).toBe('timeout')
  expect(await ask({ rcode: 'REFUSED' })).toBe('blocked')
  expect(await ask(GOOD)).toBe('up')
  expect(new Set(server.asked.map(({ name, type }) => `${type} ${name}`))).toEqual(new Set(['A libero.example']))
})

it('measures how long the answer took, and nothing else', async () => {
  const server = await startNameServer(() => GOOD)
  const { timings } = await lookWith()('dns', `dns://127.0.0.1:${server.port}/libero.example`)
  expect(timings).toEqual({ dns: expect.any(Number) as number, connect: null, tls: null, first_byte: null })
})

it('asks each name server by itself', async () => {
  const good = await startNameServer(() => GOOD)
  const bad = await startNameServer(() => ({ rcode: 'SERVFAIL' }))
  const look = lookWith()
  const ask = async ({ port }: { port: number }) =>
    (await look('dns', `dns://127.0.0.1:${port}/libero.example`)).outcome
  expect(await Promise.all([good, bad, good, bad].map(ask))).toEqual(['up', 'dns', 'up', 'dns'])
})

it.each<[type: string, reply: Reply]>([
  ['AAAA', { answers: [{ type: 'AAAA', name: 'libero.example', data: '2001:db8::7' }] }],
  [
    'MX',
    { answers: [{ type: 'MX', name: 'libero.example', data: { preference: 10, exchange: 'mx.libero.example' } }] },
  ],
  ['TXT', { answers: [{ type: 'TXT', name: 'libero.example', data: 'v=spf1 -all' }] }],
  ['NS', { answers: [{ type: 'NS', name: 'libero.example', data: 'ns.libero.example' }] }],
  ['CNAME', { answers: [{ type: 'CNAME', name: 'libero.example', data: 'other.example' }] }],
  [
    'SOA',
    {
      answers: [
        { type: 'SOA', name: 'libero.example', data: { mname: 'ns.libero.example', rname: 'me.libero.example' } },
      ],
    },
  ],
])('asks for %s', async (type, reply) => {
  const server = await startNameServer((question) => (question.type === type ? reply : { rcode: 'NXDOMAIN' }))
  const target = `dns://127.0.0.1:${server.port}/libero.example?type=${type}`
  expect((await lookWith()('dns', target)).outcome).toBe('up')
})

it('is not led astray by bytes that are no answer', async () => {
  const server = await startNameServer(() => Buffer.alloc(1_200, 0xff))
  const outcome = async () => (await lookWith({}, 300)('dns', `dns://127.0.0.1:${server.port}/libero.example`)).outcome
  expect(['timeout', 'protocol']).toContain(await outcome())
  server.reply = () => GOOD
  expect(await outcome()).toBe('up')
})

it('has no reading when it was told to stop', async () => {
  const stop = new AbortController()
  const server = await startNameServer(() => {
    stop.abort()
    return undefined
  })
  const tools = { outbound: createOutbound({ allowPrivate: true }), timeoutMs: 5_000, signal: stop.signal }
  const target = aTarget('dns', `dns://127.0.0.1:${server.port}/libero.example`)
  await expect(probeDns(target, tools)).rejects.toThrow(OutboundError)
})
