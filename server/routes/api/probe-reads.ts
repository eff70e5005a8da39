import { createRoute, z } from '@hono/zod-openapi'
import { NewProbeResult, ProbeOutcome, ProbeTimings } from '../../../shared/probe.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { Refusal } from '../../errors.ts'
import { readProbeHistory, type PastResult, type ResultPlace } from '../../store/probe-history.ts'
import { readProbeStandings } from '../../store/probes.ts'
import { createAnswers } from './answers.ts'
import { readAnswers } from './described.ts'
import { withNextLink } from './next-link.ts'
import { toProbeStanding } from './probe-standing.ts'
import { entryOf, slugParam, type ReadDeps } from './provider-reads.ts'
import { createRouter, instant } from './router.ts'
import { ProbeStanding, Stamp } from './wire.ts'

const MAX_AGE_S = 5
const PAGE = 100
export const MAX_PAGE = 500
export const MAX_DAYS = 31

const Result = z
  .object({
    kind: NewProbeResult.shape.kind,
    target: z.string().describe('what was asked'),
    component: z.string().nullable().describe('the part it tests; null: none in particular'),
    vantage: z.string().nullable().describe('name of the agent; null: this server'),
    at: z.string().describe('RFC 3339, UTC'),
    outcome: ProbeOutcome,
    status: z.int().nullable().describe('of HTTP or SMTP'),
    timings: ProbeTimings.describe('milliseconds of each phase; null: not reached'),
  })
  .meta({ id: 'ProbeResult' })

const ProviderProbes = Stamp.extend({
  provider: z.string().describe('slug'),
  standings: z.array(ProbeStanding).describe('targets with a result of the last hour, by vantage point'),
  results: z.array(Result).describe('newest first'),
  next: z.string().nullable().describe('`cursor` of the next page; null: this is the last'),
}).meta({ id: 'ProviderProbes' })

/** The instant of a result, and which of those of that instant. */
const CURSOR = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const readProviderProbes = createRoute({
  method: 'get',
  path: '/providers/{slug}/probes',
  summary: 'How we and our agents reach a provider: where that stands, and result by result',
  request: {
    params: slugParam,
    query: z.strictObject({
      from: instant.optional().describe(`RFC 3339, at most ${MAX_DAYS} days before \`to\`; not given: 24 hours before`),
      to: instant.optional().describe('RFC 3339; not given, or to come: now'),
      limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE).describe('results a page'),
      cursor: z.string().max(60).regex(CURSOR).optional().describe('`next` of the page before'),
    }),
  },
  responses: readAnswers(ProviderProbes, 'Standings and results', 400, 404, 503),
})

export function probeReads({ db, clock, directory }: ReadDeps) {
  const answer = createAnswers<Omit<z.infer<typeof ProviderProbes>, 'generated_at' | 'mode'>>(clock, MAX_AGE_S)

  return createRouter().openapi(readProviderProbes, async (c) => {
    const entry = entryOf(directory, c.req.valid('param').slug)
    const { limit, cursor, ...asked } = c.req.valid('query')
    const after = cursor === undefined ? undefined : placeOf(cursor)
    const { body, fresh, headers } = await answer(c, async (now) => {
      const to = Math.min(now, asked.to === undefined ? now : Date.parse(asked.to))
      const from = asked.from === undefined ? to - DAY_MS : Date.parse(asked.from)
      if (from >= to) throw new Refusal(400, 'from: must be before to, and not in the future.', { field: 'from' })
      if (to - from > MAX_DAYS * DAY_MS)
        throw new Refusal(400, `from: more than ${MAX_DAYS} days before \`to\`.`, { field: 'from' })
      const [standings, found] = await Promise.all([
        readProbeStandings(db, entry.id, now),
        readProbeHistory(db, { providerId: entry.id, from, to, limit: limit + 1, ...(after && { after }) }),
      ])
      const results = found.slice(0, limit)
      const last = results.at(-1)
      return {
        provider: entry.slug,
        standings: standings.map(toProbeStanding),
        results: results.map(toResult),
        next: found.length > limit && last ? `${last.at}_${last.id}` : null,
      }
    })
    const all = withNextLink(c, headers, body.next)
    return fresh ? c.body(null, 304, all) : c.json(body, 200, all)
  })
}

function placeOf(cursor: string): ResultPlace {
  const [, at, id] = CURSOR.exec(cursor) ?? []
  // No data are later than that, and it is still an instant to the database.
  if (at === undefined || id === undefined || Number(at) > Date.UTC(2200))
    throw new Refusal(400, 'cursor: is not one of this list.', { field: 'cursor' })
  return { at: Number(at), id }
}

function toResult({ kind, target, component, vantage, at, outcome, status, timings }: PastResult) {
  return { kind, target, component, vantage, at: new Date(at).toISOString(), outcome, status, timings }
}
