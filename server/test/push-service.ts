import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import http from 'node:http'
import type { PushMessage } from '../../shared/push.ts'
import { listen } from './probe-servers/sockets.ts'

/** A browser's half of a subscription. */
export function aBrowser() {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = randomBytes(16)
  return {
    p256dh: ecdh.getPublicKey('base64url'),
    auth: auth.toString('base64url'),
    /** RFC 8291 and RFC 8188, one record. */
    read(body: Buffer): PushMessage {
      const [salt, length] = [body.subarray(0, 16), body.readUInt8(20)]
      const theirs = body.subarray(21, 21 + length)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs])
      const ikm = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(theirs), auth, info, 32))
      const derive = (what: string, bytes: number) =>
        Buffer.from(hkdfSync('sha256', ikm, salt, `Content-Encoding: ${what}\0`, bytes))
      const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
      const sealed = body.subarray(21 + length)
      decipher.setAuthTag(sealed.subarray(-16))
      const clear = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
      return JSON.parse(clear.subarray(0, clear.lastIndexOf(2)).toString('utf8')) as PushMessage
    },
  }
}

type Taken = { path: string; headers: http.IncomingHttpHeaders; body: Buffer }

/** A push service on a free port, gone after the test (`closeAfterEach`). `status`: what it answers. */
export async function aPushService() {
  const service = { url: '', taken: [] as Taken[], status: 201 }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      service.taken.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(service.status).end()
    })
  })
  const { port } = await listen(server)
  service.url = `http://127.0.0.1:${port}`
  return service
}
