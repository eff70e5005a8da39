import { z } from 'zod'
import { COMPONENT_SLUG, PROVIDER_SLUG } from './provider.ts'

/** What our own prober can ask. */
export const PROBE_KINDS = ['http', 'dns', 'tcp', 'tls', 'smtp', 'imap', 'pop3'] as const
export const RunnableKind = z.enum(PROBE_KINDS).describe('what `target` is')
export type RunnableKind = z.infer<typeof RunnableKind>

/** `external`: another tool has asked, in its own way. */
export const ProbeKind = z
  .enum([...PROBE_KINDS, 'external'])
  .describe('what `target` is; `external`: another tool has asked, in its own way')
export type ProbeKind = z.infer<typeof ProbeKind>

/** Closed set of what a probe can come back with. `blocked` (403, 429, captcha) is no evidence of anything. */
export const ProbeOutcome = z
  .enum([
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
  .describe(
    '`refused`: the connection; `blocked` (403, 429, a captcha) and `internal` (ours) are no evidence of anything',
  )
export type ProbeOutcome = z.infer<typeof ProbeOutcome>

/** Milliseconds each phase took; null: not reached. `first_byte` is measured from the end of the connection's making. */
export const ProbeTimings = z.object({
  dns: z.number().nonnegative().nullable().describe('ms, until the name was resolved; null: not reached'),
  connect: z.number().nonnegative().nullable().describe('ms, until the connection stood; null: not reached'),
  tls: z.number().nonnegative().nullable().describe('ms, until it was encrypted; null: not reached'),
  first_byte: z
    .number()
    .nonnegative()
    .nullable()
    .describe('ms from then on, until the answer began; null: not reached'),
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
  provider: z.string().max(80).regex(PROVIDER_SLUG).describe('whose it is'),
  component: z
    .string()
    .max(40)
    .regex(COMPONENT_SLUG)
    .optional()
    .describe('the part it tests; without one, of none in particular'),
  kind: RunnableKind,
  target: z
    .string()
    .min(1)
    .max(MAX_TARGET_CHARS)
    .describe(
      '`https://…`, `dns:name?type=MX`, `tcp://`, `tls://`, `smtp://`, `imap://`, `pop://` and their secure forms',
    ),
  every_ms: z.int().min(10_000).max(3_600_000).default(60_000).describe('how often, in milliseconds'),
  keyword: z
    .string()
    .min(1)
    .max(MAX_KEYWORD_CHARS)
    .optional()
    .describe('http: must be in the first 64 kB, or it is `content`'),
  mailbox: z
    .strictObject({ from: mailbox.describe('as whom it asks'), to: mailbox.describe('the recipient') })
    .optional()
    .describe('smtp: whether this recipient is taken; nothing is ever sent'),
})
export type ProbeTarget = z.infer<typeof ProbeTarget>

/** One result as an agent posts it. `id` is a UUIDv7 made by the agent: a repeat is harmless. */
export const NewProbeResult = z.strictObject({
  id: z.uuidv7().describe('made by the agent, of at most 72 hours ago: the same one twice is one result'),
  provider: z.string().max(80).describe('slug'),
  component: z.string().max(40).optional().describe('the part it tests'),
  kind: ProbeKind,
  target: z
    .string()
    .max(MAX_TARGET_CHARS)
    .describe('what was asked: an address of the kind or, of `external`, any name'),
  at: z.iso.datetime({ offset: true }).describe('when it was asked, RFC 3339; at most 72 hours ago'),
  outcome: ProbeOutcome,
  status: z.int().min(100).max(599).optional().describe('of HTTP or SMTP'),
  timings: ProbeTimings.describe('milliseconds of each phase'),
  certificate_expires_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('of the certificate it showed, RFC 3339'),
})
export type NewProbeResult = z.infer<typeof NewProbeResult>

export const PROBE_RESULTS_PER_POST = 500
export const RESOLVERS_PER_AGENT = 8
export const NewProbeResults = z.strictObject({
  results: z.array(NewProbeResult).min(1).max(PROBE_RESULTS_PER_POST).describe('all are taken, or none'),
  resolvers: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(RESOLVERS_PER_AGENT)
    .optional()
    .describe('who resolves names for this agent: agents that share one of the public ones count as one place'),
})
export type NewProbeResults = z.infer<typeof NewProbeResults>
