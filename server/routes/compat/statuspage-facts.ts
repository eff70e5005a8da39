import type { Incident } from '../../../shared/incident.ts'
import type { Mode, ProviderLive } from '../../../shared/live.ts'
import { UNJUDGED, type Verdict } from '../../../shared/series.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { toFeedEntry } from '../../../web/feeds/entry.ts'
import { feedTexts } from '../../../web/locales/feeds.ts'
import { isWithdrawn } from '../../../web/parts/corrections.tsx'
import { isCollateral } from '../../../web/groups.ts'
import { toneOf, verdictSentence } from '../../../web/sentence.ts'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import type { FeedEventRow } from '../../store/feed-events.ts'
import { toIncident } from '../../store/incidents.ts'
import {
  toComponents,
  type ComponentStatus,
  type Impact,
  type IncidentStatus,
  type IncidentUpdate,
  type StatusIncident,
  type StatuspageFacts,
} from './statuspage-shape.ts'

/** Who reads these files is a program: one language, one zone. */
const READER = { lang: 'en', zone: 'UTC' } as const
const t = feedTexts.en

type Telling = { entry: DirectoryEntry; mode: Mode; origin: string; now: number }

/** `live` undefined: nobody has judged yet. `rows`: newest first, of whole incidents. */
export function toStatuspageFacts(
  telling: Telling,
  live: ProviderLive | undefined,
  rows: readonly FeedEventRow[],
): StatuspageFacts {
  const { entry, mode, origin, now } = telling
  const verdict = live?.verdict ?? UNJUDGED
  const impact = impactOf(verdict)
  const incidents = toIncidents(telling, rows)
  // With nothing to tell it changes once a day at most.
  const changes = [verdict.since, ...incidents.map((incident) => incident.updated_at)].flatMap((at) => at ?? [])
  const changedAt = Math.max(now - (now % DAY_MS), ...changes.map((at) => Date.parse(at)))
  const since = verdict.since ?? new Date(changedAt).toISOString()
  const page = {
    id: entry.slug,
    name: [...modeOf(mode), entry.name, 'Brusio'].join(' · '),
    // To which `/api/v2/…` is added, and a page for people.
    url: `${origin}/p/${entry.slug}`,
    time_zone: 'Etc/UTC' as const,
    updated_at: new Date(changedAt).toISOString(),
  }
  const scope = impact === 'none' ? [] : (live?.incident?.scope ?? [])
  const whole = STATUS_OF[impact]
  const affected = new Map(
    scope
      .filter(({ facet, verdict: said }) => facet === 'component' && said === 'affected')
      .map(({ value }) => [value, whole] as const),
  )
  const components = toComponents(entry, { whole, affected, since })
  const parts = components.filter(({ status }) => status !== 'operational')
  return {
    page,
    status: { indicator: impact, description: describe(verdict, mode, now) },
    components,
    incidents: incidents.map((incident) =>
      incident.status === 'resolved' ? incident : { ...incident, components: parts },
    ),
  }
}

const modeOf = (mode: Mode) => (mode === 'live' ? [] : [t.feedMode[mode]])

const STATUS_OF: Record<Impact, ComponentStatus> = {
  none: 'operational',
  minor: 'degraded_performance',
  major: 'partial_outage',
}

/** A suspicion is nobody's trouble yet, and reports that follow another's incident are not this one's. */
export function impactOf(verdict: Pick<Verdict, 'state' | 'cause' | 'verified'>): Impact {
  const tone = toneOf(verdict)
  if (tone === 'confirmed') return verdict.verified ? 'major' : 'minor'
  return tone === 'recovering' ? 'minor' : 'none'
}

/** The verdict in a few words: that nothing was reported is never "all operational". */
function describe(verdict: Verdict, mode: Mode, now: number): string {
  const { words } = verdictSentence(READER, verdict, now)
  return mode === 'live' ? words : `${t.feedMode[mode]} · ${words}. ${t.feedModeNote[mode]}`
}

function toIncidents(telling: Telling, rows: readonly FeedEventRow[]): StatusIncident[] {
  const byIncident = new Map<string, FeedEventRow[]>()
  for (const row of rows) {
    const known = byIncident.get(row.incident.id)
    if (known) known.push(row)
    else byIncident.set(row.incident.id, [row])
  }
  return [...byIncident.values()]
    .map((events) => toStatusIncident(telling, events.toReversed()))
    .toSorted((a, b) => b.created_at.localeCompare(a.created_at))
}

/** `events`: oldest first, at least one. */
function toStatusIncident({ entry, mode, origin }: Telling, events: readonly FeedEventRow[]): StatusIncident {
  const incident = toIncident(events[0]!.incident)
  let status: IncidentStatus = 'investigating'
  let monitoringAt: string | null = null
  const updates = events.map(({ id, event, backing }): IncidentUpdate => {
    status = STATUS_AFTER[event.type] ?? status
    if (event.type === 'recovering') monitoringAt = event.at
    const {
      id: urn,
      title,
      summary,
      updatedAt,
    } = toFeedEntry({ reader: READER, mode, origin }, { id, event, incident, backing })
    return {
      id: urn.replace('urn:uuid:', ''),
      incident_id: incident.id,
      status,
      body: `${title}. ${summary}`,
      created_at: event.at,
      updated_at: new Date(updatedAt).toISOString(),
      display_at: event.at,
      affected_components: null,
      deliver_notifications: false,
      custom_tweet: null,
      tweet_id: null,
    }
  })
  const [first] = events
  const told = toFeedEntry({ reader: READER, mode, origin }, { ...first!, incident })
  const endedAt = endOf(incident)
  const newest = [endedAt ?? incident.confirmed_at, ...updates.map((update) => update.updated_at)].toSorted().at(-1)!
  return {
    id: incident.id,
    name: told.title,
    status: endedAt === null ? (incident.state === 'recovering' ? 'monitoring' : 'investigating') : 'resolved',
    impact: isWithdrawn(incident) || isCollateral(incident) ? 'none' : incident.verified ? 'major' : 'minor',
    created_at: incident.confirmed_at,
    started_at: incident.started_at,
    updated_at: newest,
    monitoring_at: monitoringAt,
    resolved_at: endedAt,
    shortlink: `${origin}/i/${incident.id}`,
    page_id: entry.slug,
    incident_updates: updates.toReversed(),
    components: [],
  }
}

const STATUS_AFTER: Partial<Record<FeedEventRow['event']['type'], IncidentStatus>> = {
  confirmed: 'investigating',
  heard: 'investigating',
  relapsed: 'investigating',
  reopened: 'investigating',
  recovering: 'monitoring',
  resolved: 'resolved',
  withdrawn: 'resolved',
}

/** What was withdrawn is over, as far as anybody was told. */
function endOf({ resolved_at, corrections }: Incident): string | null {
  return resolved_at ?? corrections.find(({ type }) => type === 'withdrawn')?.at ?? null
}
