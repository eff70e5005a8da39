import { Classed, OutboundError, createStopwatch, failureOf, unmeasured } from './outbound-failure.ts'
import type { Passage } from './outbound-failure.ts'
import type { Limit } from './outbound-limit.ts'
import type { Endpoint, Line, Opener } from './outbound-socket.ts'

/** A line of SMTP has 512 bytes, one of IMAP some thousand. */
const MAX_LINE_BYTES = 8 * 1024

/** A talk in lines. Every failure is an OutboundError; after one there are no more lines. */
export type Dialogue = Readonly<Passage> & {
  /** The next line, each byte a character, without its end. */
  line(): Promise<string>
  /** Sends a line. A failure shows at the next `line()`. */
  say(line: string): void
  /** From here on over TLS, on the same socket. By default whatever certificate is shown will do. */
  startTls(verify?: boolean): Promise<void>
  /** Our own address on this socket. */
  localAddress: string
  close(): void
}

/** Ends with its limit, whoever still waits. */
export async function openDialogue(opener: Opener, to: Endpoint, maxBytes: number, limit: Limit): Promise<Dialogue> {
  const passage = unmeasured()
  let isHandshake = to.tls === true
  const toError = (error: unknown) => {
    const failure = limit.ended() ?? failureOf(error, { ...passage.timings, tls: null }, isHandshake)
    return new OutboundError(failure, passage.timings, error, passage.certificateExpiresAt)
  }

  let line: Line
  try {
    line = await opener.open(to, passage, limit.signal)
  } catch (error) {
    limit.release()
    throw toError(error)
  }
  isHandshake = false
  const lap = createStopwatch(passage.timings)

  let heard = ''
  let size = 0
  let failed: OutboundError | undefined
  let wake: (() => void) | undefined

  const onData = (chunk: Buffer) => {
    if (passage.timings.first_byte === null) lap('first_byte')
    size += chunk.length
    heard += chunk.toString('latin1', 0, maxBytes)
    const end = heard.lastIndexOf('\n')
    if (size > maxBytes) hangUp(new Classed('protocol', `more than ${maxBytes} bytes`))
    else if (heard.length - end > MAX_LINE_BYTES) hangUp(new Classed('protocol', 'a line without end'))
    wake?.()
  }
  const onError = (error: Error) => hangUp(error)
  const onClose = () => hangUp(Object.assign(new Error('hung up'), { code: 'ECONNRESET' }))
  /** The first reason is the reason. */
  function hangUp(error: unknown): void {
    failed ??= toError(error)
    line.socket.destroy()
    limit.release()
    wake?.()
  }
  const listen = () => line.socket.on('data', onData).on('error', onError).on('close', onClose)
  const ignore = () => line.socket.off('data', onData).off('error', onError).off('close', onClose)
  listen()

  return {
    get timings() {
      return passage.timings
    },
    get certificateExpiresAt() {
      return passage.certificateExpiresAt
    },
    localAddress: line.socket.localAddress ?? '',
    async line() {
      for (;;) {
        const end = heard.indexOf('\n')
        // What was said before the failure still counts, but not what was too much.
        if (end >= 0 && failed?.failure !== 'protocol') {
          const said = heard.slice(0, end)
          heard = heard.slice(end + 1)
          return said.replace(/\r$/, '')
        }
        if (failed) throw failed
        await new Promise<void>((next) => (wake = next))
        wake = undefined
      }
    },
    say(words) {
      if (/[\r\n\0]/.test(words)) throw new TypeError('a line may have no end within')
      if (!failed) line.socket.write(`${words}\r\n`)
    },
    async startTls(verify = false) {
      if (failed) throw failed
      // Said before the handshake, by whoever could: it must not count as said under its protection.
      if (heard !== '') hangUp(new Classed('protocol', 'spoke on before the handshake'))
      if (failed) throw failed
      ignore()
      isHandshake = true
      const started = performance.now()
      try {
        await opener.secure(line, to.host, passage, verify)
      } catch (error) {
        hangUp(error)
        throw failed ?? error
      }
      isHandshake = false
      passage.timings.tls = Math.round((performance.now() - started) * 10) / 10
      listen()
    },
    close() {
      failed ??= new OutboundError('stopped', passage.timings, 'closed')
      wake?.()
      ignore()
        .on('error', () => {})
        .destroy()
      limit.release()
    },
  }
}
