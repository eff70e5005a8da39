import { Hono } from 'hono'
import { renderIncident } from '../../../web/pages/incident.tsx'
import { readIncidentView } from './incident-view.ts'
import type { PageServer } from './serve.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `/i/{id}`: what happened. */
export function historyRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const routes = new Hono()
  pages.each(routes, '/i/:id', (c) => {
    const id = c.req.param('id') ?? ''
    if (!UUID.test(id)) return pages.missing(c)
    return pages.give(c, { path: `/i/${id}` }, async (page) => {
      const view = await readIncidentView(deps, id, page.now)
      return view === undefined ? undefined : renderIncident(page, view)
    })
  })
  return routes
}
