import type { Context } from 'hono'
import { LANGS, PAGE_ZONE, type Lang } from '../../../web/locales/language.ts'
import type { PageContext } from '../../../web/parts/page.ts'
import type { Assets } from '../../assets.ts'
import type { Clock } from '../../clock.ts'
import type { Publisher } from '../../config.ts'
import { pushSubject } from '../../notify/push-message.ts'
import { hasTag, takesGzip } from '../asked-with.ts'
import { negotiateLanguage } from './language.ts'
import type { CachedPage } from './page-cache.ts'

export type PageSetting = {
  clock: Clock
  assets: Assets
  config: { publicUrl: string | undefined; publisher?: Publisher }
  /** A page says what this replay or simulation is made of. */
  explained?: boolean
}

const namedLanguage = (path: string): Lang | undefined =>
  LANGS.find((lang) => path === `/${lang}` || path.startsWith(`/${lang}/`))

/** Language and address of a request. /it/… and /en/… say which; without, the browser is asked, and `Vary` says so. */
export function pageContext(c: Context, { clock, assets, config, explained = false }: PageSetting): PageContext {
  const url = new URL(c.req.url)
  const named = namedLanguage(url.pathname)
  const lang: Lang = named ?? negotiateLanguage(c.req.header('accept-language'))
  const prefix = named === undefined ? '' : `/${named}`
  return {
    reader: { lang, zone: PAGE_ZONE[lang] },
    prefix,
    path: (url.pathname.slice(prefix.length) || '/') + url.search,
    now: clock.now(),
    speed: clock.speed,
    mode: clock.mode,
    pushes: clock.mode === 'live' && pushSubject(config) !== undefined,
    assets,
    publicUrl: config.publicUrl,
    publisher: config.publisher?.name,
    explained,
  }
}

export function sendPage(c: Context, page: CachedPage, status: 200 | 404 | 500 | 503 = 200): Response {
  c.header('Cache-Control', status === 200 ? 'no-cache' : 'no-store')
  c.header('Vary', namedLanguage(c.req.path) === undefined ? 'Accept-Language, Accept-Encoding' : 'Accept-Encoding')
  if (status === 200) {
    c.header('ETag', page.etag())
    if (hasTag(c.req.header('if-none-match'), page.etag())) return c.body(null, 304)
  }
  c.header('Content-Type', 'text/html; charset=utf-8')
  if (!takesGzip(c.req.header('accept-encoding'))) return c.body(page.plain(), status)
  c.header('Content-Encoding', 'gzip')
  return c.body(page.gzip(), status)
}

/** A page whose language is known from elsewhere. */
export function namedContext(
  { clock, assets, config, explained = false }: PageSetting,
  lang: Lang,
  path: string,
): PageContext {
  return {
    reader: { lang, zone: PAGE_ZONE[lang] },
    prefix: `/${lang}`,
    path,
    now: clock.now(),
    speed: clock.speed,
    mode: clock.mode,
    assets,
    publicUrl: config.publicUrl,
    publisher: config.publisher?.name,
    explained,
  }
}
