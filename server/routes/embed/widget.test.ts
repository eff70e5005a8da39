import { createHash } from 'node:crypto'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { readAssets } from '../../assets.ts'
import { errorHandler } from '../../errors.ts'
import { silentLog } from '../../log.ts'
import { widgetScript } from './widget-script.ts'
import { widgetRoutes } from './widget.ts'

const assets = readAssets(path.resolve(import.meta.dirname, '../../../dist'))
const script = widgetScript(assets)
const app = new Hono().route('/', widgetRoutes({ assets })).onError(errorHandler(silentLog))
const OPEN = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
const headersOf = (response: Response) => Object.fromEntries(response.headers)

it('gives the newest under an address that stays, asked for again after five minutes', async () => {
  const response = await app.request(script.stable)
  expect(response.status).toBe(200)
  expect(headersOf(response)).toMatchObject({
    ...OPEN,
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=300',
    vary: 'Accept-Encoding',
  })
  const again = await app.request(script.stable, { headers: { 'if-none-match': response.headers.get('etag')! } })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

it('gives a version under its own name, for ever, with what a page can check it by', async () => {
  const response = await app.request(script.versioned, { headers: { 'accept-encoding': 'gzip' } })
  expect(headersOf(response)).toMatchObject({ ...OPEN, 'cache-control': 'public, max-age=31536000, immutable' })
  const body = gunzipSync(Buffer.from(await response.arrayBuffer()))
  expect(`sha384-${createHash('sha384').update(body).digest('base64')}`).toBe(script.integrity)
})

it('goes on giving versions that were served here before', async () => {
  const body = Buffer.from('earlier()')
  const longer = new Hono().route('/', widgetRoutes({ assets, widgets: [{ version: '00ff', body }] }))
  const response = await longer.request('/widget-00ff.js', { headers: { 'accept-encoding': 'gzip' } })
  expect(headersOf(response)).toMatchObject({ ...OPEN, 'cache-control': 'public, max-age=31536000, immutable' })
  expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe('earlier()')
  const present = await longer.request(script.versioned)
  expect(await present.text()).not.toBe('earlier()')
})

it('says which version there is to whoever asks for another', async () => {
  const response = await app.request('/widget-0123456789abcdef.js')
  expect(response.status).toBe(404)
  expect(headersOf(response)).toMatchObject({ ...OPEN, 'cache-control': 'no-store' })
  expect(((await response.json()) as { detail: string }).detail).toContain(script.versioned)
})
