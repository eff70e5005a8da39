import { expect, it } from 'vitest'
import { requestId } from './request-id.ts'

const OURS = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/

it('takes a name from whom we trust, and from nobody else', () => {
  expect(requestId('of-the-proxy-1', () => true)).toBe('of-the-proxy-1')
  expect(requestId('of-the-proxy-1', () => false)).toMatch(OURS)
  expect(requestId(undefined, () => true)).toMatch(OURS)
})

it.each(['203.0.113.7', '2001:db8::7', 'a b c d e f', 'reader@example.org', 'short', 'x'.repeat(65), 'line\nbreak00'])(
  'takes no %j for a name, whoever gives it',
  (given) => {
    expect(requestId(given, () => true)).toMatch(OURS)
  },
)

it('draws another one each time', () => {
  const drawn = Array.from({ length: 1_000 }, () => requestId(undefined, () => false))
  expect(new Set(drawn).size).toBe(1_000)
})
