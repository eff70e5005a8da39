import type { Context, Hono } from 'hono'
import { renderFailure } from '../../../web/pages/message.tsx'
import type { PageContext } from '../../../web/parts/page.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import type { Publisher } from '../../config.ts'
import type { Database } from '../../store/db.ts'
import { PREFIXES } from './language.ts'
import { createPageCache, toPage } from './page-cache.ts'
import { pageContext, sendPage, type PageSetting } from './page-context.ts'

export type ViewDeps = { db: Database; clock: Clock; directory: Directory }
export type PageDeps = PageSetting & ViewDeps & { config: { publisher: Publisher } }

/** What a page is made of. `path` is its canonical address without its language; `more` tells apart what one address shows in several ways. */
type Asked = { path: string; more?: string }
/** The page as HTML; undefined: there is none at this address. */
type Make = (page: PageContext) => Promise<string | undefined> | string | undefined

/** In place of a page that is not there. */
const MISSING = ''

/** How every page is served: under each language, at most once a second made anew, with a page that helps to search where there is none. */
export type PageServer = {
  deps: PageDeps
  /** Mounts `path` as it is and under each language. */
  each(routes: Hono, path: string, answer: (c: Context) => Response | Promise<Response>): void
  give(c: Context, asked: Asked, make: Make): Promise<Response>
  /** As `give`, for what only its reader sees: made anew each time, kept nowhere. */
  once(c: Context, asked: Asked, make: Make): Promise<Response>
  missing(c: Context): Response
}

export function createPageServer(deps: PageDeps): PageServer {
  const cache = createPageCache()
  const missing = (c: Context) => sendPage(c, toPage(renderFailure(pageContext(c, deps), 404)), 404)
  return {
    deps,
    missing,
    each(routes, path, answer) {
      for (const prefix of PREFIXES) routes.get(`${prefix}${path}`, answer)
    },
    async give(c, { path, more = '' }, make) {
      const page = { ...pageContext(c, deps), path }
      const key = `${page.prefix} ${page.reader.lang} ${path} ${more}`
      const cached = await cache.get(key, async () => (await make(page)) ?? MISSING)
      return cached.html === MISSING ? missing(c) : sendPage(c, cached)
    },
    async once(c, { path }, make) {
      const html = await make({ ...pageContext(c, deps), path })
      return html === undefined ? missing(c) : sendPage(c, toPage(html))
    },
  }
}
