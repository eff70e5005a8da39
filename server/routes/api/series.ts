import { createRoute, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { upperLimit } from '../../detect/limits.ts'
import { readFacetSeries, type FacetSeries } from '../../store/facet-series.ts'
import { readSeries } from '../../store/series.ts'
import { takesGzip } from '../asked-with.ts'
import { cacheControl, createAnswers, stamp } from './answers.ts'
import { csvAnswer, csvHeaders, wantsCsv, type Columns } from './csv.ts'
import { listAnswers, tableAnswers } from './described.ts'
import { VARY, packedPieces } from './packing.ts'
import { finalBefore, toPoint } from './points.ts'
import { entryOf, slugParam } from './provider-reads.ts'
import type { ReadDeps } from './provider-reads.ts'
import { createRouter } from './router.ts'
import { MAX_FACET_POINTS, MAX_POINTS, MAX_STREAMED, rangeOf, seriesQuery, type Range } from './series-asked.ts'
import {
  POINTS_AT_FIRST,
  POINTS_PER_READ,
  POINT_COLUMNS,
  createTurnstile,
  csvPieces,
  jsonPieces,
  readAhead,
  toBody,
} from './series-stream.ts'
import { Series, type Point } from './wire.ts'

const MAX_AGE_S = 5
export const MAX_VALUES = 50

const summary = 'Voices per bucket, with what was expected'
const description =
  'Minutes are kept 400 days; older than that there are `1h` and `1d`; `10s` are of the last hour, and count the first press of each reporter. ' +
  `\`null\` is a gap: we were away, which is not a zero. At most ${MAX_STREAMED.toLocaleString('en')} points; more than ${MAX_POINTS.toLocaleString('en')} come without an ETag, as they are read. ` +
  `With \`facet\`, at most ${MAX_FACET_POINTS} points and the ${MAX_VALUES} values with most problems: what, since when, country and region by \`15m\` and ` +
  'wider, part and device by `1m` and wider.'

export const readProviderSeries = createRoute({
  method: 'get',
  path: '/providers/{slug}/series',
  summary,
  description,
  request: { params: slugParam, query: seriesQuery },
  responses: listAnswers(Series, 'Buckets in order', 400, 404, 503),
})

export const readProviderSeriesCsv = createRoute({
  method: 'get',
  path: '/providers/{slug}/series.csv',
  summary: `${summary}, as a table`,
  description: `${description} A line a bucket; with \`facet\` a line a value and bucket in which there was something.`,
  request: { params: slugParam, query: seriesQuery },
  responses: tableAnswers('Buckets in order', 400, 404, 503),
})

type Body = Omit<z.infer<typeof Series>, 'generated_at' | 'mode'>
type Query = z.infer<typeof seriesQuery>
type FacetPoint = FacetSeries['points'][number] & { value: string }

const FACET_COLUMNS: Columns<FacetPoint> = {
  t: (point) => new Date(point.t).toISOString(),
  value: (point) => point.value,
  reports: (point) => point.reports,
  problems: (point) => point.problems,
  works: (point) => point.works,
}

export function seriesReads({ db, clock, directory }: ReadDeps) {
  const answer = createAnswers<Body>(clock, MAX_AGE_S)
  const enter = createTurnstile()

  async function readPoints(providerId: number, { from, to, widthMs }: Range, now: number): Promise<Point[]> {
    const points = await readSeries(db, { providerId, from, to, widthMs, upperLimit })
    return points.map((point) => toPoint(point, widthMs, now))
  }

  /** All but the points. */
  function headOf(slug: string, { interval }: Query, { from, end, widthMs }: Range, now: number) {
    return {
      provider: slug,
      interval,
      from: new Date(from).toISOString(),
      to: new Date(end).toISOString(),
      final_before: new Date(finalBefore(now, widthMs)).toISOString(),
    }
  }

  async function read(slug: string, query: Query, now: number): Promise<Body> {
    const { id: providerId } = entryOf(directory, slug)
    const range = rangeOf(query, now)
    const { facet = null } = query
    const [points, facets] = await Promise.all([
      readPoints(providerId, range, now),
      facet && readFacetSeries(db, { providerId, facet, ...range, limit: MAX_VALUES }),
    ])
    return { ...headOf(slug, query, range, now), facet, facets, points }
  }

  async function* pagesOf(providerId: number, range: Range, now: number): AsyncGenerator<Point[]> {
    let from = range.from
    // Little at first: whoever asked waits for it.
    for (let count = POINTS_AT_FIRST; from < range.to; count = POINTS_PER_READ) {
      const to = Math.min(range.to, from + count * range.widthMs)
      yield await readPoints(providerId, { ...range, from, to }, now)
      from = to
    }
  }

  /** What is too long to be held at once. The first points are read before anything is said, so that a refusal still can be. */
  async function stream(c: Context, slug: string, query: Query, { now, range }: { now: number; range: Range }) {
    const leave = enter()
    try {
      const pages = readAhead(pagesOf(entryOf(directory, slug).id, range, now))
      const first = await pages.next()
      const head = { ...stamp(clock, now), ...headOf(slug, query, range, now), facet: null, facets: null }
      const all = chain(first.done ? [] : [first.value], pages)
      const isTable = wantsCsv(c)
      const type = isTable ? csvHeaders(c, head) : { 'Content-Type': 'application/json' }
      const isPacked = takesGzip(c.req.header('accept-encoding'))
      const headers = {
        ...type,
        ...(isPacked ? { 'Content-Encoding': 'gzip' } : {}),
        'Cache-Control': cacheControl(MAX_AGE_S / clock.speed),
        Vary: VARY,
      }
      if (c.req.method === 'HEAD') {
        leave()
        return c.body(null, 200, headers)
      }
      const pieces = isTable ? csvPieces(head, all) : jsonPieces(head, all)
      return c.body(isPacked ? toBody(packedPieces(pieces), leave) : toBody(pieces, leave), 200, headers)
    } catch (error) {
      leave()
      throw error
    }
  }

  async function give(c: Context, slug: string, query: Query) {
    entryOf(directory, slug)
    const now = clock.now()
    const range = rangeOf(query, now)
    if ((range.to - range.from) / range.widthMs > MAX_POINTS) return await stream(c, slug, query, { now, range })
    const found = await answer(c, (at) => read(slug, query, at))
    if (!wantsCsv(c)) return found
    const { points, facets } = found.body
    if (!facets) return csvAnswer(c, found, { rows: points, columns: POINT_COLUMNS, fields: undefined })
    const rows = facets.flatMap(({ value, points: some }) => some.map((point) => ({ ...point, value })))
    return csvAnswer(c, found, { rows, columns: FACET_COLUMNS, fields: undefined })
  }

  return createRouter()
    .openapi(readProviderSeries, async (c) => {
      const given = await give(c, c.req.valid('param').slug, c.req.valid('query'))
      if (given instanceof Response) return given
      return given.fresh ? c.body(null, 304, given.headers) : c.json(given.body, 200, given.headers)
    })
    .openapi(readProviderSeriesCsv, async (c) => {
      const given = await give(c, c.req.valid('param').slug, c.req.valid('query'))
      return given as Response
    })
}

async function* chain<T>(first: Iterable<T>, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first
  yield* rest
}
