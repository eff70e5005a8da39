import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Hono } from 'hono'
import { renderRule } from '../../../web/pages/rule.tsx'
import { renderFailure } from '../../../web/pages/message.tsx'
import { PREFIXES } from './language.ts'
import { createPageCache, toPage } from './page-cache.ts'
import { pageContext, sendPage, type PageSetting } from './page-context.ts'

const DOCS = path.resolve(import.meta.dirname, '../../../docs')
const IMAGES = 'images/detection'

/** The document of the rule and its curves, read once: no path of a visitor ever meets the disk. */
function readRule(docs: string): { markdown: string | undefined; curves: Map<string, Uint8Array<ArrayBuffer>> } {
  const file = path.join(docs, 'detection.md')
  const folder = path.join(docs, IMAGES)
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.svg')) : []
  return {
    markdown: existsSync(file) ? readFileSync(file, 'utf8') : undefined,
    curves: new Map(names.map((name) => [name, new Uint8Array(readFileSync(path.join(folder, name)))])),
  }
}

/** `/rule`: the published rule with its error rates, as it stands in docs/detection.md; `/rule/{name}.svg`: its curves. */
export function ruleRoutes(setting: PageSetting, docs = DOCS): Hono {
  const { markdown, curves } = readRule(docs)
  const cache = createPageCache()
  const routes = new Hono()
  const imageAt = (src: string) => {
    const name = src.startsWith(`${IMAGES}/`) ? src.slice(IMAGES.length + 1) : ''
    return curves.has(name) ? `/rule/${name}` : undefined
  }
  for (const prefix of PREFIXES) {
    routes.get(`${prefix}/rule`, async (c) => {
      const page = { ...pageContext(c, setting), path: '/rule' }
      if (markdown === undefined) return sendPage(c, toPage(renderFailure(page, 404)), 404)
      const make = async () => renderRule(page, markdown, imageAt)
      return sendPage(c, await cache.get(`${prefix} ${page.reader.lang}`, make))
    })
  }
  return routes.get('/rule/:name', async (c, next) => {
    const curve = curves.get(c.req.param('name'))
    if (curve === undefined) return next()
    return c.body(curve, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=3600' })
  })
}
