import { createRoute, z } from '@hono/zod-openapi'
import { INTERVALS, Interval } from '../../../shared/series.ts'
import { DAY_MS, bucketStart } from '../../../shared/time.ts'
import { upperLimit } from '../../detect/limits.ts'
import { Refusal } from '../../errors.ts'
import { readSeries } from '../../store/series.ts'
import { createAnswers } from './answers.ts'
import { entryOf, slugParam } from './provider-reads.ts'
import type { ReadDeps } from './provider-reads.ts'
import { createRouter, instant, problem } from './router.ts'
import { Series } from './wire.ts'

const MAX_AGE_S = 5
/** A month by the quarter of an hour, two days by the minute. */
export const MAX_POINTS = 3_000

export const readProviderSeries = createRoute({
  method: 'get',
  path: '/providers/{slug}/series',
  summary: 'Voices per bucket, with what was expected',
  description:
    `At most ${MAX_POINTS} points. Minutes are kept 400 days; older than that there are \`1h\` and \`1d\`. ` +
    'null is a gap: we were away, which is not a zero.',
  request: {
    params: slugParam,
    query: z.strictObject({
      interval: Interval.default('15m'),
      from: instant.optional().describe('RFC 3339; not given: 24 hours before `to`'),
      to: instant.optional().describe('RFC 3339; not given, or to come: now'),
    }),
  },
  responses: {
    200: { description: 'Buckets in order', content: { 'application/json': { schema: Series } } },
    304: { description: 'Nothing changed since the ETag you have' },
    400: problem(400),
    404: problem(404),
    503: problem(503),
  },
})

export function seriesReads({ db, clock, directory }: ReadDeps) {
  const answer = createAnswers<Omit<z.infer<typeof Series>, 'generated_at' | 'mode'>>(clock, MAX_AGE_S)

  return createRouter().openapi(readProviderSeries, async (c) => {
    const entry = entryOf(directory, c.req.valid('param').slug)
    const { interval, ...range } = c.req.valid('query')
    const widthMs = INTERVALS[interval]
    const { body, fresh, headers } = await answer(c, async (now) => {
      const to = Math.min(range.to === undefined ? Infinity : Date.parse(range.to), now + 1)
      const from = bucketStart(range.from === undefined ? to - DAY_MS : Date.parse(range.from), widthMs)
      if (from >= to) throw new Refusal(400, 'from: must be before to, and not in the future.', { field: 'from' })
      if ((to - from) / widthMs > MAX_POINTS)
        throw new Refusal(400, `from: more than ${MAX_POINTS} points of ${interval}.`, { field: 'from' })
      const points = await readSeries(db, { providerId: entry.id, from, to, widthMs, upperLimit })
      return {
        provider: entry.slug,
        interval,
        from: new Date(from).toISOString(),
        to: new Date(bucketStart(to - 1, widthMs) + widthMs).toISOString(),
        points: points.map((point) => Object.assign(point, { complete: point.t + widthMs <= now })),
      }
    })
    return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
  })
}
