import net from 'node:net'
import tls from 'node:tls'
import type { Guard } from './outbound-address.ts'
import { Classed, createStopwatch } from './outbound-failure.ts'
import type { Passage } from './outbound-failure.ts'
import { within } from './outbound-limit.ts'

/** `host` is a name or an address without brackets. */
export type Endpoint = { host: string; port: number; tls?: boolean }

/** To destroy what lies beneath a TLS socket can end the process: whoever ends a line ends what is on top now. */
export type Line = { socket: net.Socket }

export type Opener = {
  /**
   * A line to an address that the guard has let through; with `tls`, to a server whose certificate holds. `signal`, of a limit, ends it, then or
   * later.
   */
  open(to: Endpoint, passage: Passage, signal: AbortSignal, protocols?: string[]): Promise<Line>
  /** Handshake over a line that is open. By default whatever certificate is shown will do. */
  secure(line: Line, host: string, passage: Passage, verify?: boolean): Promise<void>
}

/** `ca`: authorities to believe, in place of those that come with Node. */
export function createOpener(guard: Guard, ca: string | undefined): Opener {
  let context: tls.SecureContext | undefined // One for all: making it reads every authority.

  const handshake = (host: string): tls.ConnectionOptions => ({
    ...(net.isIP(host) ? { host } : { host, servername: host }),
    secureContext: (context ??= tls.createSecureContext(ca === undefined ? {} : { ca })),
    // Judged below: a handshake that Node breaks off shows no certificate, and when it expired is worth knowing.
    rejectUnauthorized: false,
  })

  function judge(socket: tls.TLSSocket, passage: Passage, verify: boolean): void {
    const certificate = socket.getPeerX509Certificate()
    passage.certificateExpiresAt = certificate === undefined ? null : Date.parse(certificate.validTo)
    if (!verify || socket.authorized) return
    socket.destroy()
    throw new Classed('tls', `the certificate does not hold: ${String(socket.authorizationError)}`)
  }

  return {
    async open({ host, port, tls: isSecure }, passage, signal, protocols) {
      const lap = createStopwatch(passage.timings)
      const lookup = await within(guard.lookup(host), signal)
      lap('dns')
      const to = { host, port, lookup, autoSelectFamily: true, noDelay: true }
      const protocol = protocols === undefined ? {} : { ALPNProtocols: protocols }
      const secured = isSecure ? tls.connect({ ...to, ...handshake(host), ...protocol }) : undefined
      const line: Line = { socket: secured ?? net.connect(to) }
      signal.addEventListener('abort', () => line.socket.destroy(new Error('stopped')), { once: true })
      await settled(line.socket, 'connect')
      lap('connect')
      if (secured === undefined) return line
      await settled(secured, 'secureConnect')
      lap('tls')
      judge(secured, passage, true)
      return line
    },
    async secure(line, host, passage, verify = false) {
      const secured = tls.connect({ ...handshake(host), socket: line.socket })
      line.socket = secured
      await settled(secured, 'secureConnect')
      judge(secured, passage, verify)
    },
  }
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
