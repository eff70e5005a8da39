import { once } from 'node:events'
import { createServer, ServerResponse } from 'node:http'
import type { IncomingMessage, Server, ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { bareHeaders, createBareAnswers } from './bare-answer.ts'
import type { Mode } from '../shared/live.ts'
import { ConfigError } from './config.ts'
import { Refusal, toProblem } from './errors.ts'

const CLOSE_SWEEP_MS = 50
const CLOSE_GRACE_MS = 5_000

export const isWebSocketUpgrade = (request: IncomingMessage): boolean =>
  request.headers.upgrade?.toLowerCase() === 'websocket'

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** An HTTP server whose own answers (what cannot be read, what is not supported) look like all others. */
export function createHttpServer(listener: Listener, mode: Mode): Server {
  // A missing Host is the application's to refuse. Newer Nodes can leave other upgrades (h2c) alone by themselves.
  const options = { requireHostHeader: false, shouldUpgradeCallback: isWebSocketUpgrade } as ServerOptions
  const server = createServer(options, (request, response) => void listener(request, response))
  const endWith = createBareAnswers(mode)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy()
    else endWith(socket, unreadable(error.code))
  })
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(417, bareHeaders(mode))
    response.end(JSON.stringify(toProblem(new Refusal(417, 'Only 100-continue can be expected here.'))))
  })
  server.on('upgrade', (request, socket) => {
    if (!isWebSocketUpgrade(request)) servePlainly(server, request, socket)
  })
  return server
}

function unreadable(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return new Refusal(431, 'The address and headers are too long.')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refusal(408, 'The request took too long.')
  return new Refusal(400, 'This is not a request that can be read.')
}

/** Who offers another protocol (h2c) beside a plain request gets the plain answer, as if there were no sockets here. */
function servePlainly(server: Server, request: IncomingMessage, socket: Duplex): void {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0])
  response.once('finish', () => socket.end())
  socket.on('error', () => socket.destroy())
  server.emit('request', request, response)
}

/** The address it listens at. Throws ConfigError, naming HOST or PORT (after `prefix`). */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
  prefix = '',
): Promise<string> {
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const name = error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'PORT' : 'HOST'
    const why = error.code === 'EADDRINUSE' ? `${port} is taken by another program` : error.message
    throw new ConfigError(`${prefix}${name}: ${why}`, { cause: error })
  })
  const address = server.address() as AddressInfo
  const hostname = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${hostname}:${address.port}`
}

/** Requests under way get their answer, with word that the connection ends; a client that goes on asking is cut in the end. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.prependListener('request', (_request, response: ServerResponse) => (response.shouldKeepAlive = false))
  server.close()
  const sweep = setInterval(() => server.closeIdleConnections(), CLOSE_SWEEP_MS)
  const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(deadline)
}
