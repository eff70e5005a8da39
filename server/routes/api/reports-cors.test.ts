import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { errorHandler } from '../../errors.ts'
import type { Ingest, Submission } from '../../ingest/ingest.ts'
import { silentLog } from '../../log.ts'
import { reportRoutes } from './reports.ts'

const US = 'https://brusio.example'
const heard: Submission[] = []
const ingest: Ingest = {
  async submit(one) {
    heard.push(one)
    return { dropped: 'unknown-provider' }
  },
  close: async () => undefined,
  waiting: 0,
}
const app = new Hono()
  .route('/api/v1', reportRoutes({ ingest, trustedProxies: [], publicUrl: US }))
  .onError(errorHandler(silentLog))
const ENV = { incoming: { socket: { remoteAddress: '192.0.2.1' } } }

// A frame with `sandbox` has no origin.
it.each(['https://giornale.example', 'null'])('lets a page of %s ask before it reports', async (origin) => {
  const asks = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
  const response = await app.request('/api/v1/reports', { method: 'OPTIONS', headers: asks }, ENV)
  expect(response.status).toBe(204)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
    allow: 'POST, OPTIONS',
  })
  expect(response.headers.has('access-control-allow-credentials')).toBe(false)
})

it.each([
  ['that is refused', JSON.stringify({ provider: 'nobody' }), 404],
  ['that cannot be read', '{', 400],
])('lets a page read what became of a report %s', async (_, body, status) => {
  const headers = { origin: 'null', 'content-type': 'application/json', 'content-length': String(body.length) }
  const response = await app.request('/api/v1/reports', { method: 'POST', headers, body }, ENV)
  expect(response.status).toBe(status)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After')
})

it.each([
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 'widget'],
  ['a frame of no origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }, 'widget'],
  ['a neighbour', { 'sec-fetch-site': 'same-site', origin: 'https://other.brusio.example' }, 'widget'],
  ['another site, by an older browser', { origin: 'https://evil.example' }, 'widget'],
  ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://behind.a.proxy' }, 'site'],
  ['our own page, by an older browser', { origin: US }, 'site'],
  ['a program', {}, 'site'],
])('counts what comes from %s as such, whatever it calls itself', async (_, sent, via) => {
  const body = JSON.stringify({ provider: 'nobody', via: 'site' })
  const headers = { ...sent, 'content-type': 'application/json', 'content-length': String(body.length) }
  await app.request('/api/v1/reports', { method: 'POST', headers, body }, ENV)
  expect(heard.at(-1)?.via).toBe(via)
})
