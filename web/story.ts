import type { Backing, Incident } from '../shared/incident.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../shared/time.ts'
import type { ClockReading, Clocks } from '../shared/notice.ts'
import { highest, type ChartModel } from './chart/model.ts'
import { FEWEST_PEOPLE } from './evidence.ts'
import { formatExpected, formatNumber, formatZone, type Reader } from './format.ts'
import { isCollateral } from './groups.ts'
import { intervalWords } from './interval.ts'
import { spanWords } from './leads.ts'
import { texts } from './locales/texts.ts'

/** From its start to its end, or until now. */
export function timeOf(
  incident: Pick<Incident, 'started_at' | 'resolved_at'>,
  now: number,
): [from: number, to: number] {
  const from = Date.parse(incident.started_at)
  return [from, Math.max(from, incident.resolved_at === null ? now : Date.parse(incident.resolved_at))]
}

/** "5 days and 21 hours": below a day the minutes between the two clocks that are shown, from a day on whole hours that have passed. */
export function lengthWords(reader: Reader, incident: Incident, now: number): string {
  const t = texts[reader.lang]
  const [from, to] = timeOf(incident, now)
  if (to - from < DAY_MS)
    return spanWords(reader.lang, Math.max(1, Math.floor(to / MINUTE_MS) - Math.floor(from / MINUTE_MS)))
  const hours = Math.floor((to - from) / HOUR_MS)
  const days = t.days(Math.floor(hours / 24))
  return hours % 24 === 0 ? days : t.and(days, t.hours(hours % 24))
}

/** "At most 412 reports in 15 minutes, usually 6." Beside a curve of quarters its own highest is named too, or there would be two maxima. */
export function peakWords({ lang }: Reader, { peak }: Incident, chart: ChartModel | null): string {
  const top = chart === null ? null : highest(chart.points)
  const usual = top === null ? null : (chart!.points.find(({ t }) => t === top.t)?.expected ?? null)
  const inQuarter = usual === null ? null : (usual * QUARTER_MS) / chart!.widthMs
  const isTwo = top !== null && chart!.widthMs === QUARTER_MS && top.n < peak
  return texts[lang].storyPeak(
    formatNumber(lang, peak),
    formatExpected(lang, inQuarter),
    isTwo ? formatNumber(lang, top.n) : null,
  )
}

/** Fewer reported it than any route of the rule asks for: it was found by our probes, or said by the operator. */
export const isSilent = ({ peak, verified }: Pick<Incident, 'peak' | 'verified'>): boolean =>
  peak < FEWEST_PEOPLE && verified

/** Who said so besides people, as the clocks have it; null: nothing is dated. */
export function backingOf(clocks: Clocks | null): Backing | null {
  const said = ({ between, source }: ClockReading) => between !== null || source !== null
  const [byProbes, byOperator] =
    clocks === null ? [false, false] : [clocks.start.probe, clocks.start.official].map(said)
  if (byProbes) return byOperator ? 'both' : 'probes'
  return byOperator ? 'operator' : null
}

/** On what it rests; null: it only follows others, and that is said already. */
export function basisWords(reader: Reader, incident: Incident, by: Backing | null = null): string | null {
  const t = texts[reader.lang]
  if (isCollateral(incident)) return null
  const isOver = incident.resolved_at !== null
  if (!incident.verified) return t.storyCrowd(isOver)
  return isSilent(incident) ? t.storySilent(isOver, by, incident.peak === 0) : t.storyVerified(isOver, by)
}

/** All of it in one line, for search engines and shared links, in the page's zone. */
export function storyLine(reader: Reader, incident: Incident, chart: ChartModel | null, now: number): string {
  const [from, to] = timeOf(incident, now)
  const isOver = incident.resolved_at !== null
  const when = `${intervalWords(reader, isOver ? [from, to] : [from, from])} ${formatZone(reader, from)}`
  const told = texts[reader.lang].storyIn(
    incident.name,
    when,
    lengthWords(reader, incident, now),
    isOver,
    isSilent(incident),
  )
  return `${told} ${peakWords(reader, incident, chart)}`
}
