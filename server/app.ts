import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Clock } from './clock.ts'
import { errorHandler, Refusal } from './errors.ts'
import type { Log } from './log.ts'
import { requestId } from './request-id.ts'

/** `frame-ancestors` is opened by the embed alone. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
]
export const contentSecurityPolicy = (frameAncestors: "'none'" | '*'): string =>
  [...CSP, `frame-ancestors ${frameAncestors}`].join('; ')

const HEADERS: [name: string, value: string][] = [
  ['Content-Security-Policy', contentSecurityPolicy("'none'")],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Permissions-Policy', 'camera=(), geolocation=(), microphone=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
]

/** What a request comes with, and the pattern of the route that has answered it. */
export type ServedBy = HttpBindings & { route?: string }
export type AppEnv = { Bindings: ServedBy; Variables: { requestId: string } }
/** Told of every answer: the pattern of its route, and how long (milliseconds) it took to make. */
export type OnAnswer = (route: string, method: string, status: number, ms: number, requestId: string) => void

export type AppDeps = {
  clock: Clock
  log: Log
  /** Mounts the routes; the first that answers wins. */
  routes: (app: Hono<AppEnv>) => void
  /** A readable page in place of problem+json, for people. */
  errorPage: (c: Context, status: number) => Response
  /** Whether who speaks to us (its address) may name its requests. */
  isProxy?: (remote: string | undefined) => boolean
  onAnswer?: readonly OnAnswer[]
}

/** All middleware and routes; does not listen. */
export function createApp({ clock, log, routes, errorPage, isProxy, onAnswer }: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(named(isProxy, onAnswer))
  app.use(answerHeaders(clock))
  routes(app)

  // What is wrong with a request has no page: it would say that the fault is ours.
  const page = (c: Context, status: number) =>
    wantsPage(c) && (status === 404 || status >= 500) ? errorPage(c, status) : undefined
  const answerError = errorHandler(log, page)
  app.notFound((c) => {
    // Any page may ask the API, and read that it asked for what there is not.
    const isApi = c.req.path.startsWith('/api/')
    if (isApi) c.header('Access-Control-Allow-Origin', '*')
    const instead = isApi ? ' What there is: /docs/api for people, /api/v1/openapi.json for programs.' : ''
    return answerError(new Refusal(404, `There is nothing at this address.${instead}`), c)
  })
  app.onError(answerError)
  return app
}

/** Gives the request its id, and tells of its answer. */
function named(
  isProxy: AppDeps['isProxy'] = () => false,
  listeners: readonly OnAnswer[] = [],
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const began = performance.now()
    // Outside of a server (in a test) nothing is coming in.
    const isTrusted = () => isProxy(c.env?.incoming?.socket.remoteAddress)
    const id = requestId(c.req.header('x-request-id'), isTrusted)
    c.set('requestId', id)
    c.header('X-Request-Id', id)
    if (listeners.length === 0) return next()
    await next()
    const ms = performance.now() - began
    const route = routePath(c)
    if (c.env !== undefined) c.env.route = route
    for (const tell of listeners) tell(route, c.req.method, c.res.status, ms, id)
  }
}

/** Set before the handler runs, so that a route may say otherwise (the embed may be framed). */
function answerHeaders(clock: Clock): MiddlewareHandler {
  const headers: [string, string][] =
    clock.mode === 'live' ? HEADERS : [...HEADERS, ['Brusio-Mode', clock.mode], ['X-Robots-Tag', 'noindex']]
  return (c, next) => {
    for (const [name, value] of headers) c.header(name, value)
    return next()
  }
}

function wantsPage(c: Context): boolean {
  return !c.req.path.startsWith('/api/') && (c.req.header('accept') ?? '').includes('text/html')
}
