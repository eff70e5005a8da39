import { z } from 'zod'

// What readers of Statuspage expect, in two ways of reading. Both were written from what is published of the form, and know nothing of how we make it.

const instant = z.iso.datetime({ offset: true })
const id = z.string().regex(/^[\w.-]{1,100}$/)
const page = z.object({ id, name: z.string().min(1), url: z.url(), time_zone: z.string(), updated_at: instant })
const indicator = z.enum(['none', 'minor', 'major', 'critical', 'maintenance'])

/** As the documentation that stands at `/api` of every such page lists it: each field there, of its type. */
const component = z.object({
  id,
  name: z.string().min(1),
  status: z.enum(['operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance']),
  description: z.string().nullable(),
  created_at: instant,
  updated_at: instant,
  position: z.int().positive(),
  showcase: z.boolean(),
  start_date: z.iso.date().nullable(),
  group_id: id.nullable(),
  group: z.boolean(),
  only_show_if_degraded: z.boolean(),
  page_id: id,
})
const status = z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'])
const update = z.object({
  id,
  incident_id: id,
  status,
  body: z.string().min(1),
  created_at: instant,
  updated_at: instant,
  display_at: instant,
})
const incident = z.object({
  id,
  name: z.string().min(1),
  status,
  impact: indicator,
  created_at: instant,
  started_at: instant,
  updated_at: instant,
  monitoring_at: instant.nullable(),
  resolved_at: instant.nullable(),
  shortlink: z.url(),
  page_id: id,
  incident_updates: z.array(update).min(1),
  components: z.array(component),
})
const overall = z.object({ indicator, description: z.string().min(1) })
const scheduled = z.object({ page, scheduled_maintenances: z.array(z.unknown()) })

export const DOCUMENTED: Record<string, z.ZodType> = {
  'summary.json': scheduled.extend({
    status: overall,
    components: z.array(component),
    incidents: z.array(incident),
  }),
  'status.json': z.object({ page, status: overall }),
  'components.json': z.object({ page, components: z.array(component) }),
  'incidents.json': z.object({ page, incidents: z.array(incident) }),
  'incidents/unresolved.json': z.object({ page, incidents: z.array(incident) }),
  'scheduled-maintenances.json': scheduled,
  'scheduled-maintenances/upcoming.json': scheduled,
  'scheduled-maintenances/active.json': scheduled,
}

/** What a monitor makes of a summary, as exporters do: a number for the page and one for each component, open incidents by id. */
export function readAsMonitor(summary: string) {
  const grades = { operational: 0, degraded_performance: 1, partial_outage: 2, major_outage: 3, under_maintenance: 4 }
  const read = z
    .object({ status: overall, components: z.array(component), incidents: z.array(incident) })
    .parse(JSON.parse(summary))
  return {
    page: ['none', 'minor', 'major', 'critical'].indexOf(read.status.indicator),
    components: Object.fromEntries(
      read.components.filter(({ group }) => !group).map((one) => [one.name, grades[one.status]]),
    ),
    // The newest update comes first.
    open: Object.fromEntries(read.incidents.map((one) => [one.id, one.incident_updates[0]!.status])),
    lastedMs: read.incidents.map((one) => Date.parse(one.updated_at) - Date.parse(one.started_at)),
  }
}
