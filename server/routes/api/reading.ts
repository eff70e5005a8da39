import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'

type Described = { method: string; path: string }

/** As Hono writes an address of the document. */
export const addressOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1')

export const READ_METHODS = ['GET', 'HEAD', 'OPTIONS'] as const

const PREFLIGHT_S = 86_400

/** What everything that is read has in common: any page may, and nobody too often. To be mounted before the routes. */
export function readingRules(routes: readonly Described[], limit: MiddlewareHandler): Hono {
  const readers = cors({
    origin: '*',
    allowMethods: [...READ_METHODS],
    allowHeaders: ['Accept', 'Authorization', 'Content-Type', 'If-None-Match', 'Last-Event-ID'],
    exposeHeaders: [
      'ETag',
      'Link',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'Deprecation',
      'Sunset',
      'Brusio-Mode',
      'Content-Disposition',
    ],
    maxAge: PREFLIGHT_S,
  })
  // `cors` answers by itself, and says nothing to whoever asks without having another page in mind.
  const allow: MiddlewareHandler = (c, next) => {
    if (c.req.method === 'OPTIONS') c.header('Allow', READ_METHODS.join(', '))
    return next()
  }
  const router = new Hono()
  for (const { method, path } of routes) if (method === 'get') router.use(addressOf(path), allow, readers, limit)
  return router
}
