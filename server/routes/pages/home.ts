import { Hono } from 'hono'
import { renderHome } from '../../../web/pages/home.tsx'
import { renderSearch } from '../../../web/pages/search.tsx'
import { SEARCH_WORDS_MAX } from '../../../web/parts/search-form.tsx'
import { toProvider } from '../../catalogue/directory.ts'
import { readHomeView } from './home-view.ts'
import type { PageServer } from './serve.ts'

const SEARCH_RESULTS = 20

/** `/` and `/search`. */
export function homeRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const routes = new Hono()
  pages.each(routes, '/', (c) =>
    pages.give(c, { path: '/' }, async (page) => renderHome(page, await readHomeView(deps, page.now))),
  )
  pages.each(routes, '/search', (c) => {
    const words = (c.req.query('q') ?? '').trim().slice(0, SEARCH_WORDS_MAX)
    const found = words === '' ? [] : deps.directory.search(words, SEARCH_RESULTS).map(toProvider)
    return pages.once(c, { path: `/search?${new URLSearchParams({ q: words }).toString()}` }, (page) =>
      renderSearch(page, { words, found, reporting: false }),
    )
  })
  return routes
}
