import { type Context, Hono } from 'hono'
import { ReportOutcome } from '../../../shared/report.ts'
import { isRange } from '../../../web/chart/model.ts'
import type { Lang } from '../../../web/locales/language.ts'
import { renderHome } from '../../../web/pages/home.tsx'
import { renderIncident } from '../../../web/pages/incident.tsx'
import { renderFailure, renderRefusedReport } from '../../../web/pages/message.tsx'
import { renderProvider } from '../../../web/pages/provider.tsx'
import { renderSearch } from '../../../web/pages/search.tsx'
import { renderWhy } from '../../../web/pages/why.tsx'
import { SEARCH_WORDS_MAX } from '../../../web/parts/search-form.tsx'
import { texts } from '../../../web/locales/texts.ts'
import { toProvider, type Directory } from '../../catalogue/directory.ts'
import type { Database } from '../../store/db.ts'
import { assetRoutes } from './assets.ts'
import { PREFIXES } from './language.ts'
import { createPageCache, toPage } from './page-cache.ts'
import { namedContext, pageContext, sendPage, type PageSetting } from './page-context.ts'
import type { RenderRefusal } from './report-form.ts'
import { ruleRoutes } from './rule.ts'
import { readHomeView, readIncidentView, readProviderView } from './views.ts'
import { readWhyView } from './why-view.ts'

export type PageDeps = PageSetting & { db: Database; directory: Directory }

const SEARCH_RESULTS = 20
/** In place of a page that is not there. */
const MISSING = ''
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function pageRoutes(deps: PageDeps): Hono {
  const { clock, directory } = deps
  const cache = createPageCache()
  const routes = new Hono()
  const missing = (c: Context) => sendPage(c, toPage(renderFailure(pageContext(c, deps), 404)), 404)

  for (const prefix of PREFIXES) {
    routes.get(`${prefix}/`, async (c) => {
      const page = pageContext(c, deps)
      const key = `home ${prefix} ${page.reader.lang}`
      const home = { ...page, path: '/' }
      return sendPage(c, await cache.get(key, async () => renderHome(home, await readHomeView(deps, page.now))))
    })

    routes.get(`${prefix}/p/:slug`, async (c) => {
      const entry = directory.bySlug(c.req.param('slug'))
      if (entry === undefined) return missing(c)
      const { range: asked, reported, report } = c.req.query()
      const range = isRange(asked) ? asked : '24h'
      const receipt = ReportOutcome.safeParse(reported).data ?? null
      const reporting = report === '1'
      const page = { ...pageContext(c, deps), path: `/p/${entry.slug}${range === '24h' ? '' : `?range=${range}`}` }
      const make = async () =>
        renderProvider(page, await readProviderView(deps, { entry, range, receipt, reporting }, clock.now()))
      const key = `provider ${prefix} ${page.reader.lang} ${entry.slug} ${range} ${receipt} ${reporting}`
      return sendPage(c, await cache.get(key, make))
    })

    routes.get(`${prefix}/p/:slug/why`, async (c) => {
      const entry = directory.bySlug(c.req.param('slug'))
      if (entry === undefined) return missing(c)
      const page = { ...pageContext(c, deps), path: `/p/${entry.slug}/why` }
      const make = async () => renderWhy(page, await readWhyView(deps, entry, page.now))
      return sendPage(c, await cache.get(`why ${prefix} ${page.reader.lang} ${entry.slug}`, make))
    })

    routes.get(`${prefix}/i/:id`, async (c) => {
      const id = c.req.param('id')
      if (!UUID.test(id)) return missing(c)
      const page = { ...pageContext(c, deps), path: `/i/${id}` }
      const make = async () => {
        const view = await readIncidentView(deps, id, page.now)
        return view === undefined ? MISSING : renderIncident(page, view)
      }
      const cached = await cache.get(`incident ${prefix} ${page.reader.lang} ${id}`, make)
      return cached.html === MISSING ? missing(c) : sendPage(c, cached)
    })

    for (const reporting of [false, true]) {
      routes.get(`${prefix}${reporting ? '/report' : '/search'}`, (c) => {
        const words = (c.req.query('q') ?? '').trim().slice(0, SEARCH_WORDS_MAX)
        const found = words === '' ? [] : directory.search(words, SEARCH_RESULTS).map(toProvider)
        return sendPage(c, toPage(renderSearch(pageContext(c, deps), { words, found, reporting })))
      })
    }
    if (prefix !== '') routes.get(prefix, (c) => c.redirect(`${prefix}/`, 308))
  }
  return routes.route('/', ruleRoutes(deps)).route('/', assetRoutes(deps.assets))
}

/** For `createApp`: a page that says what went wrong. Reads no database, because that may be what is away. */
export function errorPage(setting: PageSetting): (c: Context, status: number) => Response {
  return (c, status) => {
    const shown = status === 404 || status === 503 ? status : 500
    if (shown === 503) c.header('Retry-After', '5')
    return sendPage(c, toPage(renderFailure(pageContext(c, setting), shown)), shown)
  }
}

/** For `reportFormRoutes`: a report that was not taken, in words. */
export function refusedReportPage(setting: PageSetting & { directory: Directory }): RenderRefusal {
  return ({ problem, language, back }) => {
    const lang: Lang = language
    const slug = decodeURIComponent(/\/p\/([^/?]+)/.exec(back)?.[1] ?? '')
    const entry = setting.directory.bySlug(slug)
    const page = namedContext(setting, lang, `/p/${encodeURIComponent(slug)}`)
    const words = texts[lang]
    const name = entry?.name ?? slug
    const { text } = words.receipt(
      problem.status === 429 ? 'rate-limited' : problem.status === 503 ? 'unavailable' : 'refused',
      name,
    )
    return renderRefusedReport(page, { text, provider: entry ?? null })
  }
}
