import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { packing } from './packing.ts'

type Described = { method: string; path: string }

/** As Hono writes an address of the document. */
export const addressOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1')

const READ_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** What each described address takes: HEAD wherever there is a GET, OPTIONS everywhere. */
export function methodsOf(routes: readonly Described[]): Map<string, string[]> {
  const taken = new Map<string, string[]>()
  for (const { method, path } of routes) {
    const own = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]
    taken.set(addressOf(path), [...(taken.get(addressOf(path)) ?? []), ...own])
  }
  return new Map([...taken].map(([address, methods]) => [address, [...methods, 'OPTIONS']]))
}

const PREFLIGHT_S = 86_400

/** What everything that is read has in common: any page may, and nobody too often. To be mounted before the routes. */
export function readingRules(routes: readonly Described[], limit: MiddlewareHandler): Hono {
  const readers = cors({
    origin: '*',
    allowMethods: READ_METHODS,
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
      'X-Request-Id',
    ],
    maxAge: PREFLIGHT_S,
  })
  // `cors` answers by itself, and says nothing to whoever asks without having another page in mind.
  const allow =
    (methods: readonly string[]): MiddlewareHandler =>
    (c, next) => {
      if (c.req.method === 'OPTIONS') c.header('Allow', methods.join(', '))
      return next()
    }
  const pack = packing()
  const router = new Hono()
  for (const [address, methods] of methodsOf(routes))
    if (methods.includes('GET')) router.use(address, allow(methods), readers, limit, pack)
  return router
}
