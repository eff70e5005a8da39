import { z } from 'zod'
import { Cause, Incident, IncidentEventType, State } from './incident.ts'
import { OverviewEntry, type OverviewLive, type ProviderLive } from './live.ts'
import { WebhookEvent } from './webhook.ts'

/** `category:{name}` and `operator:{slug}`: all its listed providers, by name. */
export const GroupLive = z.object({ providers: z.array(OverviewEntry) })
export type GroupLive = z.infer<typeof GroupLive>

export const StateLive = z.object({
  slug: z.string(),
  state: State,
  verified: z.boolean(),
  since: z.string().nullable(),
  cause: Cause.shape.kind.nullable().describe('on `collateral` alone nobody is to be shown in trouble'),
})
export type StateLive = z.infer<typeof StateLive>

/** `states`: a snapshot has all listed providers, an update those of which something has changed, as they are now. */
export const StatesLive = z.object({ states: z.array(StateLive) })
export type StatesLive = z.infer<typeof StatesLive>

/** What happened to an incident, in the words of webhooks, and the incident as it stood when it was told. */
export const IncidentNews = z.object({
  type: WebhookEvent,
  sequence: z.int().describe('as in webhooks: one a change, of any incident, with gaps'),
  timestamp: z.string().describe('of the event, RFC 3339, UTC'),
  event: z.object({
    type: IncidentEventType,
    from: State,
    to: State,
    reason: z.string().optional().describe('of a correction or withdrawal'),
  }),
  incident: Incident,
})
export type IncidentNews = z.infer<typeof IncidentNews>

/** `incidents`: a snapshot has the newest word on each that is open, and on the newest others; an update what happened since. Oldest first. */
export const IncidentsLive = z.object({ events: z.array(IncidentNews) })
export type IncidentsLive = z.infer<typeof IncidentsLive>

/** What is told of a topic. */
export type LiveData<T extends string> = T extends 'overview'
  ? OverviewLive
  : T extends 'states'
    ? StatesLive
    : T extends 'incidents'
      ? IncidentsLive
      : T extends `provider:${string}`
        ? ProviderLive
        : T extends `category:${string}` | `operator:${string}`
          ? GroupLive
          : unknown
