import { type Context, Hono } from 'hono'
import { LANGS, type Lang } from '../../../web/locales/language.ts'
import { renderFailure, renderRefusedReport } from '../../../web/pages/message.tsx'
import { texts } from '../../../web/locales/texts.ts'
import type { Directory } from '../../catalogue/directory.ts'
import { aboutRoutes } from './about.ts'
import { apiDocsRoutes } from './api-docs.ts'
import { archivePageRoutes } from './archive.ts'
import { assetRoutes } from './assets.ts'
import { foundRoutes } from './found.ts'
import { historyRoutes } from './history.ts'
import { homeRoutes } from './home.ts'
import { newsroomRoutes } from './newsroom.ts'
import { nearServices } from './near.ts'
import { toPage } from './page-cache.ts'
import { namedContext, pageContext, sendPage, type PageSetting } from './page-context.ts'
import { providerPageRoutes } from './provider.ts'
import type { RenderRefusal } from './report-form.ts'
import { receiptPageRoutes } from './receipt.ts'
import { reportPageRoutes } from './report.ts'
import { ruleRoutes } from './rule.ts'
import { searchRoutes } from './search.ts'
import { createPageServer, type PageDeps } from './serve.ts'
import { withoutTrailingSlash } from './trailing-slash.ts'

/** Every page of the site. */
export function pageRoutes(deps: PageDeps): Hono {
  const pages = createPageServer(deps)
  const routes = new Hono()
  for (const lang of LANGS) routes.get(`/${lang}`, (c) => c.redirect(`/${lang}/`, 308))
  return routes
    .route('/', homeRoutes(pages))
    .route('/', searchRoutes(pages))
    .route('/', providerPageRoutes(pages))
    .route('/', reportPageRoutes(pages))
    .route('/', receiptPageRoutes(pages))
    .route('/', historyRoutes(pages))
    .route('/', aboutRoutes(pages))
    .route('/', archivePageRoutes(pages, deps.shelf))
    .route('/', apiDocsRoutes(pages))
    .route('/', newsroomRoutes(pages))
    .route('/', ruleRoutes(deps))
    .route('/', foundRoutes(deps))
    .route('/', assetRoutes(deps.assets))
    .get('*', withoutTrailingSlash)
}

/** For `createApp`: a page that says what went wrong. Reads no database, because that may be what is away. */
export function errorPage(setting: PageSetting & { directory: Directory }): (c: Context, status: number) => Response {
  return (c, status) => {
    const shown = status === 404 || status === 503 ? status : 500
    if (shown === 503) c.header('Retry-After', '5')
    const near = shown === 404 ? nearServices(setting.directory, c.req.path) : []
    return sendPage(c, toPage(renderFailure(pageContext(c, setting), shown, near)), shown)
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
