import { z } from 'zod'
import { Mode } from './live.ts'
import { ProblemKind } from './provider.ts'

// What an embed shows, in every form it has: element, frame, curve and picture are made of the same facts, in words that the server has chosen.

/** As the state is drawn; reports that follow somebody else's incident have no colour of trouble. */
export const EmbedTone = z.enum(['ok', 'suspected', 'confirmed', 'recovering', 'unknown', 'collateral'])
export type EmbedTone = z.infer<typeof EmbedTone>

/** One service. Of an incident that is over, the incident. */
export const EmbedLine = z.object({
  slug: z.string(),
  name: z.string(),
  path: z.string().describe('its page on this host, with the language'),
  tone: EmbedTone,
  verified: z.boolean(),
  headline: z.string().describe('the state as a sentence'),
  numbers: z.string().describe('voices of the last 15 minutes beside the usual; of an incident that is over, its peak'),
  cause: z.string().nullable().describe('with whom it fails, or whom it follows'),
  spark: z
    .array(z.number().nullable())
    .describe('voices per 15 minutes, the last 6 hours, oldest first; null: we were away'),
  news: z.string().describe('while this is the same, a live message has brought new figures only'),
})
export type EmbedLine = z.infer<typeof EmbedLine>

export const EmbedBand = z.object({
  from: z.number(),
  to: z.number().nullable().describe('null: not over'),
  kind: z.enum(['incident', 'suspected', 'collateral', 'withdrawn']),
})
export type EmbedBand = z.infer<typeof EmbedBand>

/** Instants are epoch milliseconds, server time. */
export const EmbedCurve = z.object({
  from: z.number(),
  to: z.number(),
  now: z.number().describe('the open bucket is filled up to here'),
  width_ms: z.number(),
  points: z
    .array(z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable()]))
    .describe('[voices about problems, usual, upper limit] of each bucket from `from` on; voices null: we were away'),
  bands: z.array(EmbedBand).describe('ground behind the curve'),
  ticks: z.array(z.tuple([z.number(), z.string()])).describe('[instant, its words] along the time axis'),
  summary: z.string().describe('for those who do not see it'),
})
export type EmbedCurve = z.infer<typeof EmbedCurve>

/** What the form inside an embed says; two presses. */
export const EmbedReport = z.object({
  provider: z.string(),
  button: z.string(),
  question: z.string(),
  problems: z.array(z.tuple([ProblemKind, z.string()])),
  works: z.string(),
  cancel: z.string(),
  privacy: z.string(),
  counted: z.string(),
  repeat: z.string(),
  changed: z.string(),
  refused: z.string(),
  failed: z.string().describe('it could not be sent: nothing is claimed'),
})
export type EmbedReport = z.infer<typeof EmbedReport>

export const EmbedFacts = z.object({
  generated_at: z.string(),
  stale_after: z
    .string()
    .nullable()
    .describe('later than this it is not of the present; null: frozen, it does not grow old'),
  mode: Mode,
  lang: z.string(),
  zone: z.string().describe('IANA; all words are in it'),
  as_of: z.string().nullable().describe('frozen at this instant, from what was stored by then; null: live'),
  ended: z.boolean().describe('an incident that is over: it will only change when it is corrected'),
  title: z.string(),
  path: z.string().describe('the page on this host about all of it'),
  lines: z.array(EmbedLine),
  curve: EmbedCurve.nullable().describe('of one provider or incident'),
  notes: z
    .array(z.string())
    .describe('what every form must show: a replay, frozen when, corrected when, whole hours only'),
  time: z.string().describe('of which moment it is, with its zone'),
  words: z.object({
    source: z.string().describe('"fonte: Brusio"'),
    usual: z.string().describe('what the curve counts, and what the pale band is'),
    old: z.string().describe('to be shown when it is past `stale_after`'),
    open: z.string().describe('what the link to `path` says'),
  }),
  report: EmbedReport.nullable().describe('where the embed asked for the button'),
})
export type EmbedFacts = z.infer<typeof EmbedFacts>

/** A live message of `embed:{lang}:{slug}`: the figures of a line. When `news` differs, the facts are to be read again. */
export const EmbedUpdate = z.object({
  news: z.string(),
  numbers: z.string(),
  open: z
    .array(z.tuple([z.number(), z.number().nullable()]))
    .describe('[minute, voices] of the last 15 minutes, the open one last'),
})
export type EmbedUpdate = z.infer<typeof EmbedUpdate>
