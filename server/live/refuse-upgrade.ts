import type { Duplex } from 'node:stream'
import { Refusal, toProblem } from '../errors.ts'

const HEADERS = [
  'Connection: close',
  'Content-Type: application/problem+json',
  'Cache-Control: no-store',
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options: nosniff',
  'Referrer-Policy: no-referrer',
]

/** Answers an upgrade that gets no socket as any other refused request: problem+json, then the end. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const problem = toProblem(refusal)
  const body = JSON.stringify(problem)
  const retry = problem.retry_after === undefined ? [] : [`Retry-After: ${problem.retry_after}`]
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    ...HEADERS,
    ...retry,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  // The other side may be gone already, and nobody else listens for its errors.
  socket.on('error', () => socket.destroy())
  socket.once('finish', () => socket.destroy())
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
