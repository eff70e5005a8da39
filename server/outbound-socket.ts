import net from 'node:net'
import tls from 'node:tls'
import type { Guard } from './outbound-address.ts'
import { Classed, createStopwatch } from './outbound-failure.ts'
import type { Passage } from './outbound-failure.ts'
import { within } from './outbound-limit.ts'

/** `host` is a name or an address without brackets. */
export type Endpoint = { host: string; port: number; tls?: boolean }

export type Opener = {
  /** A socket to an address that the guard has let through; with `tls`, to a server whose certificate holds. Ends with `signal`. */
  open(to: Endpoint, passage: Passage, signal: AbortSignal, protocols?: string[]): Promise<net.Socket>
  /** Handshake over a socket that is open. `verify: false`: anybody's certificate will do. */
  secure(socket: net.Socket, host: string, passage: Passage, how?: Handshake): Promise<tls.TLSSocket>
}

export type Handshake = { verify?: boolean; protocols?: string[] }

/** `ca`: authorities to believe, in place of those that come with Node. */
export function createOpener(guard: Guard, ca: string | undefined): Opener {
  let context: tls.SecureContext | undefined // One for all: making it reads every authority.

  async function secure(socket: net.Socket, host: string, passage: Passage, how: Handshake = {}) {
    const { verify = true, protocols } = how
    context ??= tls.createSecureContext(ca === undefined ? {} : { ca })
    const named = net.isIP(host) ? { host } : { host, servername: host }
    const secured = tls.connect({
      ...named,
      socket,
      secureContext: context,
      ...(protocols === undefined ? {} : { ALPNProtocols: protocols }),
      // Judged below: a handshake that Node breaks off shows no certificate, and when it expired is worth knowing.
      rejectUnauthorized: false,
    })
    await settled(secured, 'secureConnect')
    const certificate = secured.getPeerX509Certificate()
    passage.certificateExpiresAt = certificate === undefined ? null : Date.parse(certificate.validTo)
    if (verify && !secured.authorized) {
      secured.destroy()
      throw new Classed('tls', `the certificate does not hold: ${String(secured.authorizationError)}`)
    }
    return secured
  }

  async function open(
    { host, port, tls: isSecure }: Endpoint,
    passage: Passage,
    signal: AbortSignal,
    protocols?: string[],
  ) {
    const lap = createStopwatch(passage.timings)
    const lookup = await within(guard.lookup(host), signal)
    lap('dns')
    const socket = net.connect({ host, port, lookup, autoSelectFamily: true, noDelay: true })
    const stop = () => socket.destroy(new Error('stopped'))
    signal.addEventListener('abort', stop, { once: true })
    socket.once('close', () => signal.removeEventListener('abort', stop))
    await settled(socket, 'connect')
    lap('connect')
    if (!isSecure) return socket
    const secured = await secure(socket, host, passage, { protocols })
    lap('tls')
    return secured
  }

  return { open, secure }
}

/** A socket that ends without a word of error has hung up. */
function settled(socket: net.Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((done, fail) => {
    const clear = () => {
      socket.off(event, ready).off('error', failed).off('close', closed)
    }
    const ready = () => {
      clear()
      // Between two listeners an error would have none, and end the process.
      socket.on('error', () => {})
      done()
    }
    const failed = (error: Error) => {
      clear()
      socket.on('error', () => {})
      fail(error)
    }
    const closed = () => failed(Object.assign(new Error('hung up'), { code: 'ECONNRESET' }))
    socket.on(event, ready).on('error', failed).on('close', closed)
  })
}
