import { describe, expect, it } from 'vitest'
import { openApiDocument } from '../../routes/api/openapi.ts'
import { operationsOf, type Document } from './document.ts'
import { createJudge } from './judge.ts'

const document = JSON.parse(JSON.stringify(openApiDocument())) as Document
const HEADERS = {
  'content-type': 'application/json',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
  'cache-control': 'no-store',
  ratelimit: '"address";r=1;t=1',
  'ratelimit-policy': '"address";q=2;w=60',
}
const KEY = { generated_at: '2026-01-01T00:00:00Z', mode: 'live', public_key: null }

/** What is found at an answer of GET /push, the smallest there is, or of another method at its address. */
function judged(
  { status = 200, body = KEY as unknown, headers = {}, method = 'GET' },
  change: (of: Document) => void = () => undefined,
) {
  const changed = structuredClone(document)
  change(changed)
  const described = operationsOf(changed).find((one) => one.path === '/push' && one.method === 'GET')!
  const asked = { described, method, address: '/api/v1/push', headers: {}, body: undefined, isSparse: false }
  const all = { ...HEADERS, ...headers }
  const isBare = status === 204 || status === 304 || method === 'HEAD'
  const answer = new Response(isBare ? null : JSON.stringify(body), { status, headers: all })
  return createJudge(changed)(asked, answer)
}
const properties = (of: Document) => of.components.schemas['PushKey']!.properties!

it('finds nothing wrong with what is right', async () => {
  expect(await judged({})).toEqual([])
  expect(await judged({ method: 'HEAD' })).toEqual([])
  expect(await judged({ status: 304, headers: { etag: 'W/"a"' } })).toEqual([])
})

describe('an answer that its document does not promise', () => {
  it.each<[string, Parameters<typeof judged>[0]]>([
    ['lacks a field', { body: { ...KEY, mode: undefined } }],
    ['has one more', { body: { ...KEY, secret: 'x' } }],
    ['has a value of another type', { body: { ...KEY, public_key: 1 } }],
    ['has a value that is none of the list', { body: { ...KEY, mode: 'dead' } }],
    ['has another status', { status: 201 }],
    ['is a refusal that says another status', { status: 429, body: { type: 'about:blank', title: '', status: 400 } }],
    ['is a refusal that does not say when to come back', { status: 429 }],
    ['is of another type', { headers: { 'content-type': 'text/html' } }],
    ['is our fault', { status: 500 }],
    ['may not be read by other pages', { headers: { 'access-control-allow-origin': 'null' } }],
    ['says its limit otherwise', { headers: { ratelimit: 'limit=100' } }],
    ['has not changed, and has no tag', { status: 304 }],
    [
      'does not say what its address takes',
      { method: 'OPTIONS', status: 204, headers: { allow: 'GET, HEAD, OPTIONS' } },
    ],
    ['takes what nobody described', { method: 'PUT' }],
  ])('is found: one that %s', async (_, given) => {
    expect(await judged(given)).not.toEqual([])
  })
})

describe('a document that does not fit its answers', () => {
  it.each<[string, (of: Document) => void]>([
    ['asks for a field that is not there', (of) => void of.components.schemas['PushKey']!.required!.push('more')],
    ['has lost a field', (of) => void delete properties(of)['public_key']],
    ['gives it another type', (of) => void (properties(of)['generated_at'] = { type: 'integer' })],
    ['has lost a status', (of) => void delete of.paths['/push']!['get']!.responses['200']],
  ])('is found: one that %s', async (_, change) => {
    expect(await judged({}, change)).not.toEqual([])
  })
})
