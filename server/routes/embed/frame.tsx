import { Hono } from 'hono'
import { LANGS, type Lang } from '../../../web/locales/language.ts'
import { renderEmbed } from '../../../web/pages/embed.tsx'
import { UNJUDGED } from '../../../shared/series.ts'
import { bucketStart, HOUR_MS, QUARTER_MS } from '../../../shared/time.ts'
import { contentSecurityPolicy } from '../../app.ts'
import { upperLimit } from '../../detect/limits.ts'
import { Refusal } from '../../errors.ts'
import { readLive } from '../../store/live.ts'
import { readSeries } from '../../store/series.ts'
import { negotiateLanguage } from '../pages/language.ts'
import { createPageCache } from '../pages/page-cache.ts'
import { namedContext, sendPage } from '../pages/page-context.ts'
import type { EmbedDeps } from './routes.ts'

const CURVE_MS = 6 * HOUR_MS

/** `/embed/{slug}?lang=`: the one page that other sites may frame. No cookie, nothing from anyone else. */
export function embedFrameRoutes(deps: EmbedDeps): Hono {
  const { db, clock, directory } = deps
  const cache = createPageCache()
  return new Hono().get('/embed/:slug', async (c) => {
    const entry = directory.bySlug(c.req.param('slug'))
    if (entry === undefined) throw new Refusal(404, 'There is no such provider here.')
    const asked = c.req.query('lang')
    const lang: Lang = LANGS.find((name) => name === asked) ?? negotiateLanguage(c.req.header('accept-language'))
    const make = async () => {
      const now = clock.now()
      const to = bucketStart(now, QUARTER_MS) + QUARTER_MS
      const [lives, series] = await Promise.all([
        readLive(db, [entry.id], { now, speed: clock.speed }, upperLimit),
        readSeries(db, { providerId: entry.id, from: to - CURVE_MS, to, widthMs: QUARTER_MS, upperLimit }),
      ])
      const verdict = lives.get(entry.id)?.verdict ?? UNJUDGED
      const sparkline = series.map((point) => point.problems)
      return renderEmbed(namedContext(deps, lang, `/p/${entry.slug}`), { provider: entry, verdict, sparkline })
    }
    const page = await cache.get(`${lang} ${entry.slug}`, make)
    c.header('Content-Security-Policy', contentSecurityPolicy('*'))
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Access-Control-Allow-Origin', '*')
    return sendPage(c, page)
  })
}
