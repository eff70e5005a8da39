import http from 'node:http'
import https from 'node:https'
import { expect, it } from 'vitest'
import { EXPIRED, KEY, VALID } from '../test/certificates.ts'
import { lookWith } from '../test/probe-servers/look.ts'
import { closeAfterEach, listen } from '../test/probe-servers/sockets.ts'

closeAfterEach()
const look = lookWith()
const UNTIL_2120 = Date.UTC(2120, 0, 1)

it('sees a page up, failing in its ways, and up again', async () => {
  let answer: http.RequestListener = (_req, res) => void res.end('<h1>Libero Mail</h1>')
  const good = answer
  const server = await listen(http.createServer((req, res) => answer(req, res)))
  const ask = () => look('http', `http://127.0.0.1:${server.port}/`, { keyword: 'Libero Mail' })
  expect(await ask()).toMatchObject({ outcome: 'up', status: 200, certificateExpiresAt: null })
  answer = (_req, res) => void res.writeHead(503).end('sorry')
  expect(await ask()).toMatchObject({ outcome: 'status', status: 503 })
  answer = (_req, res) => void res.end('<h1>Torniamo subito</h1>')
  expect(await ask()).toMatchObject({ outcome: 'content', status: 200 })
  answer = (_req, res) => res.destroy()
  expect(await ask()).toMatchObject({ outcome: 'reset', status: null })
  await server.stop()
  expect(await ask()).toMatchObject({ outcome: 'refused', status: null })
  await server.start()
  answer = good
  expect(await ask()).toMatchObject({ outcome: 'up', status: 200 })
})

it('sees a certificate expire and be renewed, and says when it does', async () => {
  const tls = https.createServer({ key: KEY, cert: VALID }, (_req, res) => void res.end('ok'))
  const server = await listen(tls)
  const ask = () => look('http', `https://127.0.0.1:${server.port}/`)
  expect(await ask()).toMatchObject({ outcome: 'up', certificateExpiresAt: UNTIL_2120 })
  tls.setSecureContext({ key: KEY, cert: EXPIRED })
  expect(await ask()).toMatchObject({ outcome: 'tls', status: null, certificateExpiresAt: Date.UTC(2021, 0, 1) })
  tls.setSecureContext({ key: KEY, cert: VALID })
  expect(await ask()).toMatchObject({ outcome: 'up', certificateExpiresAt: UNTIL_2120 })
})

const WALL = '<html><head><title>Just a moment...</title></head></html>'

it.each<[what: string, status: number, body: string, keyword: string | undefined, outcome: string]>([
  ['a wall that says 200', 200, WALL, undefined, 'blocked'],
  ['a wall that says 503', 503, WALL, undefined, 'blocked'],
  ['a captcha where the page should be', 200, '<form class="g-recaptcha">', 'Libero', 'blocked'],
  ['a captcha with a status of failure', 500, 'Please solve the CAPTCHA', undefined, 'blocked'],
  ['a login page with a captcha', 200, 'Libero <script src="/recaptcha.js">', 'Libero', 'up'],
  ['a login page with a captcha, nothing expected of it', 200, '<script src="/recaptcha.js">', undefined, 'up'],
  ['a keyword written in UTF-8', 200, 'La città è online', 'città', 'up'],
  ['a keyword that comes too late', 200, ' '.repeat(64 * 1024) + 'Libero', 'Libero', 'content'],
])('takes %s for what it is', async (_what, status, body, keyword, outcome) => {
  const server = await listen(http.createServer((_req, res) => void res.writeHead(status).end(body)))
  expect((await look('http', `http://127.0.0.1:${server.port}/`, { keyword })).outcome).toBe(outcome)
})

it('finds a keyword in an old encoding', async () => {
  const server = await listen(http.createServer((_req, res) => void res.end(Buffer.from('citt\xe0', 'latin1'))))
  expect((await look('http', `http://127.0.0.1:${server.port}/`, { keyword: 'città' })).outcome).toBe('up')
})
