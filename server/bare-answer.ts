import type { Duplex } from 'node:stream'
import type { Mode } from '../shared/live.ts'
import { type Refusal, toProblem } from './errors.ts'

/** The headers of an answer that is none of the application's, and of nobody's page. */
export function bareHeaders(mode: Mode): Record<string, string> {
  return {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    ...(mode === 'live' ? {} : { 'Brusio-Mode': mode, 'X-Robots-Tag': 'noindex' }),
  }
}

/** Ends a socket that never got to the application (an upgrade that is refused, a request that cannot be read) with problem+json. */
export type EndWith = (socket: Duplex, refusal: Refusal) => void

export function createBareAnswers(mode: Mode): EndWith {
  const fixed = Object.entries({ Connection: 'close', ...bareHeaders(mode) }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return (socket, refusal) => {
    const problem = toProblem(refusal)
    const body = JSON.stringify(problem)
    const retry = problem.retry_after === undefined ? [] : [`Retry-After: ${problem.retry_after}`]
    const head = [
      `HTTP/1.1 ${problem.status} ${problem.title}`,
      ...fixed,
      ...retry,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    // The other side may be gone already, and nobody else listens for its errors.
    socket.on('error', () => socket.destroy())
    socket.once('finish', () => socket.destroy())
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
}
