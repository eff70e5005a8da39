import { z } from 'zod'
import { DEVICES } from './provider.ts'

/** Who speaks. The first two speak for the service: only their word moves a clock or a verdict. */
export const NOTICE_BY = ['provider', 'operator', 'consumer_association', 'authority'] as const
export const NoticeBy = z.enum(NOTICE_BY).describe('who speaks: only `provider` and `operator` speak for the service')
export type NoticeBy = z.infer<typeof NoticeBy>

/** What it is about. `problem`: that something is wrong; `restored`: that it works again. */
export const NOTICE_TOPICS = [
  'problem',
  'cause',
  'attack_denied',
  'data_safe',
  'forecast',
  'restored',
  'compensation',
] as const
export const NoticeTopic = z.enum(NOTICE_TOPICS)
export type NoticeTopic = z.infer<typeof NoticeTopic>

/** The most that is kept of one notice, in characters. */
export const NOTICE_LIMITS = { text: 4_000, author: 100, source: 500, forecasts: 8 } as const

/** From and to, RFC 3339, UTC: the instant lies somewhere between them. Both the same: it is known exactly. */
export const Between = z.tuple([z.string(), z.string()])
export type Between = z.infer<typeof Between>

/** What somebody said, unedited. */
export const Notice = z.object({
  id: z.string().describe('UUID'),
  provider: z.string().describe('slug'),
  by: NoticeBy,
  author: z.string().describe('who said it, by name'),
  domain: z
    .string()
    .nullable()
    .describe('right of reply: its author has proven this domain; null: reported by somebody else'),
  topics: z.array(NoticeTopic).describe('what it is about. `problem`: something is wrong; `restored`: it works again'),
  text: z.string().describe('as it was said, unedited'),
  lang: z.string().describe('BCP 47'),
  source: z.string().nullable().describe('where it can be read'),
  component: z.string().nullable().describe('the part it speaks of; null: all'),
  device: z.enum(DEVICES).nullable().describe('the device it speaks of; null: all'),
  said_between: Between.nullable().describe('null: nobody knows when'),
  seen_at: z.string().describe('when it came to us, RFC 3339, UTC'),
})
export type Notice = z.infer<typeof Notice>

/** What came of an announced time. Never a stronger word than the facts: what may be either is `undecidable`. `pending`: its time has not come. */
export const ForecastOutcome = z
  .enum(['pending', 'met', 'exceeded', 'partly', 'undecidable'])
  .describe('what came of it; `undecidable`: it may be either, `pending`: its time has not come')
export type ForecastOutcome = z.infer<typeof ForecastOutcome>

/** An announced time, as an interval of deadlines, and what came of it. */
export const Forecast = z.object({
  notice: z.string().describe('id of the notice that announced it'),
  author: z.string().describe('who announced it, by name'),
  said_between: Between.nullable().describe('when; null: nobody knows'),
  due_between: Between.describe('the earliest and the latest instant that may have been meant'),
  zone: z.string().describe('IANA name: days were counted here'),
  component: z.string().nullable().describe('the part it speaks of; null: all'),
  device: z.enum(DEVICES).nullable().describe('the device it speaks of; null: all'),
  outcome: ForecastOutcome,
  parts: z
    .array(
      z.object({
        component: z.string().nullable().describe('null: all'),
        device: z.enum(DEVICES).nullable().describe('null: all'),
        restored_between: Between.nullable().describe('null: not known, or not yet'),
        outcome: ForecastOutcome,
      }),
    )
    .describe('where devices or parts came back at different times'),
})
export type Forecast = z.infer<typeof Forecast>

/** One clock: when a fact is dated, and by what. `between` null: unknown, never guessed. */
export const ClockReading = z.object({
  between: Between.nullable().describe('from and to, RFC 3339, UTC: the instant lies between them; null: unknown'),
  source: z.string().nullable().describe('of the official word: the id of its notice; of a probe: its target'),
})
export type ClockReading = z.infer<typeof ClockReading>

export const ThreeClocks = z.object({
  crowd: ClockReading.describe(
    'the first change of state that people carried; at the end, since when reports fell for good',
  ),
  probe: ClockReading.describe(
    'the first of two failures in a row; at the end, when the last of these targets was back',
  ),
  official: ClockReading.describe(
    'the first word of the provider or its operator; at the end, when all was said to work',
  ),
})
export type ThreeClocks = z.infer<typeof ThreeClocks>

/** Minutes from one clock to another, at least and at most; negative: it came after; null: one of them is unknown. */
export const Lead = z
  .tuple([z.number(), z.number()])
  .nullable()
  .describe('minutes, at least and at most; negative: it came after; null: one of them is unknown')
export const Leads = z.object({ crowd_before_probe: Lead, crowd_before_official: Lead, probe_before_official: Lead })
export type Leads = z.infer<typeof Leads>

/** First crowd signal, first failed probe, first official word; and the same of the end. */
export const Clocks = z.object({
  start: ThreeClocks.describe('when each first told of it'),
  end: ThreeClocks.describe('when each told that it is over'),
  leads: z
    .object({ start: Leads.describe('of the start'), end: Leads.describe('of the end') })
    .describe('from one clock to another'),
})
export type Clocks = z.infer<typeof Clocks>

/** What is known of a provider's own channels: null where we look at none. */
export const Communication = z.object({
  looked_at: z
    .string()
    .nullable()
    .describe('RFC 3339, UTC: when its channels were last looked at; null: never, or there are none we can read'),
  sources: z.array(z.string()).describe('addresses that are looked at'),
})
export type Communication = z.infer<typeof Communication>
