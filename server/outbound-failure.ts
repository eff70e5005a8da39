import { errors } from 'undici'
import type { ProbeTimings } from '../shared/probe.ts'

/** `address`: the guard refused where the name points to. `stopped`: we were told to end. */
export type Failure =
  'address' | 'dns' | 'refused' | 'unreachable' | 'timeout' | 'tls' | 'reset' | 'protocol' | 'stopped' | 'internal'

/** What is known of a way out while it is gone, and after. */
export type Passage = {
  timings: ProbeTimings
  /** Epoch milliseconds, of the certificate that was shown, be it believed or not; null: none was. */
  certificateExpiresAt: number | null
}

/** Why there was no answer, and how far the request came. */
export class OutboundError extends Error {
  override name = 'OutboundError'
  readonly failure: Failure
  readonly timings: ProbeTimings
  readonly certificateExpiresAt: number | null
  /** Of an HTTP answer that began, and then broke off. */
  readonly status: number | null
  constructor(
    failure: Failure,
    timings: ProbeTimings,
    cause: unknown,
    certificateExpiresAt: number | null = null,
    status: number | null = null,
  ) {
    super(`${failure}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.failure = failure
    this.timings = timings
    this.certificateExpiresAt = certificateExpiresAt
    this.status = status
  }
}

/** A failure whose class is known where it is thrown. */
export class Classed extends Error {
  override name = 'Classed'
  readonly failure: Failure
  constructor(failure: Failure, message: string) {
    super(message)
    this.failure = failure
  }
}

const BY_CODE: Record<string, Failure> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  EMFILE: 'internal',
  ENFILE: 'internal',
  ENOBUFS: 'internal',
  EACCES: 'internal',
  EPERM: 'internal',
}

/** `secure`: a handshake was meant to come. */
export function failureOf(error: unknown, timings: ProbeTimings, secure: boolean): Failure {
  if (error instanceof Classed) return error.failure
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (timings.dns === null) return 'dns'
  if (BY_CODE[code]) return BY_CODE[code]
  if (error instanceof errors.HTTPParserError) return 'protocol'
  if (/^ERR_(SSL|TLS)/.test(code)) return 'tls'
  return secure && timings.connect !== null && timings.tls === null ? 'tls' : 'internal'
}

export function unmeasured(): Passage {
  return { timings: { dns: null, connect: null, tls: null, first_byte: null }, certificateExpiresAt: null }
}

/** Writes down how long each phase took since the last. */
export function createStopwatch(timings: ProbeTimings): (phase: keyof ProbeTimings) => void {
  let mark = performance.now()
  return (phase) => {
    const now = performance.now()
    timings[phase] = Math.round((now - mark) * 10) / 10
    mark = now
  }
}
