import type { Component as ProviderPart } from '../../../shared/provider.ts'

// The form of Statuspage's public API, version 2: field by field what its readers look for.

/** Ours is never `critical`: nobody who looks from outside knows that. */
export type Impact = 'none' | 'minor' | 'major'
/** Never `identified`, which says that a cause is known, and never `postmortem`. */
export type IncidentStatus = 'investigating' | 'monitoring' | 'resolved'
/** Never `major_outage`: that everything is out is more than can be seen from here. */
export type ComponentStatus = 'operational' | 'degraded_performance' | 'partial_outage'

export type Page = { id: string; name: string; url: string; time_zone: 'Etc/UTC'; updated_at: string }

export type Component = {
  id: string
  name: string
  status: ComponentStatus
  description: string | null
  created_at: string
  updated_at: string
  position: number
  showcase: boolean
  start_date: null
  group_id: null
  group: false
  only_show_if_degraded: false
  page_id: string
}

export type IncidentUpdate = {
  id: string
  incident_id: string
  status: IncidentStatus
  body: string
  created_at: string
  updated_at: string
  display_at: string
  affected_components: { code: string; name: string; old_status: ComponentStatus; new_status: ComponentStatus }[] | null
  deliver_notifications: false
  custom_tweet: null
  tweet_id: null
}

export type StatusIncident = {
  id: string
  name: string
  status: IncidentStatus
  impact: Impact
  created_at: string
  started_at: string
  updated_at: string
  monitoring_at: string | null
  resolved_at: string | null
  shortlink: string
  page_id: string
  /** Newest first. */
  incident_updates: IncidentUpdate[]
  components: Component[]
}

export type StatuspageFacts = {
  page: Page
  status: { indicator: Impact; description: string }
  components: Component[]
  /** Newest first. */
  incidents: StatusIncident[]
}

/** We plan nothing for others, and do not pass on what they plan. */
const NONE_SCHEDULED = { scheduled_maintenances: [] }

/** Reports that only follow somebody else's incident are nobody's open trouble here. */
const isOpen = ({ status, impact }: StatusIncident) => status !== 'resolved' && impact !== 'none'

/** What each of its files is made of. */
export const STATUSPAGE_FILES: Record<string, (facts: StatuspageFacts) => object> = {
  'summary.json': ({ page, components, incidents, status }) => ({
    page,
    components,
    incidents: incidents.filter(isOpen),
    ...NONE_SCHEDULED,
    status,
  }),
  'status.json': ({ page, status }) => ({ page, status }),
  'components.json': ({ page, components }) => ({ page, components }),
  'incidents.json': ({ page, incidents }) => ({ page, incidents }),
  'incidents/unresolved.json': ({ page, incidents }) => ({ page, incidents: incidents.filter(isOpen) }),
  'scheduled-maintenances.json': ({ page }) => ({ page, ...NONE_SCHEDULED }),
  'scheduled-maintenances/upcoming.json': ({ page }) => ({ page, ...NONE_SCHEDULED }),
  'scheduled-maintenances/active.json': ({ page }) => ({ page, ...NONE_SCHEDULED }),
}

/** The service as a whole comes first, for trouble whose part nobody knows; then its parts, in the order of the catalogue. */
export function toComponents(
  provider: { slug: string; name: string; components: readonly ProviderPart[] },
  of: { whole: ComponentStatus; affected: ReadonlyMap<string, ComponentStatus>; since: string },
): Component[] {
  const make = (id: string, name: string, status: ComponentStatus, position: number): Component => ({
    id,
    name,
    status,
    description: position === 1 ? 'The service as a whole' : null,
    created_at: of.since,
    updated_at: of.since,
    position,
    showcase: true,
    start_date: null,
    group_id: null,
    group: false,
    only_show_if_degraded: false,
    page_id: provider.slug,
  })
  return [
    make(provider.slug, provider.name, of.whole, 1),
    ...provider.components.map(({ slug, name }, place) =>
      make(`${provider.slug}.${slug}`, name.en, of.affected.get(slug) ?? 'operational', place + 2),
    ),
  ]
}
