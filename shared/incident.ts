import { z } from 'zod'

/** `verified` is a flag beside the state: our own probes from two networks agree, or the operator said so. */
export const State = z.enum(['ok', 'suspected', 'confirmed', 'recovering', 'unknown'])
export type State = z.infer<typeof State>

export const IncidentEventType = z.enum([
  'suspected',
  'faded',
  'confirmed',
  'recovering',
  'relapsed',
  'reopened',
  'resolved',
])
export type IncidentEventType = z.infer<typeof IncidentEventType>

/** What the rule had seen when the state changed: enough to say why, in words and figures. Rates are voices per window. */
export const Evidence = z.object({
  rule: z.string().describe('version of the rule'),
  window_ms: z.number(),
  observed: z.number(),
  expected: z.number(),
  dispersion: z.number(),
  score: z.number(),
  threshold: z.number(),
  reporters: z.int(),
  networks: z.int(),
})
export type Evidence = z.infer<typeof Evidence>

export const IncidentEvent = z.object({
  at: z.string(),
  type: IncidentEventType,
  from: State,
  to: State,
  evidence: Evidence,
})
export type IncidentEvent = z.infer<typeof IncidentEvent>

/** `started_at` is an estimate, `detected_at` (the first `suspected` of the same rise) a fact. Instants are RFC 3339, UTC. */
export const Incident = z.object({
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  state: State,
  verified: z.boolean(),
  started_at: z.string(),
  detected_at: z.string(),
  confirmed_at: z.string(),
  resolved_at: z.string().nullable(),
  peak: z.int().describe('most voices in any 15 minutes'),
})
export type Incident = z.infer<typeof Incident>
