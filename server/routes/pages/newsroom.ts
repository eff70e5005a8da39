import { Hono } from 'hono'
import { CATEGORIES } from '../../../shared/provider.ts'
import { renderNewsroom, type NewsroomView } from '../../../web/pages/newsroom.tsx'
import { renderLegalOffice } from '../../../web/pages/newsroom-legal.tsx'
import type { BuilderAsked } from '../../../web/builder.ts'
import type { PageContext } from '../../../web/parts/page.ts'
import { readIncidents } from '../../store/incidents.ts'
import { ownOrigin } from '../embed/own-origin.ts'
import { answerBuilder, readBuilderAsked } from './newsroom-asked.ts'
import { exampleRoutes } from './newsroom-examples.ts'
import { embedHost, mayFrameOurs } from './newsroom-host.ts'
import { pageContext } from './page-context.ts'
import type { PageDeps, PageServer } from './serve.ts'

const MOST_OPEN = 6

/** `/newsroom`: how to embed, with a builder; examples; and the page for a legal office. */
export function newsroomRoutes(pages: PageServer): Hono {
  const { deps } = pages
  const { publisher } = deps.config
  const routes = new Hono()
  pages.each(routes, '/newsroom', (c) => {
    const asked = readBuilderAsked(c.req.query(), c.req.queries('with') ?? [], pageContext(c, deps).reader.lang)
    const host = embedHost(deps, ownOrigin(c, deps.config.publicUrl))
    const isPlain = !c.req.url.includes('?')
    mayFrameOurs(c)
    return pages.give(
      c,
      { path: '/newsroom', more: isPlain ? host.origin : JSON.stringify([host.origin, asked]), endless: !isPlain },
      async (page) => renderNewsroom(page, { ...(await readNewsroom(deps, asked, page)), host, publisher }),
    )
  })
  pages.each(routes, '/newsroom/legal-office', (c) =>
    pages.give(c, { path: '/newsroom/legal-office' }, async (page) => {
      const { choice } = await readNewsroom(deps, readBuilderAsked({ when: 'live' }, [], page.reader.lang), page)
      return renderLegalOffice(page, { publisher, picture: `/chart/${choice?.about.name}` })
    }),
  )
  return routes.route('/', exampleRoutes(pages))
}

async function readNewsroom(
  { db, directory }: PageDeps,
  asked: BuilderAsked,
  page: PageContext,
): Promise<Omit<NewsroomView, 'host' | 'publisher'>> {
  const newest = await readIncidents(db, { open: true, limit: MOST_OPEN })
  // The loudest is what a newsroom comes for.
  const open = newest.toSorted((a, b) => b.peak - a.peak)
  const services = directory.all()
  const answer = await answerBuilder(asked, { db, directory, now: page.now, open, pageLang: page.reader.lang })
  const operators = new Map(services.flatMap(({ operator }) => (operator ? [[operator.slug, operator]] : [])))
  return {
    asked,
    ...answer,
    open: open.filter(({ slug }) => directory.bySlug(slug) !== undefined),
    categories: CATEGORIES.map((category) => ({
      category,
      services: services.filter((entry) => entry.category === category),
    })).filter((group) => group.services.length > 0),
    operators: [...operators.values()],
  }
}
