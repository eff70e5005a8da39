import { Hono } from 'hono'
import { Category } from '../../../shared/provider.ts'
import { renderCategory } from '../../../web/pages/category.tsx'
import { renderHome } from '../../../web/pages/home.tsx'
import { createDayKeeper } from './day-keeper.ts'
import { readCategoryView, readDayOf, readHomeView } from './home-view.ts'
import type { PageServer } from './serve.ts'

/** `/`, and `/c/{category}` for each. */
export function homeRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const readDay = createDayKeeper((now) => readDayOf(deps, now))
  const { name: publisher } = deps.config.publisher
  const routes = new Hono()
  pages.each(routes, '/', (c) =>
    pages.give(c, { path: '/' }, async (page) =>
      renderHome(page, await readHomeView({ ...deps, readDay, publisher }, page.now)),
    ),
  )
  pages.each(routes, '/c/:category', (c) => {
    const { data: category } = Category.safeParse(c.req.param('category'))
    if (category === undefined) return pages.missing(c)
    return pages.give(c, { path: `/c/${category}` }, async (page) =>
      renderCategory(page, await readCategoryView(deps, category, page.now)),
    )
  })
  return routes
}
