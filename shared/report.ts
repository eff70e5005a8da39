import { z } from 'zod'
import { COMPONENT_SLUG, Device, PROVIDER_SLUG, ProblemKind } from './provider.ts'

export const Answer = z.enum(['problem', 'works']).describe('`works`: it works for me')
export type Answer = z.infer<typeof Answer>

export const Via = z.enum(['site', 'widget', 'api']).describe('where it was pressed')
export type Via = z.infer<typeof Via>

/** ISO 3166-2, as in IT-25. */
export const REGION_CODE = /^[A-Z]{2}-[A-Z0-9]{1,3}$/

/** A name or address as `location.hostname` gives it: lower case, no port. */
export const PAGE_HOST = /^(?:[a-z0-9_-][a-z0-9_.-]*|\[[0-9a-f:.]+\])$/

/** What the pages are called together that are not named: the widget's voices of a page nobody knows. */
export const UNNAMED_PAGE = '-'

/** Since when, in the steps in which people remember it. */
export const BEGAN = ['now', 'hour', 'today', 'yesterday', 'longer'] as const
export const Began = z.enum(BEGAN)
export type Began = z.infer<typeof Began>

/** What a reporter sends. `id` is a UUIDv7 made by the client, so that a retry is the same report. */
export const NewReport = z.strictObject({
  id: z.uuidv7().optional().describe('yours, of at most 72 hours ago: makes a retry harmless'),
  provider: z.string().max(80).regex(PROVIDER_SLUG).describe('slug'),
  answer: Answer.default('problem'),
  problem: ProblemKind.optional(),
  component: z.string().max(40).regex(COMPONENT_SLUG).optional().describe('which part: one of the provider’s'),
  device: Device.optional(),
  region: z.string().regex(REGION_CODE).optional().describe('ISO 3166-2, as `IT-25`'),
  began: Began.optional().describe('since when it has not worked'),
  via: Via.optional(),
  host: z
    .string()
    .max(253)
    .regex(PAGE_HOST)
    .optional()
    .describe(
      'with `via: widget`: host name of the page that the widget stands in, as in `location.hostname`; asked where neither Origin nor Referer names a page of another host',
    ),
  observed_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('when it was, RFC 3339, where that is not now; at most 48 hours ago'),
})
export type NewReport = z.infer<typeof NewReport>

/**
 * What became of an accepted report. `counted`: it is a voice. `repeat`: this reporter already has a voice with the same
 * answer in this half hour; its detail is kept. `changed`: the first answer of the half hour stands; press again from `counts_from`.
 */
export const ReportOutcome = z
  .enum(['counted', 'repeat', 'changed'])
  .describe(
    '`counted`: it is a voice; `repeat`: this reporter has one in this half hour, the detail is kept; `changed`: the first answer of the half hour stands',
  )
export type ReportOutcome = z.infer<typeof ReportOutcome>

/** Why a report was refused before it could be stored. */
export const DropReason = z.enum([
  'unknown-provider',
  'unknown-component',
  'unfit-problem',
  'unfit-began',
  'unfit-host',
  'id-out-of-range',
  'id-taken',
  'observed-out-of-range',
  'rate-limited',
  'crawler',
])
export type DropReason = z.infer<typeof DropReason>

/** The answer to POST /api/v1/reports, given after the commit. Instants are RFC 3339, UTC. */
export const ReportReceipt = z.object({
  id: z.string().describe('UUIDv7: yours, or one that was made'),
  provider: z.string().describe('slug'),
  outcome: ReportOutcome,
  counted: z.boolean().describe('whether it is a voice of its own'),
  country: z
    .string()
    .nullable()
    .describe('ISO 3166-1: where the address of this reporter is registered; null: not known'),
  received_at: z.string().describe('RFC 3339, UTC'),
  counts_from: z.string().nullable().describe('RFC 3339, UTC; when the next answer of this reporter can count'),
})
export type ReportReceipt = z.infer<typeof ReportReceipt>
