import { Hono } from 'hono'
import { renderReport, renderReportChoice } from '../../../web/pages/report.tsx'
import { SEARCH_WORDS_MAX } from '../../../web/parts/search-form.tsx'
import { toProvider } from '../../catalogue/directory.ts'
import { upperLimit } from '../../detect/limits.ts'
import { readLive } from '../../store/live.ts'
import { readOverview } from '../../store/overview.ts'
import { readPressed } from './pressed.ts'
import type { PageServer } from './serve.ts'

const SEARCH_RESULTS = 20
const MOST_SHOWN = 12

/** `/report`: which service is it? `/p/{slug}/report`: its form, alone. */
export function reportPageRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const { db, clock, directory } = deps
  const routes = new Hono()
  pages.each(routes, '/report', (c) => {
    const words = (c.req.query('q') ?? '').trim().slice(0, SEARCH_WORDS_MAX)
    if (words !== '') {
      const found = directory.search(words, SEARCH_RESULTS).map(toProvider)
      return pages.once(c, { path: '/report' }, (page) => renderReportChoice(page, { words, found, most: [] }))
    }
    return pages.give(c, { path: '/report' }, async (page) => {
      const { failing, most_reported } = await readOverview(db, { now: page.now, speed: clock.speed })
      const bySlug = new Map([...failing, ...most_reported].map((entry) => [entry.slug, entry]))
      return renderReportChoice(page, { words, found: [], most: [...bySlug.values()].slice(0, MOST_SHOWN) })
    })
  })
  pages.each(routes, '/p/:slug/report', async (c) => {
    const entry = directory.bySlug(c.req.param('slug') ?? '')
    if (entry === undefined) return pages.missing(c)
    const receipt = await readPressed(deps, entry, c.req.query(), c.req.header('user-agent'))
    const more = `${receipt?.id} ${receipt?.receipt} ${receipt?.device}`
    return pages.give(c, { path: `/p/${entry.slug}/report`, more, endless: receipt !== null }, async (page) => {
      const lives = await readLive(db, [entry.id], { now: page.now, speed: clock.speed }, upperLimit)
      return renderReport(page, { provider: toProvider(entry), live: lives.get(entry.id) ?? null, receipt })
    })
  })
  return routes
}
