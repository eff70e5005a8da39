import type { Incident } from '../../../shared/incident.ts'
import { ProblemKind } from '../../../shared/provider.ts'
import { bucketStart, DAY_MS, MINUTE_MS } from '../../../shared/time.ts'
import {
  incidentBand,
  openBands,
  rangeWindow,
  toChartPoint,
  type ChartBand,
  type Range,
} from '../../../web/chart/model.ts'
import type { ProviderView } from '../../../web/pages/provider.tsx'
import type { Pressed } from '../../../web/parts/report-form.tsx'
import { toProvider, type DirectoryEntry } from '../../catalogue/directory.ts'
import { upperLimit } from '../../detect/limits.ts'
import { readIncidents, toIncident } from '../../store/incidents.ts'
import { readLive } from '../../store/live.ts'
import { readProbeStandings } from '../../store/probes.ts'
import { readFacets, readSeries, type FacetCount } from '../../store/series.ts'
import { readFailures, readProviderSide } from '../official-side.ts'
import type { ViewDeps } from './serve.ts'
import { marksOf, networkNames } from './shared-view.ts'

const PAST_INCIDENTS = 12
/** More grounds than these nobody tells apart, in a year neither. */
const MOST_BANDS = 60

export type ProviderAsk = { entry: DirectoryEntry; range: Range; receipt: Pressed | null; reporting: boolean }

export async function readProviderView(
  { db, clock, directory }: ViewDeps,
  ask: ProviderAsk,
  now: number,
): Promise<ProviderView> {
  const { entry, range } = ask
  const providerId = entry.id
  const window = rangeWindow(range, now)
  const openFrom = bucketStart(now, window.widthMs)
  const [lives, series, minutes, rows, within, facets, standings, side, failures] = await Promise.all([
    readLive(db, [providerId], { now, speed: clock.speed }, upperLimit),
    readSeries(db, { providerId, ...window, upperLimit }),
    readSeries(db, { providerId, from: openFrom, to: now + 1, widthMs: MINUTE_MS, upperLimit }),
    readIncidents(db, { providerId, limit: PAST_INCIDENTS }),
    readIncidents(db, { providerId, since: window.from, limit: MOST_BANDS }),
    readFacets(db, { providerId, from: now - DAY_MS, to: now + 1 }),
    readProbeStandings(db, providerId, now),
    readProviderSide(db, providerId, now),
    window.widthMs < DAY_MS ? readFailures(db, { providerId, from: window.from, to: now + 1 }) : [],
  ])
  const live = lives.get(providerId) ?? null
  const incidents = rows.map(toIncident)
  return {
    provider: toProvider(entry),
    live,
    chart: {
      range,
      ...window,
      now,
      points: series.map(toChartPoint),
      bands: [...closedBands(within.map(toIncident)), ...(live === null ? [] : openBands(live))],
      marks: marksOf(side, failures),
    },
    minutes,
    incidents,
    problems: countsOf(facets.problem).flatMap(({ value, count }) => {
      const kind = ProblemKind.safeParse(value).data
      return kind === undefined ? [] : [{ value: kind, count }]
    }),
    components: countsOf(facets.component_device, (value) => value.split('/')[0] ?? '-'),
    probes: standings.map((s) => ({
      kind: s.kind,
      target: s.target,
      component: s.component,
      vantage: s.vantage,
      at: s.at,
      since: s.since,
      outcome: s.outcome,
      status: s.status,
      firstByteMs: s.timings.first_byte,
      upShare24h: s.upShare24h,
      certificateExpiresAt: s.certificateExpiresAt,
    })),
    ...side,
    networks: networkNames(directory),
    siblings:
      entry.operator === null
        ? []
        : directory
            .byOperator(entry.operator.slug)
            .filter((p) => p.id !== entry.id)
            .map(({ slug, name }) => ({ slug, name })),
    receipt: ask.receipt,
    reporting: ask.reporting,
  }
}

function countsOf(
  facets: FacetCount[],
  nameOf: (value: string) => string = (value) => value,
): ProviderView['components'] {
  const counts = new Map<string, number>()
  for (const { value, problems } of facets) counts.set(nameOf(value), (counts.get(nameOf(value)) ?? 0) + problems)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .filter(({ value, count }) => value !== '-' && count > 0)
    .toSorted((a, b) => b.count - a.count)
}

function closedBands(incidents: Incident[]): ChartBand[] {
  return incidents.filter((incident) => incident.resolved_at !== null).map(incidentBand)
}
