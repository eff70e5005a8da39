import { Hono } from 'hono'
import { EXAMPLES } from '../../../web/locales/guide.ts'
import { renderExample } from '../../../web/pages/example.tsx'
import { renderExamples } from '../../../web/pages/newsroom-examples.tsx'
import { readIncidents } from '../../store/incidents.ts'
import { answerBuilder, ofProvider, readBuilderAsked, readInstant } from './newsroom-asked.ts'
import { embedHost, mayFrameOurs } from './newsroom-host.ts'
import type { PageServer } from './serve.ts'

const MANY = 20

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
    mayFrameOurs(c)
    const asked = { path: `/newsroom/examples/${example}`, more: origin, endless: origin !== '' }
    return pages.give(c, asked, async (page) => {
      const { lang, zone } = page.reader
      const [last] = await readIncidents(db, { limit: 1 })
      const open = await readIncidents(db, { open: true, limit: 1 })
      const builder = readBuilderAsked({}, [], lang)
      const { choice } = await answerBuilder(builder, { db, directory, now: page.now, open, pageLang: lang })
      const service = choice && directory.bySlug(choice.about.services[0]!.slug)
      if (choice === null || service === null || service === undefined) return undefined
      const isTold = last !== undefined && last.confirmedAt <= page.now && last.slug === service.slug
      const asOf = readInstant(new Date(isTold ? last.confirmedAt : page.now).toISOString(), page.now, zone ?? 'UTC')!
      const many = directory.all().slice(0, MANY).map(ofProvider)
      return renderExample(page, { example, host, service: ofProvider(service), story: choice.about, asOf, many })
    })
  })
  return routes
}
