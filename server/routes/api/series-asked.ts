import { z } from '@hono/zod-openapi'
import { INTERVALS } from '../../../shared/series.ts'
import { DAY_MS, HOUR_MS, SECOND_MS, bucketStart } from '../../../shared/time.ts'
import { Refusal } from '../../errors.ts'
import { SERIES_FACETS, type SeriesFacet } from '../../store/facet-series.ts'
import { instant } from './router.ts'

/** Beyond this an answer is written while it is read: a month by the quarter of an hour, two days by the minute. */
export const MAX_POINTS = 3_000
/** All the minutes that are kept, and some. */
export const MAX_STREAMED = 600_000
/** With a facet: a month by the hour. */
export const MAX_FACET_POINTS = 750

export const WIDTHS = { '10s': 10 * SECOND_MS, ...INTERVALS } as const
export const SeriesInterval = z.enum(['10s', '1m', '5m', '15m', '1h', '1d'])
/** The 10 seconds are of the last hour. */
export const SECONDS_BACK_MS = HOUR_MS

export const Facet = z.enum(Object.keys(SERIES_FACETS) as [SeriesFacet, ...SeriesFacet[]])

export const seriesQuery = z.strictObject({
  interval: SeriesInterval.default('15m').describe('width of a bucket'),
  from: instant.optional().describe('RFC 3339; not given: 24 hours before `to`, with `10s` one hour'),
  to: instant.optional().describe('RFC 3339; not given, or to come: now'),
  facet: Facet.optional().describe(
    'voices told apart by what is wrong, since when, where from, or part and device (`webmail/ios`, `-`: not said)',
  ),
})

/** Epoch milliseconds; `from` is the start of a bucket, `end` the end of the last one. */
export type Range = { from: number; to: number; end: number; widthMs: number }

const refuse = (field: string, detail: string): never => {
  throw new Refusal(400, `${field}: ${detail}`, { field })
}

export function rangeOf(asked: z.infer<typeof seriesQuery>, now: number): Range {
  const { interval, facet } = asked
  const widthMs = WIDTHS[interval]
  const to = Math.min(asked.to === undefined ? Infinity : Date.parse(asked.to), now + 1)
  const usualMs = interval === '10s' ? SECONDS_BACK_MS : DAY_MS
  const from = bucketStart(asked.from === undefined ? to - usualMs : Date.parse(asked.from), widthMs)
  if (from >= to) refuse('from', 'must be before to, and not in the future.')
  if (interval === '10s' && from < bucketStart(now - SECONDS_BACK_MS, widthMs))
    refuse('from', 'of 10s there is the last hour only.')
  const points = (to - from) / widthMs
  if (facet !== undefined) {
    if (widthMs < SERIES_FACETS[facet]) refuse('interval', `is too short for ${facet}.`)
    if (points > MAX_FACET_POINTS) refuse('from', `more than ${MAX_FACET_POINTS} points of ${interval} with a facet.`)
  }
  if (points > MAX_STREAMED) refuse('from', `more than ${MAX_STREAMED} points of ${interval}.`)
  return { from, to, end: bucketStart(to - 1, widthMs) + widthMs, widthMs }
}
