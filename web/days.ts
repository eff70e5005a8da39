import type { Incident, IncidentEvent } from '../shared/incident.ts'
import type { Notice } from '../shared/notice.ts'
import { DAY_MS, HOUR_MS } from '../shared/time.ts'
import type { ChartModel } from './chart/model.ts'
import { zoneOffsetMs } from './chart/ticks.ts'
import type { Reader } from './format.ts'

/** One day of a long incident. Sums of whole hours; `usual` null: not known; `voices` null: we were not listening at all. */
export type DayLine = {
  /** An instant within the day. */
  at: number
  voices: number | null
  usual: number | null
  nightVoices: number | null
  nightUsual: number | null
  events: IncidentEvent[]
  /** Devices that came back on this day. */
  back: string[]
  said: number
}

/** Hours of the day that are night: from midnight until then. */
const NIGHT_UNTIL = 6
/** Under so many days the curve tells it all. */
const FEWEST_DAYS = 2

type Told = { incident: Incident; events: readonly IncidentEvent[]; notices: readonly Notice[]; now: number }

/** A long incident day by day in the reader's zone; nothing where it is short, or where its curve is not of hours. */
export function dayLines(reader: Reader, chart: ChartModel, { incident, events, notices, now }: Told): DayLine[] {
  const from = Date.parse(incident.started_at)
  const to = incident.resolved_at === null ? now : Date.parse(incident.resolved_at)
  if (chart.widthMs !== HOUR_MS || to - from < FEWEST_DAYS * DAY_MS) return []
  const localDay = (at: number) => Math.floor((at + zoneOffsetMs(at, reader.zone)) / DAY_MS)
  const lines = new Map<number, DayLine>()
  for (const { t, n, expected } of chart.points) {
    if (t + HOUR_MS <= from || t >= to) continue
    const day = localDay(t)
    const line = lines.get(day) ?? emptyDay(t)
    lines.set(day, line)
    line.voices = plus(line.voices, n)
    line.usual = plus(line.usual, n === null ? null : expected)
    const hour = (((t + zoneOffsetMs(t, reader.zone)) % DAY_MS) + DAY_MS) % DAY_MS
    if (hour >= NIGHT_UNTIL * HOUR_MS) continue
    line.nightVoices = plus(line.nightVoices, n)
    line.nightUsual = plus(line.nightUsual, n === null ? null : expected)
  }
  for (const event of events) lines.get(localDay(Date.parse(event.at)))?.events.push(event)
  for (const { facet, value, verdict, since } of incident.scope) {
    if (facet === 'device' && verdict === 'recovered' && since !== undefined)
      lines.get(localDay(Date.parse(since)))?.back.push(value)
  }
  for (const { said_between: said } of notices) {
    const day = said === null ? undefined : lines.get(localDay(Date.parse(said[0])))
    if (day !== undefined) day.said += 1
  }
  return [...lines.values()]
}

const emptyDay = (at: number): DayLine => ({
  at,
  voices: null,
  usual: null,
  nightVoices: null,
  nightUsual: null,
  events: [],
  back: [],
  said: 0,
})

const plus = (sum: number | null, more: number | null): number | null => (more === null ? sum : (sum ?? 0) + more)
