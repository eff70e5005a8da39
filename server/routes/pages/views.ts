import { CATEGORIES, ProblemKind } from '../../../shared/provider.ts'
import type { OverviewLive } from '../../../shared/live.ts'
import { bucketStart, DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../../shared/time.ts'
import { forecastMarks, noticeMarks, probeMarks, type ChartMark } from '../../../web/chart/marks.ts'
import {
  incidentBand,
  openBands,
  rangeWindow,
  toChartPoint,
  type ChartBand,
  type Range,
} from '../../../web/chart/model.ts'
import type { Receipt } from '../../../web/locales/live.ts'
import type { HomeView } from '../../../web/pages/home.tsx'
import type { IncidentView } from '../../../web/pages/incident.tsx'
import type { ProviderView } from '../../../web/pages/provider.tsx'
import type { NetworkNames } from '../../../web/parts/scope.tsx'
import { toProvider, type Directory, type DirectoryEntry } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { upperLimit } from '../../detect/limits.ts'
import type { Database } from '../../store/db.ts'
import type { ProbeFailures } from '../../store/clocks.ts'
import { readIncident, readIncidents, toIncident } from '../../store/incidents.ts'
import { readLive, readOverview } from '../../store/live.ts'
import { readProbeStandings } from '../../store/probes.ts'
import { readFacets, readSeries, type FacetCount } from '../../store/series.ts'
import type { Incident } from '../../../shared/incident.ts'
import type { Forecast, Notice } from '../../../shared/notice.ts'
import { readCommunication, readFailures, readIncidentSide, readProviderSide } from '../official-side.ts'

export type ViewDeps = { db: Database; clock: Clock; directory: Directory }

const PAST_INCIDENTS = 12
const RECENT_INCIDENTS = 10

export async function readHomeView({ db, clock, directory }: ViewDeps, now: number): Promise<HomeView> {
  const [overview, incidents] = await Promise.all([
    readOverview(db, { now, speed: clock.speed }),
    readIncidents(db, { limit: RECENT_INCIDENTS }),
  ])
  const all = directory.all()
  return {
    overview,
    operators: operatorsOf(overview, directory),
    incidents: incidents.map(toIncident),
    categories: CATEGORIES.map((category) => ({
      category,
      providers: all.filter((p) => p.category === category).map(({ slug, name }) => ({ slug, name })),
    })).filter((group) => group.providers.length > 0),
  }
}

function operatorsOf(overview: OverviewLive, directory: Directory): HomeView['operators'] {
  const operators: HomeView['operators'] = new Map()
  for (const { slug } of overview.failing) {
    const operator = directory.bySlug(slug)?.operator
    if (operator) operators.set(slug, operator)
  }
  return operators
}

export type ProviderAsk = { entry: DirectoryEntry; range: Range; receipt: Receipt | null; reporting: boolean }

export async function readProviderView(
  { db, clock, directory }: ViewDeps,
  ask: ProviderAsk,
  now: number,
): Promise<ProviderView> {
  const { entry, range } = ask
  const providerId = entry.id
  const window = rangeWindow(range, now)
  const openFrom = bucketStart(now, window.widthMs)
  const [lives, series, minutes, rows, facets, standings, side, failures] = await Promise.all([
    readLive(db, [providerId], { now, speed: clock.speed }, upperLimit),
    readSeries(db, { providerId, ...window, upperLimit }),
    readSeries(db, { providerId, from: openFrom, to: now + 1, widthMs: MINUTE_MS, upperLimit }),
    readIncidents(db, { providerId, limit: PAST_INCIDENTS }),
    readFacets(db, { providerId, from: now - DAY_MS, to: now + 1 }),
    readProbeStandings(db, providerId, now),
    readProviderSide(db, providerId, now),
    readFailures(db, { providerId, from: window.from, to: now + 1 }),
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
      bands: [...closedBands(incidents, window.from), ...(live === null ? [] : openBands(live))],
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

function marksOf(said: { notices: Notice[]; forecasts: Forecast[] }, failures: ProbeFailures[]): ChartMark[] {
  return [...noticeMarks(said.notices), ...forecastMarks(said.forecasts), ...probeMarks(failures)]
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

function closedBands(incidents: Incident[], from: number): ChartBand[] {
  return incidents
    .filter((incident) => incident.resolved_at !== null && Date.parse(incident.resolved_at) > from)
    .map(incidentBand)
}

/** What an incident's own curve shows before its start and after its end. */
const MARGIN_MS = 2 * HOUR_MS
const LONG_MS = 2 * DAY_MS

/** Networks that the catalogue knows the owner of, by number. */
function networkNames(directory: Directory): NetworkNames {
  return new Map(
    directory.all().flatMap(({ name, networks }) => networks.map(({ asn }) => [String(asn), `${name} (AS${asn})`])),
  )
}

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
      range: '24h',
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
