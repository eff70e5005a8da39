import type { IncidentEvent } from '../../shared/incident.ts'
import type { Clocks, Communication, Forecast, Notice } from '../../shared/notice.ts'
import type { Category } from '../../shared/provider.ts'
import { DAY_MS } from '../../shared/time.ts'
import { PROBE_LEAD_MS, SAID_AFTER_MS, SAID_BEFORE_MS, clocksOf } from '../official/clocks.ts'
import { episodeOf, forecastsOf, type Episode } from '../official/forecast.ts'
import { lastLoudOf } from '../official/loud.ts'
import { mailExpiresFrom } from '../official/mail.ts'
import {
  isPruned,
  readEpisodes,
  readLoudness,
  readProbeFailures,
  readProbeRuns,
  toCrowdEvents,
  type EpisodeRow,
  type ProbeFailures,
  type ProbeRun,
} from '../store/clocks.ts'
import type { Database } from '../store/db.ts'
import { readFrozen } from '../store/dossiers.ts'
import { readIncidentEvents, type IncidentRow } from '../store/incidents.ts'
import { readNoticeSources } from '../store/notice-sources.ts'
import type { NoticeRow } from '../store/notice-row.ts'
import { readNotices, toNotice } from '../store/notices.ts'
import { createThrift } from './thrift.ts'

/** What was said of an incident, and how its dated facts compare. */
export type IncidentSide = {
  events: IncidentEvent[]
  /** null: it was withdrawn. */
  clocks: Clocks | null
  notices: Notice[]
  forecasts: Forecast[]
  /** RFC 3339. */
  mailExpiresFrom: string | null
}

/** What is said so long after an incident still concerns it: a cause, compensation. The clocks look less far. */
const TALKED_OF_MS = 30 * DAY_MS
/** A page shows at most so many notices, the newest ones. */
export const MOST_NOTICES = 200
/** Incidents around one, or of a month. */
const MOST_EPISODES = 50

const iso = (at: number) => new Date(at).toISOString()

export async function readIncidentSide(
  db: Database,
  row: IncidentRow,
  { category, now }: { category: Category | undefined; now: number },
): Promise<IncidentSide> {
  const { id, providerId, resolvedAt } = row
  const startedFrom = Math.min(row.startedBetween?.[0] ?? row.startedAt, row.startedAt)
  const isWithdrawn = row.corrections.some(({ type }) => type === 'withdrawn')
  const from = startedFrom - SAID_BEFORE_MS
  const to = Math.min(now, resolvedAt === null ? now : resolvedAt + TALKED_OF_MS)
  const [events, episodes, said, runs] = await Promise.all([
    readIncidentEvents(db, { incidentId: id }),
    readEpisodes(db, { providerId, from, to, now, limit: MOST_EPISODES }),
    readNotices(db, { providerId, from, to, limit: MOST_NOTICES, newest: true }),
    isWithdrawn ? [] : readRuns(db, { id, providerId, startedFrom, resolvedAt, now }),
  ])
  const place = episodes.findIndex((episode) => episode.id === id)
  const previousEnd = isWithdrawn ? null : (episodes[place - 1]?.resolvedAt ?? null)
  const nextStart = isWithdrawn ? null : (episodes[place + 1]?.startedFrom ?? null)
  const isOurs = ({ saidFrom, seenAt }: NoticeRow) => {
    const at = saidFrom ?? seenAt
    return at >= (previousEnd ?? -Infinity) && at < (nextStart ?? Infinity)
  }
  const notices = said.filter(isOurs)
  const facts = { startedFrom, resolvedAt, previousEnd, nextStart, runs, words: notices }
  const expiresFrom = isWithdrawn ? null : mailExpiresFrom(category, row)
  return {
    events,
    clocks: isWithdrawn ? null : clocksOf({ ...facts, events: toCrowdEvents(events) }),
    notices: notices.map(toNotice),
    forecasts: await judgeForecasts(
      db,
      providerId,
      notices,
      episodes.filter((episode) => episode.id === id),
      now,
    ),
    mailExpiresFrom: expiresFrom === null ? null : iso(expiresFrom),
  }
}

const readings = new WeakMap<Database, ReturnType<typeof createReadings>>()

function createReadings() {
  return { runs: createThrift<ProbeRun[]>(), failures: createThrift<ProbeFailures[]>() }
}

/** Runs of a long incident are many results: they are read no more often than the database bears. */
function readingsOf(db: Database) {
  const known = readings.get(db) ?? createReadings()
  readings.set(db, known)
  return known
}

/** When our own probes failed in a chart's time. */
export async function readFailures(
  db: Database,
  { providerId, from, to }: { providerId: number; from: number; to: number },
): Promise<ProbeFailures[]> {
  return readingsOf(db).failures(`${providerId} ${from}`, () => readProbeFailures(db, providerId, from, to))
}

type RunsOf = { id: string; providerId: number; startedFrom: number; resolvedAt: number | null; now: number }

async function readRuns(db: Database, { id, providerId, startedFrom, resolvedAt, now }: RunsOf): Promise<ProbeRun[]> {
  const from = startedFrom - PROBE_LEAD_MS
  if (isPruned(from, now)) {
    const frozen = await readFrozen(db, id)
    if (frozen?.runs) return frozen.runs
  }
  const until = Math.min(now + 1, resolvedAt === null ? Infinity : resolvedAt + SAID_AFTER_MS)
  const to = Math.min(until, (resolvedAt ?? Infinity) + 1)
  return readingsOf(db).runs(`${id} ${from} ${resolvedAt}`, () => readProbeRuns(db, { providerId, from, to, until }))
}

/** What was said of a provider of late, and where we look for its word. */
export type ProviderSide = { notices: Notice[]; forecasts: Forecast[]; communication: Communication | null }

const LATELY_MS = 30 * DAY_MS

/** Of the last 30 days, or of as long as what is going on now. */
export async function readProviderSide(db: Database, providerId: number, now: number): Promise<ProviderSide> {
  const lately = now - LATELY_MS
  const [episodes, communication] = await Promise.all([
    readEpisodes(db, { providerId, from: lately, to: now, now, limit: MOST_EPISODES }),
    readCommunication(db, providerId),
  ])
  const open = episodes.find(({ resolvedAt }) => resolvedAt === null)
  const from = Math.min(lately, (open?.startedFrom ?? now) - SAID_BEFORE_MS)
  const notices = await readNotices(db, { providerId, from, to: now, limit: MOST_NOTICES, newest: true })
  return {
    notices: notices.map(toNotice),
    forecasts: await judgeForecasts(db, providerId, notices, episodes, now),
    communication,
  }
}

/** null: we look nowhere. */
export async function readCommunication(db: Database, providerId: number): Promise<Communication | null> {
  const sources = await readNoticeSources(db, providerId)
  if (sources.length === 0) return null
  const read = sources.flatMap(({ readAt }) => readAt ?? [])
  return {
    looked_at: read.length === 0 ? null : iso(Math.max(...read)),
    sources: sources.map(({ url }) => url),
  }
}

/** How loud it was is read only where something was announced: that is seldom. */
async function judgeForecasts(
  db: Database,
  providerId: number,
  notices: readonly NoticeRow[],
  rows: readonly EpisodeRow[],
  now: number,
): Promise<Forecast[]> {
  const announcing = notices.filter(({ forecasts }) => forecasts.length > 0)
  if (announcing.length === 0) return []
  const silent = rows.map((row): Episode => ({ ...row, lastLoud: () => null }))
  const meant = new Set(announcing.map((notice) => silent.indexOf(episodeOf(notice, silent)!)))
  const episodes = await Promise.all(
    rows.map(async (row, place) => (meant.has(place) ? await hearEpisode(db, providerId, row, now) : silent[place]!)),
  )
  return forecastsOf(notices, episodes, now)
}

async function hearEpisode(db: Database, providerId: number, row: EpisodeRow, now: number): Promise<Episode> {
  const { id, startedFrom, judgedAt } = row
  const frozen = isPruned(startedFrom, now) ? await readFrozen(db, id) : undefined
  const { hours, usual } = frozen?.loudness ?? (await readLoudness(db, { providerId, from: startedFrom, to: judgedAt }))
  return { ...row, lastLoud: lastLoudOf(hours, usual, row) }
}
