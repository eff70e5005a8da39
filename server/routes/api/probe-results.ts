import { setImmediate as breathe } from 'node:timers/promises'
import { createRoute } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { NewProbeResults, PROBE_RESULTS_PER_POST } from '../../../shared/probe.ts'
import type { NewProbeResult, ProbeKind } from '../../../shared/probe.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import type { NetworkLookup } from '../../ingest/ip-network.ts'
import { checkTarget } from '../../probe/target.ts'
import type { Scope } from '../../store/api-keys.ts'
import type { Database } from '../../store/db.ts'
import { uuidTime, writeProbeResults } from '../../store/probes.ts'
import type { ProbeResultRow } from '../../store/probes.ts'
import { POST_REFUSALS, requireKey } from './agent-key.ts'
import type { KeyEnv } from './agent-key.ts'
import { createAgentNotes } from './agent-network.ts'
import { stamp } from './answers.ts'
import { webhookRoutes } from './in-webhook.ts'
import { countHistory, isInRange, requireBody } from './result-body.ts'
import { createIntake } from './result-intake.ts'
import { createRouter } from './router.ts'
import { ProbeResultsReceipt } from './wire.ts'

const SCOPE: Scope = 'probe-results'
/** Each result is well under it. */
const RESULT_BYTES = 1_024
export const MAX_PROBE_RESULTS_BYTES = PROBE_RESULTS_PER_POST * RESULT_BYTES
/** Certificates say of themselves until when they hold, and may say anything; beyond it no instant is written with four digits. */
const LATEST_EXPIRY = Date.UTC(9999, 11, 31)

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
    ...POST_REFUSALS,
  },
})

export type ProbeResultDeps = {
  db: Database
  clock: Clock
  directory: Directory
  trustedProxies?: readonly string[]
  /** By which agents are told apart; without one, by their neighbourhood. */
  networkOf?: NetworkLookup
}

/** All ways in for what others have probed: one key, one intake. */
export function probeResultRoutes(deps: ProbeResultDeps): Hono {
  const { db, clock, directory } = deps
  const [withKey, intake, noteAgentOf] = [requireKey(db, clock, SCOPE), createIntake(), createAgentNotes(deps)]
  const router = createRouter<KeyEnv>()
  router.use('/probe-results', requireBody(MAX_PROBE_RESULTS_BYTES, 'application/json'), withKey, intake)
  router.openapi(postProbeResults, async (c) => {
    const { results, resolvers } = c.req.valid('json')
    // Hundreds of results take a millisecond or two at each step; reports that came meanwhile go first.
    await breathe()
    const now = clock.now()
    const { id: apiKeyId } = c.get('key')
    const rows = results.map((result, i) => toRow(result, `results.${i}`, { now, directory, apiKeyId }))
    // Before the results are there to be heard: from an unknown place they would be another voice.
    await noteAgentOf(c, now, resolvers)
    await breathe()
    const written = await writeProbeResults(db, rows)
    const receipt = { ...stamp(clock, now), received: rows.length, ...written, history: countHistory(rows, now) }
    return c.json(receipt, 200, { 'Cache-Control': 'no-store' })
  })
  const webhooks = webhookRoutes({ db, clock, directory, withKey, intake, noteAgentOf })
  return new Hono().route('/', router).route('/', webhooks)
}

function toRow(
  result: NewProbeResult,
  field: string,
  { now, directory, apiKeyId }: { now: number; directory: Directory; apiKeyId: number },
): ProbeResultRow {
  const refuse = (part: string, detail: string, status = 400): never => {
    throw new Refusal(status, `${field}.${part}: ${detail}`, { field: `${field}.${part}` })
  }
  const range = 'must be of the last 72 hours'
  const provider = directory.bySlug(result.provider) ?? refuse('provider', 'is not known.', 404)
  const at = Date.parse(result.at)
  if (!isInRange(uuidTime(result.id), now)) refuse('id', range)
  if (!isInRange(at, now)) refuse('at', range)
  const wrong = whyNoTarget(result.kind, result.target)
  if (wrong !== undefined) refuse('target', wrong)
  if (result.component !== undefined && !provider.components.some(({ slug }) => slug === result.component))
    refuse('component', 'is not one of this provider.')
  const { id, kind, target, outcome, timings, certificate_expires_at: expires } = result
  const [component, status] = [result.component ?? null, result.status ?? null]
  const certificateExpiresAt = expires === undefined ? null : Date.parse(expires)
  if (certificateExpiresAt !== null && !(certificateExpiresAt >= 0 && certificateExpiresAt <= LATEST_EXPIRY))
    refuse('certificate_expires_at', 'must be between 1970 and 9999')
  const about = { id, providerId: provider.id, component, kind, target, apiKeyId, at }
  return { ...about, outcome, status, timings, certificateExpiresAt }
}

/** Targets found good: an agent says the same ones again and again, and reading an address costs more than all the rest of a result. */
const good = new Set<string>()
const MAX_GOOD_TARGETS = 10_000

/** Printable, and nothing in it that turns or hides what stands beside it. */
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u

function whyNoTarget(kind: ProbeKind, target: string): string | undefined {
  if (kind === 'external') return PRINTABLE.test(target) ? undefined : 'must be printable'
  const name = `${kind} ${target}`
  if (good.has(name)) return undefined
  const wrong = checkTarget(kind, target)
  if (wrong !== undefined) return wrong
  if (good.size >= MAX_GOOD_TARGETS) good.clear()
  good.add(name)
  return undefined
}
