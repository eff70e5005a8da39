import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { createBareAnswers, type EndWith } from '../bare-answer.ts'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import { addressGroup } from './address-group.ts'
import type { Connection, Hub } from './hub.ts'

export const LIVE_PATH = '/api/v1/live'

/** A socket that did not answer the ping before the next one is dead. */
const PING_MS = 30_000
/** Pings go out in so many portions, so that ten thousand do not go at once. */
const PING_PORTIONS = 10
/** How long a socket may take to close before it is cut. */
const CLOSE_GRACE_MS = 2_000
const RETRY_AFTER_S = 30
const CLOSE_GOING_AWAY = 1001

type Peer = { readonly ws: WebSocket; readonly connection: Connection; isAlive: boolean; isAsked: boolean }

/**
 * ws on one side, the hub on the other. Pages of any origin may listen: there are no cookies, and what is told here is public.
 * `addressOf` gives the address that the limit per address counts, as the trusted proxies tell it. `close` ends every
 * socket (1001, then cut), because `server.close()` waits for them.
 */
export function attachSockets(options: {
  server: Server
  hub: Hub
  log: Log
  addressOf: (request: IncomingMessage) => string
  path?: string
  endWith?: EndWith
  pingMs?: number
  closeGraceMs?: number
}): { close(): Promise<void> } {
  const { server, hub, log, addressOf, path = LIVE_PATH, endWith = createBareAnswers('live') } = options
  const { pingMs = PING_MS, closeGraceMs = CLOSE_GRACE_MS } = options
  const portions = Array.from({ length: PING_PORTIONS }, () => new Set<Peer>())
  let turn = 0
  let isClosing = false

  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // With it 10,000 sockets took 2.4 GB and lost messages, without it 204 MB and none.
    perMessageDeflate: false,
    maxPayload: hub.limits.messageBytes,
    maxFragments: hub.limits.messageFragments,
  })
  sockets.on('wsClientError', (error, socket) => endWith(socket, new Refusal(400, error.message)))

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Another protocol is not for us: the server answers it as a plain request.
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return
    const refusal = refusalOf(request)
    if (refusal) return endWith(socket, refusal)
    const address = addressGroup(addressOf(request))
    const reason = hub.refusal(address)
    if (reason) return endWith(socket, LIMITS[reason])
    sockets.handleUpgrade(request, socket, head, (ws) => welcome(ws, socket, address))
  }

  function refusalOf(request: IncomingMessage): Refusal | undefined {
    if (isClosing) return new Refusal(503, 'The server is closing.', { retryAfterS: RETRY_AFTER_S })
    const [pathname] = (request.url ?? '').split('?', 1)
    return pathname === path ? undefined : new Refusal(404, `Sockets are at ${path}.`)
  }

  function welcome(ws: WebSocket, socket: Duplex, address: string): void {
    const connection = hub.attach(
      {
        // Written past ws: it would frame the same bytes once for each socket. Sound as long as ws sends us nothing
        // but whole control frames, which holds without compression and without `ws.send`.
        send: ({ frame }) => void (ws.readyState === ws.OPEN && socket.write(frame)),
        get bufferedAmount() {
          return ws.bufferedAmount
        },
        close: (code, reason) => letGo(ws, code, reason),
      },
      address,
    )
    const peer: Peer = { ws, connection, isAlive: true, isAsked: false }
    const portion = portions[(turn = (turn + 1) % PING_PORTIONS)]
    portion?.add(peer)
    ws.on('message', (data, isBinary) => hear(peer, data, isBinary))
    ws.on('ping', () => connection.spend())
    ws.on('pong', () => {
      // One answer to one ping; others are messages like any other.
      if (peer.isAsked) peer.isAsked = false
      else connection.spend()
      peer.isAlive = true
    })
    // A frame against the protocol: ws closes with 1002, 1007 or 1009 and tells us here.
    ws.on('error', (error) => {
      log.debug({ err: error }, 'live socket failed')
      cutSoon(ws)
    })
    ws.on('close', () => {
      portion?.delete(peer)
      connection.detach()
    })
  }

  function letGo(ws: WebSocket, code: number, reason: string): void {
    ws.close(code, reason)
    cutSoon(ws)
  }

  function cutSoon(ws: WebSocket): void {
    const timer = setTimeout(() => ws.terminate(), closeGraceMs)
    ws.once('close', () => clearTimeout(timer))
  }

  let sweep = 0
  const sweeping = setInterval(() => {
    for (const peer of portions[(sweep = (sweep + 1) % PING_PORTIONS)] ?? []) {
      if (!peer.isAlive) peer.ws.terminate()
      else if (peer.ws.readyState === peer.ws.OPEN) {
        peer.isAlive = false
        peer.isAsked = true
        peer.ws.ping()
      }
    }
  }, pingMs / PING_PORTIONS)
  sweeping.unref()

  server.on('upgrade', onUpgrade)
  return {
    async close() {
      isClosing = true
      clearInterval(sweeping)
      const peers = portions.flatMap((portion) => Array.from(portion))
      const closed = peers.map(({ ws }) => new Promise<void>((resolve) => ws.once('close', () => resolve())))
      for (const { connection } of peers) connection.letGo(CLOSE_GOING_AWAY, 'server closes')
      await Promise.all(closed)
    },
  }
}

function hear(peer: Peer, data: RawData, isBinary: boolean): void {
  peer.isAlive = true
  if (isBinary || !Buffer.isBuffer(data)) peer.connection.receiveBinary()
  else peer.connection.receive(data.toString())
}

const LIMITS = {
  full: new Refusal(503, 'All sockets of this server are taken.', { retryAfterS: RETRY_AFTER_S }),
  address: new Refusal(429, 'Too many sockets from this address.', { retryAfterS: RETRY_AFTER_S }),
}
