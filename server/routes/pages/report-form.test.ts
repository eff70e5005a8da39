import { describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Ingest, Submission } from '../../ingest/ingest.ts'
import { silentLog as log } from '../../log.ts'
import { reportFormRoutes } from './report-form.ts'

const id = v7()
const receipt = {
  id,
  provider: 'tim',
  outcome: 'repeat',
  counted: false,
  country: null,
  received_at: 'now',
  counts_from: null,
} as const

function aForm(submit: Ingest['submit'] = async () => ({ receipt })) {
  const seen: Submission[] = []
  const ingest: Ingest = {
    submit: (input) => (seen.push(input), submit(input)),
    waiting: 0,
    close: async () => undefined,
  }
  const app = reportFormRoutes({ ingest, trustedProxies: [], log, publicUrl: 'https://brusio.example' })
  const post = async (fields: string, headers: Record<string, string> = {}, path = '/p/tim/report') => {
    const type = 'application/x-www-form-urlencoded'
    const all = { host: 'localhost', 'content-type': type, 'content-length': String(fields.length), ...headers }
    const env = { incoming: { socket: { remoteAddress: '198.51.100.7' } } }
    const response = await app.request(path, { method: 'POST', headers: all, body: fields }, env)
    return { status: response.status, headers: response.headers, page: await response.text() }
  }
  return { post, seen }
}

describe('the form without script', () => {
  it('walks the same steps and leads back with a 303', async () => {
    const { post, seen } = aForm()
    const { status, headers } = await post(
      'answer=problem&problem=no-signal&component=&device=&region=IT-25&began=hour',
    )
    expect([status, headers.get('location')]).toEqual([303, `/p/tim?reported=repeat&id=${id}#pressed`])
    expect(seen).toMatchObject([
      {
        body: { provider: 'tim', answer: 'problem', problem: 'no-signal', region: 'IT-25', began: 'hour', via: 'site' },
        address: '198.51.100.7',
        via: 'site',
      },
    ])
  })

  it('leads back to the language it came from', async () => {
    const { headers } = await aForm().post('answer=works', {}, '/en/p/tim/report')
    expect(headers.get('location')).toBe(`/en/p/tim?reported=repeat&id=${id}#pressed`)
  })

  it('leads back to the page that is only a form, and from details to the press that they are of', async () => {
    const { post } = aForm()
    const of = v7()
    const alone = await post('answer=works&alone=1', {}, '/it/p/tim/report')
    expect(alone.headers.get('location')).toBe(`/it/p/tim/report?reported=repeat&id=${id}#pressed`)
    const details = await post(`answer=problem&began=now&of=${of}`)
    expect(details.headers.get('location')).toBe(`/p/tim?reported=detailed&id=${of}#pressed`)
    const odd = await post('answer=problem&began=now&of=//evil.example')
    expect(odd.headers.get('location')).toBe(`/p/tim?reported=repeat&id=${id}#pressed`)
  })

  it('takes no id from a page that others see too', async () => {
    const { post, seen } = aForm()
    await post(`answer=works&id=${v7()}&via=api`)
    expect(seen[0]!.body).toEqual({ provider: 'tim', answer: 'works', via: 'site' })
  })

  it.each([
    ['a wrong answer', 'answer=%3Cscript%3E', {}, 400],
    ['too much', `answer=works&x=${'y'.repeat(5_000)}`, {}, 413],
    ['another type', 'answer=works', { 'content-type': 'text/plain' }, 415],
  ])('answers %s with a page to read', async (_name, fields, headers, status) => {
    const result = await aForm().post(fields, headers, '/it/p/tim/report')
    expect(result.status).toBe(status)
    expect(result.headers.get('content-type')).toContain('text/html')
    expect(result.page).toContain('non è stata contata')
    expect(result.page).not.toContain('<script')
  })

  it('shows names with markup as text', async () => {
    const drop = aForm(async () => ({ dropped: 'unknown-provider', field: 'provider' }))
    const result = await drop.post(
      'answer=works',
      {},
      `/en/p/${encodeURIComponent('"><script>alert(1)</script>')}/report`,
    )
    expect(result.status).toBe(400)
    expect(result.page).not.toContain('<script')
    const unknown = await drop.post('answer=works', {}, '/en/p/nobody/report')
    expect([unknown.status, unknown.page.includes('no such provider')]).toEqual([404, true])
  })

  it('says when to come back', async () => {
    const { status, headers } = await aForm(async () => ({ dropped: 'rate-limited', retryAfterS: 7 })).post(
      'answer=works',
    )
    expect([status, headers.get('retry-after')]).toEqual([429, '7'])
  })

  it.each([
    ['this site', { 'sec-fetch-site': 'same-origin' }, 303],
    ['the reader himself', { 'sec-fetch-site': 'none' }, 303],
    ['this site, by an older browser', { origin: 'http://localhost' }, 303],
    ['this site behind its proxy', { origin: 'https://brusio.example' }, 303],
    ['a program', {}, 303],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }, 403],
    ['a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['another site, by an older browser', { origin: 'https://evil.example' }, 403],
    ['a sandbox', { origin: 'null' }, 403],
  ])('from %s', async (_name, headers, status) => {
    const { post, seen } = aForm()
    expect((await post('answer=works', headers)).status).toBe(status)
    expect(seen).toHaveLength(status === 303 ? 1 : 0)
  })
})
