import { promisify } from 'node:util'
import { constants, createGzip, gzip } from 'node:zlib'
import { pipeline } from 'node:stream'
import type { MiddlewareHandler } from 'hono'
import { takesGzip } from '../asked-with.ts'

/** Of what each answer that may be packed depends on. Its weak ETag is of both forms. */
export const VARY = 'Accept, Accept-Encoding'
/** Smaller ones fit in one packet as they are. */
const LEAST_BYTES = 1_000

const pack = promisify(gzip)

/**
 * Packs what anybody may read, whole, for who takes it; what stands before gives it again as ready bytes. Of what is somebody's own (`no-store`)
 * nothing is packed: how short it gets would tell what is in it. What is written as it is read packs itself.
 */
export function packing(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (c.res.status !== 200 || !takesGzip(c.req.header('accept-encoding'))) return
    const { headers } = c.res
    if (headers.has('content-encoding') || !headers.get('cache-control')?.startsWith('public')) return
    const plain = new Uint8Array(await c.res.arrayBuffer())
    const isPacked = plain.length >= LEAST_BYTES
    const answer = new Response(isPacked ? new Uint8Array(await pack(plain)) : plain, { status: 200, headers })
    if (isPacked) answer.headers.set('Content-Encoding', 'gzip')
    c.res = answer
  }
}

/** The pieces packed as they come: each can be read as soon as it is written, and none is asked for before there is room. */
export async function* packedPieces(pieces: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const packer = createGzip({ flush: constants.Z_SYNC_FLUSH })
  // What goes wrong is told to whoever reads the packer.
  pipeline(pieces, packer, () => undefined)
  try {
    for await (const some of packer) yield some as Uint8Array
  } finally {
    packer.destroy()
  }
}
