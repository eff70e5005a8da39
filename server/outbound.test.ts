import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import { createGuard, isPublicAddress } from './outbound-address.ts'
import { OutboundError, createOutbound } from './outbound.ts'
import type { OutboundOptions, OutboundSettings } from './outbound.ts'
import { AUTHORITY, EXPIRED, KEY, VALID } from './test/certificates.ts'
import { closeAfterEach, listen as open } from './test/probe-servers/sockets.ts'

closeAfterEach()
const listen = async (server: net.Server) => (await open(server)).port
const serve = (handler: http.RequestListener) => listen(http.createServer(handler))
const local = createOutbound({ allowPrivate: true })

const toMyself = async () => [{ address: '127.0.0.1', family: 4 }]

const dnsOf = (address: string) => async () => [{ address, family: net.isIP(address) }]
function faultOf(act: () => void): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}

async function failure(address: string, options?: OutboundOptions, outbound = local): Promise<OutboundError> {
  const error: unknown = await outbound.get(address, options).catch((e: unknown) => e)
  if (!(error instanceof OutboundError)) throw new Error('there was an answer', { cause: error })
  return error
}

async function guarded(settings: OutboundSettings, host: string) {
  let asked = 0
  const port = await serve((_req, res) => {
    asked++
    res.end()
  })
  const error = await failure(`http://${host}:${port}/`, {}, createOutbound(settings))
  return { failure: error.failure, asked }
}

describe('an answer', () => {
  it('comes with its status, its body and how long each phase took', async () => {
    const port = await serve((_req, res) => void res.writeHead(503).end('sorry'))
    const answer = await local.get(`http://127.0.0.1:${port}/`)
    expect(answer.status).toBe(503)
    expect(answer.body.toString()).toBe('sorry')
    expect(answer.truncated).toBe(false)
    expect(answer.timings.tls).toBeNull()
    for (const phase of ['dns', 'connect', 'first_byte'] as const) expect(answer.timings[phase]).not.toBeNull()
  })

  it('was asked for honestly, without encoding, with an address to complain to', async () => {
    let seen: http.IncomingHttpHeaders = {}
    const port = await serve((req, res) => {
      seen = req.headers
      res.end()
    })
    await createOutbound({ allowPrivate: true, contact: 'https://brusio.example/about' }).get(
      `http://127.0.0.1:${port}/`,
    )
    expect(seen['user-agent']).toMatch(/^Brusio\/.*\+https:\/\/brusio\.example\/about/)
    expect(seen['accept-encoding']).toBe('identity')
  })

  it('comes over TLS from a server whose certificate holds', async () => {
    const port = await listen(https.createServer({ key: KEY, cert: VALID }, (_req, res) => res.end('ok')))
    const answer = await createOutbound({ allowPrivate: true, ca: AUTHORITY }).get(`https://localhost:${port}/`)
    expect(answer.status).toBe(200)
    expect(answer.timings.tls).toEqual(expect.any(Number))
  })
})

describe('limits', () => {
  it('gives up on a server that never answers', async () => {
    const port = await serve(() => {})
    expect((await failure(`http://127.0.0.1:${port}/`, { timeoutMs: 200 })).failure).toBe('timeout')
  })

  it('gives up on a server that sends a byte now and then for ever', async () => {
    const port = await serve((_req, res) => {
      const drip = setInterval(() => res.write('.'), 20)
      res.on('close', () => clearInterval(drip))
    })
    expect((await failure(`http://127.0.0.1:${port}/`, { timeoutMs: 300 })).failure).toBe('timeout')
  })

  it('gives up on a TLS server that never shakes hands', async () => {
    const port = await listen(net.createServer(() => {}))
    const error = await failure(`https://localhost:${port}/`, { timeoutMs: 200 })
    expect(error.failure).toBe('timeout')
    expect(error.timings.connect).not.toBeNull()
    expect(error.timings).toMatchObject({ tls: null, first_byte: null })
  })

  it('gives up on a name server that never answers', async () => {
    const outbound = createOutbound({ resolve: () => new Promise(() => {}) })
    const error = await failure('http://slow.example/', { timeoutMs: 100 }, outbound)
    expect(error.failure).toBe('timeout')
    expect(error.timings.dns).toBeNull()
  })

  it('reads so much of an endless answer and no more', async () => {
    let gone: Promise<unknown> | undefined
    const port = await serve((_req, res) => {
      gone = once(res, 'close')
      const more = () => {
        while (!res.destroyed && res.write(Buffer.alloc(16 * 1024)));
      }
      res.on('drain', more)
      more()
    })
    const answer = await local.get(`http://127.0.0.1:${port}/`, { maxBytes: 100_000 })
    expect(answer.truncated).toBe(true)
    expect(answer.body.length).toBe(100_000)
    // The other side would send for ever: that this ends shows that we hung up.
    await gone
  })

  it('refuses a header without end', async () => {
    const port = await listen(
      net.createServer((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${'x-long: 0123456789\r\n'.repeat(10_000)}\r\n`)
      }),
    )
    expect((await failure(`http://127.0.0.1:${port}/`)).failure).toBe('protocol')
  })

  it('ends when told to', async () => {
    const stop = new AbortController()
    const port = await serve(() => stop.abort())
    expect((await failure(`http://127.0.0.1:${port}/`, { signal: stop.signal })).failure).toBe('stopped')
  })
})

describe('what can be wrong at the other end', () => {
  it('tells an expired certificate, whoever signed it', async () => {
    const port = await listen(https.createServer({ key: KEY, cert: EXPIRED }, (_req, res) => res.end('ok')))
    const error = await failure(`https://localhost:${port}/`, {}, createOutbound({ allowPrivate: true, ca: AUTHORITY }))
    expect(error.failure).toBe('tls')
    expect(error.message).toMatch(/EXPIRED/)
  })

  it('tells an unknown authority, another’s certificate, and a server that speaks no TLS', async () => {
    const unknown = await listen(https.createServer({ key: KEY, cert: VALID }, (_req, res) => res.end('ok')))
    expect((await failure(`https://localhost:${unknown}/`)).failure).toBe('tls')
    const misnamed = createOutbound({ allowPrivate: true, ca: AUTHORITY, resolve: toMyself })
    expect((await failure(`https://another.example:${unknown}/`, {}, misnamed)).failure).toBe('tls')
    const plain = await listen(net.createServer((socket) => socket.end('HTTP/1.1 400 No\r\n\r\n')))
    expect((await failure(`https://localhost:${plain}/`)).failure).toBe('tls')
  })

  it.each([
    ['a closed port', (socket: net.Socket) => socket, 'refused'],
    ['a reset', (socket: net.Socket) => socket.resetAndDestroy(), 'reset'],
    ['a hang-up', (socket: net.Socket) => socket.end(), 'reset'],
    ['a mail server', (socket: net.Socket) => socket.end('220 mx.example ESMTP\r\n'), 'protocol'],
    ['half an answer', (socket: net.Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'), 'reset'],
  ])('tells %s', async (what, answer, expected) => {
    const server = net.createServer((socket) => void socket.once('data', () => answer(socket)))
    const port = await listen(server)
    if (what === 'a closed port') await new Promise((closed) => server.close(closed))
    expect((await failure(`http://127.0.0.1:${port}/`)).failure).toBe(expected)
  })

  it('tells a name that does not exist', async () => {
    const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    for (const answer of [Promise.reject(notFound), Promise.resolve([])])
      expect((await failure('http://gone.example/', {}, createOutbound({ resolve: () => answer }))).failure).toBe('dns')
  })
})

describe('the address guard', () => {
  it.each([
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['fe80::1', false],
    ['fc00::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['localhost', false],
  ])('%s: public %s', (address, yes) => {
    expect(isPublicAddress(address)).toBe(yes)
  })

  it('connects to no private address, written out in any way', async () => {
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'])
      expect(await guarded({}, host)).toEqual({ failure: 'address', asked: 0 })
  })

  it('connects to no name that points to a private address, not even where another of its addresses is public', async () => {
    const addresses = ['198.41.0.4', '127.0.0.1'].map((address) => ({ address, family: 4 }))
    expect(await guarded({ resolve: async () => addresses }, 'rebound.example')).toEqual({
      failure: 'address',
      asked: 0,
    })
  })

  it.each(['127.0.0.1', '::1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', 'fd12:3456::1', '198.41.0.4'])(
    'lets those who watch a network of their own go to %s',
    (address) => expect(() => createGuard(dnsOf(address), true).check(address)).not.toThrow(),
  )

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    'fe80::a9fe:a9fe',
    'fd00:ec2::254',
    'fd20:ce:0:0::254',
    '100.100.100.200',
    '168.63.129.16',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '0.0.0.0',
    '224.0.0.1',
    'fe80::1%eth0',
  ])('never goes to %s, whoever watches what, and by no name', async (address) => {
    const refused = expect.objectContaining({ failure: 'address' })
    for (const allowPrivate of [true, false]) {
      const guard = createGuard(dnsOf(address), allowPrivate)
      expect(faultOf(() => guard.check(address))).toEqual(refused)
      expect(await guard.lookup('metadata.example').catch((error: unknown) => error)).toEqual(refused)
    }
  })

  it('looks a name up once and connects to what it has checked', async () => {
    let lookups = 0
    const port = await serve((req, res) => res.end(req.headers.host))
    const resolve = async () => {
      lookups++
      return [{ address: '127.0.0.1', family: 4 }]
    }
    const answer = await createOutbound({ allowPrivate: true, resolve }).get(`http://name.example:${port}/`)
    expect(answer.body.toString()).toBe(`name.example:${port}`)
    expect(lookups).toBe(1)
  })

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'http://user:secret@example.com/'])(
    'asks no %s',
    async (address) => {
      await expect(local.get(address)).rejects.toThrow(TypeError)
    },
  )
})

describe('redirects', () => {
  it('are followed on the same host', async () => {
    const port = await serve((req, res) => {
      if (req.url === '/') res.writeHead(302, { location: '/home' }).end()
      else res.end(req.url)
    })
    const answer = await local.get(`http://127.0.0.1:${port}/`)
    expect(answer.body.toString()).toBe('/home')
  })

  it('to another host are the answer, and nobody goes there', async () => {
    let asked = 0
    const inner = await serve((_req, res) => {
      asked++
      res.end('secret')
    })
    const port = await serve((_req, res) => void res.writeHead(302, { location: `http://127.0.0.1:${inner}/` }).end())
    const answer = await local.get(`http://localhost:${port}/`)
    expect(answer.status).toBe(302)
    const samePort = await local.get(`http://127.0.0.1:${port}/`)
    expect(samePort.status).toBe(302)
    expect(asked).toBe(0)
  })

  it('in a circle end', async () => {
    let asked = 0
    const port = await serve((_req, res) => {
      asked++
      res.writeHead(302, { location: '/' }).end()
    })
    expect((await failure(`http://127.0.0.1:${port}/`)).failure).toBe('protocol')
    expect(asked).toBe(4)
  })
})

describe('a post', () => {
  it('carries its text and its headers, and brings the answer', async () => {
    let seen: http.IncomingMessage | undefined
    let heard = ''
    const port = await serve((req, res) => {
      seen = req
      req.on('data', (chunk) => (heard += String(chunk)))
      req.on('end', () => res.writeHead(202).end('{"stored":1}'))
    })
    const headers = { authorization: 'Bearer key' }
    const answer = await local.post(`http://127.0.0.1:${port}/results`, { body: '{"città":1}', headers })
    expect(answer.status).toBe(202)
    expect(answer.body.toString()).toBe('{"stored":1}')
    expect(heard).toBe('{"città":1}')
    expect(seen?.method).toBe('POST')
    expect(seen?.headers).toMatchObject({ 'content-type': 'application/json', ...headers })
  })

  it('is not sent on, not even on the same host', async () => {
    let asked = 0
    const port = await serve((_req, res) => {
      asked++
      res.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect((await local.post(`http://127.0.0.1:${port}/`, { body: '{}' })).status).toBe(307)
    expect(asked).toBe(1)
  })
})

describe('a name server', () => {
  it.each(['127.0.0.1', '127.0.0.1:5353', '[::1]:53', '[::1]', '::1', '10.0.0.1', 'localhost'])(
    'within our own network is not asked: %s',
    (address) => {
      expect(() => createOutbound().resolver(address)).toThrow(OutboundError)
    },
  )

  it('elsewhere is the only one that is asked', () => {
    expect(createOutbound().resolver('9.9.9.9').getServers()).toEqual(['9.9.9.9'])
    expect(local.resolver('127.0.0.1:5353').getServers()).toEqual(['127.0.0.1:5353'])
    expect(local.resolver('[::1]:5353').getServers()).toEqual(['[::1]:5353'])
  })
})
