import { once } from 'node:events'
import type { Server, Socket } from 'node:net'
import tls from 'node:tls'
import { afterEach } from 'vitest'

const closers: (() => unknown)[] = []

/** Done when the test is. To be called once per test file. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close()
  })
}

export function whenDone(close: () => unknown): void {
  closers.push(close)
}

export type Listening = {
  port: number
  /** How many have connected. */
  connections(): number
  /** Closes the port and all that is connected. */
  stop(): Promise<void>
  /** On the same port again. */
  start(): Promise<void>
}

/**
 * On a free port of 127.0.0.1; gone after the test. Whoever is left on it is cut off, but never beneath TLS, where that can end the
 * process: there the TLS socket is destroyed, and who has not shaken hands has to leave.
 */
export async function listen(server: Server, isTls = server instanceof tls.Server): Promise<Listening> {
  const sockets = new Set<Socket>()
  let connections = 0
  let port = 0
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  server.on('connection', (socket) => {
    connections++
    socket.on('error', () => {})
    if (!isTls) keep(socket)
  })
  server.on('secureConnection', keep)
  // A handshake that the other side breaks off.
  server.on('tlsClientError', () => {})
  const start = async () => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    port = address.port
  }
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    if (server.listening) await new Promise((closed) => server.close(closed))
  }
  await start()
  whenDone(stop)
  return { port, connections: () => connections, start, stop }
}
