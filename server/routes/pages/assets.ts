import { Hono } from 'hono'
import type { Assets } from '../../assets.ts'
import { takesGzip } from '../asked-with.ts'

const YEAR_S = 31_536_000

/** Built files. Those without a hash in their name are asked for again after an hour. */
export function assetRoutes(assets: Assets): Hono {
  return new Hono().get('*', async (c, next) => {
    const file = assets.file(c.req.path)
    if (file === undefined) return next()
    c.header('Content-Type', file.type)
    c.header('Cache-Control', file.hashed ? `public, max-age=${YEAR_S}, immutable` : 'public, max-age=3600')
    c.header('Vary', 'Accept-Encoding')
    // A sandboxed frame has no origin of its own, and fetches the embed's script from nowhere.
    c.header('Access-Control-Allow-Origin', '*')
    if (!takesGzip(c.req.header('accept-encoding'))) return c.body(new Uint8Array(file.body))
    c.header('Content-Encoding', 'gzip')
    return c.body(new Uint8Array(file.gzip))
  })
}
