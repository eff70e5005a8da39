import { z } from 'zod'

export const ProbeKind = z.enum(['http'])
export type ProbeKind = z.infer<typeof ProbeKind>

/** Closed set of what a probe can come back with. `blocked` (403, 429, captcha) is no evidence of anything. */
export const ProbeOutcome = z.enum([
  'up',
  'dns',
  'refused',
  'unreachable',
  'timeout',
  'tls',
  'reset',
  'status',
  'content',
  'protocol',
  'blocked',
  'internal',
])
export type ProbeOutcome = z.infer<typeof ProbeOutcome>

/** Milliseconds each phase took; null: not reached. */
export const ProbeTimings = z.object({
  dns: z.number().nonnegative().nullable(),
  connect: z.number().nonnegative().nullable(),
  tls: z.number().nonnegative().nullable(),
  first_byte: z.number().nonnegative().nullable(),
})
export type ProbeTimings = z.infer<typeof ProbeTimings>

/** One result as an agent posts it. `id` is a UUIDv7 made by the agent: a repeat is harmless. */
export const NewProbeResult = z.strictObject({
  id: z.uuidv7(),
  provider: z.string().max(80),
  component: z.string().max(40).optional(),
  kind: ProbeKind,
  target: z.string().max(500),
  at: z.iso.datetime({ offset: true }),
  outcome: ProbeOutcome,
  status: z.int().min(100).max(599).optional(),
  timings: ProbeTimings,
})
export type NewProbeResult = z.infer<typeof NewProbeResult>

export const PROBE_RESULTS_PER_POST = 500
export const NewProbeResults = z.strictObject({ results: z.array(NewProbeResult).min(1).max(PROBE_RESULTS_PER_POST) })
export type NewProbeResults = z.infer<typeof NewProbeResults>
