import { z } from 'zod'
import { Cause, Incident, State } from './incident.ts'
import { Blindness, SeriesPoint, Verdict } from './series.ts'

/** What each topic tells is in `live-topics.ts`; `embed:{lang}:{slug}` are a provider's figures in words, for embeds. */
export const TOPIC = /^(overview|states|incidents|(provider|category|operator|embed:[a-z]{2}):[a-z0-9]+(-[a-z0-9]+)*)$/
const MAX_TOPICS = 50

const Topic = z.string().max(100).regex(TOPIC)
const topics = z.array(Topic).min(1).max(MAX_TOPICS)

/** How far somebody has heard a run of the server: the number of the last message of each topic. */
export const Since = z.strictObject({
  run: z.string().max(40),
  seq: z.record(Topic, z.int().min(0)).refine((seq) => Object.keys(seq).length <= MAX_TOPICS, `at most ${MAX_TOPICS}`),
})
export type Since = z.infer<typeof Since>

export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('subscribe'), topics, since: Since.optional() }),
  z.strictObject({ type: z.literal('unsubscribe'), topics }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

export const Mode = z.enum(['live', 'replay', 'simulation']).describe('`replay`, `simulation`: not of the present')
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

/**
 * `run` is of the server's life: numbers of another run mean nothing. `seq` grows by one with each message of a topic; `at` is server time in
 * epoch milliseconds, `speed` its pace. A `heartbeat` says that there is nothing after `seq`. `close` comes over event streams alone, last:
 * what a socket says in its close frame.
 */
const numbered = {
  topic: z.string(),
  run: z.string(),
  seq: z.int(),
  at: z.number(),
  speed: z.number(),
  mode: Mode,
}
export const ServerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['snapshot', 'update']), ...numbered, data: z.unknown() }),
  z.object({ type: z.literal('heartbeat'), ...numbered }),
  z.object({ type: z.literal('error'), code: z.string(), topic: z.string().optional(), detail: z.string() }),
  z.object({ type: z.literal('close'), code: z.int(), reason: z.string() }),
])
export type ServerMessage = z.infer<typeof ServerMessage>
