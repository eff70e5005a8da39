import { z } from 'zod'
import { Cause, State, Testimony } from './incident.ts'

/**
 * One bucket. `problems` and `works` are voices, `reports` all presses; null: we were away (a gap is not a zero).
 * `expected` and `upper` are for this bucket's width (upper: 97.5 % of the predictive); null: no baseline yet.
 */
export const SeriesPoint = z.object({
  t: z.int().describe('bucket start, epoch milliseconds'),
  reports: z.number().nullable(),
  problems: z.number().nullable(),
  works: z.number().nullable(),
  expected: z.number().nullable(),
  upper: z.number().nullable(),
})
export type SeriesPoint = z.infer<typeof SeriesPoint>

export const INTERVALS = { '1m': 60_000, '5m': 300_000, '15m': 900_000, '1h': 3_600_000, '1d': 86_400_000 } as const
export const Interval = z.enum(['1m', '5m', '15m', '1h', '1d'])
export type Interval = z.infer<typeof Interval>

/** What the rule says of a provider now, with the numbers of its sentence (last 15 minutes). */
export const Verdict = z.object({
  state: State,
  verified: z.boolean(),
  since: z.string().nullable().describe('RFC 3339; estimated start while not ok'),
  started_between: z.tuple([z.string(), z.string()]).nullable().describe('90 % interval of `since`; null: not known'),
  cause: Cause.nullable().describe('on `collateral` alone nobody is to be shown in trouble; null: nothing is wrong'),
  reports_15m: z.number(),
  expected_15m: z.number().nullable(),
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
  within_ms: z.literal(600_000),
})
export type Blindness = z.infer<typeof Blindness>

/** What is usual: voices an hour, variance / mean of the counts, and how sure the level is (a Gamma's shape). */
export type Usual = { ratePerHour: number; dispersion: number; shape: number }
