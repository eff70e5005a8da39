import type { Context } from 'hono'
import { LANGS } from '../../../web/locales/language.ts'
import { contentSecurityPolicy } from '../../app.ts'
import { hasTag, takesGzip } from '../asked-with.ts'
import type { CachedPage } from '../pages/page-cache.ts'

/** Of what is not there: it may come to be. */
const REFUSED = 'public, max-age=5'
const RETRY_AFTER_S = '5'

export type FrameStatus = 200 | 400 | 404 | 503

/** The one page that other sites may frame, and a frame in a sandbox may fetch anew: it comes from nowhere. */
export function openToFrames(c: Context): void {
  c.header('Content-Security-Policy', contentSecurityPolicy('*'))
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  c.header('Access-Control-Allow-Origin', '*')
}

export function sendFrame(
  c: Context,
  page: CachedPage,
  { status = 200, caching = REFUSED }: { status?: FrameStatus; caching?: string },
): Response {
  const isNamed = LANGS.some((lang) => lang === c.req.query('lang'))
  c.header('Vary', isNamed ? 'Accept-Encoding' : 'Accept-Language, Accept-Encoding')
  c.header('Cache-Control', status === 503 ? 'no-store' : caching)
  if (status === 503) c.header('Retry-After', RETRY_AFTER_S)
  if (status === 200) {
    c.header('ETag', page.etag())
    if (hasTag(c.req.header('if-none-match'), page.etag())) return c.body(null, 304)
  }
  c.header('X-Robots-Tag', 'noindex')
  c.header('Content-Type', 'text/html; charset=utf-8')
  if (!takesGzip(c.req.header('accept-encoding'))) return c.body(page.plain(), status)
  c.header('Content-Encoding', 'gzip')
  return c.body(page.gzip(), status)
}
