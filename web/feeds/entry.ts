import { v5 } from 'uuid'
import type { Backing, Incident, IncidentEvent } from '../../shared/incident.ts'
import type { Mode } from '../../shared/live.ts'
import { byWhomConfirmed, byWhomVerified, formatWindow } from '../evidence.ts'
import { formatExpected, formatMoment, formatNumber, formatPercent, formatZone, type Reader } from '../format.ts'
import { isCollateral } from '../groups.ts'
import { intervalWords } from '../interval.ts'
import { echoTexts } from '../locales/echo.ts'
import { feedTexts, type FeedTexts } from '../locales/feeds.ts'
import { texts } from '../locales/texts.ts'
import { isWithdrawn } from '../parts/corrections.tsx'
import { causeWords } from '../sentence.ts'
import { basisWords, isSilent, lengthWords } from '../story.ts'
import type { FeedEntry } from './feed.ts'

/** What happened to an incident; `id` is the event's own number. `backing`: who said so besides people; null: it is written down nowhere. */
export type FeedEvent = { id: number; event: IncidentEvent; incident: Incident; backing: Backing | null }

type Telling = { reader: Reader; mode: Mode; origin: string }

/**
 * One update as an entry. It says what happened then, and what has been corrected since; only what was corrected or withdrawn makes it newer. Its
 * id is made of incident, event and language: it outlives another host, a restart and a backup, and two languages are two entries.
 */
export function toFeedEntry({ reader, mode, origin }: Telling, { id, event, incident, backing }: FeedEvent): FeedEntry {
  const { lang } = reader
  const t = feedTexts[lang]
  const at = Date.parse(event.at)
  const withdrawn = isWithdrawn(incident) && event.type !== 'withdrawn'
  const title = titleOf(t, event, incident)
  const before = [...(mode === 'live' ? [] : [t.feedMode[mode]]), ...(withdrawn ? [t.feedWithdrawn] : [])]
  return {
    id: `urn:uuid:${v5(`${id} ${lang}`, incident.id)}`,
    title: [...before, title].join(' · '),
    summary: [
      ...(mode === 'live' ? [] : [t.feedModeNote[mode]]),
      ...correctionsOf(reader, incident),
      ...(isCorrection(event) ? [] : toldOf(reader, { event, incident, backing })),
      t.feedReportsNot,
    ].join(' '),
    link: `${origin}/${lang}/i/${incident.id}`,
    publishedAt: at,
    updatedAt: Math.max(at, ...incident.corrections.map((correction) => Date.parse(correction.at))),
    provider: { slug: incident.provider, name: incident.name },
  }
}

const isCorrection = ({ type }: IncidentEvent) => type === 'corrected' || type === 'withdrawn'

/** Reports that only follow somebody else's incident are never told as this one's trouble. */
function titleOf(t: FeedTexts, event: IncidentEvent, incident: Incident): string {
  const { name } = incident
  if (event.type === 'corrected') return t.feedCorrected(name)
  if (event.type === 'withdrawn') return t.feedWithdrew(name)
  if (event.type === 'resolved' && event.to === 'unknown') return t.feedLetGo(name)
  if (isCollateral(incident)) return event.type === 'resolved' ? t.feedCollateralOver(name) : t.feedCollateral(name)
  if (isSilent(incident) && (event.type === 'recovering' || event.type === 'relapsed'))
    return t.feedSilent[event.type](name)
  switch (event.type) {
    case 'heard':
      return t.feedHeard(name)
    case 'verified':
      return t.feedVerified[byWhom(event, incident)](name)
    case 'recovering':
      return t.feedRecovering(name)
    case 'relapsed':
      return t.feedRelapsed(name)
    case 'resolved':
      return t.feedResolved(name)
    case 'reopened':
      return t.feedReopened[byWhom(event, incident)](name)
    default:
      return t.feedConfirmed[byWhom(event, incident)](name)
  }
}

/** An operator's word is put into its mouth only where it is known to have been enough. */
function byWhom(event: IncidentEvent, { verified }: Incident): keyof FeedTexts['feedConfirmed'] {
  const by = event.type === 'verified' ? byWhomVerified(event) : byWhomConfirmed(event)
  return by === 'operator' && !verified ? 'crowd' : by
}

/** When, how loud, since when or how long, on what it rests, and with whom. Of what was withdrawn no more than the first. */
function toldOf(reader: Reader, told: Omit<FeedEvent, 'id'>): string[] {
  const { event, incident } = told
  const t = feedTexts[reader.lang]
  const at = Date.parse(event.at)
  const figures = `${momentWords(reader, at)}: ${figuresOf(reader, event)}`
  if (isWithdrawn(incident)) return [figures]
  const isBegun = event.type === 'confirmed' || event.type === 'reopened'
  const { amplified } = event.evidence
  const cause = incident.cause && causeWords(reader, incident.cause)
  return [
    figures,
    amplified && echoTexts[reader.lang].echoBrought(formatPercent(reader.lang, amplified.share), amplified.host),
    isBegun && t.feedBegan(beganWords(reader, incident)),
    event.type === 'resolved' &&
      t.feedLasted(lengthWords(reader, { ...incident, resolved_at: event.at }, at), event.to === 'unknown'),
    basisOf(reader, told),
    cause,
  ].filter((words) => typeof words === 'string')
}

/** As its own page says it; but where nobody had said a word, it was not people who said so. */
function basisOf(reader: Reader, { event, incident, backing }: Omit<FeedEvent, 'id'>): string | null {
  const by = byWhom(event, incident)
  const isRise = event.type === 'confirmed' || event.type === 'reopened'
  return isRise && by !== 'crowd' ? feedTexts[reader.lang].feedSaidBy[by] : basisWords(reader, incident, backing)
}

function beganWords(reader: Reader, { started_at, started_between }: Incident): string {
  const [from, to] = (started_between ?? [started_at, started_at]).map((instant) => Date.parse(instant))
  return intervalWords(reader, [from!, to!])
}

const momentWords = (reader: Reader, at: number) => `${formatMoment(reader, at)} ${formatZone(reader, at)}`

/** What nobody has judged (a provider left the catalogue) has no window and no figures. */
function figuresOf(reader: Reader, { type, evidence }: IncidentEvent): string {
  const { lang } = reader
  if (evidence.window_ms === 0) return texts[lang].unjudged(type)
  const observed = Math.round(evidence.observed)
  return feedTexts[lang].feedFigures(
    observed,
    formatNumber(lang, observed),
    formatWindow(lang, evidence.window_ms),
    formatExpected(lang, evidence.expected) ?? '',
  )
}

function correctionsOf(reader: Reader, { corrections }: Incident): string[] {
  return corrections.map(({ at, type, reason }) => {
    const sentence = /[.!?]$/.test(reason) ? reason : `${reason}.`
    return feedTexts[reader.lang].feedCorrection(type, momentWords(reader, Date.parse(at)), sentence)
  })
}
