import type { EmbedCurve, EmbedFacts, EmbedLine } from '../../../shared/embed.ts'
import { UNJUDGED } from '../../../shared/series.ts'
import { QUARTER_MS, bucketStart, HOUR_MS } from '../../../shared/time.ts'
import {
  incidentBand,
  openBands,
  rangeWindow,
  toChartPoint,
  type ChartModel,
  type Range,
} from '../../../web/chart/model.ts'
import { chartSummary } from '../../../web/chart/summary.ts'
import { formatClock, formatZone, type Reader } from '../../../web/format.ts'
import { embedTexts } from '../../../web/locales/embed.ts'
import { texts } from '../../../web/locales/texts.ts'
import { verdictSentence } from '../../../web/sentence.ts'
import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { upperLimit } from '../../detect/limits.ts'
import type { Database } from '../../store/db.ts'
import { readIncidents, toIncident } from '../../store/incidents.ts'
import { readLive } from '../../store/live.ts'
import { readSeries } from '../../store/series.ts'
import type { Asked } from './asked.ts'

export type FactsDeps = { db: Database; clock: Clock; directory: Directory }

/** Real time: a copy that is older says so. */
export const STALE_MS = 180_000
const SPARK_MS = 6 * HOUR_MS

export type EmbedSource = {
  /** Undefined: there is no such incident. */
  read(asked: Asked): Promise<EmbedFacts | undefined>
}

/** What embeds show. */
export function createEmbedFacts(deps: FactsDeps): EmbedSource {
  return {
    async read(asked) {
      const { subject, lang, zone } = asked
      if (subject.kind !== 'provider') return undefined
      const reader: Reader = { lang, zone }
      const now = deps.clock.now()
      const { line, curve } = await readProviderFacts(deps, subject.entry, asked.range, reader, now)
      const t = embedTexts[lang]
      return {
        generated_at: new Date(now).toISOString(),
        stale_after: new Date(now + STALE_MS * deps.clock.speed).toISOString(),
        mode: deps.clock.mode,
        lang,
        zone,
        as_of: null,
        ended: false,
        title: line.name,
        path: line.path,
        lines: [line],
        curve,
        notes: [],
        time: `${formatClock(reader, now)} ${formatZone(reader, now)}`,
        words: {
          source: t.embedSource,
          usual: texts[lang].legendUsual,
          old: texts[lang].oldNumbers,
          open: t.embedOpen,
        },
        report: null,
      }
    },
  }
}

async function readProviderFacts(
  { db, clock }: FactsDeps,
  entry: DirectoryEntry,
  range: Range,
  reader: Reader,
  now: number,
): Promise<{ line: EmbedLine; curve: EmbedCurve }> {
  const window = rangeWindow(range, now)
  const to = bucketStart(now, QUARTER_MS) + QUARTER_MS
  const [lives, series, spark, incidents] = await Promise.all([
    readLive(db, [entry.id], { now, speed: clock.speed }, upperLimit),
    readSeries(db, { providerId: entry.id, ...window, upperLimit }),
    readSeries(db, { providerId: entry.id, from: to - SPARK_MS, to, widthMs: QUARTER_MS, upperLimit }),
    readIncidents(db, { providerId: entry.id, since: window.from, open: false, limit: 60 }),
  ])
  const live = lives.get(entry.id)
  const verdict = live?.verdict ?? UNJUDGED
  const sentence = verdictSentence(reader, verdict, now)
  const model: ChartModel = {
    range,
    ...window,
    now,
    points: series.map(toChartPoint),
    bands: [...incidents.map(toIncident).map(incidentBand), ...(live === undefined ? [] : openBands(live))],
    marks: [],
  }
  return {
    line: {
      slug: entry.slug,
      name: entry.name,
      path: `/${reader.lang}/p/${entry.slug}`,
      tone: sentence.tone,
      verified: verdict.verified,
      headline: sentence.headline,
      numbers: sentence.numbers,
      cause: sentence.cause,
      spark: spark.map((point) => point.problems),
      news: JSON.stringify([
        sentence.tone,
        verdict.verified,
        verdict.since,
        verdict.cause,
        live?.incident?.corrections.length,
      ]),
    },
    curve: {
      from: window.from,
      to: window.to,
      now,
      width_ms: window.widthMs,
      points: model.points.map(({ n, expected, upper }) => [n, expected, upper]),
      bands: model.bands.map(({ from, to: end, kind }) => ({ from, to: end, kind })),
      ticks: [],
      summary: chartSummary(reader, model),
    },
  }
}
