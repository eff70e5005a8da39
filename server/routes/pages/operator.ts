import { Hono } from 'hono'
import { renderOperator, type OperatorView } from '../../../web/pages/operator.tsx'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import { OPERATOR_SOURCES } from '../../catalogue/operator-sources.ts'
import { upperLimit } from '../../detect/limits.ts'
import { readIncidents, toIncident } from '../../store/incidents.ts'
import { readLive } from '../../store/live.ts'
import type { PageServer, ViewDeps } from './serve.ts'

const MOST_INCIDENTS = 40

/** `/o/{slug}`: who runs several services. */
export function operatorRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const routes = new Hono()
  pages.each(routes, '/o/:slug', (c) => {
    const entries = deps.directory.byOperator(c.req.param('slug') ?? '')
    const operator = entries[0]?.operator
    if (!operator) return pages.missing(c)
    return pages.give(c, { path: `/o/${operator.slug}` }, async (page) =>
      renderOperator(page, await readOperatorView(deps, operator, entries, page.now)),
    )
  })
  return routes
}

export async function readOperatorView(
  { db, clock }: ViewDeps,
  operator: { slug: string; name: string },
  entries: readonly DirectoryEntry[],
  now: number,
): Promise<OperatorView> {
  const ids = entries.map(({ id }) => id)
  const [lives, rows] = await Promise.all([
    readLive(db, ids, { now, speed: clock.speed }, upperLimit),
    readIncidents(db, { providerIds: ids, limit: MOST_INCIDENTS }),
  ])
  return {
    operator,
    services: entries.map(({ id, slug, name }) => {
      const claim = OPERATOR_SOURCES.get(slug)
      const source = claim?.operator === operator.slug ? claim.source : null
      return { slug, name, verdict: lives.get(id)?.verdict ?? null, source }
    }),
    incidents: rows.map(toIncident),
  }
}
