import { Hono, type Context } from 'hono'
import { SECOND_MS } from '../../shared/time.ts'
import type { Clock } from '../clock.ts'
import { isDatabaseAway } from '../errors.ts'
import type { Readiness } from '../store/readiness.ts'
import { createKeep } from './api/answers.ts'
import { within } from './within.ts'

/** A database that says nothing for so long (real time) is not there. */
export const DATABASE_PATIENCE_MS = SECOND_MS
/** Verdicts that are further behind than this (real time) are not of the present. */
export const MOST_LAG_MS = 60 * SECOND_MS

const PARTS = ['server', 'database', 'schema', 'detector', 'reports'] as const
type Part = (typeof PARTS)[number]
/** `unknown`: only the database could tell. */
type Standing = 'ok' | 'closing' | 'away' | 'old' | 'missing' | 'leaderless' | 'behind' | 'full' | 'unknown'
type Parts = Record<Part, Standing>

export type HealthDeps = {
  clock: Clock
  readReadiness: () => Promise<Readiness>
  /** Whether one more report would find no room. */
  isFull: () => boolean
  /** Whether this process is about to end: whoever sends requests should send them elsewhere. */
  isClosing: () => boolean
  /** Epoch milliseconds of real time: leases live on it. */
  realNow: () => number
  real?: () => number
}

type HealthEnv = { Variables: { requestId?: string } }

/** `/healthz`: this process answers. `/readyz`: it can do what it is there for; else 503, and which part cannot. Neither is kept by anybody. */
export function healthRoutes(deps: HealthDeps): Hono<HealthEnv> {
  const keep = createKeep<Omit<Parts, 'server'>>(deps.real ?? (() => performance.now()))
  return new Hono<HealthEnv>()
    .get('/healthz', (c) => send(c, 200, 'application/json', { status: 'ok' }))
    .get('/readyz', async (c) => {
      // What this process knows of itself is never of a second ago.
      const server = deps.isClosing() ? 'closing' : 'ok'
      const parts: Parts = { server, ...(await keep('', () => readParts(deps))) }
      const lacking = PARTS.filter((part) => parts[part] !== 'ok' && parts[part] !== 'unknown')
      if (lacking.length === 0) return send(c, 200, 'application/json', { status: 'ready', parts })
      const detail = `Not ready: ${lacking.map((part) => `${part} (${parts[part]})`).join(', ')}.`
      const request_id = c.get('requestId')
      const problem = { type: 'about:blank', title: 'Service unavailable', status: 503, detail, parts, request_id }
      return send(c, 503, 'application/problem+json', problem)
    })
}

async function readParts({ clock, readReadiness, isFull, realNow }: HealthDeps): Promise<Omit<Parts, 'server'>> {
  const reports = isFull() ? 'full' : 'ok'
  const read = await within(DATABASE_PATIENCE_MS, readReadiness()).catch((error: unknown) => {
    if (isDatabaseAway(error)) return undefined
    throw error
  })
  if (read === undefined) return { database: 'away', schema: 'unknown', detector: 'unknown', reports }
  return {
    database: 'ok',
    schema: read.schema,
    detector: read.schema === 'missing' ? 'unknown' : detectorOf(read, realNow(), clock),
    reports,
  }
}

function detectorOf({ leaseUntil, judgedUntil }: Readiness, realNow: number, clock: Clock): Standing {
  if (leaseUntil === null || leaseUntil < realNow) return 'leaderless'
  return judgedUntil === null || clock.now() - judgedUntil > MOST_LAG_MS * clock.speed ? 'behind' : 'ok'
}

function send(c: Context, status: 200 | 503, type: string, body: object): Response {
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), status, { 'Content-Type': type })
}
