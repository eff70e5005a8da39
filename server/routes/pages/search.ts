import { type Context, Hono } from 'hono'
import { renderFound, renderSearch } from '../../../web/pages/search.tsx'
import type { Standing } from '../../../web/parts/provider-lines.tsx'
import { SEARCH_WORDS_MAX } from '../../../web/parts/search-form.tsx'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import { isDatabaseAway } from '../../errors.ts'
import { readEntries } from '../../store/overview.ts'
import type { PageServer, ViewDeps } from './serve.ts'

const SEARCH_RESULTS = 20
const SUGGESTIONS = 6

/** `/search`, and `/search/found`: its list alone, for who is still typing. */
export function searchRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const { directory } = deps
  const routes = new Hono()
  pages.each(routes, '/search', async (c) => {
    const words = wordsOf(c)
    const named = directory.named(words)
    if (named !== undefined) {
      c.header('Vary', 'Accept-Language')
      return c.redirect(`${c.req.path.replace(/\/search$/, '')}/p/${named.slug}`, 303)
    }
    const found = words === '' ? [] : directory.search(words, SEARCH_RESULTS)
    return pages.once(c, { path: `/search?${new URLSearchParams({ q: words }).toString()}` }, async (page) =>
      renderSearch(page, { words, found, standing: await standingOf(deps, found, page.now) }),
    )
  })
  pages.each(routes, '/search/found', (c) => {
    const found = directory.search(wordsOf(c), SUGGESTIONS)
    c.header('X-Robots-Tag', 'noindex')
    return pages.once(c, { path: '/search' }, async (page) =>
      renderFound(page, found, await standingOf(deps, found, page.now)),
    )
  })
  return routes
}

const wordsOf = (c: Context): string => (c.req.query('q') ?? '').trim().slice(0, SEARCH_WORDS_MAX)

/** Names are in memory: while the database is away they are found all the same, without how they stand. */
async function standingOf({ db, clock }: ViewDeps, found: DirectoryEntry[], now: number): Promise<Standing> {
  try {
    const ids = found.map(({ id }) => id)
    return await readEntries(db, ids, { now, speed: clock.speed })
  } catch (error) {
    if (isDatabaseAway(error)) return new Map()
    throw error
  }
}
