import { bucketStart, DAY_MS, HOUR_MS, QUARTER_MS } from '../../../shared/time.ts'
import { incidentBand, toChartPoint } from '../../../web/chart/model.ts'
import type { IncidentView } from '../../../web/pages/incident.tsx'
import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'
import { upperLimit } from '../../detect/limits.ts'
import { countVoices, readSisters } from '../../store/incident-history.ts'
import { readIncident, toIncident, type IncidentRow } from '../../store/incidents.ts'
import { readLive } from '../../store/live.ts'
import { readSeries } from '../../store/series.ts'
import { readIncidentEcho } from '../press-echo.ts'
import { readCommunication, readFailures, readIncidentSide } from '../official-side.ts'
import type { ViewDeps } from './serve.ts'
import { marksOf, networkNames } from './shared-view.ts'

/** What an incident's own curve shows before its start and after its end. */
const MARGIN_MS = 2 * HOUR_MS
const LONG_MS = 2 * DAY_MS
/** More of one cause are a list that nobody reads. */
const MOST_SISTERS = 20

export async function readIncidentView(
  { db, clock, directory }: ViewDeps,
  id: string,
  now: number,
): Promise<Omit<IncidentView, 'publisher'> | undefined> {
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
  const [side, series, communication, failures, sisters, voices, echo, lives] = await Promise.all([
    readIncidentSide(db, row, { category: entry?.category, now }),
    readSeries(db, { providerId, from, to, widthMs, upperLimit }),
    readCommunication(db, providerId),
    readFailures(db, { providerId, from, to: Math.min(to, now + 1) }),
    readSisters(db, row, { now, limit: MOST_SISTERS }),
    countVoices(db, { providerId, from: startedAt, to: endedAt ?? now + 1 }),
    readIncidentEcho(db, row, now),
    endedAt === null ? readLive(db, [providerId], { now, speed: clock.speed }, upperLimit) : undefined,
  ])
  return {
    incident,
    ...side,
    communication,
    components: entry?.components ?? [],
    networks: networkNames(directory),
    listed: entry?.archived === false,
    testimony: lives?.get(providerId)?.verdict.testimony ?? null,
    sisters: sistersOf(directory, entry, row, sisters),
    voices,
    echo,
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

/** Those of the same operator, and those that the cause names, without an incident in the same time are told as well. */
function sistersOf(
  directory: Directory,
  entry: DirectoryEntry | undefined,
  { cause }: IncidentRow,
  rows: readonly IncidentRow[],
): IncidentView['sisters'] {
  const operator = entry?.operator ?? null
  const named = cause?.kind === 'group' ? cause.of.flatMap((slug) => directory.bySlug(slug) ?? []) : []
  const kin = [...(operator === null ? [] : directory.byOperator(operator.slug)), ...named]
  const loud = new Set(rows.map(({ providerId }) => providerId))
  const quiet = kin.filter(({ id }, i) => id !== entry?.id && !loud.has(id) && kin.findIndex((k) => k.id === id) === i)
  return {
    incidents: rows.map(toIncident),
    quiet: quiet.map(({ slug, name }) => ({ slug, name })),
    operator: operator !== null && directory.byOperator(operator.slug).length > 1 ? operator : null,
  }
}
