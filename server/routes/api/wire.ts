import { z } from '@hono/zod-openapi'
import { PressEcho } from '../../../shared/echo.ts'
import { Incident, IncidentEvent, State } from '../../../shared/incident.ts'
import { Mode } from '../../../shared/live.ts'
import { Clocks, Communication, Forecast, Notice } from '../../../shared/notice.ts'
import { NewProbeResult, ProbeOutcome, ProbeTimings } from '../../../shared/probe.ts'
import { ProblemKind, Provider } from '../../../shared/provider.ts'
import { NOT_CITED } from '../../../web/citation.ts'
import { Blindness, SeriesPoint, Verdict } from '../../../shared/series.ts'
import { Facet, SeriesInterval } from './series-asked.ts'

// Answers of the read API. Names under `meta` are those of the OpenAPI document.

/** Every answer says when it was made and whether it is of the present. */
export const Stamp = z.object({
  generated_at: z.string().describe('RFC 3339, UTC'),
  mode: Mode.describe('`replay` and `simulation` are not of the present: do not report them as news'),
})

const named = {
  provider: Provider.meta({ id: 'Provider' }),
  verdict: Verdict.meta({ id: 'Verdict' }),
  incident: Incident.meta({ id: 'Incident' }),
  event: IncidentEvent.meta({ id: 'IncidentEvent' }),
  state: State.meta({ id: 'State' }),
  notice: Notice.meta({ id: 'Notice' }),
  forecast: Forecast.meta({ id: 'Forecast' }),
}

export const Point = SeriesPoint.extend({
  complete: z.boolean().describe('false: the bucket is still open'),
  revision: z
    .int()
    .optional()
    .describe(
      'of a bucket that is over and not yet final, grows with every report that is handed in late: who has the same one has the same totals. Not given: the bucket is open, a gap, or final',
    ),
}).meta({ id: 'SeriesPoint' })
export type Point = z.infer<typeof Point>

export const ListedProvider = named.provider
  .extend({ verdict: named.verdict.describe('what the rule says of it now') })
  .meta({ id: 'ListedProvider' })

export const ProviderList = Stamp.extend({
  providers: z.array(ListedProvider).describe('by name; with `q` the best match first'),
  next: z.string().nullable().describe('`cursor` of the next page; null: this is the last'),
}).meta({ id: 'ProviderList' })

export const ProbeStanding = z
  .object({
    kind: NewProbeResult.shape.kind,
    target: z.string().describe('what is asked'),
    component: z.string().nullable().describe('the part it tests; null: none in particular'),
    vantage: z.string().nullable().describe('name of the agent; null: this server'),
    at: z.string().describe('of the newest result, RFC 3339, UTC'),
    outcome: ProbeOutcome,
    status: z.int().nullable().describe('of HTTP or SMTP'),
    timings: ProbeTimings.describe('milliseconds of each phase; null: not reached'),
    certificate_expires_at: z.string().nullable().describe('of the certificate it showed, RFC 3339, UTC; null: none'),
    since: z.string().describe('since when the outcome is the same, at most 24 hours back'),
    up_share_24h: z.number().nullable().describe('of the results that say anything; null: none did'),
    evidence: z.boolean().describe('false: `blocked` and `internal` say nothing about the provider'),
  })
  .meta({ id: 'ProbeStanding' })
export type ProbeStanding = z.infer<typeof ProbeStanding>

export const ProviderDetail = Stamp.extend({
  provider: named.provider.describe('who it is'),
  verdict: named.verdict.describe('what the rule says of it now'),
  incident: named.incident.nullable().describe('the open one'),
  stats_24: z.array(Point).describe('the last 96 quarters of an hour, the last one open'),
  top_problems: z
    .array(
      z.object({
        problem: ProblemKind,
        voices: z.int().describe('that said so'),
        share: z.number().describe('0 to 1'),
      }),
    )
    .describe('of the last 24 hours; shares of the voices that said what is wrong'),
  blindness: Blindness.meta({ id: 'Blindness' })
    .nullable()
    .describe('what we do not notice at this hour; silence is not health. null: not known'),
  probes: z.array(ProbeStanding).describe('targets with a result of the last hour, by vantage point'),
  notices: z
    .array(named.notice)
    .describe('what was said in the last 30 days, or since what is going on began; oldest first'),
  forecasts: z.array(named.forecast).describe('times that these notices announced, and what came of them'),
  communication: Communication.meta({ id: 'Communication' })
    .nullable()
    .describe('where its own word is looked for; null: nowhere'),
}).meta({ id: 'ProviderDetail' })

export const Series = Stamp.extend({
  provider: z.string().describe('slug'),
  interval: SeriesInterval.describe('width of a bucket'),
  from: z.string().describe('start of the first bucket, RFC 3339, UTC'),
  to: z.string().describe('end of the last bucket, RFC 3339, UTC'),
  final_before: z
    .string()
    .describe(
      'buckets that end by then change no more; until then reports that are handed in late (48 hours at most) may fill them',
    ),
  facet: Facet.nullable().describe('null: not asked for'),
  facets: z
    .array(
      z.object({
        value: z.string().describe('of the facet; `-`: not said'),
        points: z
          .array(
            z.object({
              t: z.int().describe('bucket start, epoch milliseconds'),
              reports: z.number().describe('presses'),
              problems: z.number().describe('voices about problems'),
              works: z.number().describe('voices "works for me"'),
            }),
          )
          .describe('buckets in which there was something, in order'),
      }),
    )
    .nullable()
    .describe('most problems first; null: not asked for'),
  points: z.array(Point).describe('all buckets in order, of all values'),
}).meta({ id: 'Series' })

/** References (RFC 3986), to be read from the address of the answer on. */
export const ListedIncident = named.incident
  .extend({
    links: z
      .object({
        self: z.string().describe('events with their evidence, clocks, what was said and what came of it'),
        citation: z.string().describe('a sentence to print'),
        page: z.string().describe('for people'),
      })
      .describe('where the rest of it is, from the address of the answer on (RFC 3986)'),
  })
  .meta({ id: 'ListedIncident' })
export type ListedIncident = z.infer<typeof ListedIncident>

export const IncidentList = Stamp.extend({
  incidents: z.array(ListedIncident).describe('newest first; with `open=false` by when they ended'),
  next: z.string().nullable().describe('`cursor` of the next page; null: this is the last'),
}).meta({ id: 'IncidentList' })

export const IncidentDetail = Stamp.extend({
  incident: named.incident.describe('as it is known now'),
  events: z.array(named.event).describe('oldest first, each with what the rule had seen'),
  clocks: Clocks.meta({ id: 'Clocks' })
    .nullable()
    .describe('when crowd, probes and the official word first told of it, and of its end; null: it was withdrawn'),
  notices: z.array(named.notice).describe('what was said of it, up to 30 days after its end; oldest first'),
  forecasts: z.array(named.forecast).describe('times that were announced, and what came of them'),
  echo: PressEcho.meta({ id: 'PressEcho' })
    .nullable()
    .describe('through whose widgets it was reported; null: older than minutes are kept, and nothing was frozen of it'),
  mail_expires_from: z
    .string()
    .nullable()
    .describe(
      'mail only: when what was sent as it began starts to come back to its sender, about 5 days later; null: it was over by then',
    ),
}).meta({ id: 'IncidentDetail' })

export const Citation = Stamp.extend({
  provider: z.string().describe('slug'),
  incident: z.string().nullable().describe('the one that is cited; null: people alone, and no verdict'),
  voices: z.int().describe('about problems, from `from` until `to`'),
  from: z.string().describe('RFC 3339, UTC'),
  to: z.string().describe('RFC 3339, UTC'),
  zone: z.string().describe('IANA; the times of both sentences are in it'),
  it: z.string().nullable().describe('the sentence in Italian; null: see `not_cited`'),
  en: z.string().nullable().describe('the sentence in English; null: see `not_cited`'),
  not_cited: z
    .enum(NOT_CITED)
    .nullable()
    .describe(
      'why there is no sentence: not of the present, withdrawn, reports that follow somebody else’s incident, or no report at all',
    ),
  url: z.string().describe('to be given as the source, beside the sentence'),
}).meta({ id: 'Citation' })

export const NoticeList = Stamp.extend({
  notices: z.array(named.notice).describe('newest first'),
  next: z.string().nullable().describe('`cursor` of the next page; null: this is the last'),
}).meta({ id: 'NoticeList' })

export const ProbeResultsReceipt = Stamp.extend({
  received: z.int().describe('results in the body'),
  stored: z.int().describe('new ones among them'),
  repeated: z.int().describe('were here already'),
  refused: z.int().describe('would be one target of their provider too many'),
  history: z.int().describe('of those received, older than an hour: kept, but not what is so now'),
}).meta({ id: 'ProbeResultsReceipt' })
