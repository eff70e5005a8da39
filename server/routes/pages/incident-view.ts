import { bucketStart, DAY_MS, HOUR_MS, QUARTER_MS } from '../../../shared/time.ts'
import { incidentBand, toChartPoint } from '../../../web/chart/model.ts'
import type { IncidentView } from '../../../web/pages/incident.tsx'
import { upperLimit } from '../../detect/limits.ts'
import { readIncident, toIncident } from '../../store/incidents.ts'
import { readSeries } from '../../store/series.ts'
import { readCommunication, readFailures, readIncidentSide } from '../official-side.ts'
import type { ViewDeps } from './serve.ts'
import { marksOf, networkNames } from './shared-view.ts'

/** What an incident's own curve shows before its start and after its end. */
const MARGIN_MS = 2 * HOUR_MS
const LONG_MS = 2 * DAY_MS

export async function readIncidentView(
  { db, directory }: ViewDeps,
  id: string,
  now: number,
): Promise<IncidentView | undefined> {
  const row = await readIncident(db, id)
  if (row === undefined) return undefined
  const incident = toIncident(row)
  const startedAt = Date.parse(incident.started_at)
  const endedAt = incident.resolved_at === null ? null : Date.parse(incident.resolved_at)
  const until = Math.min(now, (endedAt ?? now) + MARGIN_MS)
  const widthMs = until - startedAt > LONG_MS ? HOUR_MS : QUARTER_MS
  const from = bucketStart(startedAt - MARGIN_MS, widthMs)
  const to = bucketStart(until, widthMs) + widthMs
  const { providerId } = row
  const entry = directory.byId(providerId)
  const [side, series, communication, failures] = await Promise.all([
    readIncidentSide(db, row, { category: entry?.category, now }),
    readSeries(db, { providerId, from, to, widthMs, upperLimit }),
    readCommunication(db, providerId),
    readFailures(db, { providerId, from, to: Math.min(to, now + 1) }),
  ])
  return {
    incident,
    ...side,
    communication,
    components: entry?.components ?? [],
    networks: networkNames(directory),
    listed: entry?.archived === false,
    chart: {
      range: null,
      widthMs,
      from,
      to,
      now,
      points: series.map(toChartPoint),
      bands: [incidentBand(incident)],
      marks: marksOf(side, failures),
    },
  }
}
