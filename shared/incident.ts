import { z } from 'zod'

/** `verified` is a flag beside the state: our own probes from two networks agree, or the operator said so. */
export const State = z
  .enum(['ok', 'suspected', 'confirmed', 'recovering', 'unknown'])
  .describe(
    '`ok`: no more than usual; `suspected`: more than usual, not sure enough to be published; `confirmed`: surely many people report problems, or our own probes fail from two networks, neither of which says that it is down; `recovering`: reports fall, or the probes are answered again; `unknown`: nobody can say. /rule has the limits',
  )
export type State = z.infer<typeof State>

/** `heard`: what probes or the provider had said, people say as well; `verified`: the other way round. The state is then as it was. */
export const IncidentEventType = z
  .enum([
    'suspected',
    'faded',
    'confirmed',
    'heard',
    'verified',
    'recovering',
    'relapsed',
    'reopened',
    'resolved',
    'corrected',
    'withdrawn',
  ])
  .describe(
    '`faded`: a suspicion that came to nothing; `heard`: people say as well what probes or the provider had said; `verified`: what people had said, our own probes or the operator say as well',
  )
export type IncidentEventType = z.infer<typeof IncidentEventType>

/** What the rule had seen when the state changed: enough to say why, in words and figures. Rates are voices per window. */
export const Evidence = z.object({
  rule: z.string().describe('version of the rule'),
  window_ms: z.number().describe('what was looked at: so many milliseconds up to the change; 0: a person decided'),
  observed: z.number().describe('voices about problems in the window, each by its weight'),
  expected: z.number().describe('voices that were usual in it'),
  dispersion: z.number().describe('variance of the counts of such a window, divided by their mean'),
  score: z.number().describe('evidence, in nats: e^6.9 is a thousand to one'),
  threshold: z.number().describe('evidence that this change took, in nats'),
  reporters: z.int().describe('different ones in the window'),
  networks: z.int().describe('different ones that they reported from'),
  multiple: z.number().optional().describe('how many times the usual would have to be normal for this to be chance'),
  allowed: z
    .number()
    .optional()
    .describe('how many times the usual its own past allows it (less while it, or a sister service, has just failed)'),
  common: z.number().optional().describe('how busy the whole site was compared with its usual; 1: as ever'),
  probe_nats: z.number().optional().describe('what failed probes add to the score, in nats'),
  works: z.number().optional().describe('"works for me" answers in the window'),
  amplified: z
    .object({
      host: z.string().nullable().describe('name of the page; null: of too few to be named'),
      share: z.number().describe('of the voices of that time, 0 to 1'),
    })
    .optional()
    .describe('one page brought more than 60 % of the complaints of ten minutes: its voices raised no state'),
})
export type Evidence = z.infer<typeof Evidence>

/** Whose fault. `collateral`: reports that follow the incident of `of`; `group`: fails together with `of`, one operator or dependency. */
export const Cause = z.object({
  kind: z
    .enum(['own', 'collateral', 'group'])
    .describe('`collateral`: reports that follow the incident of `of`; `group`: fails together with `of`'),
  of: z.array(z.string()).describe('providers, the one that explains most first'),
  share: z.number().nullable().describe('collateral: the excess as a share of the excess of the one it follows'),
  names: z.array(z.string()).optional().describe('of `of`, in its order; in all answers'),
  operator: z
    .string()
    .nullable()
    .optional()
    .describe('name of who runs all of them (its slug: `operator` of the providers); null: they are of several'),
})
export type Cause = z.infer<typeof Cause>

/** Who is affected. Figures are voices since the incident began; too few to say is `unknown`, never a guess. */
export const ScopeCell = z.object({
  facet: z
    .enum(['device', 'component', 'component_device', 'region', 'network', 'problem'])
    .describe('by what voices are told apart'),
  value: z.string().describe('as `ios`, `webmail`, `webmail/ios`, `IT-25` (ISO 3166-2), `AS8968`; `-`: not said'),
  verdict: z
    .enum(['affected', 'not_affected', 'recovered', 'unknown'])
    .describe('`unknown`: too few to say; so is whatever is not listed'),
  observed: z.number().describe('voices about problems since the incident began'),
  expected: z.number().describe('those that were usual in that time'),
  since: z.string().optional().describe('of `recovered`: since about when, RFC 3339'),
})
export type ScopeCell = z.infer<typeof ScopeCell>

/**
 * Which of the three speak, and what they say now. `crowd` quiet: as usual; unknown: too little is known of what is usual. `probes` mixed: some
 * fail, not enough for an independent place. `official`: the provider's or operator's own last word.
 */
export const Testimony = z.object({
  crowd: z
    .enum(['problem', 'quiet', 'unknown'])
    .describe('what people say. `quiet`: as usual; `unknown`: too little is known of what is usual'),
  probes: z
    .enum(['failing', 'mixed', 'healthy', 'none'])
    .describe('`mixed`: some fail, not enough for an independent place'),
  official: z.enum(['problem', 'restored', 'none']).describe('last word of the provider or its operator'),
  disputed: z.boolean().describe('they say that it works again, and reports or probes go on saying otherwise'),
})
export type Testimony = z.infer<typeof Testimony>

/** Who said so besides people, of what is verified: our own probes, the operator or provider itself, or both. */
export type Backing = 'probes' | 'operator' | 'both'

/** What a person has changed about an incident that was published, and why. */
export const Correction = z.object({
  at: z.string().describe('RFC 3339, UTC'),
  type: z.enum(['corrected', 'withdrawn']).describe('`withdrawn`: there was no such incident; it stands no longer'),
  reason: z.string().describe('in the words of whoever did it'),
})
export type Correction = z.infer<typeof Correction>

export const IncidentEvent = z.object({
  at: z.string().describe('RFC 3339, UTC'),
  type: IncidentEventType,
  from: State.describe('state before'),
  to: State.describe('state after'),
  evidence: Evidence.describe('what the rule had seen'),
  reason: z.string().optional().describe('of a correction or withdrawal'),
})
export type IncidentEvent = z.infer<typeof IncidentEvent>

/** `started_at` is an estimate, `detected_at` (the first `suspected` of the same rise) a fact. Instants are RFC 3339, UTC. */
export const Incident = z.object({
  id: z.string().describe('UUID'),
  provider: z.string().describe('slug'),
  name: z.string().describe('of the provider'),
  state: State.describe(
    'as the rule has it. Over it is where `resolved_at` is not null: the state is then `ok` or, where it ended unseen, `unknown`',
  ),
  verified: z.boolean().describe('our own probes from two networks agreed, or the operator said so'),
  started_at: z.string().describe('an estimate; RFC 3339, UTC'),
  detected_at: z.string().describe('when the rule first suspected it: a fact; RFC 3339, UTC'),
  confirmed_at: z.string().describe('when it was published; RFC 3339, UTC'),
  resolved_at: z
    .string()
    .nullable()
    .describe(
      'RFC 3339, UTC; null: it goes on. With `state` `unknown` it is how long we followed it: nobody saw the end',
    ),
  peak: z.int().describe('most voices in any 15 minutes'),
  started_between: z
    .tuple([z.string(), z.string()])
    .nullable()
    .describe(
      '90 % interval of started_at; of what probes alone have found their last good answer and the first bad one',
    ),
  cause: Cause.nullable().describe('on `collateral` alone nobody is to be shown in trouble; null: nothing is known'),
  scope: z.array(ScopeCell).describe('who is affected and who is not'),
  corrections: z.array(Correction).describe('oldest first; one that is withdrawn stands no longer'),
})
export type Incident = z.infer<typeof Incident>
