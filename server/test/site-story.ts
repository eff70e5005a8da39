import { v7 } from 'uuid'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import { drawLibero, HISTORY_FROM, STORY_FROM } from '../catalogue/scenarios/libero-2023.ts'
import { LIBERO_ASSUMPTIONS } from '../catalogue/scenarios/libero-assumptions.ts'
import { JAN, LIBERO_FACTS } from '../catalogue/scenarios/libero-facts.ts'
import type { ScenarioProbe } from '../catalogue/scenarios/scenario.ts'
import { minutesOf, TITLE } from '../commands/demo/libero.ts'
import { tellNotices } from '../commands/demo/libero-told.ts'
import type { Background } from '../handover.ts'
import { unseen } from '../jobs/detect-archived.ts'
import { createJudge } from '../jobs/detect.ts'
import { silentLog } from '../log.ts'
import { noteAgent } from '../store/agents.ts'
import { createApiKey, useApiKey } from '../store/api-keys.ts'
import { correctIncident, withdrawIncident } from '../store/corrections.ts'
import type { Database } from '../store/db.ts'
import { writeHeartbeats } from '../store/heartbeats.ts'
import { importMinutes } from '../store/import.ts'
import { readIncidents } from '../store/incidents.ts'
import { ensurePartitions } from '../store/partitions.ts'
import { writeProbeResults } from '../store/probes.ts'
import { writeReports } from '../store/reports.ts'
import { anIncident, aReport } from './factories.ts'
import { createManualClock } from './manual-clock.ts'
import { MISTAKEN, OVER } from './story-catalogue.ts'
import { importQuarters } from './story-quarters.ts'
import { teachShares } from './story-shares.ts'
import { lastVoice, smallOutages, toReport } from './story-voices.ts'

/** The evening on which Android is back and iPhone is not: six days in, with everything that a page can have to say. */
export const STORY_AT = JAN(28, 21) + 24 * MINUTE_MS
/** Steps in which people press and the detector judges. Longer at night, or it would take long. */
const STEP_MS = 2 * HOUR_MS
const REPORTS_PER_WRITE = 500

/** Whoever looks from elsewhere than this server. */
const PLACES = { as12874: 'Fastweb (AS12874)', as24940: 'Hetzner (AS24940)' }

export type StoryOptions = {
  until?: number
  /** Of the audience that the printed figures speak of. */
  volume?: number
  /** How much of the quiet weeks before. */
  historyDays?: number
}

/**
 * January 2023 as the store and the detector would have lived it, up to `until`: reports with all their facets, probes from three places, notices
 * and announced times, and beside it one outage that is over and corrected, and one that was withdrawn. For `prepare` of a server.
 */
export async function tellStory(db: Database, directory: Directory, options: StoryOptions = {}): Promise<void> {
  const { until = STORY_AT, volume = 1, historyDays = 35 } = options
  const from = Math.max(HISTORY_FROM, STORY_FROM - historyDays * DAY_MS)
  const scenario = drawLibero({ seed: 2023, volume, nightDepth: 0.85, fatigueHours: 24, probes: 'failing' })
  await ensurePartitions(db, STORY_FROM - DAY_MS, until + DAY_MS)
  const usual = scenario.history().filter(({ at }) => at >= from)
  await importQuarters(db, directory, usual)
  const quiet = [OVER, MISTAKEN].flatMap((provider) => quietMinutes(directory, provider, from))
  await importMinutes(db, [...minutesOf(usual, directory), ...quiet], from, STORY_FROM)

  const voices = [...scenario.voices(), ...smallOutages(volume), lastVoice(until)]
    .filter(({ at }) => at < until)
    .toSorted((a, b) => a.at - b.at)
  const reports = voices.flatMap((voice) => toReport(voice, directory) ?? [])
  const probes = scenario.probes().filter(({ at }) => at >= STORY_FROM && at < until)
  const keys = await makeAgents(db, until)
  const clock = createManualClock(STORY_FROM)
  // The others have no history: the server's own detector makes their acquaintance.
  const known = directory.all().filter(({ slug }) => [...scenario.providers, OVER, MISTAKEN].includes(slug))
  const deps = { db, clock, log: silentLog, directory: { all: () => known } }
  const before = createJudge(deps)
  await before.turn()
  await before.close()
  await teachShares(db, directory, usual, STORY_FROM)
  const judge = createJudge(deps)
  for (let at = STORY_FROM; at < until; at += STEP_MS) {
    const to = Math.min(at + STEP_MS, until)
    const isNow = (one: { at: number }) => one.at >= at && one.at < to
    const due = reports.filter(({ observedAt }) => observedAt >= at && observedAt < to)
    for (let i = 0; i < due.length; i += REPORTS_PER_WRITE) await writeReports(db, due.slice(i, i + REPORTS_PER_WRITE))
    await writeProbeResults(db, probes.filter(isNow).map(toResult(directory, keys)))
    await tellNotices(db, directory, scenario.notices(), { from: at, to })
    await writeHeartbeats(db, minutesBetween(at, to))
    clock.set(to)
    while ((judge.judgedUntil ?? 0) < to) await judge.turn()
  }
  await judge.close()
  await correctPast(db, until)
}

/** A voice every hour. */
function quietMinutes(directory: Directory, provider: string, from: number) {
  const providerId = directory.bySlug(provider)!.id
  return Array.from({ length: (STORY_FROM - from) / HOUR_MS }, (_, i) => {
    return { providerId, minute: from + i * HOUR_MS + ((i * 17) % 60) * MINUTE_MS, problems: 1 }
  })
}

const minutesBetween = (from: number, to: number) =>
  Array.from({ length: Math.ceil((to - from) / MINUTE_MS) }, (_, i) => from + i * MINUTE_MS)

async function makeAgents(db: Database, until: number): Promise<Map<string, number>> {
  const keys = new Map<string, number>()
  for (const [network, name] of Object.entries(PLACES)) {
    const { token } = await createApiKey(db, { name, scope: 'probe-results', now: STORY_FROM })
    const { id } = (await useApiKey(db, token, until))!
    await noteAgent(db, { apiKeyId: id, network, asn: Number(network.slice(2)), now: until })
    keys.set(network, id)
  }
  return keys
}

const toResult =
  (directory: Directory, keys: ReadonlyMap<string, number>) =>
  ({ provider, at, component, kind, target, outcome, network }: ScenarioProbe) => {
    const answered = outcome === 'up' ? 80 + ((at / MINUTE_MS) % 60) : null
    return {
      id: v7({ msecs: at }),
      providerId: directory.bySlug(provider)!.id,
      component: component ?? null,
      kind,
      target,
      apiKeyId: keys.get(network) ?? null,
      at,
      outcome,
      status: kind === 'http' && outcome !== 'timeout' ? 200 : null,
      timings: { dns: 4, connect: 11, tls: 19, first_byte: answered },
      certificateExpiresAt: target.startsWith('https:') ? STORY_FROM + 60 * DAY_MS : null,
    }
  }

/** What people have set right: one began earlier than was found, the other was none. */
async function correctPast(db: Database, at: number): Promise<void> {
  const over = (await readIncidents(db, { limit: 100 })).filter(({ resolvedAt }) => resolvedAt !== null)
  const evidence = unseen('by hand')
  for (const incident of over) {
    if (incident.slug === OVER) {
      const reason = 'Il gestore ha poi detto da quando: sei minuti prima.'
      const facts = { startedAt: incident.startedAt - 6 * MINUTE_MS }
      await correctIncident(db, incident, facts, { at, reason, evidence })
    } else {
      const reason = 'Un articolo molto letto invitava a provare il pulsante.'
      await withdrawIncident(db, incident.id, { at, reason, evidence })
    }
  }
}

/** The page of what a simulation is made of. */
export const STORY_BACKGROUND: Background = { title: TITLE, facts: LIBERO_FACTS, assumptions: LIBERO_ASSUMPTIONS }

/** Only that there were incidents, for tests of what is served where. */
export async function tellFewIncidents(db: Database, directory: Directory): Promise<void> {
  const at = new Date(STORY_AT - 6 * HOUR_MS)
  const over = { startedAt: at, resolvedAt: new Date(STORY_AT - HOUR_MS) }
  const idOf = (slug: string) => directory.bySlug(slug)!.id
  await anIncident(db, { providerId: idOf('libero-mail'), startedAt: at })
  await anIncident(db, { providerId: idOf(OVER), ...over })
  await anIncident(db, { providerId: idOf(MISTAKEN), ...over, withdrawnAt: over.resolvedAt })
  await aReport(db, { providerId: idOf('libero-mail'), observedAt: at })
}
