import type { IncidentEvent } from '../shared/incident.ts'
import { formatDuration, formatNumber, formatPercent } from './format.ts'
import { texts } from './locales/texts.ts'
import type { Lang } from './locales/language.ts'

/** The rise of a state is told by how unlikely chance is, its fall by how near the usual it has come. */
const RISES = new Set(['suspected', 'confirmed', 'heard', 'relapsed', 'reopened'])
/** A site this much busier than usual, or quieter, was reckoned with. */
const COMMON_SHOWN = 0.05
/** Under a tenth of a nat a probe has said nothing. */
const NATS_SHOWN = 0.1
const MILLION_NATS = Math.log(1e6)

/** What the rule had seen when the state changed, sentence by sentence, for those who do not know the rule. */
export function evidenceWords(lang: Lang, { type, evidence: e }: Pick<IncidentEvent, 'type' | 'evidence'>): string[] {
  const t = texts[lang]
  const number = (value: number) => formatNumber(lang, value)
  // What was not judged (a provider left the catalogue, a person decided) has no window, and no figures.
  if (e.window_ms === 0) return [t.unjudged(type)]
  const said = [t.heard(number(e.observed), formatWindow(lang, e.window_ms), formatNumber(lang, e.expected, 2))]
  const rises = RISES.has(type)
  // People alone would not have been enough: what follows says what was.
  const isUsual = rises && e.multiple !== undefined && e.multiple < 1
  if (isUsual) said.push(t.crowdUsual)
  else if (rises && e.multiple !== undefined) said.push(t.multiple(number(e.multiple)))
  if (rises && !isUsual && e.allowed !== undefined) said.push(t.allowed(number(e.allowed)))
  if (!rises && type !== 'verified') said.push(t.calmer(oddsOf(lang, e.score), oddsOf(lang, e.threshold)))
  said.push(t.people(number(e.reporters), number(e.networks)))
  if (e.works !== undefined && e.works > 0) said.push(t.works(e.works, number(e.works)))
  if (e.probe_nats !== undefined) said.push(probeWords(lang, e.probe_nats))
  if (e.amplified !== undefined) said.push(t.amplified(e.amplified.host, formatPercent(lang, e.amplified.share)))
  if (e.common !== undefined && Math.abs(e.common - 1) > COMMON_SHOWN) said.push(t.common(number(e.common)))
  return said
}

/**
 * What happened, in a word; where probes decided, it is not called many reports, and what was only let go of is not back to normal. An operator
 * is named only of an incident that is known to be verified still: what was noted by mistake is no word of its own.
 */
export function eventWords(
  lang: Lang,
  { type, to, evidence: e }: Pick<IncidentEvent, 'type' | 'to' | 'evidence'>,
  { isSilent = false, isVerified = false } = {},
): string {
  if (isSilent && (type === 'recovering' || type === 'relapsed')) return texts[lang].eventSilent[type]
  if (type === 'resolved' && to === 'unknown') return texts[lang].letGo
  if (type === 'verified') {
    const by = byWhomVerified({ evidence: e })
    return by === 'probes' || isVerified ? texts[lang].eventVerified[by] : texts[lang].event(type)
  }
  return type === 'confirmed' && byWhomConfirmed({ evidence: e }) === 'probes'
    ? texts[lang].eventByProbes
    : texts[lang].event(type)
}

/** No route of the rule lets fewer people carry anything. */
export const FEWEST_PEOPLE = 3

/** Of these changes, in any order, those of what probes alone had found, before people said so too. */
export function silentOf(events: readonly IncidentEvent[]): Set<IncidentEvent> {
  const silent = new Set<IncidentEvent>()
  let isSilent = false
  for (const event of events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const { type, evidence } = event
    if (type === 'confirmed' || type === 'reopened')
      isSilent = byWhomConfirmed(event) === 'probes' && evidence.reporters < FEWEST_PEOPLE
    else if (type === 'heard' || type === 'relapsed') isSilent = false
    if (isSilent) silent.add(event)
  }
  return silent
}

/** Whose word was enough when the state rose: where people alone would not have been, our probes' or the operator's own. */
export function byWhomConfirmed({ evidence: e }: Pick<IncidentEvent, 'evidence'>): 'crowd' | 'probes' | 'operator' {
  if ((e.multiple ?? 1) >= 1) return 'crowd'
  return (e.probe_nats ?? 0) > NATS_SHOWN ? 'probes' : 'operator'
}

/** Who bore people out: our probes have to reach a threshold, the operator's own word has none. */
export function byWhomVerified({ evidence: e }: Pick<IncidentEvent, 'evidence'>): 'probes' | 'operator' {
  return e.threshold > 0 ? 'probes' : 'operator'
}

/** The same as the rule reckons it, for those who know it; null: it has not decided this, or tells it in odds already. */
export function figuresWords(
  lang: Lang,
  { type, evidence: e }: Pick<IncidentEvent, 'type' | 'evidence'>,
): string | null {
  if (e.window_ms === 0 || !RISES.has(type)) return null
  return texts[lang].figures(formatNumber(lang, e.score), formatNumber(lang, e.threshold))
}

function probeWords(lang: Lang, nats: number): string {
  const t = texts[lang]
  if (nats > NATS_SHOWN) return t.probesWeigh(oddsOf(lang, nats))
  return nats < -NATS_SHOWN ? t.probesAgainst(oddsOf(lang, -nats)) : t.probesWeigh(null)
}

/** Evidence in nats as odds, in one or two figures that mean something: 900 to 1. */
export function oddsOf(lang: Lang, nats: number): string {
  const t = texts[lang]
  if (nats > MILLION_NATS) return t.overMillion
  const odds = Math.exp(nats)
  const unit = 10 ** (Math.floor(Math.log10(odds)) - 1)
  return t.oddsToOne(formatNumber(lang, Math.round(odds / unit) * unit, odds < 10 ? 1 : 0))
}

export const formatWindow = (lang: Lang, ms: number): string =>
  ms < 60_000 ? `${Math.round(ms / 1000)} s` : formatDuration(lang, ms)
