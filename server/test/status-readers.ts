import { StatusPageClient, maintenances } from '@aero/statuspage'
import { Statuspage } from 'statuspage.js'

/** A page as programs see it that were written for Statuspage. */
export type ReadPage = {
  name: string
  url: string
  changedAt: number
  indicator: string
  description: string
  /** Status by name, in their order. */
  components: [name: string, status: string][]
  open: ReadIncident[]
  all: ReadIncident[]
  /** Of all three lists together. */
  planned: number
}
type ReadIncident = {
  id: string
  name: string
  impact: string
  status: string
  url: string
  changedAt: number
  /** Newest first. */
  updates: { status: string; text: string; at: number }[]
}

/** By the first of two readers that know nothing of each other: it takes the address of any page. */
export async function readByAero(page: string): Promise<ReadPage> {
  // Once it has asked for a list within a folder it goes on looking there: a new one each time.
  const client = () => new StatusPageClient(page)
  const { status, page: told, components, incidents, maintenances: planned } = await client().summary()
  const report = await client().status()
  const toRead = (one: (typeof incidents)[number]): ReadIncident => ({
    id: one.id,
    name: one.name,
    impact: one.impact,
    status: one.status,
    url: one.url,
    changedAt: one.updated.getTime(),
    updates: one.updates.map((update) => ({
      status: update.status,
      text: update.description,
      at: update.updated.getTime(),
    })),
  })
  const lists = await Promise.all(
    [maintenances.ALL, maintenances.ACTIVE, maintenances.UPCOMING].map((kind) => client().maintenances(kind)),
  )
  const again = { ...report.status, components: await client().components(), incidents: await client().incidents(true) }
  agree({ ...status, components, incidents }, again)
  return {
    name: told.name,
    url: told.url,
    changedAt: told.updated.getTime(),
    indicator: status.indicator,
    description: status.description,
    components: components.map((one) => [one.name, one.status]),
    open: incidents.map(toRead),
    all: (await client().incidents()).map(toRead),
    planned: lists.flat().length + planned.length,
  }
}

/** By the second, which knows a page by its id only: here it is told where that is. It turns into a Date whatever looks like an instant. */
export async function readByStatuspageJs(page: string): Promise<ReadPage> {
  const client = new Statuspage('page')
  const { defaults } = client['axios']
  Object.assign(defaults, { baseURL: `${page}/api/v2`, proxy: false })
  const { page: told, status, components = [], incidents = [], scheduled_maintenances = [] } = await client.summary()
  const toRead = (one: (typeof incidents)[number]): ReadIncident => ({
    id: one.id,
    name: one.name,
    impact: one.impact,
    status: one.status,
    url: one.shortlink,
    changedAt: one.updated_at.getTime(),
    updates: one.incident_updates.map(({ status: of, body, updated_at: at }) => ({
      status: of,
      text: body,
      at: at.getTime(),
    })),
  })
  const lists = await Promise.all([
    client.allScheduledMaintenances(),
    client.activeScheduledMaintenances(),
    client.upcomingScheduledMaintenances(),
  ])
  const again = { ...(await client.status()), ...(await client.components()), ...(await client.unresolvedIncidents()) }
  agree({ page: told, status, components, incidents }, again)
  return {
    name: told.name,
    url: String(told.url),
    changedAt: told.updated_at.getTime(),
    indicator: status.indicator,
    description: status.description,
    components: components.map((one) => [one.name, one.status]),
    open: incidents.map(toRead),
    all: (await client.allIncidents()).incidents.map(toRead),
    planned: lists.flatMap((list) => list.scheduled_maintenances).length + scheduled_maintenances.length,
  }
}

/** A page tells the same thing in several files. */
function agree(summary: object, alone: object): void {
  const [one, other] = [JSON.stringify(summary), JSON.stringify(alone)]
  if (one !== other) throw new Error(`the summary says ${one}, the other files ${other}`)
}
