import { describe, expect, it } from 'vitest'
import type { OutboundAnswer } from '../../outbound.ts'
import { readRetryAfter, readVerdict } from './server-answer.ts'

const NOW = Date.UTC(2026, 0, 23, 9)
const PROBLEM = { 'content-type': 'application/problem+json' }

function answer(status: number, body: unknown, headers: OutboundAnswer['headers'] = {}): OutboundAnswer {
  const timings = { dns: null, connect: null, tls: null, first_byte: null }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers, body: Buffer.from(text), truncated: false, timings, certificateExpiresAt: null }
}
const problem = (status: number, more: object = {}, headers = {}) =>
  answer(status, { type: 'about:blank', title: 'No', status, detail: 'no.', ...more }, { ...PROBLEM, ...headers })
const kindOf = (given: OutboundAnswer) => readVerdict(given, 3, NOW)
const receipt = { received: 3, stored: 2, repeated: 1, refused: 0, history: 0, mode: 'live' }

describe('an answer to three results', () => {
  it.each<[string, OutboundAnswer, object]>([
    ['a receipt for all', answer(200, receipt), { kind: 'taken', refused: 0 }],
    ['a receipt for others', answer(200, { ...receipt, received: 2 }), { kind: 'away' }],
    ['a page that says hello', answer(200, '<h1>Hotel Wi-Fi</h1>'), { kind: 'away' }],
    ['another 2xx', answer(204, ''), { kind: 'away' }],
    ['a redirect', answer(302, '', { location: 'https://elsewhere.example/' }), { kind: 'away' }],
    ['one that is wrong', problem(400, { field: 'results.2.at' }), { kind: 'wrong', index: 2, detail: 'no.' }],
    ['one of nobody', problem(404, { field: 'results.0.provider' }), { kind: 'wrong', index: 0 }],
    ['one as a whole', problem(400, { field: 'results.1' }), { kind: 'wrong', index: 1 }],
    ['one that was not sent', problem(400, { field: 'results.3.at' }), { kind: 'away' }],
    ['something else that is wrong', problem(400, { field: 'resolvers.0' }), { kind: 'away' }],
    ['a list that is wrong', problem(400, { field: 'results' }), { kind: 'away' }],
    [
      'a 404 of another site',
      answer(404, '{"field":"results.0.provider"}', { 'content-type': 'application/json' }),
      { kind: 'away' },
    ],
    ['a key that does not work', problem(401), { kind: 'key', detail: 'no.' }],
    ['a key for other things', problem(403), { kind: 'key' }],
    ["somebody else's 403", answer(403, 'Forbidden'), { kind: 'away' }],
    ['too much at once', answer(413, 'nginx'), { kind: 'too-long' }],
    ['a pause', problem(429, {}, { 'retry-after': '7' }), { kind: 'away', retryAfterMs: 7_000 }],
    ['a database away', problem(503, {}, { 'retry-after': '5' }), { kind: 'away', retryAfterMs: 5_000 }],
    ['a gateway', answer(502, 'Bad Gateway'), { kind: 'away', retryAfterMs: undefined }],
  ])('%s', (_, given, verdict) => {
    expect(kindOf(given)).toMatchObject(verdict)
  })
})

it.each<[string | undefined, number | undefined]>([
  ['0', 0],
  ['120', 120_000],
  ['99999999', 900_000],
  [new Date(NOW + 30_000).toUTCString(), 30_000],
  [new Date(NOW - 30_000).toUTCString(), 0],
  ['soon', undefined],
  [undefined, undefined],
])('reads Retry-After %s as %s', (value, ms) => {
  expect(readRetryAfter(value, NOW)).toBe(ms)
})
