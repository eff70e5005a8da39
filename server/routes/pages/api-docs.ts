import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Hono } from 'hono'
import { renderApiGroup, renderApiStart, type ApiInfo } from '../../../web/pages/api-docs.tsx'
import type { Example } from '../../../web/reference.ts'
import { openApiDocument } from '../api/openapi.ts'
import { ownOrigin } from '../embed/own-origin.ts'
import { toReference, type Contract } from './api-reference.ts'
import type { PageServer } from './serve.ts'

const DOCS = path.resolve(import.meta.dirname, '../../../docs')
/** What is written beside a page of the reference: whole documents, and sections of docs/api.md by their headings. '': the first page. */
const GUIDES: Record<string, (string | { section: string })[]> = {
  '': [
    { section: 'How to read it' },
    { section: 'The archive' },
    { section: 'As a Statuspage' },
    { section: 'What embeds show' },
  ],
  series: [{ section: 'Series' }],
  incidents: [{ section: 'Clocks, notices, forecasts' }, { section: 'Citing' }],
  reports: [{ section: 'Reporting' }, { section: 'Receipts' }],
  agents: [{ section: 'Probe results' }],
  live: ['live.md'],
  webhooks: ['webhooks.md', { section: 'Tell me when it is back' }],
}
const LANGUAGES = { sh: 'curl', mjs: 'JavaScript', py: 'Python' }
/** Examples by the page that they stand on. The verification of webhooks is in their guide. */
const EXAMPLES: Record<string, string> = {
  states: 'states',
  provider: 'providers',
  series: 'series',
  incidents: 'incidents',
  report: 'reports',
  live: 'live',
}

/** `/docs/api`: how to use the API, and `/docs/api/{part}`: its routes, made from the document that the API describes itself with. */
export function apiDocsRoutes(pages: PageServer, docs = DOCS): Hono {
  const { publisher, publicUrl, readsPerMinute, reportsPerMinute } = pages.deps.config
  const document = openApiDocument({ publisher, readsPerMinute, reportsPerMinute })
  const { groups, first } = toReference(document as unknown as Contract)
  const read = (name: string) => {
    const file = path.join(docs, name)
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
  const sections = sectionsOf(read('api.md'))
  const guides = new Map(
    Object.entries(GUIDES).map(([group, parts]) => {
      const texts = parts.map((part) => (typeof part === 'string' ? read(part) : (sections.get(part.section) ?? '')))
      return [group, texts.join('\n\n')]
    }),
  )
  const examples = Object.entries(EXAMPLES).map(([name, group]) => ({ group, ...readExample(name, read) }))
  const client = read('examples/client.ts')

  const routes = new Hono()
  pages.each(routes, '/docs/api', (c) => {
    const origin = ownOrigin(c, publicUrl)
    return pages.give(c, { path: '/docs/api', more: origin }, (page) =>
      renderApiStart(page, {
        origin,
        info: document.info as unknown as ApiInfo,
        groups,
        first,
        guide: guides.get('') ?? '',
        client,
      }),
    )
  })
  pages.each(routes, '/docs/api/:name', (c) => {
    const group = groups.find(({ name }) => name === c.req.param('name'))
    if (group === undefined) return pages.missing(c)
    const origin = ownOrigin(c, publicUrl)
    return pages.give(c, { path: `/docs/api/${group.name}`, more: origin }, (page) =>
      renderApiGroup(page, {
        origin,
        groups,
        group,
        guide: guides.get(group.name) ?? '',
        examples: examples.filter((example) => example.group === group.name),
      }),
    )
  })
  return routes
}

/** What stands under each heading of the second rank, with it. */
function sectionsOf(text: string): Map<string, string> {
  const parts = text.split(/^(?=## )/m).filter((part) => part.startsWith('## '))
  return new Map(parts.map((part) => [part.slice(3, part.indexOf('\n')), part]))
}

function readExample(name: string, read: (name: string) => string): Example {
  const files = Object.entries(LANGUAGES).flatMap(([ending, language]) => {
    const text = read(`examples/${name}.${ending}`).trimEnd()
    return text === '' ? [] : [{ language, text }]
  })
  return { name, files }
}
