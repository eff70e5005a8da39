import { z } from 'zod'

/** `verified` is a flag beside the state: our own probes from two networks agree, or the operator said so. */
export const State = z.enum(['ok', 'suspected', 'confirmed', 'recovering', 'unknown'])
export type State = z.infer<typeof State>

/** `heard`: what probes or the provider had said, people say as well. */
export const IncidentEventType = z.enum([
  'suspected',
  'faded',
  'confirmed',
  'heard',
  'recovering',
  'relapsed',
  'reopened',
  'resolved',
  'corrected',
  'withdrawn',
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
  multiple: z.number().optional().describe('how many times the usual would have to be normal for this to be chance'),
  allowed: z
    .number()
    .optional()
    .describe('how many times the usual its own past allows it (less while it, or a sister service, has just failed)'),
  common: z.number().optional().describe('how busy the whole site was compared with its usual; 1: as ever'),
  probe_nats: z.number().optional().describe('what failed probes add to the score'),
  works: z.number().optional().describe('"works for me" answers in the window'),
  amplified: z
    .object({ host: z.string().nullable().describe('null: of too few to be named'), share: z.number() })
    .optional()
    .describe('one page brought more than 60 % of the complaints of ten minutes: its voices raised no state'),
})
export type Evidence = z.infer<typeof Evidence>

/** Whose fault. `collateral`: reports that follow the incident of `of`; `group`: fails together with `of`, one operator or dependency. */
export const Cause = z.object({
  kind: z.enum(['own', 'collateral', 'group']),
  of: z.array(z.string()).describe('providers, the one that explains most first'),
  share: z.number().nullable().describe('collateral: the excess as a share of the excess of the one it follows'),
  names: z.array(z.string()).optional().describe('of `of`, in its order; in all answers'),
  operator: z.string().nullable().optional().describe('who runs all of them; null: they are of several'),
})
export type Cause = z.infer<typeof Cause>

/** Who is affected. Figures are voices since the incident began; too few to say is `unknown`, never a guess. */
export const ScopeCell = z.object({
  facet: z.enum(['device', 'component', 'component_device', 'region', 'network', 'problem']),
  value: z.string(),
  verdict: z.enum(['affected', 'not_affected', 'recovered', 'unknown']),
  observed: z.number(),
  expected: z.number(),
  since: z.string().optional().describe('of `recovered`: since about when, RFC 3339'),
})
export type ScopeCell = z.infer<typeof ScopeCell>

/**
 * Which of the three speak, and what they say now. `crowd` quiet: as usual; unknown: too little is known of what is usual. `probes` mixed: some
 * fail, not enough for an independent place. `official`: the provider's or operator's own last word.
 */
export const Testimony = z.object({
  crowd: z.enum(['problem', 'quiet', 'unknown']),
  probes: z.enum(['failing', 'mixed', 'healthy', 'none']),
  official: z.enum(['problem', 'restored', 'none']),
  disputed: z.boolean().describe('they say that it works again, and reports or probes go on saying otherwise'),
})
export type Testimony = z.infer<typeof Testimony>

/** Who said so besides people, of what is verified: our own probes, the operator or provider itself, or both. */
export type Backing = 'probes' | 'operator' | 'both'

/** What a person has changed about an incident that was published, and why. */
export const Correction = z.object({
  at: z.string(),
  type: z.enum(['corrected', 'withdrawn']),
  reason: z.string(),
})
export type Correction = z.infer<typeof Correction>

export const IncidentEvent = z.object({
  at: z.string(),
  type: IncidentEventType,
  from: State,
  to: State,
  evidence: Evidence,
  reason: z.string().optional().describe('of a correction or withdrawal'),
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
  started_between: z.tuple([z.string(), z.string()]).nullable().describe('90 % interval of started_at'),
  cause: Cause.nullable(),
  scope: z.array(ScopeCell),
  corrections: z.array(Correction).describe('oldest first; one that is withdrawn stands no longer'),
})
export type Incident = z.infer<typeof Incident>
