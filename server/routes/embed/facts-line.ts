import type { EmbedLine } from '../../../shared/embed.ts'
import type { Incident } from '../../../shared/incident.ts'
import type { ProviderLive } from '../../../shared/live.ts'
import type { ChartModel } from '../../../web/chart/model.ts'
import { embedNews } from '../../../web/embed-words.ts'
import { formatClock, formatDay, type Reader } from '../../../web/format.ts'
import { embedTexts } from '../../../web/locales/embed.ts'
import { texts } from '../../../web/locales/texts.ts'
import { isWithdrawn } from '../../../web/parts/corrections.tsx'
import { isCollateral } from '../../../web/groups.ts'
import { causeWords, verdictSentence } from '../../../web/sentence.ts'
import { lengthWords, peakWords, timeOf } from '../../../web/story.ts'

export type Judged = Pick<ProviderLive, 'verdict' | 'incident'>

/** A service, and what is said of it at `now`. */
export function serviceLine(
  reader: Reader,
  who: { slug: string; name: string },
  judged: Judged,
  spark: readonly (number | null)[],
  now: number,
): EmbedLine {
  const { verdict } = judged
  const sentence = verdictSentence(reader, verdict, now)
  return {
    slug: who.slug,
    name: who.name,
    path: `/${reader.lang}/p/${who.slug}`,
    tone: sentence.tone,
    verified: verdict.verified,
    headline: sentence.headline,
    numbers: sentence.numbers,
    cause: sentence.cause,
    spark: [...spark],
    news: embedNews(judged),
  }
}

/** The same where it stands alone: there is room to say on what a red verdict rests, and nobody prints one without. */
export function aloneLine(...of: Parameters<typeof serviceLine>): EmbedLine {
  const [reader, , { verdict }, , now] = of
  const line = serviceLine(...of)
  if (verdict.state !== 'confirmed' || isCollateral(verdict)) return line
  const { hint } = verdictSentence(reader, verdict, now)
  return { ...line, cause: [line.cause, hint].filter((part) => part !== null).join(' ') || null }
}

/** An incident that is over, told in one line: calm, whatever it was. */
export function storyLine(reader: Reader, incident: Incident, chart: ChartModel): EmbedLine {
  const t = texts[reader.lang]
  const [, to] = timeOf(incident, chart.now)
  const withdrawn = isWithdrawn(incident)
  const isLetGo = incident.state === 'unknown'
  return {
    slug: incident.provider,
    name: incident.name,
    path: `/${reader.lang}/i/${incident.id}`,
    tone: isLetGo && !withdrawn ? 'unknown' : 'ok',
    verified: !withdrawn && incident.verified,
    headline: withdrawn
      ? t.withdrawnLead
      : embedTexts[reader.lang].embedOver(
          formatClock(reader, to),
          formatDay(reader, to),
          lengthWords(reader, incident, to),
          isLetGo,
        ),
    numbers: withdrawn ? '' : peakWords(reader, incident, chart),
    cause: withdrawn || incident.cause === null ? null : causeWords(reader, incident.cause),
    spark: [],
    news: `${incident.id} ${to} ${incident.corrections.length}`,
  }
}
