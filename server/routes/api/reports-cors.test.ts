import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { errorHandler } from '../../errors.ts'
import type { Ingest } from '../../ingest/ingest.ts'
import { silentLog } from '../../log.ts'
import { reportRoutes } from './reports.ts'

const ingest: Ingest = {
  submit: async () => ({ dropped: 'unknown-provider' }),
  close: async () => undefined,
}
const app = new Hono().route('/api/v1', reportRoutes({ ingest, trustedProxies: [] })).onError(errorHandler(silentLog))
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
})
