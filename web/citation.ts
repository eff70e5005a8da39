import type { Incident } from '../shared/incident.ts'
import type { Mode, ProviderLive } from '../shared/live.ts'
import { DAY_MS } from '../shared/time.ts'
import { formatClock, formatDay, formatNumber, formatZone, sameDay, type Reader } from './format.ts'
import { isCollateral } from './groups.ts'
import { texts } from './locales/texts.ts'

/** Why nobody should print anything of it. */
export const NOT_CITED = ['replay', 'simulation', 'withdrawn', 'collateral', 'silent', 'quiet'] as const
export type NotCited = (typeof NOT_CITED)[number]

/** What is cited of a provider where nothing is open. */
export const CITED_MS = DAY_MS

/** What is cited: a number of voices between two instants, and nothing that is not known. */
export type Cited = {
  name: string
  mode: Mode
  /** Epoch milliseconds. */
  from: number
  to: number
  voices: number
  /** The rule says that something was wrong; without it people are cited, and no verdict. */
  isIncident: boolean
  /** Other than its mode and its silence. */
  against: 'withdrawn' | 'collateral' | null
}

type Moment = { mode: Mode; now: number; voices: number }

export function citedIncident(incident: Incident, { mode, now, voices }: Moment): Cited {
  const isWithdrawn = incident.corrections.some(({ type }) => type === 'withdrawn')
  return {
    name: incident.name,
    mode,
    ...citedWindow(incident, now),
    voices,
    isIncident: true,
    against: isWithdrawn ? 'withdrawn' : isCollateral(incident) ? 'collateral' : null,
  }
}

/** The open incident, as its own page cites it; else the people of the last day, and no verdict. `incidents`: the newest, also those that are over. */
export function citedProvider(
  { name, live, incidents }: { name: string; live: ProviderLive | null; incidents: readonly Incident[] },
  { mode, now, voices }: Moment,
): Cited {
  const incident = live?.incident ?? null
  const follows =
    incident === null
      ? (live !== null && isCollateral(live.verdict)) || incidents.some((each) => followedSince(each, now - CITED_MS))
      : isCollateral(incident)
  return {
    name,
    mode,
    ...(incident === null ? { from: now - CITED_MS, to: now } : citedWindow(incident, now)),
    voices,
    isIncident: incident !== null,
    against: follows ? 'collateral' : null,
  }
}

/** Its reports came after somebody else's incident, and some of them in the time that is cited. */
const followedSince = (incident: Incident, from: number): boolean =>
  isCollateral(incident) && (incident.resolved_at === null || Date.parse(incident.resolved_at) >= from)

/** From its start to its end, or until now. */
function citedWindow(incident: Pick<Incident, 'started_at' | 'resolved_at'>, now: number) {
  const { started_at, resolved_at } = incident
  return { from: Date.parse(started_at), to: resolved_at === null ? now : Date.parse(resolved_at) }
}

/** Reasons in the order in which they weigh; null: it may be cited. */
export function notCited({ mode, against, voices, isIncident }: Cited): NotCited | null {
  if (mode !== 'live') return mode
  if (against !== null) return against
  return voices > 0 ? null : isIncident ? 'silent' : 'quiet'
}

/** A sentence ready to be printed; or why nobody should print one. */
export function citationOf(reader: Reader, cited: Cited): { text: string } | { missing: string } {
  const t = texts[reader.lang]
  const reason = notCited(cited)
  if (reason !== null) return { missing: t.citeNot[reason] }
  const { from, to, voices, name, isIncident } = cited
  const day = (at: number) => formatDay(reader, at)
  const start = t.citeMoment(formatClock(reader, from), sameDay(reader, from, to) ? null : day(from))
  const end = t.citeMoment(formatClock(reader, to), day(to))
  const zones = new Set([from, to].map((at) => formatZone(reader, at)))
  const say = isIncident ? t.cite : t.citeReports
  return { text: say(voices, formatNumber(reader.lang, voices), name, start, end, [...zones].join('/')) }
}
