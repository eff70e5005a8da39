import http from 'node:http'
import net from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ProbeOutcome, ProbeTarget } from '../../shared/probe.ts'
import { silentLog } from '../log.ts'
import { createOutbound } from '../outbound.ts'
import { startNameServer } from '../test/probe-servers/dns-server.ts'
import { aTarget, lookWith } from '../test/probe-servers/look.ts'
import { closeAfterEach, listen, whenDone } from '../test/probe-servers/sockets.ts'
import { startProber } from './prober.ts'

closeAfterEach()
afterEach(() => vi.restoreAllMocks())

/** Says one thing once, and another for ever: as fast as it is taken, or every so many milliseconds. */
async function startTorrent(first: string, then: string | Buffer, everyMs = 0) {
  return listen(
    net.createServer((socket) => {
      socket.write(first)
      socket.resume()
      const pour = () => {
        // A few at a time: this server shares its thread with the prober.
        for (let n = 0; n < 8 && !socket.destroyed && socket.write(then); n++);
      }
      const timer = everyMs === 0 ? setInterval(pour, 1) : setInterval(() => socket.write(then), everyMs)
      socket.on('close', () => clearInterval(timer))
    }),
  )
}

const HEAD = 'HTTP/1.1 200 OK\r\n'
const MEGABYTE = 'x'.repeat(1024 * 1024)
/** 50 MB once unpacked. */
const BOMB = gzipSync(Buffer.alloc(50 * 1024 * 1024))

/** What it sends, and what that is to us. */
const HOSTILE: Record<string, [scheme: string, server: () => Promise<{ port: number }>, outcome: ProbeOutcome]> = {
  'a page byte by byte': ['http', () => startTorrent(`${HEAD}\r\n`, '.', 20), 'timeout'],
  'headers byte by byte': ['http', () => startTorrent(`${HEAD}x: `, '.', 20), 'timeout'],
  'a page without end': ['http', () => startTorrent(`${HEAD}\r\n`, MEGABYTE), 'up'],
  'headers without end': ['http', () => startTorrent(HEAD, 'x-more: and more\r\n'.repeat(1_000)), 'protocol'],
  'a header of a megabyte': ['http', () => startTorrent(`${HEAD}x: ${MEGABYTE}\r\n\r\n`, 'and more'), 'protocol'],
  'a compressed bomb': [
    'http',
    () => listen(http.createServer((_req, res) => void res.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB))),
    'up',
  ],
  'chunks that are none': [
    'http',
    () => startTorrent(`${HEAD}transfer-encoding: chunked\r\n\r\n`, 'zz\r\n'),
    'protocol',
  ],
  'a greeting byte by byte': ['smtp', () => startTorrent('220', '-', 20), 'timeout'],
  'a greeting of a megabyte': ['smtp', () => startTorrent(`220 ${MEGABYTE}\r\n`, '\r\n', 60_000), 'protocol'],
  'a greeting without end': ['smtp', () => startTorrent('', '220-and more\r\n'.repeat(1_000)), 'protocol'],
  'lines of IMAP without end': [
    'imap',
    () => startTorrent('* OK hello\r\n', '* OK and more\r\n'.repeat(1_000)),
    'protocol',
  ],
  'capabilities of POP3 without end': [
    'pop',
    () => startTorrent('+OK hello\r\n+OK list\r\n', 'MORE\r\n'.repeat(1_000)),
    'protocol',
  ],
  'bytes that are no text': ['imap', () => startTorrent('', Buffer.alloc(100_000, 0xff)), 'protocol'],
  'a handshake that is none': ['tls', () => startTorrent('', Buffer.alloc(100_000, 0x16)), 'tls'],
  'a handshake byte by byte': ['imaps', () => startTorrent('\x16\x03\x03\x40\x00', '\x02', 20), 'timeout'],
  'a name server that sends nonsense': ['dns', () => startNameServer(() => Buffer.alloc(4_000, 0xff)), 'protocol'],
}
const KIND = { http: 'http', smtp: 'smtp', imap: 'imap', imaps: 'imap', pop: 'pop3', tls: 'tls', dns: 'dns' } as const

it('goes on whatever a target sends, and lets it change no outcome but its own', async () => {
  const good = await listen(http.createServer((_req, res) => void res.end('fine')))
  const expected = new Map<string, ProbeOutcome>()
  const targets: ProbeTarget[] = []
  const add = (kind: ProbeTarget['kind'], target: string, outcome: ProbeOutcome, component: string) => {
    // The one whose answer shows that the line is fine is somebody else.
    const provider = component === 'good' ? 'good' : 'hostile'
    targets.push(aTarget(kind, target, { provider, component, every_ms: 500 }))
    expected.set(component, outcome)
  }
  add('http', `http://127.0.0.1:${good.port}/`, 'up', 'good')
  for (const [what, [scheme, start, outcome]] of Object.entries(HOSTILE)) {
    const { port } = await start()
    const target = `${scheme}://127.0.0.1:${port}${scheme === 'dns' ? '/libero.example' : ''}`
    add(KIND[scheme as keyof typeof KIND], target, outcome, what)
  }

  const heard = new Map<string, Set<ProbeOutcome>>()
  const counts = new Map<string, number>()
  const prober = startProber({
    targets,
    outbound: createOutbound({ allowPrivate: true }),
    now: () => 0,
    log: silentLog,
    // These servers share our thread: on a busy machine even the good one takes a while.
    timeoutMs: 2_000,
    onResult: (readings) => {
      for (const { target, answer } of readings) {
        const what = target.component!
        heard.set(what, (heard.get(what) ?? new Set()).add(answer.outcome))
        counts.set(what, (counts.get(what) ?? 0) + 1)
      }
    },
  })
  whenDone(() => prober.close())
  const least = () => Math.min(...[...expected.keys()].map((what) => counts.get(what) ?? 0))
  await expect.poll(least, { timeout: 30_000 }).toBeGreaterThan(1)
  const told = Object.fromEntries([...heard].map(([what, outcomes]) => [what, [...outcomes].join(' ')]))
  expect(told).toEqual(Object.fromEntries(expected))
})

describe('a target that sends us on', () => {
  it('to another port of this machine: nobody goes there, and it is up', async () => {
    const inner = await listen(http.createServer((_req, res) => void res.end('secret')))
    const outer = await listen(
      http.createServer((_req, res) => void res.writeHead(302, { location: `http://127.0.0.1:${inner.port}/` }).end()),
    )
    const answer = await lookWith()('http', `http://localhost:${outer.port}/`)
    expect(answer).toMatchObject({ outcome: 'up', status: 302 })
    expect(inner.connections()).toBe(0)
  })
})

describe('a name that changes', () => {
  /** As if the public internet were here: what goes to a public address arrives at this server. */
  function carryTo(port: number): string[] {
    const connected: string[] = []
    const real = net.connect.bind(net) as (to: net.NetConnectOpts) => net.Socket
    vi.spyOn(net, 'connect').mockImplementation(((to: net.TcpNetConnectOpts) => {
      to.lookup!(to.host!, {}, (_error, address) => connected.push(address as string))
      return real({ host: '127.0.0.1', port })
    }) as typeof net.connect)
    return connected
  }
  const PUBLIC = [{ address: '198.41.0.4', family: 4 }]
  const PRIVATE = [{ address: '127.0.0.1', family: 4 }]

  it('between two looks is not followed into our own network', async () => {
    const server = await listen(net.createServer((socket) => socket.end('220 hello\r\n')))
    const connected = carryTo(server.port)
    let lookups = 0
    const look = lookWith({ allowPrivate: false, resolve: async () => (lookups++ === 0 ? PUBLIC : PRIVATE) })
    expect((await look('tcp', 'tcp://rebound.example:25')).outcome).toBe('up')
    expect((await look('tcp', 'tcp://rebound.example:25')).outcome).toBe('internal')
    expect(connected).toEqual(['198.41.0.4'])
  })

  it('between a page and where it sends us on is not followed either', async () => {
    const server = await listen(
      http.createServer((req, res) => void res.writeHead(302, { location: `${req.url}a` }).end()),
    )
    const connected = carryTo(server.port)
    let lookups = 0
    const look = lookWith({ allowPrivate: false, resolve: async () => (lookups++ === 0 ? PUBLIC : PRIVATE) })
    expect((await look('http', 'http://rebound.example/')).outcome).toBe('internal')
    expect(connected).toEqual(['198.41.0.4'])
    expect(server.connections()).toBe(1)
  })
})
