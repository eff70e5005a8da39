import { describe, expect, it } from 'vitest'
import { Hono } from 'hono'
import { v7 } from 'uuid'
import { errorHandler, Refusal } from '../../errors.ts'
import type { Ingest, Submission } from '../../ingest/ingest.ts'
import { silentLog } from '../../log.ts'
import { reportRoutes } from './reports.ts'

const receipt = {
  id: v7(),
  provider: 'tim',
  outcome: 'counted',
  counted: true,
  country: null,
  received_at: 'now',
  counts_from: null,
} as const

function anApp(submit: Ingest['submit'] = async () => ({ receipt })) {
  const seen: Submission[] = []
  const ingest: Ingest = {
    submit: (input) => (seen.push(input), submit(input)),
    waiting: 0,
    close: async () => undefined,
  }
  const app = new Hono()
    .route('/api/v1', reportRoutes({ ingest, trustedProxies: ['127.0.0.1'] }))
    .onError(errorHandler(silentLog))
  const post = async (body: unknown, headers: Record<string, string | undefined> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const all = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)), ...headers }
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
    const response = await app.request('/api/v1/reports', { method: 'POST', headers: given, body: text }, env)
    const answer = (await response.json()) as Record<string, unknown>
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      retry: response.headers.get('retry-after'),
      answer,
    }
  }
  return { post, seen }
}

describe('POST /api/v1/reports', () => {
  it('answers with the receipt', async () => {
    const { post, seen } = anApp()
    const body = { id: receipt.id, provider: 'tim', via: 'widget', host: 'a.example' }
    const headers = {
      'x-forwarded-for': '1.1.1.1, 198.51.100.7',
      'user-agent': 'me',
      referer: 'https://a.example/b',
      origin: 'https://a.example',
      host: 'brusio.example',
    }
    expect(await post(body, headers)).toEqual({ status: 200, type: 'application/json', retry: null, answer: receipt })
    expect(seen).toEqual([
      {
        body: { ...body, answer: 'problem' },
        address: '198.51.100.7',
        userAgent: 'me',
        referrer: 'https://a.example/b',
        origin: 'https://a.example',
        ownHost: 'brusio.example',
        via: 'widget',
      },
    ])
  })

  const long = JSON.stringify({ provider: 'tim', x: 'y'.repeat(5_000) })
  const bad: [
    name: string,
    body: unknown,
    headers: Record<string, string | undefined>,
    status: number,
    field?: string,
  ][] = [
    ['no length', {}, { 'content-length': undefined }, 411],
    ['too much', long, {}, 413],
    ['another type', { provider: 'tim' }, { 'content-type': 'text/plain' }, 415],
    ['what is packed', { provider: 'tim' }, { 'content-encoding': 'gzip' }, 415],
    ['no type', { provider: 'tim' }, { 'content-type': undefined }, 415],
    ['a form', 'provider=tim', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['no JSON', '{"provider":', {}, 400],
    ['nothing', '', {}, 400],
    ['no object', '[]', {}, 400],
    ['null', 'null', {}, 400],
    ['no provider', {}, {}, 400, 'provider'],
    ['a number for a provider', { provider: 7 }, {}, 400, 'provider'],
    ['markup for a provider', { provider: '<script>alert(1)</script>' }, {}, 400, 'provider'],
    ['an endless provider', { provider: 'a'.repeat(81) }, {}, 400, 'provider'],
    ['another answer', { provider: 'tim', answer: 'maybe' }, {}, 400, 'answer'],
    ['another problem', { provider: 'tim', problem: 'aliens' }, {}, 400, 'problem'],
    ['no component', { provider: 'tim', component: '' }, {}, 400, 'component'],
    ['another device', { provider: 'tim', device: 'fridge' }, {}, 400, 'device'],
    ['no region', { provider: 'tim', region: 'Lombardia' }, {}, 400, 'region'],
    ['another beginning', { provider: 'tim', began: 'once' }, {}, 400, 'began'],
    ['an id that is no UUIDv7', { provider: 'tim', id: '2f1f3c5e-8a54-4b8e-9d42-3a1df0a8d1c7' }, {}, 400, 'id'],
    ['no instant', { provider: 'tim', observed_at: 'yesterday' }, {}, 400, 'observed_at'],
    ['no host', { provider: 'tim', via: 'widget', host: '' }, {}, 400, 'host'],
    ['a host with a port', { provider: 'tim', via: 'widget', host: 'a.example:80' }, {}, 400, 'host'],
    ['a host in capitals', { provider: 'tim', via: 'widget', host: 'A.example' }, {}, 400, 'host'],
    ['an endless host', { provider: 'tim', via: 'widget', host: 'a'.repeat(254) }, {}, 400, 'host'],
    ['a host with markup', { provider: 'tim', via: 'widget', host: '<b>' }, {}, 400, 'host'],
    ['a field too many', { provider: 'tim', reporter: 'me' }, {}, 400, 'reporter'],
    ['a field with markup', { provider: 'tim', '<img src=x>': 1 }, {}, 400, '<img src=x>'],
  ]
  it.each(bad)('refuses %s', async (_name, body, headers, status, field) => {
    const { post, seen } = anApp()
    const { answer, ...rest } = await post(body, headers)
    expect(rest).toEqual({ status, type: 'application/problem+json', retry: null })
    expect(answer).toMatchObject({ status, detail: expect.any(String) })
    expect(answer.field).toBe(field)
    expect(seen).toEqual([])
  })

  it.each([
    [{ dropped: 'unknown-provider', field: 'provider' }, 404, 'provider', null],
    [{ dropped: 'unknown-component', field: 'component' }, 400, 'component', null],
    [{ dropped: 'unfit-problem', field: 'problem' }, 400, 'problem', null],
    [{ dropped: 'unfit-began', field: 'began' }, 400, 'began', null],
    [{ dropped: 'unfit-host', field: 'host' }, 400, 'host', null],
    [{ dropped: 'id-out-of-range', field: 'id' }, 400, 'id', null],
    [{ dropped: 'observed-out-of-range', field: 'observed_at' }, 400, 'observed_at', null],
    [{ dropped: 'rate-limited', retryAfterS: 42 }, 429, undefined, '42'],
    [{ dropped: 'crawler' }, 403, undefined, null],
  ] as const)('answers a drop %o', async (dropped, status, field, retry) => {
    const result = await anApp(async () => dropped).post({ provider: 'tim' })
    expect(result).toMatchObject({ status, type: 'application/problem+json', retry })
    expect(result.answer.field).toBe(field)
  })

  it('claims nothing when there is no room or no database', async () => {
    const full = anApp(() => Promise.reject(new Refusal(503, 'Full.', { retryAfterS: 5 })))
    expect(await full.post({ provider: 'tim' })).toMatchObject({ status: 503, retry: '5', answer: { detail: 'Full.' } })
    const away = anApp(() => Promise.reject(Object.assign(new Error('secret host'), { code: 'ECONNREFUSED' })))
    const result = await away.post({ provider: 'tim' })
    expect(result).toMatchObject({ status: 503, retry: '5' })
    expect(JSON.stringify(result)).not.toMatch(/secret|counted/)
    const broken = anApp(() => Promise.reject(new Error('secret')))
    expect(await broken.post({ provider: 'tim' })).toMatchObject({
      status: 500,
      answer: { title: 'Internal server error' },
    })
  })
})
