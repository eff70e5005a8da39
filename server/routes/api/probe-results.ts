import { createRoute } from '@hono/zod-openapi'
import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { NewProbeResults, PROBE_RESULTS_PER_POST } from '../../../shared/probe.ts'
import type { NewProbeResult } from '../../../shared/probe.ts'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import type { Scope } from '../../store/api-keys.ts'
import type { Database } from '../../store/db.ts'
import { uuidTime, writeProbeResults } from '../../store/probes.ts'
import type { ProbeResultRow } from '../../store/probes.ts'
import { requireKey } from './agent-key.ts'
import type { KeyEnv } from './agent-key.ts'
import { stamp } from './answers.ts'
import { createRouter, problem } from './router.ts'
import { ProbeResultsReceipt } from './wire.ts'

const SCOPE: Scope = 'probe-results'
/** Each result is well under it. */
const RESULT_BYTES = 1_024
export const MAX_PROBE_RESULTS_BYTES = PROBE_RESULTS_PER_POST * RESULT_BYTES
/** How far back and ahead of our clock an id and a time may be. */
const BACK_MS = 72 * HOUR_MS
const AHEAD_MS = 5 * MINUTE_MS
/** Past it a result is history: no longer what is so now. */
const HISTORY_MS = HOUR_MS

export const postProbeResults = createRoute({
  method: 'post',
  path: '/probe-results',
  summary: 'Results of an agent, in batches',
  description:
    'With a key made by `npm run keys -- create NAME`. All or nothing: one wrong result refuses the batch. ' +
    'Each id is a UUIDv7 of at most 72 hours ago; a batch sent again is harmless.',
  security: [{ key: [] }],
  request: { body: { required: true, content: { 'application/json': { schema: NewProbeResults } } } },
  responses: {
    200: { description: 'What was stored', content: { 'application/json': { schema: ProbeResultsReceipt } } },
    400: problem(400),
    401: problem(401),
    403: problem(403),
    404: problem(404),
    411: problem(411),
    413: problem(413),
    415: problem(415),
    503: problem(503),
  },
})

export type ProbeResultDeps = { db: Database; clock: Clock; directory: Directory }

export function probeResultRoutes({ db, clock, directory }: ProbeResultDeps): Hono {
  const router = createRouter<KeyEnv>()
  router.use('/probe-results', requireBody, requireKey(db, clock, SCOPE))
  router.openapi(postProbeResults, async (c) => {
    const { results } = c.req.valid('json')
    const now = clock.now()
    const { id: apiKeyId } = c.get('key')
    const rows = results.map((result, i) => toRow(result, `results.${i}`, { now, directory, apiKeyId }))
    const written = await writeProbeResults(db, rows)
    const history = rows.filter((row) => row.at < now - HISTORY_MS).length
    const receipt = { ...stamp(clock, now), received: rows.length, ...written, history }
    return c.json(receipt, 200, { 'Cache-Control': 'no-store' })
  })
  return new Hono().route('/', router)
}

/** Looked at before anything is read. Node ends a body at its Content-Length, so the length that is said is the length. */
const requireBody: MiddlewareHandler = (c, next) => {
  const length = c.req.header('content-length')
  if (length === undefined) throw new Refusal(411, 'Send a Content-Length.')
  if (Number(length) > MAX_PROBE_RESULTS_BYTES)
    throw new Refusal(413, `A batch has at most ${MAX_PROBE_RESULTS_BYTES} bytes.`)
  const type = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new Refusal(415, 'Send application/json.')
  return next()
}

function toRow(
  result: NewProbeResult,
  field: string,
  { now, directory, apiKeyId }: { now: number; directory: Directory; apiKeyId: number },
): ProbeResultRow {
  const refuse = (part: string, detail: string, status = 400): never => {
    throw new Refusal(status, `${field}.${part}: ${detail}`, { field: `${field}.${part}` })
  }
  const inRange = (at: number) => at >= now - BACK_MS && at <= now + AHEAD_MS
  const range = 'must be of the last 72 hours'
  const provider = directory.bySlug(result.provider) ?? refuse('provider', 'is not known.', 404)
  const at = Date.parse(result.at)
  if (!inRange(uuidTime(result.id))) refuse('id', range)
  if (!inRange(at)) refuse('at', range)
  if (!isHttpAddress(result.target)) refuse('target', 'must be an http or https address in ASCII, without a password')
  if (result.component !== undefined && !provider.components.some(({ slug }) => slug === result.component))
    refuse('component', 'is not one of this provider.')
  const { id, kind, target, outcome, timings } = result
  const [component, status] = [result.component ?? null, result.status ?? null]
  return { id, providerId: provider.id, component, kind, target, apiKeyId, at, outcome, status, timings }
}

function isHttpAddress(target: string): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(target) || !URL.canParse(target)) return false
  const { username, password } = new URL(target)
  return username === '' && password === ''
}
