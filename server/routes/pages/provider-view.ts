import type { Incident } from '../../../shared/incident.ts'
import { bucketStart, DAY_MS, MINUTE_MS } from '../../../shared/time.ts'
import {
  incidentBand,
  openBands,
  rangeWindow,
  toChartPoint,
  type ChartBand,
  type Range,
} from '../../../web/chart/model.ts'
import { CITED_MS } from '../../../web/citation.ts'
import type { ProviderView } from '../../../web/pages/provider.tsx'
import type { Pressed } from '../../../web/parts/report-form.tsx'
import { ADVICE } from '../../catalogue/advice.ts'
import { toProvider, type DirectoryEntry } from '../../catalogue/directory.ts'
import { upperLimit } from '../../detect/limits.ts'
import { countVoices } from '../../store/incident-history.ts'
import { readIncidents, toIncident } from '../../store/incidents.ts'
import { readLive } from '../../store/live.ts'
import { readProbeStandings } from '../../store/probes.ts'
import { readSeries } from '../../store/series.ts'
import { readFreshEcho } from '../press-echo.ts'
import { readFailures, readProviderSide } from '../official-side.ts'
import { readRelated } from './related-view.ts'
import type { ViewDeps } from './serve.ts'
import { marksOf, networkNames } from './shared-view.ts'
import { readWhoReports } from './who-view.ts'

const PAST_INCIDENTS = 12
/** More grounds than these nobody tells apart, in a year neither. */
const MOST_BANDS = 60

export type ProviderAsk = { entry: DirectoryEntry; range: Range; receipt: Pressed | null; reporting: boolean }

export async function readProviderView(deps: ViewDeps, ask: ProviderAsk, now: number): Promise<ProviderView> {
  const { db, clock, directory } = deps
  const { entry, range } = ask
  const providerId = entry.id
  const window = rangeWindow(range, now)
  const openFrom = bucketStart(now, window.widthMs)
  const present = { now, speed: clock.speed }
  const reading = readLive(db, [providerId], present, upperLimit).then((lives) => lives.get(providerId) ?? null)
  const readVoices = async () => {
    const open = (await reading)?.incident
    const from = open == null ? now - CITED_MS : Date.parse(open.started_at)
    return countVoices(db, { providerId, from, to: now + 1 })
  }
  const readWho = async () => {
    const open = (await reading)?.incident
    return readWhoReports(db, { entry, began: open == null ? null : Date.parse(open.started_at), now })
  }
  const [live, series, minutes, rows, within, who, standings, side, failures, related, voices, amplified] =
    await Promise.all([
      reading,
      readSeries(db, { providerId, ...window, upperLimit }),
      readSeries(db, { providerId, from: openFrom, to: now + 1, widthMs: MINUTE_MS, upperLimit }),
      readIncidents(db, { providerId, limit: PAST_INCIDENTS }),
      readIncidents(db, { providerId, since: window.from, limit: MOST_BANDS }),
      readWho(),
      readProbeStandings(db, providerId, now),
      readProviderSide(db, providerId, now),
      window.widthMs < DAY_MS ? readFailures(db, { providerId, from: window.from, to: now + 1 }) : [],
      readRelated(deps, entry, present),
      readVoices(),
      readFreshEcho(db, providerId, now),
    ])
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
    who,
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
    advice: ADVICE[entry.category],
    ...related,
    receipt: ask.receipt,
    reporting: ask.reporting,
    voices,
    amplified,
  }
}

function closedBands(incidents: Incident[]): ChartBand[] {
  return incidents.filter((incident) => incident.resolved_at !== null).map(incidentBand)
}
