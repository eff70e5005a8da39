import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Incident } from '../../../shared/incident.ts'
import { Category } from '../../../shared/provider.ts'
import { Refusal } from '../../errors.ts'
import { readIncident, readIncidents, toIncident } from '../../store/incidents.ts'
import { createAnswers } from './answers.ts'
import { csvAnswer, wantsCsv, type Columns } from './csv.ts'
import { listAnswers, tableAnswers } from './described.ts'
import { fieldsParam, orSparse, pick, readFields } from './fields.ts'
import { withNextLink } from './next-link.ts'
import { entryOf, operatorParam, requireOperator, slugParam, type ReadDeps } from './provider-reads.ts'
import { createRouter, instant } from './router.ts'
import { IncidentList, ListedIncident } from './wire.ts'

const MAX_AGE_S = 5
const PAGE = 20
export const MAX_PAGE = 100

const common = {
  open: z.enum(['true', 'false']).optional().describe('only open ones, or only resolved ones'),
  since: instant.optional().describe('RFC 3339: only those that were open then or later'),
  fields: fieldsParam(ListedIncident),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE).describe('incidents a page'),
  cursor: z.uuid().optional().describe('`next` of the page before'),
}
const ofOne = z.strictObject(common)
const ofAll = z.strictObject({ category: Category.optional(), operator: operatorParam.optional(), ...common })
type Query = z.infer<typeof ofAll>

const list = orSparse(IncidentList, 'incidents', ListedIncident)
const summary = 'Incidents of all providers'
const summaryOfOne = 'Incidents of one provider'

export const listIncidents = createRoute({
  method: 'get',
  path: '/incidents',
  summary,
  request: { query: ofAll },
  responses: listAnswers(list, 'Newest first', 400, 404, 503),
})

export const listIncidentsCsv = createRoute({
  method: 'get',
  path: '/incidents.csv',
  summary: `${summary}, as a table`,
  request: { query: ofAll },
  responses: tableAnswers('A line an incident', 400, 404, 503),
})

export const listProviderIncidents = createRoute({
  method: 'get',
  path: '/providers/{slug}/incidents',
  summary: summaryOfOne,
  request: { params: slugParam, query: ofOne },
  responses: listAnswers(list, 'Newest first', 400, 404, 503),
})

export const listProviderIncidentsCsv = createRoute({
  method: 'get',
  path: '/providers/{slug}/incidents.csv',
  summary: `${summaryOfOne}, as a table`,
  request: { params: slugParam, query: ofOne },
  responses: tableAnswers('A line an incident', 400, 404, 503),
})

const COLUMNS: Columns<ListedIncident> = {
  id: (row) => row.id,
  provider: (row) => row.provider,
  name: (row) => row.name,
  state: (row) => row.state,
  verified: (row) => row.verified,
  started_at: (row) => row.started_at,
  started_from: (row) => row.started_between?.[0] ?? null,
  started_to: (row) => row.started_between?.[1] ?? null,
  detected_at: (row) => row.detected_at,
  confirmed_at: (row) => row.confirmed_at,
  resolved_at: (row) => row.resolved_at,
  peak: (row) => row.peak,
  cause: (row) => row.cause?.kind ?? null,
  cause_of: (row) => row.cause?.of.join(' ') ?? null,
  withdrawn: (row) => row.corrections.some(({ type }) => type === 'withdrawn'),
}

/** Columns that are made of a field of another name. */
const FIELD_OF: Record<string, string> = {
  started_from: 'started_between',
  started_to: 'started_between',
  cause_of: 'cause',
  withdrawn: 'corrections',
}

export function incidentLists({ db, clock, directory }: ReadDeps) {
  const answerList = createAnswers<Omit<z.infer<typeof IncidentList>, 'generated_at' | 'mode'>>(clock, MAX_AGE_S)

  async function placeOf(cursor: string, open: boolean | undefined, isOfThem: (providerId: number) => boolean) {
    const row = await readIncident(db, cursor)
    const at = open === false ? row?.resolvedAt : row?.startedAt
    if (!row || at === undefined || at === null || !isOfThem(row.providerId))
      throw new Refusal(400, 'cursor: is not one of this list.', { field: 'cursor' })
    return { at, id: row.id }
  }

  async function readPage(query: Omit<Query, 'category' | 'operator'>, providerIds?: readonly number[]) {
    const { since, limit, cursor } = query
    const open = query.open === undefined ? undefined : query.open === 'true'
    const isOfThem = (id: number) => providerIds?.includes(id) ?? true
    const rows = await readIncidents(db, {
      ...(providerIds === undefined ? {} : { providerIds }),
      ...(open === undefined ? {} : { open }),
      ...(since === undefined ? {} : { since: Date.parse(since) }),
      ...(cursor === undefined ? {} : { after: await placeOf(cursor, open, isOfThem) }),
      limit: limit + 1,
    })
    const page = rows.slice(0, limit)
    const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null
    return { incidents: page.map((row) => withLinks(toIncident(row))), next }
  }

  function idsOf({ category, operator }: Query): number[] | undefined {
    requireOperator(directory, operator)
    if (category === undefined && operator === undefined) return undefined
    const fits = directory
      .all()
      .filter((entry) => category === undefined || entry.category === category)
      .filter((entry) => operator === undefined || entry.operator?.slug === operator)
    return fits.map(({ id }) => id)
  }

  async function answer(c: Context, query: Omit<Query, 'category' | 'operator'>, ids?: readonly number[]) {
    const fields = readFields(query.fields, ListedIncident)
    const { body, headers, fresh } = await answerList(c, () => readPage(query, ids))
    return { body, headers: withNextLink(c, headers, body.next), fresh, fields }
  }
  type Found = Awaited<ReturnType<typeof answer>>
  const table = (c: Context, found: Found) =>
    csvAnswer(c, found, { rows: found.body.incidents, columns: COLUMNS, fields: found.fields, fieldOf: FIELD_OF })
  const sparse = ({ body, fields }: Found) => ({ ...body, incidents: pick(body.incidents, fields) })

  return createRouter()
    .openapi(listIncidents, async (c) => {
      const query = c.req.valid('query')
      const found = await answer(c, query, idsOf(query))
      if (wantsCsv(c)) return table(c, found)
      return found.fresh ? c.body(null, 304, found.headers) : c.json(sparse(found), 200, found.headers)
    })
    .openapi(listIncidentsCsv, async (c) => {
      const query = c.req.valid('query')
      return table(c, await answer(c, query, idsOf(query)))
    })
    .openapi(listProviderIncidents, async (c) => {
      const found = await answer(c, c.req.valid('query'), [entryOf(directory, c.req.valid('param').slug).id])
      if (wantsCsv(c)) return table(c, found)
      return found.fresh ? c.body(null, 304, found.headers) : c.json(sparse(found), 200, found.headers)
    })
    .openapi(listProviderIncidentsCsv, async (c) =>
      table(c, await answer(c, c.req.valid('query'), [entryOf(directory, c.req.valid('param').slug).id])),
    )
}

function withLinks(incident: Incident): ListedIncident {
  const { id } = incident
  const self = `/api/v1/incidents/${id}`
  return { ...incident, links: { self, citation: `${self}/citation`, page: `/i/${id}` } }
}
