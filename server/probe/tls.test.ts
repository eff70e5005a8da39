import net from 'node:net'
import tls from 'node:tls'
import { expect, it } from 'vitest'
import { EXPIRED, KEY, VALID } from '../test/certificates.ts'
import { lookWith } from '../test/probe-servers/look.ts'
import { closeAfterEach, listen } from '../test/probe-servers/sockets.ts'

closeAfterEach()
const look = lookWith()
/** For what never answers. */
const hasty = lookWith({}, 200)

it('sees a port open, closed, and open again', async () => {
  const server = await listen(net.createServer())
  const ask = () => look('tcp', `tcp://127.0.0.1:${server.port}`)
  const up = await ask()
  expect(up).toMatchObject({ outcome: 'up', status: null, timings: { tls: null, first_byte: null } })
  expect(up.timings.connect).toEqual(expect.any(Number))
  await server.stop()
  expect(await ask()).toMatchObject({ outcome: 'refused', timings: { connect: null } })
  await server.start()
  expect((await ask()).outcome).toBe('up')
})

it('tells a name that does not exist, and one that nobody resolves in time', async () => {
  const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
  const gone = lookWith({ resolve: () => Promise.reject(notFound) })
  expect((await gone('tcp', 'tcp://gone.example:80')).outcome).toBe('dns')
  const silent = lookWith({ resolve: () => new Promise(() => {}) }, 50)
  expect((await silent('tcp', 'tcp://slow.example:80')).outcome).toBe('timeout')
})

it('sees a handshake succeed, fail in its ways, and succeed again', async () => {
  const secure = tls.createServer({ key: KEY, cert: VALID })
  const server = await listen(secure)
  const ask = () => look('tls', `tls://localhost:${server.port}`)
  const up = { outcome: 'up', certificateExpiresAt: Date.UTC(2120, 0, 1) }
  expect(await ask()).toMatchObject(up)
  secure.setSecureContext({ key: KEY, cert: EXPIRED })
  expect(await ask()).toMatchObject({ outcome: 'tls', certificateExpiresAt: Date.UTC(2021, 0, 1) })
  secure.setSecureContext({ key: KEY, cert: VALID })
  expect(await ask()).toMatchObject(up)
  await server.stop()
  expect(await ask()).toMatchObject({ outcome: 'refused', certificateExpiresAt: null })
  await server.start()
  expect(await ask()).toMatchObject(up)
})

it('holds a certificate to the name that was asked, and to an authority that is known', async () => {
  const { port } = await listen(tls.createServer({ key: KEY, cert: VALID }))
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
  expect((await lookWith({ resolve })('tls', `tls://other.example:${port}`)).outcome).toBe('tls')
  expect((await lookWith({ resolve })('tls', `tls://localhost:${port}`)).outcome).toBe('up')
  expect((await lookWith({ ca: undefined })('tls', `tls://localhost:${port}`)).outcome).toBe('tls')
})

it('tells a server that speaks something else, that hangs up and that says nothing', async () => {
  let answer = (socket: net.Socket): unknown => socket.end('220 mx.example ESMTP\r\n')
  const { port } = await listen(net.createServer((socket) => answer(socket)))
  const ask = async () => (await look('tls', `tls://localhost:${port}`)).outcome
  expect(await ask()).toBe('tls')
  answer = (socket) => socket.once('data', () => socket.resetAndDestroy())
  expect(await ask()).toBe('reset')
  answer = () => {}
  expect((await hasty('tls', `tls://localhost:${port}`)).outcome).toBe('timeout')
})
