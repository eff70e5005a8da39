import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import type { Problem } from '../shared/problem.ts'
import type { Log } from './log.ts'

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  411: 'Length required',
  413: 'Content too large',
  415: 'Unsupported media type',
  417: 'Expectation failed',
  422: 'Unprocessable content',
  426: 'Upgrade required',
  429: 'Too many requests',
  431: 'Request header fields too large',
  500: 'Internal server error',
  501: 'Not implemented',
  503: 'Service unavailable',
}

/** A refusal whose message is fit to show. Everything else that is thrown becomes a bare 500. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly field: string | undefined
  readonly retryAfterS: number | undefined
  constructor(status: number, detail: string, more: { field?: string; retryAfterS?: number } = {}) {
    super(detail)
    this.status = status
    this.field = more.field
    this.retryAfterS = more.retryAfterS
  }
}

/** A lost or refused connection, or a statement that was cut short, by the codes of postgres.js, Node and PostgreSQL: come back later. */
const DATABASE_AWAY = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'EAGAIN', // a Unix socket with as many waiting as it holds
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  '53300',
  '57014',
  '57P01',
  '57P02',
  '57P03',
])

export function isDatabaseAway(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string' && DATABASE_AWAY.has(e.code)) return true
  }
  return false
}

/** Node's word for a client that left in the middle of its body; nobody reads the answer. */
function isGone(error: unknown): boolean {
  return error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
}

const AWAY_RETRY_S = 5

/** The one mapping from error to answer. */
export function toProblem(error: unknown): Problem {
  const make = (status: number, detail?: string, more: Partial<Problem> = {}): Problem => ({
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    ...(detail === undefined ? {} : { detail }),
    ...more,
  })
  if (error instanceof Refusal) {
    return make(error.status, error.message, {
      ...(error.field === undefined ? {} : { field: error.field }),
      ...(error.retryAfterS === undefined ? {} : { retry_after: error.retryAfterS }),
    })
  }
  if (isGone(error)) return make(400, 'The request ended before its body did.')
  if (error instanceof HTTPException) return make(error.status, error.message || undefined)
  if (isDatabaseAway(error))
    return make(503, 'The database cannot be reached. Nothing of this request is confirmed.', {
      retry_after: AWAY_RETRY_S,
    })
  return make(500)
}

export function problemResponse(c: Context, problem: Problem): Response {
  if (problem.retry_after !== undefined) c.header('Retry-After', String(problem.retry_after))
  c.header('Cache-Control', 'no-store')
  // Undefined where no application has named the request; JSON leaves it out then.
  const body = JSON.stringify({ ...problem, request_id: c.get('requestId') as string | undefined })
  return c.body(body, problem.status as 400, { 'Content-Type': 'application/problem+json' })
}

/** What a line of the log may say of a request: the pattern of its route and not its address, which may name a report. */
export const requestFacts = (c: Context): { requestId: string | undefined; method: string; route: string } => ({
  requestId: c.get('requestId'),
  method: c.req.method,
  route: routePath(c),
})

/** What is our fault is an error; that we cannot now, and say so, is none, and may be said of every request for a while. */
export function logFault(log: Log, error: unknown, problem: Problem, c: Context): void {
  if (problem.status === 500) log.error({ err: error, ...requestFacts(c) }, problem.title)
  else if (problem.status > 500) log.warn({ err: error, ...requestFacts(c) }, problem.title)
}

/** Logs what failed, once, and answers; `page` gives people a readable one where it wants to. */
export function errorHandler(log: Log, page?: (c: Context, status: number) => Response | undefined) {
  return (error: unknown, c: Context): Response => {
    const problem = toProblem(error)
    logFault(log, error, problem, c)
    return page?.(c, problem.status) ?? problemResponse(c, problem)
  }
}
