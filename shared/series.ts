import { z } from 'zod'
import { Cause, State, Testimony } from './incident.ts'

/**
 * One bucket. `problems` and `works` are voices, `reports` all presses; null: we were away (a gap is not a zero).
 * `expected` and `upper` are for this bucket's width (upper: 97.5 % of the predictive); null: no baseline yet.
 */
export const SeriesPoint = z.object({
  t: z.int().describe('bucket start, epoch milliseconds'),
  reports: z.number().nullable().describe('presses, of one reporter as well; null: we were away'),
  problems: z
    .number()
    .nullable()
    .describe('voices about problems: one a reporter, provider and half hour; null: we were away'),
  works: z.number().nullable().describe('voices "works for me"; null: we were away'),
  expected: z
    .number()
    .nullable()
    .describe(
      '`problems` that are usual in a bucket of this width, as believed when the hour began; null: not known yet',
    ),
  upper: z
    .number()
    .nullable()
    .describe('upper edge of the usual: 97.5 % of such buckets have less; null: not known yet'),
})
export type SeriesPoint = z.infer<typeof SeriesPoint>

export const INTERVALS = { '1m': 60_000, '5m': 300_000, '15m': 900_000, '1h': 3_600_000, '1d': 86_400_000 } as const
export const Interval = z.enum(['1m', '5m', '15m', '1h', '1d'])
export type Interval = z.infer<typeof Interval>

/** The name is of the first day: they are voices, as `problems` of a series. */
export const REPORTS_15M = 'voices about problems of the last fifteen minutes (`problems` of a series, not presses)'
export const EXPECTED_15M = 'voices about problems that are usual in fifteen minutes at this hour; null: not known yet'

/** What the rule says of a provider now, with the numbers of its sentence (last 15 minutes). */
export const Verdict = z.object({
  state: State,
  verified: z.boolean().describe('our own probes from two networks agree, or the operator says so'),
  since: z.string().nullable().describe('RFC 3339; estimated start while not ok'),
  started_between: z.tuple([z.string(), z.string()]).nullable().describe('90 % interval of `since`; null: not known'),
  cause: Cause.nullable().describe('on `collateral` alone nobody is to be shown in trouble; null: nothing is wrong'),
  reports_15m: z.number().describe(REPORTS_15M),
  expected_15m: z.number().nullable().describe(EXPECTED_15M),
  testimony: Testimony.nullable().describe('what crowd, probes and the official word say; null: nobody has judged'),
})
export type Verdict = z.infer<typeof Verdict>

/** Whom nobody has judged yet. */
export const UNJUDGED: Verdict = {
  state: 'unknown',
  verified: false,
  since: null,
  started_between: null,
  cause: null,
  reports_15m: 0,
  expected_15m: null,
  testimony: null,
}

/** What we do not see: a lasting rise below this may go unnoticed within `within_ms`. Silence is not health. */
export const Blindness = z.object({
  usual_per_hour: z.number().describe('voices an hour that are usual now'),
  per_minute: z
    .number()
    .describe('the smallest lasting rise, voices a minute beyond the usual, that is noticed in time'),
  within_ms: z.literal(600_000).describe('milliseconds: what "in time" means'),
})
export type Blindness = z.infer<typeof Blindness>

/** What is usual: voices an hour, variance / mean of the counts, and how sure the level is (a Gamma's shape). */
export type Usual = { ratePerHour: number; dispersion: number; shape: number }
