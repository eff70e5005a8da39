import path from 'node:path'
import { Hono } from 'hono'
import { renderApiGroup, renderApiStart, type ApiInfo } from '../../../web/pages/api-docs.tsx'
import { linkTo, type PageContext } from '../../../web/parts/page.ts'
import { openApiDocument } from '../api/openapi.ts'
import { ownOrigin } from '../embed/own-origin.ts'
import { readGuides } from './api-guides.ts'
import { toReference, type Contract } from './api-reference.ts'
import type { PageServer } from './serve.ts'

const DOCS = path.resolve(import.meta.dirname, '../../../docs')

/** `/docs/api`: how to use the API, and `/docs/api/{part}`: its routes, made from the document that the API describes itself with. */
export function apiDocsRoutes(pages: PageServer, docs = DOCS): Hono {
  const { publisher, publicUrl, readsPerMinute, reportsPerMinute } = pages.deps.config
  const document = openApiDocument({ publisher, readsPerMinute, reportsPerMinute })
  const { groups, first } = toReference(document as unknown as Contract)
  const info = document.info as unknown as ApiInfo
  const guides = readGuides(docs)
  const hrefIn = (page: PageContext) => (href: string) => {
    const to = guides.hrefOf(href)
    return to?.startsWith('/') ? linkTo(page, to) : to
  }

  const routes = new Hono()
  pages.each(routes, '/docs/api', (c) => {
    const origin = ownOrigin(c, publicUrl)
    const guide = guides.textOf('', origin)
    return pages.give(c, { path: '/docs/api', more: origin }, (page) =>
      renderApiStart(page, { origin, info, groups, first, guide, hrefOf: hrefIn(page) }),
    )
  })
  pages.each(routes, '/docs/api/:name', (c) => {
    const group = groups.find(({ name }) => name === c.req.param('name'))
    if (group === undefined) return pages.missing(c)
    const { name } = group
    const origin = ownOrigin(c, publicUrl)
    const [guide, examples] = [guides.textOf(name, origin), guides.examplesOf(name)]
    return pages.give(c, { path: `/docs/api/${name}`, more: origin }, (page) =>
      renderApiGroup(page, { origin, groups, group, guide, examples, hrefOf: hrefIn(page) }),
    )
  })
  return routes
}
