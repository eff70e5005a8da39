import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import dgram from 'node:dgram'
import tls from 'node:tls'
import type { AddressInfo, Server, Socket } from 'node:net'
import packet from 'dns-packet'
import type { ProbeTarget, RunnableKind } from '../../shared/probe.ts'
import { KEY, VALID } from '../../server/test/certificates.ts'

export type Targets = {
  all: ProbeTarget[]
  /** Addresses of those that say nothing. */
  silent: ReadonlySet<string>
  /** How often each was asked, and by how many at once at the worst; in the order of `all`. */
  counts(): { asked: number; most: number }[]
  close: () => Promise<void>
}

/** Answers come after so many milliseconds, so that a look lasts as long as it does over a line. */
const ANSWER_MS = [5, 20, 60, 200]
/** Every so many-th target takes the call and says nothing: it holds a seat until the time is over. */
const SILENT_EVERY = 20

const PROVIDERS = 50
const KINDS: RunnableKind[] = ['http', 'http', 'http', 'tls', 'tcp', 'dns', 'smtp', 'imap', 'pop3', 'http']

/** `amount` targets of all kinds on loopback, in this process. */
export async function startTargets(amount: number, everyMs: number): Promise<Targets> {
  const places = await Promise.all(Array.from({ length: amount }, (_, i) => startTarget(i, everyMs)))
  return {
    all: places.map(({ target }) => target),
    silent: new Set(places.flatMap(({ target, isSilent }) => (isSilent ? target.target : []))),
    counts: () => places.map(({ meter }) => ({ asked: meter.asked, most: meter.most })),
    async close() {
      await Promise.all(places.map(({ close }) => close()))
    },
  }
}

type Meter = { asked: number; most: number; now: number }
type Place = { target: ProbeTarget; isSilent: boolean; meter: Meter; close: () => Promise<void> }

function enter(meter: Meter): () => void {
  meter.asked += 1
  meter.now += 1
  meter.most = Math.max(meter.most, meter.now)
  return () => void (meter.now -= 1)
}

async function startTarget(i: number, everyMs: number): Promise<Place> {
  const kind = KINDS[i % KINDS.length]!
  const isSilent = kind !== 'dns' && i % SILENT_EVERY === SILENT_EVERY - 1
  const delayMs = ANSWER_MS[i % ANSWER_MS.length]!
  const meter: Meter = { asked: 0, most: 0, now: 0 }
  const { port, close } = await (kind === 'dns'
    ? startNames(meter, delayMs)
    : startServer(kind, meter, delayMs, isSilent))
  const provider = `provider-${i % PROVIDERS}`
  return { target: { provider, kind, target: uriOf(kind, port), every_ms: everyMs }, isSilent, meter, close }
}

function uriOf(kind: RunnableKind, port: number): string {
  if (kind === 'dns') return `dns://127.0.0.1:${port}/mail.example?type=A`
  const scheme = kind === 'pop3' ? 'pop' : kind
  return `${scheme}://127.0.0.1:${port}${kind === 'http' ? '/' : ''}`
}

async function startServer(kind: RunnableKind, meter: Meter, delayMs: number, isSilent: boolean) {
  const server = isSilent ? net.createServer((socket) => void socket.resume()) : createServer(kind, delayMs)
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    const leave = enter(meter)
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => (sockets.delete(socket), leave()))
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Greeting, and an answer by the first word of a line. */
const TALKS: Partial<Record<RunnableKind, Record<string, string>>> = {
  smtp: { '': '220 mail.example ESMTP', EHLO: '250-mail.example\r\n250 SIZE 1000000', QUIT: '221 bye' },
  imap: { '': '* OK ready', a: '* CAPABILITY IMAP4rev1\r\na OK done', b: '* BYE\r\nb OK done' },
  pop3: { '': '+OK ready', CAPA: '+OK\r\nUSER\r\n.', QUIT: '+OK bye' },
}

function createServer(kind: RunnableKind, delayMs: number): Server {
  if (kind === 'http')
    return http.createServer((_request, response) => void setTimeout(() => response.end('ok'), delayMs))
  if (kind === 'tls') return tls.createServer({ key: KEY, cert: VALID }, (socket) => void socket.resume())
  const talk = TALKS[kind] ?? {}
  return net.createServer((socket) => {
    const say = (word: string) =>
      setTimeout(() => talk[word] !== undefined && socket.writable && socket.write(`${talk[word]}\r\n`), delayMs)
    let rest = ''
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) say(line.split(' ')[0]!)
    })
    if (kind !== 'tcp') say('')
  })
}

async function startNames(meter: Meter, delayMs: number) {
  const socket = dgram.createSocket('udp4')
  let isClosed = false
  socket.on('message', (message, from) => {
    const leave = enter(meter)
    const { id, questions = [] } = packet.decode(message)
    const answers = questions.map(({ name }) => ({ type: 'A' as const, name, ttl: 1, data: '192.0.2.1' }))
    setTimeout(() => {
      leave()
      if (!isClosed) socket.send(packet.encode({ type: 'response', id, questions, answers }), from.port, from.address)
    }, delayMs)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const close = () => {
    isClosed = true
    return new Promise<void>((closed) => socket.close(closed))
  }
  return { port: socket.address().port, close }
}
