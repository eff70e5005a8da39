import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { closeServer, createHttpServer, listen } from './http-server.ts'

const servers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of servers.splice(0)) await close()
})

async function aServer() {
  const server = createHttpServer(async (request, response) => void response.end(`plain ${request.url}`), 'replay')
  const url = await listen(server, { host: '127.0.0.1', port: 0 })
  servers.push(() => closeServer(server))
  /** Sends bytes, gives all that comes back until the end. */
  const send = async (bytes: string): Promise<string> => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(bytes)
    return await text(socket)
  }
  return { server, url, send }
}

const END = 'Connection: close\r\n\r\n'

it.each([
  ['a method nobody knows', `FOO / HTTP/1.1\r\nHost: a\r\n${END}`, 400],
  ['two lengths', `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n${END}`, 400],
  ['a header without end', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n${END}`, 431],
  ['an expectation', `GET / HTTP/1.1\r\nHost: a\r\nExpect: banana\r\n${END}`, 417],
])('answers %s like everything else', async (_, bytes, status) => {
  const { send } = await aServer()
  const answer = await send(bytes)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff')
  expect(answer.toLowerCase()).toContain("frame-ancestors 'none'")
  expect(answer.toLowerCase()).toContain('brusio-mode: replay')
  expect(answer).toContain(`"status":${status}`)
})

it('gives the plain answer to who offers another protocol beside', async () => {
  const { send } = await aServer()
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'
  const answer = await Promise.race([
    send(`GET /p/gmail HTTP/1.1\r\nHost: a\r\n${offer}\r\n`),
    once(AbortSignal.timeout(8_000), 'abort'),
  ])
  expect(answer).toMatch(/^HTTP\/1.1 200 /)
  expect(answer).toContain('plain /p/gmail')
})

it('says which setting is wrong when it cannot listen', async () => {
  const { url } = await aServer()
  const port = Number(new URL(url).port)
  const another = createHttpServer(async () => undefined, 'live')
  await expect(listen(another, { host: '127.0.0.1', port })).rejects.toThrow(`PORT: ${port} is taken`)
  await expect(listen(another, { host: '203.0.113.1', port: 0 })).rejects.toThrow('HOST: ')
})
