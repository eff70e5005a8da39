import { z } from 'zod'
import { COMPONENT_SLUG, PROVIDER_SLUG } from './provider.ts'

/** What our own prober can ask. */
export const PROBE_KINDS = ['http', 'dns', 'tcp', 'tls', 'smtp', 'imap', 'pop3'] as const
export const RunnableKind = z.enum(PROBE_KINDS)
export type RunnableKind = z.infer<typeof RunnableKind>

/** `external`: another tool has asked, in its own way. */
export const ProbeKind = z.enum([...PROBE_KINDS, 'external'])
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

/** Milliseconds each phase took; null: not reached. `first_byte` is measured from the end of the connection's making. */
export const ProbeTimings = z.object({
  dns: z.number().nonnegative().nullable(),
  connect: z.number().nonnegative().nullable(),
  tls: z.number().nonnegative().nullable(),
  first_byte: z.number().nonnegative().nullable(),
})
export type ProbeTimings = z.infer<typeof ProbeTimings>

export const MAX_TARGET_CHARS = 500
export const MAX_KEYWORD_CHARS = 200
const mailbox = z
  .string()
  .max(254)
  .regex(/^[^\s@<>\x00-\x1f]+@[^\s@<>\x00-\x1f]+$/, 'must be a mail address') // oxlint-disable-line no-control-regex

/**
 * What is to be asked, and how. `target` is a URI of the kind: `https://…`, `dns:name?type=MX` (the machine's own resolvers) or
 * `dns://resolver/name?type=A` (RFC 4501), `tcp://host:port`, `tls://host:port`, `smtp://host:25`, `imap://host:143`, `imaps://host:993`,
 * `pop://host:110`, `pops://host:995`.
 */
export const ProbeTarget = z.strictObject({
  provider: z.string().max(80).regex(PROVIDER_SLUG),
  component: z
    .string()
    .max(40)
    .regex(COMPONENT_SLUG)
    .optional()
    .describe('the part it tests; without one, of none in particular'),
  kind: RunnableKind,
  target: z.string().min(1).max(MAX_TARGET_CHARS),
  every_ms: z.int().min(10_000).max(3_600_000).default(60_000),
  keyword: z
    .string()
    .min(1)
    .max(MAX_KEYWORD_CHARS)
    .optional()
    .describe('http: must be in the first 64 kB, or it is `content`'),
  mailbox: z
    .strictObject({ from: mailbox, to: mailbox })
    .optional()
    .describe('smtp: whether this recipient is taken; nothing is ever sent'),
})
export type ProbeTarget = z.infer<typeof ProbeTarget>

/** One result as an agent posts it. `id` is a UUIDv7 made by the agent: a repeat is harmless. */
export const NewProbeResult = z.strictObject({
  id: z.uuidv7(),
  provider: z.string().max(80),
  component: z.string().max(40).optional(),
  kind: ProbeKind,
  target: z.string().max(MAX_TARGET_CHARS),
  at: z.iso.datetime({ offset: true }),
  outcome: ProbeOutcome,
  status: z.int().min(100).max(599).optional().describe('of HTTP or SMTP'),
  timings: ProbeTimings,
  certificate_expires_at: z.iso.datetime({ offset: true }).optional(),
})
export type NewProbeResult = z.infer<typeof NewProbeResult>

export const PROBE_RESULTS_PER_POST = 500
export const RESOLVERS_PER_AGENT = 8
export const NewProbeResults = z.strictObject({
  results: z.array(NewProbeResult).min(1).max(PROBE_RESULTS_PER_POST),
  resolvers: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(RESOLVERS_PER_AGENT)
    .optional()
    .describe('who resolves names for this agent: agents that share one of the public ones count as one place'),
})
export type NewProbeResults = z.infer<typeof NewProbeResults>
