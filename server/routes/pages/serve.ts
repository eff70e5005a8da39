import type { Context, Hono } from 'hono'
import { renderFailure } from '../../../web/pages/message.tsx'
import type { PageContext } from '../../../web/parts/page.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Clock } from '../../clock.ts'
import type { Publisher } from '../../config.ts'
import { isDatabaseAway } from '../../errors.ts'
import type { Database } from '../../store/db.ts'
import type { Shelf } from '../archive-shelf.ts'
import { within } from '../within.ts'
import { PREFIXES } from './language.ts'
import { nearServices } from './near.ts'
import { createLastPages } from './last-pages.ts'
import { createPageCache, toPage, type CachedPage } from './page-cache.ts'
import { pageContext, sendPage, type PageSetting } from './page-context.ts'
import { toStalePage } from './stale-page.ts'

export type ViewDeps = { db: Database; clock: Clock; directory: Directory }
/** What the parts of this process say of themselves. */
export type Self = { sockets: () => number; probing: () => 'on' | 'offline' | 'off' }
type Limits = { readsPerMinute?: number; reportsPerMinute?: number }
export type PageDeps = PageSetting & ViewDeps & { config: { publisher: Publisher } & Limits; self: Self; shelf: Shelf }

/**
 * What a page is made of. `path` is its canonical address without its language; `more` tells apart what one address shows in several ways.
 * `endless`: there are as many of its kind as anybody can think of, and none is kept for the time without a database, where it would push out others.
 */
type Asked = { path: string; more?: string; endless?: boolean }
/** The page as HTML; undefined: there is none at this address. */
type Make = (page: PageContext) => Promise<string | undefined> | string | undefined

/** In place of a page that is not there. */
const MISSING = ''
/** Real time that a reader waits for a database that did not answer the one before him, where there is a page from before. */
const PATIENCE_MS = 300
const RETRY_AFTER_S = '5'

/** How every page is served: under each language, at most once a second made anew, with a page that helps to search where there is none. */
export type PageServer = {
  deps: PageDeps
  /** Mounts `path` as it is and under each language. */
  each(routes: Hono, path: string, answer: (c: Context) => Response | Promise<Response>): void
  /** Where the database is away, the last good page of this address, as such; where there is none, it throws. */
  give(c: Context, asked: Asked, make: Make): Promise<Response>
  /** As `give`, for what only its reader sees: made anew each time, kept nowhere. */
  once(c: Context, asked: Asked, make: Make): Promise<Response>
  missing(c: Context): Response
}

export function createPageServer(deps: PageDeps): PageServer {
  const cache = createPageCache()
  const stale = createPageCache()
  const last = createLastPages()
  let isAway = false
  const missing = (c: Context) =>
    sendPage(c, toPage(renderFailure(pageContext(c, deps), 404, nearServices(deps.directory, c.req.path))), 404)

  /** Undefined: the database is away, and there is a page from before. */
  async function makeOrLeave(key: string, making: Promise<CachedPage>): Promise<CachedPage | undefined> {
    try {
      const made = await (isAway && last.has(key) ? within(PATIENCE_MS, making) : making)
      if (made !== undefined) isAway = false
      return made
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      isAway = true
      if (!last.has(key)) throw error
      return undefined
    }
  }

  return {
    deps,
    missing,
    each(routes, path, answer) {
      for (const prefix of PREFIXES) routes.get(`${prefix}${path}`, answer)
    },
    async give(c, { path, more = '', endless = false }, make) {
      const page = { ...pageContext(c, deps), path }
      const key = `${page.prefix} ${page.reader.lang} ${path} ${more}`
      const made = await makeOrLeave(
        key,
        cache.get(key, async () => (await make(page)) ?? MISSING),
      )
      if (made === undefined) {
        const old = await stale.get(key, async () => toStalePage(page, last.read(key)!))
        c.header('Retry-After', RETRY_AFTER_S)
        c.header('X-Robots-Tag', 'noindex')
        return sendPage(c, old, 503)
      }
      if (made.html === MISSING) return missing(c)
      if (!endless) last.keep(key, made, page.now)
      return sendPage(c, made)
    },
    async once(c, { path }, make) {
      const html = await make({ ...pageContext(c, deps), path })
      return html === undefined ? missing(c) : sendPage(c, toPage(html))
    },
  }
}
