import { Hono } from 'hono'
import { isRange } from '../../../web/chart/model.ts'
import { renderProvider } from '../../../web/pages/provider.tsx'
import { renderWhy } from '../../../web/pages/why.tsx'
import { readPressed } from './pressed.ts'
import { readProviderView } from './provider-view.ts'
import type { PageServer } from './serve.ts'
import { readWhyView } from './why-view.ts'

/** `/p/{slug}` and why its state is what it is. */
export function providerPageRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const { clock, directory } = deps
  const routes = new Hono()
  pages.each(routes, '/p/:slug', async (c) => {
    const entry = directory.bySlug(c.req.param('slug') ?? '')
    if (entry === undefined) return pages.missing(c)
    const query = c.req.query()
    const { range: asked, report } = query
    const range = isRange(asked) ? asked : '24h'
    const receipt = await readPressed(deps, entry, query, c.req.header('user-agent'))
    const reporting = report === '1'
    const path = `/p/${entry.slug}${range === '24h' ? '' : `?range=${range}`}`
    return pages.give(
      c,
      {
        path,
        more: `${receipt?.id} ${receipt?.receipt} ${receipt?.device} ${reporting}`,
        endless: receipt !== null,
      },
      async (page) =>
        renderProvider(page, await readProviderView(deps, { entry, range, receipt, reporting }, clock.now())),
    )
  })
  pages.each(routes, '/p/:slug/why', (c) => {
    const entry = directory.bySlug(c.req.param('slug') ?? '')
    if (entry === undefined) return pages.missing(c)
    return pages.give(c, { path: `/p/${entry.slug}/why` }, async (page) =>
      renderWhy(page, await readWhyView(deps, entry, page.now)),
    )
  })
  return routes
}
