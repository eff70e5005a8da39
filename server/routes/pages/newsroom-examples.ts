import { Hono } from 'hono'
import type { Category } from '../../../shared/provider.ts'
import { EXAMPLES } from '../../../web/locales/guide.ts'
import { renderExample } from '../../../web/pages/example.tsx'
import { renderExamples } from '../../../web/pages/newsroom-examples.tsx'
import { readIncidents } from '../../store/incidents.ts'
import { ofIncident, ofProvider, readInstant } from './newsroom-asked.ts'
import { embedHost, mayBeNewspaper } from './newsroom-host.ts'
import type { PageServer } from './serve.ts'

const MANY = 20
/** What the invented article is about. */
const SUBJECT: Category = 'mail'
/** Among so many of the newest incidents one of them is looked for. */
const MOST_INCIDENTS = 50

/**
 * `/newsroom/examples`, and below it the pages of an invented newspaper. `?absolute=1`: all addresses with our origin, for a copy that somebody
 * else serves.
 */
export function exampleRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const { db, directory } = deps
  const routes = new Hono()
  pages.each(routes, '/newsroom/examples', (c) => pages.give(c, { path: '/newsroom/examples' }, renderExamples))
  pages.each(routes, '/newsroom/examples/:name', (c) => {
    const example = EXAMPLES.find((one) => one === c.req.param('name'))
    if (example === undefined) return pages.missing(c)
    const origin = c.req.query('absolute') === '1' ? new URL(c.req.url).origin : ''
    const host = embedHost(deps, origin)
    mayBeNewspaper(c)
    const asked = { path: `/newsroom/examples/${example}`, more: origin, endless: origin !== '' }
    return pages.give(c, asked, async (page) => {
      const { lang, zone } = page.reader
      const service = directory.all().find(({ category }) => category === SUBJECT) ?? directory.all()[0]
      const lasts = await readIncidents(db, { limit: MOST_INCIDENTS })
      const told = lasts.find(({ slug }) => directory.bySlug(slug)?.category === SUBJECT)
      const entry = (told && directory.bySlug(told.slug)) ?? service
      if (entry === undefined) return undefined
      const story = told === undefined ? ofProvider(entry) : ofIncident(told, lang)
      const at = Math.min(told?.confirmedAt ?? page.now, page.now)
      const asOf = readInstant(new Date(at).toISOString(), page.now, zone ?? 'UTC')!
      const many = directory.all().slice(0, MANY).map(ofProvider)
      return renderExample(page, { example, host, service: ofProvider(entry), story, asOf, many })
    })
  })
  return routes
}
