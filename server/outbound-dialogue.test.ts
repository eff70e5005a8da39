import net from 'node:net'
import tls from 'node:tls'
import { describe, expect, it } from 'vitest'
import { OutboundError, createOutbound } from './outbound.ts'
import type { Dialogue, OutboundOptions } from './outbound.ts'
import { AUTHORITY, EXPIRED, KEY, VALID } from './test/certificates.ts'
import { closeAfterEach, listen, whenDone } from './test/probe-servers/sockets.ts'
import { answering, startTextServer } from './test/probe-servers/text-server.ts'

closeAfterEach()
const outbound = createOutbound({ allowPrivate: true, ca: AUTHORITY })

async function open(port: number, options: OutboundOptions = {}, isTls = false): Promise<Dialogue> {
  const dialogue = await outbound.connect({ host: 'localhost', port, tls: isTls }, options)
  whenDone(() => dialogue.close())
  return dialogue
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof OutboundError ? error.failure : 'another'),
  )

describe('a talk in lines', () => {
  it('hears and says a line at a time, however they come in packets, and measures the first word', async () => {
    const server = await startTextServer((line, socket) => {
      if (line !== undefined) return line.toUpperCase()
      for (const part of ['on', 'e\r\ntw', 'o\nthree']) socket.write(part)
      return ''
    })
    const dialogue = await open(server.port)
    expect([await dialogue.line(), await dialogue.line(), await dialogue.line()]).toEqual(['one', 'two', 'three'])
    dialogue.say('four')
    expect(await dialogue.line()).toBe('FOUR')
    expect(dialogue.timings).toMatchObject({ tls: null, first_byte: expect.any(Number) as number })
  })

  it('hears what was said before the other side hung up, and then that it did', async () => {
    const { port } = await listen(net.createServer((socket) => socket.end('bye\r\n')))
    const dialogue = await open(port)
    expect(await dialogue.line()).toBe('bye')
    expect(await failure(dialogue.line())).toBe('reset')
    dialogue.say('and nobody minds')
  })

  it('has no line within a line', async () => {
    const server = await startTextServer(answering({ '': 'hello' }))
    const dialogue = await open(server.port)
    for (const words of ['RSET\r\nDATA', 'RSET\nDATA', 'RSET\0']) expect(() => dialogue.say(words)).toThrow(TypeError)
  })

  it('ends in time, in bytes, and when told to', async () => {
    const { port } = await startTextServer((_line, socket) => void socket.write('hello\r\n'.repeat(100)))
    const silent = await startTextServer(() => undefined)
    const long = await open(port, { maxBytes: 100 })
    expect(await failure(long.line())).toBe('protocol')
    expect(await failure((await open(silent.port, { timeoutMs: 50 })).line())).toBe('timeout')
    const stop = new AbortController()
    const stopped = await open(silent.port, { signal: stop.signal })
    const waiting = failure(stopped.line())
    stop.abort()
    expect(await waiting).toBe('stopped')
    const closed = await open(silent.port)
    const alone = failure(closed.line())
    closed.close()
    expect(await alone).toBe('stopped')
  })

  it('goes to no private address', async () => {
    const server = await startTextServer(() => 'hello')
    const guarded = createOutbound()
    expect(await failure(guarded.connect({ host: '127.0.0.1', port: server.port }))).toBe('address')
    expect(server.connections()).toBe(0)
  })
})

describe('a handshake', () => {
  /** Goes over to TLS when it hears GO. */
  async function startUpgrading(cert: string) {
    const talk = (socket: net.Socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        socket.write('ready\r\n')
        const secured = new tls.TLSSocket(socket, { isServer: true, key: KEY, cert })
        secured.on('error', () => {}).on('data', (chunk) => secured.write(`under cover: ${chunk.toString()}`))
      })
    }
    return listen(net.createServer(talk), true)
  }

  it('goes over the same socket, and takes any certificate unless it is to hold', async () => {
    const server = await startUpgrading(EXPIRED)
    const begin = async () => {
      const dialogue = await open(server.port)
      dialogue.say('GO')
      expect(await dialogue.line()).toBe('ready')
      return dialogue
    }
    const careless = await begin()
    await careless.startTls()
    careless.say('hello')
    expect(await careless.line()).toBe('under cover: hello')
    expect(careless.certificateExpiresAt).toBe(Date.UTC(2021, 0, 1))
    expect(careless.timings.tls).toEqual(expect.any(Number))
    const careful = await begin()
    expect(await failure(careful.startTls(true))).toBe('tls')
    expect(server.connections()).toBe(2)
  })

  it('comes first where it is asked for', async () => {
    const server = await startTextServer(answering({ '': 'hello' }), { key: KEY, cert: VALID })
    const dialogue = await open(server.port, {}, true)
    expect(await dialogue.line()).toBe('hello')
    expect(dialogue.certificateExpiresAt).toBe(Date.UTC(2120, 0, 1))
  })
})
