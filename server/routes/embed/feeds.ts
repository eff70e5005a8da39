import { Hono, type Context } from 'hono'
import { FEED_FORMATS, FEED_TYPE, type FeedFormat } from '../../../web/feeds/feed.ts'
import { LANGS, type Lang } from '../../../web/locales/language.ts'
import { Refusal } from '../../errors.ts'
import { readFeedEvents, type FeedEventRow } from '../../store/feed-events.ts'
import { cacheControl, createKeep } from '../api/answers.ts'
import { hasTag, takesGzip } from '../asked-with.ts'
import { negotiateLanguage } from '../pages/language.ts'
import { createFeedShelf, type ShelvedFeed } from './feed-shelf.ts'
import { tellFeed, type FeedSubject } from './feed-text.ts'
import { ownOrigin } from './own-origin.ts'
import type { EmbedDeps } from './routes.ts'

const MOST_ENTRIES = 50
const MAX_AGE_S = 60
/** Real time: so long one reading serves all who ask for the same provider, in whatever form. */
const READ_EVERY_MS = 5_000

/** `/feed.atom` and `/feed.rss` of everything, of a provider (`/p/{slug}/…`), of an operator (`/o/{slug}/…`), each under each language. */
export function feedRoutes(deps: Pick<EmbedDeps, 'db' | 'directory' | 'clock' | 'config'>): Hono {
  const { db, directory, clock } = deps
  const keep = createKeep<FeedEventRow[]>(() => performance.now(), READ_EVERY_MS)
  const shelf = createFeedShelf()

  async function give(c: Context, format: FeedFormat, subject: FeedSubject | undefined): Promise<Response> {
    if (subject === undefined) throw new Refusal(404, 'There is no such feed.')
    const named = LANGS.find((lang) => c.req.path.startsWith(`/${lang}/`))
    const asked = named ?? LANGS.find((lang) => lang === c.req.query('lang'))
    const lang: Lang = asked ?? negotiateLanguage(c.req.header('accept-language'))
    const origin = ownOrigin(c, deps.config.publicUrl)
    const rows = await keep(subject.path, () =>
      readFeedEvents(db, { providerIds: subject.providerIds, limit: MOST_ENTRIES }),
    )
    const feed = shelf(`${format} ${lang} ${subject.path} ${origin}`, rows, () =>
      tellFeed({ subject, format, lang, mode: clock.mode, origin, now: clock.now() }, rows),
    )
    c.header('Vary', asked === undefined ? 'Accept-Language, Accept-Encoding' : 'Accept-Encoding')
    c.header('Cache-Control', cacheControl(MAX_AGE_S / clock.speed))
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return send(c, format, feed)
  }

  const routes = new Hono()
  for (const prefix of ['', ...LANGS.map((lang) => `/${lang}`)]) {
    for (const format of FEED_FORMATS) {
      routes.get(`${prefix}/feed.${format}`, (c) => give(c, format, { path: '' }))
      routes.get(`${prefix}/p/:slug/feed.${format}`, (c) => {
        const entry = directory.bySlug(c.req.param('slug'))
        return give(c, format, entry && { path: `/p/${entry.slug}`, name: entry.name, providerIds: [entry.id] })
      })
      routes.get(`${prefix}/o/:slug/feed.${format}`, (c) => {
        const entries = directory.byOperator(c.req.param('slug'))
        const operator = entries[0]?.operator
        const providerIds = entries.map(({ id }) => id)
        return give(c, format, operator ? { path: `/o/${operator.slug}`, name: operator.name, providerIds } : undefined)
      })
    }
  }
  return routes
}

function send(c: Context, format: FeedFormat, { page, changedAt }: ShelvedFeed): Response {
  c.header('ETag', page.etag())
  c.header('Last-Modified', new Date(changedAt).toUTCString())
  if (isKnown(c, page.etag(), changedAt)) return c.body(null, 304)
  c.header('Content-Type', `${FEED_TYPE[format]}; charset=utf-8`)
  if (!takesGzip(c.req.header('accept-encoding'))) return c.body(page.plain())
  c.header('Content-Encoding', 'gzip')
  return c.body(page.gzip())
}

/** RFC 9110, 13.2.2: the date counts only for who sends no tag. */
function isKnown(c: Context, etag: string, changedAt: number): boolean {
  const tags = c.req.header('if-none-match')
  if (tags !== undefined) return hasTag(tags, etag)
  const since = Date.parse(c.req.header('if-modified-since') ?? '')
  return Math.floor(changedAt / 1_000) * 1_000 <= since
}
