import { Hono } from 'hono'
import { renderDocumented } from '../../../web/pages/documented.tsx'
import { historyPath, renderHistory } from '../../../web/pages/history.tsx'
import { renderIncident } from '../../../web/pages/incident.tsx'
import { readDocumented } from '../../catalogue/documented.ts'
import { documentedView } from './documented-view.ts'
import { parseHistoryAsk, readHistoryView } from './history-view.ts'
import { readIncidentView } from './incident-view.ts'
import { methodRoutes } from './method.ts'
import { operatorRoutes } from './operator.ts'
import type { PageServer } from './serve.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `/i/{id}`, `/history`, `/history/{slug}`, `/o/{slug}`, `/method`: what happened, and how it was decided. */
export function historyRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const { directory } = deps
  const documented = readDocumented()
  const routes = new Hono()
  pages.each(routes, '/i/:id', (c) => {
    const id = c.req.param('id') ?? ''
    if (!UUID.test(id)) return pages.missing(c)
    return pages.give(c, { path: `/i/${id}` }, async (page) => {
      const view = await readIncidentView(deps, id, page.now)
      if (view === undefined) return undefined
      return renderIncident(page, { ...view, publisher: deps.config.publisher.name })
    })
  })
  pages.each(routes, '/history', (c) => {
    const slug = c.req.query('provider') ?? ''
    const entry = directory.bySlug(slug) ?? directory.archivedBySlug(slug) ?? null
    if (slug !== '' && entry === null) return pages.missing(c)
    const { cursor, ...ask } = parseHistoryAsk(c.req.query(), entry)
    const { sort, year } = ask
    const path = historyPath({ sort, provider: entry?.slug ?? null, year, after: cursor })
    const endless = cursor !== null || year !== null
    return pages.give(c, { path, endless }, async (page) => {
      const { now, reader } = page
      return renderHistory(page, await readHistoryView(deps, ask, { documented, lang: reader.lang, now }))
    })
  })
  pages.each(routes, '/history/:slug', (c) => {
    const incident = documented.find(({ slug }) => slug === c.req.param('slug'))
    if (incident === undefined) return pages.missing(c)
    return pages.give(c, { path: `/history/${incident.slug}` }, (page) =>
      renderDocumented(page, documentedView(incident, directory, page.reader.lang)),
    )
  })
  return routes.route('/', operatorRoutes(pages)).route('/', methodRoutes(pages))
}
