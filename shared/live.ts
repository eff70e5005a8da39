import { z } from 'zod'
import { Cause, Incident, State } from './incident.ts'
import { Blindness, SeriesPoint, Verdict } from './series.ts'

/** `overview` (every provider that is not ok, and the most reported), `provider:{slug}`, or `embed:{lang}:{slug}` (its figures in words, for embeds). */
export const TOPIC = /^(overview|(provider|embed:[a-z]{2}):[a-z0-9]+(-[a-z0-9]+)*)$/

export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('subscribe'), topics: z.array(z.string().max(100).regex(TOPIC)).min(1).max(50) }),
  z.strictObject({ type: z.literal('unsubscribe'), topics: z.array(z.string().max(100).regex(TOPIC)).min(1).max(50) }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

export const Mode = z.enum(['live', 'replay', 'simulation'])
export type Mode = z.infer<typeof Mode>

/** Newest state of one provider: verdict, the last minutes (the last one is open), the open incident if any, what we would not see. */
export const ProviderLive = z.object({
  slug: z.string(),
  verdict: Verdict,
  tail: z.array(SeriesPoint),
  incident: Incident.nullable(),
  blindness: Blindness.nullable(),
})
export type ProviderLive = z.infer<typeof ProviderLive>

export const OverviewEntry = z.object({
  slug: z.string(),
  name: z.string(),
  state: State,
  verified: z.boolean(),
  since: z.string().nullable(),
  started_between: z.tuple([z.string(), z.string()]).nullable(),
  cause: Cause.nullable(),
  reports_15m: z.number(),
  expected_15m: z.number().nullable(),
  sparkline: z
    .array(z.number().nullable())
    .describe('voices per 15 minutes, oldest first, last 6 hours; null: we were away (a gap is not a zero)'),
})
export type OverviewEntry = z.infer<typeof OverviewEntry>

export const OverviewLive = z.object({
  judged: z.int().describe('providers of which enough is known to say something'),
  failing: z.array(OverviewEntry).describe('none on collateral alone: such a one is among the most reported'),
  most_reported: z.array(OverviewEntry),
})
export type OverviewLive = z.infer<typeof OverviewLive>

/** `seq` grows by one with each message of a topic; `at` is server time in epoch milliseconds, `speed` its pace. */
export const ServerMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(['snapshot', 'update']),
    topic: z.string(),
    seq: z.int(),
    at: z.number(),
    speed: z.number(),
    mode: Mode,
    data: z.unknown(),
  }),
  z.object({ type: z.literal('error'), code: z.string(), detail: z.string() }),
])
export type ServerMessage = z.infer<typeof ServerMessage>
