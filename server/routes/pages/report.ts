import { Hono } from 'hono'
import { renderSearch } from '../../../web/pages/search.tsx'
import { SEARCH_WORDS_MAX } from '../../../web/parts/search-form.tsx'
import { toProvider } from '../../catalogue/directory.ts'
import type { PageServer } from './serve.ts'

const SEARCH_RESULTS = 20

/** `/report`: which service is it? */
export function reportPageRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const routes = new Hono()
  pages.each(routes, '/report', (c) => {
    const words = (c.req.query('q') ?? '').trim().slice(0, SEARCH_WORDS_MAX)
    const found = words === '' ? [] : deps.directory.search(words, SEARCH_RESULTS).map(toProvider)
    return pages.once(c, { path: '/report' }, (page) => renderSearch(page, { words, found, reporting: true }))
  })
  return routes
}
