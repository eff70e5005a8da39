import type { OverviewEntry, ProviderLive } from '../../../shared/live.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS, WEEK_MS } from '../../../shared/time.ts'
import { RANGES, rangeWindow, toChartPoint, type ChartPoint, type Range } from '../../../web/chart/model.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import { upperLimit } from '../../detect/limits.ts'
import type { Database } from '../../store/db.ts'
import { readIncident, readIncidents, type IncidentRow } from '../../store/incidents.ts'
import { readLive } from '../../store/live.ts'
import { readEntries } from '../../store/overview.ts'
import { readSeries } from '../../store/series.ts'
import { ceilMinute, readAbout, readStretch, stretchOf } from './stretch.ts'
import { createKept, createKeptMany } from './kept.ts'

/** Real time for which readings are used, whoever asks: of one provider they make less than one a second, all ranges together. */
const LIVE_MS = 3 * SECOND_MS
const LISTED_MS = 10 * SECOND_MS
const INCIDENTS_MS = 20 * SECOND_MS
const SERIES_MS: Record<Range, number> = {
  '1h': 5 * SECOND_MS,
  '24h': 15 * SECOND_MS,
  '7d': 30 * SECOND_MS,
  '30d': MINUTE_MS,
  '1y': 5 * MINUTE_MS,
}
/** Late reports may still fill it. */
const OVER_MS = 5 * MINUTE_MS
/** A replay is of another moment soon. */
const LEAST_MS = SECOND_MS
const MOST_PROVIDERS = 1_000
const MOST_SERIES = 500
const MOST_INCIDENTS = 500
/** The newest of a year, of one provider. */
const INCIDENTS_READ = 60
/** What a line of a list shows of the past. */
export const SPARK_MS = 6 * HOUR_MS
const RECENT_READ = 200

/** Buckets, and the moment they were read: the open one is filled up to then. */
export type Curve = { from: number; to: number; now: number; widthMs: number; points: ChartPoint[] }
/** `isHourly`: the minutes of then are kept no longer. */
export type OldCurve = Curve & { isHourly: boolean }
export type LiveReading = { now: number; live: ProviderLive }

/** What live embeds are made of, read seldom and used often. */
export type Readings = {
  live(id: number): Promise<LiveReading | undefined>
  /** Of the overview, for what stands in a list. */
  listed(id: number): Promise<OverviewEntry | undefined>
  curve(id: number, range: Range): Promise<Curve>
  /** Newest first. */
  incidents(id: number): Promise<IncidentRow[]>
  /** Those of the time that a line of a list shows. */
  recent(id: number): Promise<IncidentRow[] | undefined>
  incident(id: string): Promise<IncidentRow | undefined>
  /** The time about an incident: until now, or until its end. */
  about(incident: IncidentRow): Promise<OldCurve>
}

type Deps = { db: Database; clock: Clock; directory: Directory; real?: (() => number) | undefined }

export function createReadings({ db, clock, directory, real }: Deps): Readings {
  const kept = (ms: number) => Math.max(LEAST_MS, ms / clock.speed)
  const live = createKeptMany(kept(LIVE_MS), MOST_PROVIDERS, readLives, real)
  const listed = createKeptMany(kept(LISTED_MS), MOST_PROVIDERS, readListed, real)
  const recent = createKeptMany(kept(INCIDENTS_MS), MOST_PROVIDERS, readRecent, real)
  const curves = createKept<Curve>(MOST_SERIES, real)
  const incidents = createKept<IncidentRow[]>(MOST_PROVIDERS, real)
  const about = createKept<OldCurve>(MOST_INCIDENTS, real)
  const single = createKept<IncidentRow | undefined>(MOST_INCIDENTS, real)

  async function readLives(ids: number[]) {
    const now = clock.now()
    const lives = await readLive(db, ids, { now, speed: clock.speed }, upperLimit)
    return new Map([...lives].map(([id, read]): [number, LiveReading] => [id, { now, live: read }]))
  }
  async function readListed(ids: number[]) {
    const entries = await readEntries(db, ids, { now: clock.now(), speed: clock.speed })
    return new Map(
      ids.flatMap((id): [number, OverviewEntry][] => {
        const entry = entries.get(directory.byId(id)?.slug ?? '')
        return entry === undefined ? [] : [[id, entry]]
      }),
    )
  }
  async function readRecent(ids: number[]) {
    const rows = await readIncidents(db, { providerIds: ids, since: clock.now() - SPARK_MS, limit: RECENT_READ })
    return new Map(ids.map((id) => [id, rows.filter(({ providerId }) => providerId === id)]))
  }
  return {
    live,
    listed,
    recent,
    curve: (id, range) =>
      curves.get(`${id} ${range}`, kept(SERIES_MS[range]), async () => {
        const now = clock.now()
        const window = rangeWindow(range, now)
        const series = await readSeries(db, { providerId: id, ...window, upperLimit })
        return { ...window, now, points: series.map(toChartPoint) }
      }),
    incidents: (id) =>
      incidents.get(String(id), kept(INCIDENTS_MS), () =>
        readIncidents(db, {
          providerId: id,
          since: clock.now() - RANGES['1y'].spanMs - WEEK_MS,
          limit: INCIDENTS_READ,
        }),
      ),
    incident: (id) => single.get(id, kept(INCIDENTS_MS), () => readIncident(db, id)),
    about: (incident) => {
      const { id, providerId, startedAt, resolvedAt } = incident
      return about.get(
        `${id} ${startedAt} ${resolvedAt}`,
        kept(resolvedAt === null ? SERIES_MS['24h'] : OVER_MS),
        () => {
          const now = clock.now()
          return resolvedAt === null
            ? readStretch(db, { providerId, ...stretchOf(startedAt, now + 1, now), now })
            : readAbout(db, incident, ceilMinute(resolvedAt), now)
        },
      )
    },
  }
}
