import { createRoute, z } from '@hono/zod-openapi'
import { Refusal } from '../../errors.ts'
import { readIncident, readIncidents, toIncident } from '../../store/incidents.ts'
import { readIncidentEcho } from '../press-echo.ts'
import { readIncidentSide } from '../official-side.ts'
import { createAnswers } from './answers.ts'
import { entryOf, slugParam } from './provider-reads.ts'
import type { ReadDeps } from './provider-reads.ts'
import { createRouter, instant, problem } from './router.ts'
import { IncidentDetail, IncidentList } from './wire.ts'

const MAX_AGE_S = 5
const PAGE = 20
const MAX_PAGE = 100
/** Pages reach so far back; who wants older ones asks by provider. */
const MAX_LISTED = 1_000

const query = z.strictObject({
  open: z.enum(['true', 'false']).optional().describe('only open ones, or only resolved ones'),
  since: instant.optional().describe('RFC 3339: only those that were open then or later'),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE),
  cursor: z.uuid().optional().describe('`next` of the page before'),
})
type Query = z.infer<typeof query>

const found = {
  200: { description: 'Newest first', content: { 'application/json': { schema: IncidentList } } },
  304: { description: 'Nothing changed since the ETag you have' },
  400: problem(400),
  503: problem(503),
}

export const listIncidents = createRoute({
  method: 'get',
  path: '/incidents',
  summary: 'Incidents of all providers',
  description: `The newest ${MAX_LISTED}.`,
  request: { query },
  responses: found,
})

export const listProviderIncidents = createRoute({
  method: 'get',
  path: '/providers/{slug}/incidents',
  summary: 'Incidents of one provider',
  description: `The newest ${MAX_LISTED}.`,
  request: { params: slugParam, query },
  responses: { ...found, 404: problem(404) },
})

export const readOneIncident = createRoute({
  method: 'get',
  path: '/incidents/{id}',
  summary: 'One incident: timeline, evidence of each change, three clocks, what was said and what came of it',
  request: { params: z.object({ id: z.uuid() }) },
  responses: {
    200: { description: 'The incident', content: { 'application/json': { schema: IncidentDetail } } },
    304: { description: 'Nothing changed since the ETag you have' },
    400: problem(400),
    404: problem(404),
    503: problem(503),
  },
})

type Unstamped<T> = Omit<T, 'generated_at' | 'mode'>

export function incidentReads({ db, clock, directory }: ReadDeps) {
  const answerList = createAnswers<Unstamped<z.infer<typeof IncidentList>>>(clock, MAX_AGE_S)
  const answerDetail = createAnswers<Unstamped<z.infer<typeof IncidentDetail>>>(clock, MAX_AGE_S)

  async function readPage({ open, since, limit, cursor }: Query, providerId?: number) {
    const rows = await readIncidents(db, {
      ...(providerId === undefined ? {} : { providerId }),
      ...(open === undefined ? {} : { open: open === 'true' }),
      ...(since === undefined ? {} : { since: Date.parse(since) }),
      limit: cursor === undefined ? limit + 1 : MAX_LISTED,
    })
    const place = cursor === undefined ? -1 : rows.findIndex((row) => row.id === cursor)
    if (cursor !== undefined && place < 0)
      throw new Refusal(400, 'cursor: is not one of this list.', { field: 'cursor' })
    const rest = rows.slice(place + 1)
    const page = rest.slice(0, limit)
    return { incidents: page.map(toIncident), next: rest.length > limit ? (page.at(-1)?.id ?? null) : null }
  }

  return createRouter()
    .openapi(listIncidents, async (c) => {
      const { body, fresh, headers } = await answerList(c, () => readPage(c.req.valid('query')))
      return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
    })
    .openapi(listProviderIncidents, async (c) => {
      const entry = entryOf(directory, c.req.valid('param').slug)
      const { body, fresh, headers } = await answerList(c, () => readPage(c.req.valid('query'), entry.id))
      return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
    })
    .openapi(readOneIncident, async (c) => {
      const { id } = c.req.valid('param')
      const { body, fresh, headers } = await answerDetail(c, async (now) => {
        const row = await readIncident(db, id)
        if (!row) throw new Refusal(404, 'There is no such incident.')
        const category = directory.byId(row.providerId)?.category
        const [{ mailExpiresFrom, ...side }, echo] = await Promise.all([
          readIncidentSide(db, row, { category, now }),
          readIncidentEcho(db, row, now),
        ])
        return { incident: toIncident(row), ...side, echo, mail_expires_from: mailExpiresFrom }
      })
      return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
    })
}
