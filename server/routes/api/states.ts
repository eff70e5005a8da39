import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Cause, State } from '../../../shared/incident.ts'
import { Category } from '../../../shared/provider.ts'
import { EXPECTED_15M, REPORTS_15M } from '../../../shared/series.ts'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import { isDatabaseAway } from '../../errors.ts'
import { readStates, type StateRow } from '../../store/states.ts'
import { createAnswers, createKeep, stamp } from './answers.ts'
import { csvAnswer, wantsCsv, type Columns } from './csv.ts'
import { fieldsParam, orSparse, pick, readFields } from './fields.ts'
import { operatorParam, requireOperator, type ReadDeps } from './provider-reads.ts'
import { createRouter } from './router.ts'
import { listAnswers, tableAnswers } from './described.ts'
import { Stamp } from './wire.ts'

const MAX_AGE_S = 5

export const ProviderState = z
  .object({
    slug: z.string().describe('its name in addresses'),
    name: z.string().describe('for people'),
    category: Category,
    state: State,
    verified: z.boolean().describe('our own probes from two networks agree, or the operator says so'),
    since: z.string().nullable().describe('RFC 3339; estimated start while not ok'),
    cause: Cause.shape.kind
      .nullable()
      .describe('on `collateral` alone nobody is to be shown in trouble; null: nothing is wrong'),
    reports_15m: z.number().describe(REPORTS_15M),
    expected_15m: z.number().nullable().describe(EXPECTED_15M),
  })
  .meta({ id: 'ProviderState' })
export type ProviderState = z.infer<typeof ProviderState>

export const StateList = Stamp.extend({
  stale: z
    .boolean()
    .describe(
      'true: nobody knows how it is now. Either the detector has not kept up, and every state is `unknown`; or the database is away, and these are the states of `generated_at`',
    ),
  judged_until: z.string().nullable().describe('up to when the rule has judged, RFC 3339, UTC; null: never'),
  states: z.array(ProviderState).describe('by slug; all there are'),
}).meta({ id: 'StateList' })
type Body = Omit<z.infer<typeof StateList>, 'generated_at' | 'mode'>

const description =
  'All of them in one answer, of one moment, small enough to be asked for every few seconds. All filters must fit.'
const request = {
  query: z.strictObject({
    category: Category.optional(),
    operator: operatorParam.optional(),
    state: State.optional(),
    fields: fieldsParam(ProviderState),
  }),
}

export const listStates = createRoute({
  method: 'get',
  path: '/states',
  summary: 'The state of every provider',
  description,
  request,
  responses: listAnswers(orSparse(StateList, 'states', ProviderState), 'States by slug', 400, 404, 503),
})

export const listStatesCsv = createRoute({
  method: 'get',
  path: '/states.csv',
  summary: 'The state of every provider, as a table',
  description,
  request,
  responses: tableAnswers(
    'A line a provider, with `stale` and `judged_until` in each, whatever `fields` leaves out',
    400,
    404,
    503,
  ),
})

/** A file is soon away from its answer: each line says whether anybody knew, and until when. */
const ALWAYS = ['stale', 'judged_until']
type Line = ProviderState & { stale: boolean; judged_until: string | null }
const COLUMNS: Columns<Line> = {
  slug: (row) => row.slug,
  name: (row) => row.name,
  category: (row) => row.category,
  state: (row) => row.state,
  verified: (row) => row.verified,
  since: (row) => row.since,
  cause: (row) => row.cause,
  reports_15m: (row) => row.reports_15m,
  expected_15m: (row) => row.expected_15m,
  stale: (row) => row.stale,
  judged_until: (row) => row.judged_until,
}

type Query = z.infer<typeof request.query>

export function stateReads({ db, clock, directory }: ReadDeps) {
  const answerList = createAnswers<Body>(clock, MAX_AGE_S)
  // Once a second, whatever part of them is asked for.
  const keep = createKeep<Body & { generated_at: string }>(() => performance.now())
  let last: (Body & { generated_at: string }) | undefined

  async function readAll(now: number) {
    const { rows, judgedUntil, isJudged } = await readStates(db, { now, speed: clock.speed })
    const states = rows.flatMap((row) => {
      const entry = directory.bySlug(row.slug)
      return entry ? [toState(entry, row)] : []
    })
    const judged = judgedUntil === null ? null : new Date(judgedUntil).toISOString()
    return (last = { ...stamp(clock, now), stale: !isJudged, judged_until: judged, states })
  }

  /** While the database is away, the last states that were known, with their time. */
  async function readKnown(now: number): Promise<Body> {
    try {
      const { generated_at: _, ...known } = await keep('', () => readAll(now))
      return known
    } catch (error) {
      if (!last || !isDatabaseAway(error)) throw error
      return { ...last, stale: true }
    }
  }

  async function answer(c: Context, { category, operator, state, fields: asked }: Query) {
    const fields = readFields(asked, ProviderState)
    requireOperator(directory, operator)
    const found = await answerList(c, async (now) => {
      const { states, ...rest } = await readKnown(now)
      const fits = (of: ProviderState) =>
        (category === undefined || of.category === category) &&
        (state === undefined || of.state === state) &&
        (operator === undefined || directory.bySlug(of.slug)?.operator?.slug === operator)
      return { ...rest, states: states.filter(fits) }
    })
    return { ...found, fields }
  }
  type Found = Awaited<ReturnType<typeof answer>>
  function table(c: Context, found: Found) {
    const { stale, judged_until, states } = found.body
    const rows = states.map((state) => ({ ...state, stale, judged_until }))
    return csvAnswer(c, found, { rows, columns: COLUMNS, fields: found.fields && [...found.fields, ...ALWAYS] })
  }

  return createRouter()
    .openapi(listStates, async (c) => {
      const found = await answer(c, c.req.valid('query'))
      if (wantsCsv(c)) return table(c, found)
      const { body, fields, fresh, headers } = found
      return fresh ? c.body(null, 304, headers) : c.json({ ...body, states: pick(body.states, fields) }, 200, headers)
    })
    .openapi(listStatesCsv, async (c) => table(c, await answer(c, c.req.valid('query'))))
}

function toState(entry: DirectoryEntry, row: StateRow): ProviderState {
  const { slug, state, verified, since, cause, reports15m, expected15m } = row
  const { name, category } = entry
  return { slug, name, category, state, verified, since, cause, reports_15m: reports15m, expected_15m: expected15m }
}
